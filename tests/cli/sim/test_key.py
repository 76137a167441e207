"""Access keys of the served simulator, as a person makes and deletes them."""

import json

import pytest

from ecsops.server.service import Service
from tests.conftest import Ecsops


def test_a_key_tells_its_secret_once(ecsops: Ecsops) -> None:
    made = json.loads(ecsops("sim key create -o json").stdout)

    listed = ecsops("sim key list -o jsonl").stdout
    assert sorted(made) == ["AccessKeyId", "AccessKeySecret", "CreateDate", "Status"]
    assert json.loads(listed) == {
        name: made[name] for name in ("AccessKeyId", "Status", "CreateDate")
    }
    assert made["AccessKeySecret"] not in listed


def test_a_server_shows_the_key_that_it_makes_and_no_place_for_none(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_once(service: Service) -> str:
        service.stop()
        service.run()
        return "SIGINT"

    monkeypatch.setattr("ecsops.cli.sim.serve.run_until_told", at_once)
    first, second, for_programs = (
        [line.split()[0] for line in ecsops(f"sim serve --port 0 -o {form}").stdout.splitlines()]
        for form in ("table", "table", "tsv")
    )

    assert first == ["Endpoint", "AccessKeyId", "AccessKeySecret"]
    assert second == ["Endpoint"]
    assert for_programs[0] == "Endpoint"


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
        f"Error: No such access key: {key}.\n",
        1,
    )


def test_keys_take_no_ids_from_the_account(ecsops: Ecsops) -> None:
    before = json.loads(ecsops("sim status -o json").stdout)["Records"]

    ecsops("sim key create")

    after = json.loads(ecsops("sim status -o json").stdout)["Records"]
    assert after == {**before, "AccessKey": 1}
