"""Access keys of the served simulator, as a person makes and deletes them."""

import json

from conftest import Ecsops


def test_a_key_tells_its_secret_once(ecsops: Ecsops) -> None:
    made = json.loads(ecsops("sim key create -o json").stdout)

    listed = ecsops("sim key list -o jsonl").stdout
    assert sorted(made) == ["AccessKeyId", "AccessKeySecret", "CreateDate", "Status"]
    assert json.loads(listed) == {
        name: made[name] for name in ("AccessKeyId", "Status", "CreateDate")
    }
    assert made["AccessKeySecret"] not in listed


def test_a_temporary_key_has_a_token(ecsops: Ecsops) -> None:
    made = json.loads(ecsops("sim key create --temporary -o json").stdout)

    assert made["AccessKeyId"].startswith("STS.")
    assert made["SecurityToken"]


def test_a_key_outlives_a_reset_and_goes_when_it_is_deleted(ecsops: Ecsops) -> None:
    key = json.loads(ecsops("sim key create -o json").stdout)["AccessKeyId"]

    ecsops("sim reset --yes")
    assert key in ecsops("sim key list").stdout
    assert ecsops(f"sim key delete {key} --yes").exit_status == 0
    assert key not in ecsops("sim key list").stdout
    assert ecsops(f"sim key delete {key} --yes") == (
        "",
        f"Error: There is no access key {key}.\n",
        1,
    )


def test_keys_take_no_ids_from_the_account(ecsops: Ecsops) -> None:
    before = json.loads(ecsops("sim status -o json").stdout)["Records"]

    ecsops("sim key create")

    after = json.loads(ecsops("sim status -o json").stdout)["Records"]
    assert {**before, "AccessKey": 1} == after
