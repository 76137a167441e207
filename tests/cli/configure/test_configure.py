"""Profiles as a person makes them, and that no secret is ever shown."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring
from keyring.errors import KeyringLocked

from ecsops.config import read_settings
from ecsops.openapi.credentials import Signer
from ecsops.openapi.profiles import Profiles
from tests.conftest import Ecsops
from tests.support.keyrings import Drawer, Failing, new_user, using
from tests.support.loopback import serving

SECRET, TOKEN = "marked-secret-5Jk", "marked-token-9Qz"


@pytest.fixture(autouse=True)
def drawer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Drawer]:
    """A keyring in memory, and a user who has nothing else of the vendor's."""
    new_user(monkeypatch, tmp_path)
    found = Drawer()
    with using(found):
        yield found


def config(home: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((home / "config.json").read_text())
    return found


def vendor_config(home: Path, **fields: str) -> None:
    """Write a file of the vendor's CLI."""
    (home / ".aliyun").mkdir()
    profile = {"name": "work", "mode": "AK", "region_id": "cn-beijing", **fields}
    text = json.dumps({"current": "work", "profiles": [profile]})
    (home / ".aliyun" / "config.json").write_text(text)


def test_a_profile_is_stored_and_its_secret_elsewhere(
    ecsops: Ecsops, home: Path, drawer: Drawer
) -> None:
    line = "configure set --profile prod --access-key-id LTAI1 --region cn-beijing --secrets-stdin"

    assert ecsops(line, stdin=SECRET + "\n") == ("", "", 0)

    profile = {
        "name": "prod",
        "mode": "AK",
        "region_id": "cn-beijing",
        "access_key_id": "LTAI1",
    }
    assert config(home) == {"profiles": [profile]}
    assert drawer.held == {("ecsops", "prod/access_key_secret"): SECRET}
    assert (home / "config.json").stat().st_mode & 0o777 == 0o600


def test_a_second_line_is_a_token(ecsops: Ecsops, home: Path, drawer: Drawer) -> None:
    ecsops(
        "configure set --profile p --access-key-id STS.1 --secrets-stdin",
        stdin=f"{SECRET}\n{TOKEN}\n",
    )

    assert ecsops("configure get mode --profile p").stdout == "StsToken\n"
    assert drawer.held["ecsops", "p/sts_token"] == TOKEN


def test_without_a_keyring_nothing_is_stored_unless_asked_for(ecsops: Ecsops, home: Path) -> None:
    line = "configure set --profile p --access-key-id LTAI1 --secrets-stdin"

    with using(Keyring()):
        refused = ecsops(line, stdin=SECRET)
        in_file = ecsops(f"{line} --insecure-file", stdin=SECRET)

    assert refused.exit_status == 6
    assert "No usable keyring" in refused.stderr
    assert in_file.exit_status == 0
    assert SECRET in (home / "config.json").read_text()
    assert (home / "config.json").stat().st_mode & 0o777 == 0o600


def test_the_list_says_where_each_value_comes_from(
    ecsops: Ecsops, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecsops("configure set --profile prod --access-key-id LTAI1 --secrets-stdin", stdin=SECRET)
    ecsops("configure use prod")
    vendor_config(home, access_key_id="LTAI2", access_key_secret=SECRET)
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "cn-shanghai")

    assert ecsops("configure list").stdout == (
        f"""\
Profile | Current | Name                    | Value       | From
------- | ------- | ----                    | -----       | ----
-       | true    | ALIBABA_CLOUD_REGION_ID | cn-shanghai | environment
prod    | true    | mode                    | AK          | {home}/config.json
prod    | true    | access_key_id           | LTAI1       | {home}/config.json
prod    | true    | access_key_secret       | ********    | keyring
work    | false   | mode                    | AK          | {home}/.aliyun/config.json
work    | false   | access_key_id           | LTAI2       | {home}/.aliyun/config.json
work    | false   | region_id               | cn-beijing  | {home}/.aliyun/config.json
work    | false   | access_key_secret       | ********    | {home}/.aliyun/config.json
"""
    )


def test_a_profile_of_any_mode_is_set_got_and_listed(ecsops: Ecsops, home: Path) -> None:
    lines = (
        "set --mode chainableramrolearn --source-profile prod --ram-role-arn acs:ram::1:role/x "
        "--role-session-name night --expired-seconds 900 --sts-endpoint sts.example",
        "set --ram-role-arn acs:ram::1:role/y --sts-endpoint '' --language en",
        "get mode",
        "get ram_role_arn",
    )
    ran = [ecsops(f"configure {line} --profile p") for line in lines]

    assert [each.stdout for each in ran] == ["", "", "ChainableRamRoleArn\n", "acs:ram::1:role/y\n"]
    assert ecsops("configure list").stdout == (
        f"""\
Profile | Current | Name             | Value               | From
------- | ------- | ----             | -----               | ----
p       | false   | mode             | ChainableRamRoleArn | {home}/config.json
p       | false   | source_profile   | prod                | {home}/config.json
p       | false   | ram_role_arn     | acs:ram::1:role/y   | {home}/config.json
p       | false   | ram_session_name | night               | {home}/config.json
p       | false   | expired_seconds  | 900                 | {home}/config.json
p       | false   | language         | en                  | {home}/config.json
"""
    )


def test_the_list_says_what_commands_call(ecsops: Ecsops, home: Path) -> None:
    vendor_config(home)
    rehearsal = ecsops("configure list").stderr
    ecsops("configure use work")

    assert rehearsal == f"Commands use the simulated account {home}/simulator.db.\n"
    assert ecsops("configure list").stderr == "Commands use the real account of profile work.\n"


def test_a_key_that_is_refused_is_as_good_as_none(ecsops: Ecsops, home: Path) -> None:
    vendor_config(home, access_key_id="LTAI2", access_key_secret=SECRET)
    with serving(str(home / "simulator.db")) as served:
        unknown = ecsops(f"instance list --profile work --endpoint {served.endpoint}")
        wrong = ecsops(
            f"ecs DescribeRegions --profile work --endpoint {served.endpoint} "
            f"--access-key-id {served.access_key_id} --access-key-secret wrong"
        )

    assert (unknown.exit_status, wrong.exit_status) == (6, 6)
    assert "InvalidAccessKeyId.NotFound" in unknown.stderr
    assert (
        "Hint: `ecsops configure list` shows where the access key comes from.\n" in unknown.stderr
    )
    assert "The secret does not belong to the access key" in wrong.stderr


def test_what_may_have_a_secret_in_it_is_not_shown(
    ecsops: Ecsops, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecsops(f"configure set --profile p --process-command 'get --password {SECRET}'")
    ecsops(f"configure set --profile q --credentials-uri http://h/?token={TOKEN}")
    monkeypatch.setenv("ALIBABA_CLOUD_CREDENTIALS_URI", f"http://h/{SECRET}")
    vendor_config(home, mode="OAuth", oauth_access_token=TOKEN, private_key=SECRET)

    listed = ecsops("configure list").stdout

    assert listed.count("********") == 5
    assert SECRET not in listed
    assert TOKEN not in listed
    assert ecsops("configure get process_command --profile p").exit_status == 2


def test_what_a_profile_still_lacks_is_told(ecsops: Ecsops) -> None:
    told = ecsops("configure set --profile p --mode RamRoleArn --access-key-id LTAI1").stderr

    assert told == "Profile p still requires access_key_secret, ram_role_arn.\n"


def test_a_library_that_a_profile_needs_is_told(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecsops.cli.configure.group.find_spec", lambda name: None)

    told = ecsops("configure set --profile p --mode EcsRamRole").stderr

    assert told == (
        "The credential mode requires a library: "
        "pipx inject ecsops alibabacloud-credentials (pipx); "
        "uv tool install --with alibabacloud-credentials . (uv, in the checkout); "
        "pip install alibabacloud-credentials (in a virtual environment).\n"
    )


def test_a_secret_on_the_command_line_is_taken_with_a_warning(
    ecsops: Ecsops, drawer: Drawer
) -> None:
    ran = ecsops(
        f"configure set --profile p --access-key-id LTAI1 --access-key-secret {SECRET} "
        f"--sts-token {TOKEN}"
    )

    assert ran.stderr.startswith("Warning: other users can read secrets on a command line")
    assert set(drawer.held.values()) == {SECRET, TOKEN}
    assert ecsops("configure get mode --profile p").stdout == "StsToken\n"


def test_a_secret_is_in_one_place(ecsops: Ecsops, home: Path, drawer: Drawer) -> None:
    line = "configure set --profile p --access-key-id LTAI1 --secrets-stdin"
    ecsops(line, stdin=SECRET)
    ecsops(f"{line} --insecure-file", stdin=SECRET)
    in_file = dict(drawer.held)
    ecsops(line, stdin=SECRET)

    assert in_file == {}
    assert drawer.held == {("ecsops", "p/access_key_secret"): SECRET}
    assert SECRET not in (home / "config.json").read_text()


@pytest.mark.parametrize("error", [KeyringLocked, OSError, ValueError])
def test_a_keyring_that_fails_is_told_without_what_it_says(
    ecsops: Ecsops, home: Path, error: type[Exception]
) -> None:
    line = "configure set --profile p --access-key-id LTAI1 --secrets-stdin"
    ecsops(line, stdin=SECRET)
    before = (home / "config.json").read_text()

    with using(Failing(error)):
        ran = [
            ecsops("configure list"),
            ecsops("instance list --profile p"),
            ecsops(f"{line} --region cn-beijing", stdin=SECRET),
            ecsops("configure delete p --yes"),
        ]

    assert [each.exit_status for each in ran] == [0, 6, 6, 6]
    assert f"Cannot read the keyring ({error.__name__})." in ran[0].stdout
    assert f"Cannot read the keyring ({error.__name__})." in ran[1].stderr
    assert f"Cannot change the keyring ({error.__name__})." in ran[3].stderr
    assert SECRET not in str(ran)
    assert before == (home / "config.json").read_text()


def test_a_link_stays_one_and_a_file_that_others_read_does_not(
    ecsops: Ecsops, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("dotfiles") / "ecsops.json"
    elsewhere.write_text('{"profiles":[],"mine":1}')
    elsewhere.chmod(0o644)
    (home / "config.json").symlink_to(elsewhere)

    ecsops("configure set --profile p --access-key-id LTAI1")

    assert (home / "config.json").is_symlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    assert json.loads(elsewhere.read_text())["mine"] == 1
    assert os.listdir(elsewhere.parent) == ["ecsops.json"]


def test_a_file_that_cannot_be_written_is_told_and_no_secret_is_stored(
    ecsops: Ecsops, home: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECSOPS_HOME", str(home / "simulator.db"))

    refused = ecsops("configure set --profile p --access-key-id L --secrets-stdin", stdin=SECRET)

    assert refused.exit_status == 6
    assert refused.stderr.startswith(f"Error: Cannot write {home}/simulator.db/config.json:")
    assert drawer.held == {}


def test_processes_that_change_profiles_at_once_lose_nothing(home: Path) -> None:
    names = [f"p{number}" for number in range(24)]

    def change(name: str) -> None:
        Profiles({"ECSOPS_HOME": str(home)}).set(name, {"region_id": name}, {}, in_file=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, names))

    profiles = json.loads((home / "config.json").read_text())["profiles"]
    assert names == sorted((each["name"] for each in profiles), key=lambda name: int(name[1:]))


def test_a_profile_goes_with_its_secrets(ecsops: Ecsops, home: Path, drawer: Drawer) -> None:
    ecsops("configure set --profile p --access-key-id LTAI1 --secrets-stdin", stdin=SECRET)
    ecsops("configure use p")

    assert ecsops("configure delete p --yes").exit_status == 0

    assert drawer.held == {}
    assert config(home) == {"profiles": [], "current": ""}
    assert ecsops("configure delete p --yes").stderr.startswith("Error: No such profile: p.")


def test_a_profile_of_the_vendor_is_not_ours_to_delete(ecsops: Ecsops, home: Path) -> None:
    vendor_config(home)

    refused = ecsops("configure delete work --yes")

    assert refused.exit_status == 6
    assert "which ecsops does not change" in refused.stderr


def test_who_has_the_vendors_cli_too_still_rehearses(ecsops: Ecsops, home: Path) -> None:
    vendor_config(home)

    assert ecsops("instance list -v").stderr.startswith("Backend: the simulated account")


def test_a_profile_that_is_used_is_the_real_account_until_it_is_not(
    ecsops: Ecsops, home: Path
) -> None:
    vendor_config(home)

    assert (
        ecsops("configure use work").stderr
        == "Commands now use the real account of profile work.\n"
    )
    asked = ecsops("instance delete i-1")
    assert "Release 1 instance of the real account of profile work in" in asked.stderr
    assert ecsops("instance list").exit_status == 6
    ecsops("configure use simulator")
    assert ecsops("instance list").exit_status == 0


def test_no_credentials_is_told(ecsops: Ecsops) -> None:
    refused = ecsops("instance list --backend openapi")

    assert refused.exit_status == 6
    assert refused.stderr.startswith("Error: No credentials for the real service.\n")


def test_a_simulator_that_is_served_has_keys_of_its_own(ecsops: Ecsops) -> None:
    refused = ecsops("instance list --endpoint http://127.0.0.1:8080")

    assert refused.exit_status == 6
    assert refused.stderr == (
        "Error: No credentials for http://127.0.0.1:8080.\n"
        "Hint: A served simulator has its own keys: `ecsops sim key create` creates one for "
        "`ecsops configure`, or for ALIBABA_CLOUD_ACCESS_KEY_ID and "
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET.\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("instance list --profile nobody", "No such profile: nobody."),
        ("instance list --backend nothing", "No such backend: nothing."),
        ("sim status --backend openapi", "These controls require the simulator"),
    ],
)
def test_what_there_is_not_is_told(ecsops: Ecsops, line: str, said: str) -> None:
    assert said in ecsops(line).stderr


def test_the_environment_is_over_the_current_profile_and_a_named_one_over_both(
    home: Path,
) -> None:
    vendor_config(home, access_key_id="LTAI2", access_key_secret=SECRET)
    environment = {
        "HOME": str(home),
        "ECSOPS_HOME": str(home),
        "ECSOPS_BACKEND": "openapi",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI3",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
    }

    implied = Signer(read_settings(environment=environment), environment)()
    named = Signer(read_settings(profile="work", environment=environment), environment)()

    assert (implied.access_key_id, named.access_key_id) == ("LTAI3", "LTAI2")
    assert SECRET not in f"{implied!r} {named!r}"


def test_a_broken_file_of_profiles_is_told(ecsops: Ecsops, home: Path) -> None:
    for text in ("{", "[]", '{"profiles":[1]}', '{"profiles":[{}]}'):
        (home / "config.json").write_text(text)

        for line in ("instance list", "configure list", "configure set --mode AK"):
            refused = ecsops(line)

            assert refused.exit_status == 6
            assert "as a profile file" in refused.stderr
        assert (home / "config.json").read_text() == text


def test_commands_work_unchanged_over_http(
    ecsops: Ecsops, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = (
        "deployset list",
        "instance list -o cols=InstanceName,Status",
        "deployset create Web -o json",
        "assist agent status",
        "ecs DescribeInstances --PageSize 1",
        "ecs DescribeDeploymentSets --PageSize 1 --output cols=DeploymentSetName",
        "deployset show ds-nothing",
    )
    expected = [ecsops(line) for line in lines]
    ecsops("sim reset --yes --at 2019-06-25T08:00:00Z --frozen")
    with serving(str(home / "simulator.db")) as served:
        ecsops(
            f"configure set --profile lab --access-key-id {served.access_key_id} --secrets-stdin "
            f"--endpoint {served.endpoint}",
            stdin=served.access_key_secret,
        )
        found = [ecsops(f"{line} --profile lab") for line in lines]

    told = "Changing the real account of profile lab at {endpoint} in cn-hangzhou.\n"
    changing = expected[2]._replace(stderr=told.format(endpoint=served.endpoint))
    hinted = expected[-1].stderr.replace("deployset list`", "deployset list --profile lab`")
    missing = expected[-1]._replace(stderr=hinted)
    assert found == [*expected[:2], changing, *expected[3:-1], missing]
