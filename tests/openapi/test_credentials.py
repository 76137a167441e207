"""Each mode of a profile, from who gives its keys to an answer that is signed with them."""

import json
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import time
from typing import Any

import pytest
import urllib3.util.connection
from alibabacloud_credentials.exceptions import CredentialException
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.config import Settings
from ecsops.errors import ApiError, TransportError
from ecsops.openapi import signature, temporary
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.openapi.credentials import Signer
from ecsops.simulator import access_keys
from tests.conftest import Ecsops
from tests.support.givers import Giver
from tests.support.keyrings import Drawer, new_user, using
from tests.support.loopback import Served, serving

OWN = {"access_key_id": "LTAIown", "access_key_secret": "marked-own-secret"}

ROLE_ARN = "acs:ram::1234567890123456:role/operator"


@pytest.fixture(autouse=True)
def drawer(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Drawer]:
    """A keyring in memory, and a user who has nothing of the vendor's but what a test writes."""
    new_user(monkeypatch, home)
    found = Drawer()
    with using(found):
        yield found


@pytest.fixture(scope="module")
def served(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The first-use account, served."""
    with serving(shutil.copy(first_use, tmp_path_factory.mktemp("served"))) as found:
        yield found


@pytest.fixture(scope="module")
def one_giver() -> Iterator[Giver]:
    """Who gives keys to all tests: the library makes a TLS context for every new address."""
    with Giver() as found:
        yield found


@pytest.fixture
def giver(one_giver: Giver, served: Served, monkeypatch: pytest.MonkeyPatch) -> Giver:
    """Who gives a temporary key of the served simulator; to it leads port 80 of every host."""
    one_giver.begin(
        served.service.account.control(lambda context: access_keys.create(context, temporary=True))
    )
    connect = urllib3.util.connection.create_connection

    def redirected(address: tuple[str, int], *words: Any, **named: Any) -> Any:
        here = ("127.0.0.1", one_giver.port)
        return connect(here if address[1] == 80 else address, *words, **named)

    monkeypatch.setattr(urllib3.util.connection, "create_connection", redirected)
    return one_giver


@pytest.fixture
def profile(home: Path) -> Callable[..., None]:
    """Write profiles as the vendor's CLI has them: the first has the name `p`."""

    def write(*profiles: dict[str, Any]) -> None:
        named = [{"name": "pqr"[place], **each} for place, each in enumerate(profiles)]
        (home / ".aliyun").mkdir(exist_ok=True)
        (home / ".aliyun" / "config.json").write_text(json.dumps({"profiles": named}))

    return write


def program(home: Path, text: str) -> str:
    """Return a command line that runs this program."""
    path = home / "give keys.py"
    path.write_text(text)
    return f"{sys.executable} '{path}'"


def printing(home: Path, document: Any) -> str:
    return program(home, f"print({json.dumps(document)!r})")


def role(giver: Giver, **fields: Any) -> dict[str, Any]:
    return {
        "mode": "RamRoleArn",
        **OWN,
        "ram_role_arn": ROLE_ARN,
        "ram_session_name": "night-shift",
        "sts_endpoint": giver.endpoint,
        **fields,
    }


def of_mode(mode: str, giver: Giver, home: Path) -> list[dict[str, Any]]:
    """Return the profiles of a mode; the first is called, and others are what it needs."""
    (home / "token").write_text("oidc-token")
    key = giver.key
    chained = {name: value for name, value in role(giver).items() if name not in OWN}
    external = {
        "mode": "StsToken",
        "access_key_id": key["AccessKeyId"],
        "access_key_secret": key["AccessKeySecret"],
        "sts_token": key["SecurityToken"],
    }
    profiles: dict[str, list[dict[str, Any]]] = {
        "StsToken": [external],
        "RamRoleArn": [role(giver, external_id="x", expired_seconds=900)],
        "EcsRamRole": [{"ram_role_name": "operator"}],
        "ChainableRamRoleArn": [{**chained, "source_profile": "q"}, {"mode": "AK", **OWN}],
        "RamRoleArnWithRoleName": [{**chained, "ram_role_name": "operator"}],
        "OIDC": [{**chained, "oidc_provider_arn": "acs:o", "oidc_token_file": str(home / "token")}],
        "CredentialsURI": [{"credentials_uri": f"{giver.endpoint}/keys?token=x"}],
        "External": [{"process_command": printing(home, external)}],
        "CloudSSO": [
            {
                "cloud_sso_sign_in_url": f"{giver.endpoint}/login",
                "cloud_sso_account_id": "1",
                "cloud_sso_access_config": "ac-1",
                "access_token": "marked-access-token",
                "cloud_sso_access_token_expire": int(time()) + 3600,
            }
        ],
        "OAuth": [{"oauth_access_token": "t", "sts_expiration": int(time()) + 3600, **external}],
    }
    first, *others = profiles[mode]
    return [{**first, "mode": mode}, *others]


@pytest.mark.parametrize(
    "mode",
    [
        "StsToken",
        "RamRoleArn",
        "EcsRamRole",
        "ChainableRamRoleArn",
        "RamRoleArnWithRoleName",
        "OIDC",
        "CredentialsURI",
        "External",
        "CloudSSO",
        "OAuth",
    ],
)
def test_a_profile_of_every_mode_calls_with_the_key_that_it_is_given(
    mode: str,
    ecsops: Ecsops,
    home: Path,
    served: Served,
    giver: Giver,
    profile: Callable[..., None],
) -> None:
    expected = ecsops("deployset list")
    profile(*of_mode(mode, giver, home))

    assert expected == ecsops(f"deployset list --profile p --endpoint {served.endpoint}")


def signed_in(settings: Settings, now: Callable[[], float] = time, **environment: str) -> Signer:
    """Return the signer of these settings in such an environment."""
    return Signer(settings, environment, now)


def of(fields: dict[str, Any], home: Path) -> Settings:
    """Return the settings of somebody who names this profile."""
    return Settings(str(home), "cn-hangzhou", "openapi", "", {"name": "p", **fields}, True)


def test_sts_is_asked_for_the_role_by_who_may_assume_it(giver: Giver, home: Path) -> None:
    signed_in(of(role(giver, external_id="x", expired_seconds="1800"), home))()

    (asked,) = giver.asked
    told = {name: asked.fields[name] for name in ("RoleArn", "RoleSessionName", "ExternalId")}
    assert told == {"RoleArn": ROLE_ARN, "RoleSessionName": "night-shift", "ExternalId": "x"}
    assert asked.fields["DurationSeconds"] == "1800"
    sent = [(name, value) for name, value in asked.fields.items() if name != "Signature"]
    string = signature.v1_string_to_sign("GET", sent)
    assert asked.fields["Signature"] == signature.v1_signature(OWN["access_key_secret"], string)


def test_the_metadata_service_is_asked_with_a_token_of_its_own(giver: Giver, home: Path) -> None:
    credentials = signed_in(of({"mode": "ecsramrole"}, home))()

    assert [(each.method, each.path.rpartition("/")[2]) for each in giver.asked] == [
        ("PUT", "token"),
        ("GET", ""),
        ("PUT", "token"),
        ("GET", "operator"),
    ]
    assert giver.asked[-1].headers["X-aliyun-ecs-metadata-token"] == "metadata-token"
    assert credentials.access_key_id == giver.key["AccessKeyId"]
    assert not [each.name for each in threading.enumerate() if "Scheduler" in each.name]


def test_a_credentials_uri_may_leave_out_its_port(giver: Giver, home: Path) -> None:
    credentials = signed_in(of({"credentials_uri": "http://keys.example/keys?a=b"}, home))()

    assert credentials.access_key_id == giver.key["AccessKeyId"]
    assert giver.asked[0].fields == {"a": "b"}


def test_a_role_is_assumed_with_the_key_of_another_profile(
    giver: Giver, home: Path, profile: Callable[..., None]
) -> None:
    profile(*of_mode("ChainableRamRoleArn", giver, home))
    fields = of_mode("ChainableRamRoleArn", giver, home)[0]

    Signer(of(fields, home), {"HOME": str(home)})()

    assert giver.asked[0].fields["AccessKeyId"] == "LTAIown"


def test_a_token_counts_in_its_own_mode_only(
    giver: Giver, home: Path, profile: Callable[..., None]
) -> None:
    chained = of_mode("ChainableRamRoleArn", giver, home)[0]
    profile(chained, {"mode": "StsToken", "sts_token": "t-1", **OWN})

    left_over = signed_in(of({"mode": "AK", "sts_token": "t-2", **OWN}, home))()
    signed_in(of(role(giver, sts_token="t-3"), home))()
    Signer(of(chained, home), {"HOME": str(home)})()

    assert left_over.security_token == ""
    assert [each.fields.get("SecurityToken") for each in giver.asked] == [None, "t-1"]


def test_profiles_that_are_each_others_source_are_told(
    home: Path, profile: Callable[..., None]
) -> None:
    chained = {"mode": "ChainableRamRoleArn", "ram_role_arn": ROLE_ARN}
    profile({**chained, "source_profile": "q"}, {**chained, "source_profile": "p"})

    with pytest.raises(TransportError, match="The profiles p, q name each other as their source"):
        Signer(of({**chained, "source_profile": "q"}, home), {"HOME": str(home)})()


def test_a_key_is_kept_until_shortly_before_it_ends(giver: Giver, home: Path) -> None:
    giver.keeps_s = 900
    now = begin = time()
    sign = signed_in(of(role(giver), home), lambda: now)

    keys = []
    for after_s in (0, 299, 590, 610, 899):
        now = begin + after_s
        giver.key["AccessKeyId"] = f"STS.{after_s}"
        keys.append(sign().access_key_id)

    assert keys == ["STS.0", "STS.0", "STS.0", "STS.610", "STS.899"]


def test_a_key_that_cannot_be_renewed_is_used_to_its_end(giver: Giver, home: Path) -> None:
    giver.keeps_s = 900
    now = begin = time()
    sign = signed_in(of(role(giver), home), lambda: now)
    sign()
    giver.refusal = (500, "")

    now = begin + 890
    assert sign().access_key_id == giver.key["AccessKeyId"]
    now = begin + 910
    with pytest.raises(TransportError, match="HTTP 500"):
        sign()


def test_a_command_that_goes_on_signs_each_call_with_the_key_that_is_good_then(
    giver: Giver, served: Served, home: Path
) -> None:
    now = time()
    sign = signed_in(of(role(giver), home), lambda: now)
    service = OpenApi(sign, region_id="cn-hangzhou", endpoint=served.endpoint)
    account = served.service.account
    # So near its end that the library, whose clock is the wall's, asks whenever it is asked.
    giver.keeps_s, first = 900, giver.key

    service.call(DescribeDeploymentSets, {"RegionId": "cn-hangzhou"})
    account.control(access_keys.delete, [first["AccessKeyId"]])
    giver.begin(account.control(lambda context: access_keys.create(context, temporary=True)))
    with pytest.raises(ApiError, match=r"InvalidAccessKeyId\.NotFound"):
        service.call(DescribeDeploymentSets, {"RegionId": "cn-hangzhou"})
    now += 3600

    assert service.call(DescribeDeploymentSets, {"RegionId": "cn-hangzhou"})["TotalCount"] == 2
    service.close()


def test_a_key_whose_end_nobody_tells_is_asked_for_again(home: Path, giver: Giver) -> None:
    count = home / "count"
    text = (
        f"with open({str(count)!r}, 'a') as file: file.write('.')\n"
        'print(\'{"mode":"AK","access_key_id":"a","access_key_secret":"b"}\')'
    )
    now = begin = time()
    fields = {"mode": "External", "process_command": program(home, text)}
    sign = signed_in(of(fields, home), lambda: now)

    for after_s in (0, 500, 700):
        now = begin + after_s
        sign()

    assert count.read_text() == ".."


def test_who_has_a_key_pays_for_no_library(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_library(monkeypatch)

    found = signed_in(of({"mode": "AK", **OWN}, home))()

    assert found == Credentials("LTAIown", OWN["access_key_secret"], "", "profile p")


def without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program find that the extra is not installed."""
    monkeypatch.delitem(sys.modules, "ecsops.openapi.temporary", raising=False)
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)


def test_without_the_library_the_command_is_told_that_brings_it(
    ecsops: Ecsops, monkeypatch: pytest.MonkeyPatch, profile: Callable[..., None]
) -> None:
    profile({"mode": "EcsRamRole"})
    without_the_library(monkeypatch)

    assert ecsops("instance list --profile p") == (
        "",
        "Error: The credential mode EcsRamRole of profile p requires Alibaba Cloud's "
        "credentials library.\n"
        "Hint: pip install 'ecsops[credentials]'\n",
        6,
    )


NOBODY = "http://127.0.0.1:9"

SAYS = '{"Code":"NoPermission","Message":"LTAIown may not","Secret":"marked-own-secret"}'


@pytest.mark.parametrize(
    ("fields", "refusal", "told"),
    [
        ({}, (403, SAYS), "STS returned no credentials for profile p: NoPermission (HTTP 403)."),
        ({}, (500, "marked"), "STS returned no credentials for profile p: HTTP 500."),
        ({}, (200, SAYS), "STS returned no credentials for profile p: the response is invalid."),
        (
            {},
            (200, "marked"),
            "STS returned no credentials for profile p: the response is invalid.",
        ),
        (
            {"sts_endpoint": NOBODY},
            None,
            "STS returned no credentials for profile p: no response.",
        ),
        (
            {"expired_seconds": 60},
            None,
            "STS returned no credentials for profile p: expired_seconds is less than 900.",
        ),
        (
            {"expired_seconds": "marked"},
            None,
            "STS returned no credentials for profile p: a field of the profile is invalid.",
        ),
        (
            {"mode": "EcsRamRole"},
            (404, "marked"),
            "The ECS metadata service returned no credentials for profile p: HTTP 404.",
        ),
        (
            {"mode": "CredentialsURI", "credentials_uri": f"{NOBODY}/?token=marked"},
            None,
            "The credentials URI returned no credentials for profile p: no response.",
        ),
        (
            {"mode": "OIDC", "oidc_provider_arn": "o", "oidc_token_file": "/no/file"},
            None,
            "STS returned no credentials for profile p: /no/file: No such file or directory.",
        ),
        (
            {"mode": "External", "process_command": "/no/program --key marked"},
            None,
            "The program of process_command returned no credentials for profile p: the program "
            "cannot be started.",
        ),
        (
            {"mode": "External", "process_command": "sh -c 'echo marked >&2; exit 3'"},
            None,
            "The program of process_command returned no credentials for profile p: the program "
            "exited with status 3.",
        ),
        (
            {"mode": "External", "process_command": "echo marked"},
            None,
            "The program of process_command returned no credentials for profile p: the "
            "response is invalid.",
        ),
        (
            {
                "mode": "CloudSSO",
                "cloud_sso_sign_in_url": "https://x",
                "cloud_sso_account_id": "1",
                "cloud_sso_access_config": "ac",
                "access_token": "marked",
                "cloud_sso_access_token_expire": 1,
            },
            None,
            "CloudSSO returned no credentials for profile p: the sign-in has expired.",
        ),
        ({"ram_role_arn": ""}, None, "Profile p requires ram_role_arn."),
        (
            {"mode": "RsaKeyPair"},
            None,
            "Profile p has the credential mode RsaKeyPair, which is not supported: "
            "the vendor has discontinued it.",
        ),
        (
            {"mode": "Telepathy"},
            None,
            "Profile p has the credential mode Telepathy, which is not supported: "
            "the mode does not exist.",
        ),
    ],
)
def test_why_there_are_no_keys_is_told_without_a_secret(
    ecsops: Ecsops,
    giver: Giver,
    profile: Callable[..., None],
    capfd: pytest.CaptureFixture[str],
    fields: dict[str, Any],
    refusal: tuple[int, str] | None,
    told: str,
) -> None:
    profile(role(giver, **fields))
    giver.refusal = refusal

    ran = ecsops("instance list --profile p")

    assert (ran.exit_status, ran.stderr.partition("\n")[0]) == (6, f"Error: {told}")
    assert "marked" not in "".join([*map(str, ran), *capfd.readouterr()])


@given(
    st.text(min_size=4).filter(lambda text: not re.search("[A-Za-z.0-9-]", text)),
    st.sampled_from(
        (
            "error refreshing credentials from ram_role_arn, http_code: 403, result: {}",
            'from ram_role_arn, http_code: 403, result: {{"Code":"{}"}}',
            'from oidc_role_arn, http_code: 403, {} "Code":"NoPermission" {}',
            "failed to execute external command: exit status 3\nstderr: {}",
            "failed to execute external command: {}",
            "Failed to get RAM session credentials. HttpCode=404 {}",
            "{}",
        )
    ),
)
def test_no_reason_repeats_what_the_library_says(secret: str, text: str) -> None:
    error = CredentialException(text.format(*[secret] * text.count("{}")))

    assert secret not in temporary.reason(error, asked=True)


def test_no_program_of_a_profile_runs_where_that_is_forbidden(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", "true")

    with pytest.raises(TransportError, match="disables the program of profile p"):
        signed_in(of({"mode": "External", "process_command": "true"}, home))()


KEY_VARIABLES = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIenv", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"}


@pytest.mark.parametrize(
    ("environment", "source"),
    [
        (KEY_VARIABLES, "environment ALIBABA_CLOUD_ACCESS_KEY_ID"),
        (
            {"ALICLOUD_ACCESS_KEY_ID": "LTAIenv", "ALICLOUD_ACCESS_KEY_SECRET": "s"},
            "environment ALICLOUD_ACCESS_KEY_ID",
        ),
        (
            {"ALIBABA_CLOUD_ECS_METADATA": "operator"},
            "environment ALIBABA_CLOUD_ECS_METADATA",
        ),
        (
            {"ALIBABA_CLOUD_CREDENTIALS_URI": "{address}/keys"},
            "environment ALIBABA_CLOUD_CREDENTIALS_URI",
        ),
        (
            {"ALIBABA_CLOUD_ECS_METADATA": "operator", **KEY_VARIABLES},
            "environment ALIBABA_CLOUD_ACCESS_KEY_ID",
        ),
        ({"ALIBABA_CLOUD_ROLE_ARN": ROLE_ARN}, "profile p"),
        ({}, "profile p"),
    ],
)
def test_the_environment_is_over_a_profile_that_nobody_names(
    home: Path, giver: Giver, environment: dict[str, str], source: str
) -> None:
    settings = of({"mode": "AK", **OWN}, home)._replace(profile_is_named=False)
    environment = {
        name: value.format(address=giver.endpoint) for name, value in environment.items()
    }

    assert Signer(settings, environment)().source == source


def test_a_pod_has_the_role_that_its_environment_says(home: Path, giver: Giver) -> None:
    (home / "token").write_text("oidc-token")
    variables = {
        "ALIBABA_CLOUD_ROLE_ARN": ROLE_ARN,
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:o",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": str(home / "token"),
        "ALIBABA_CLOUD_ROLE_SESSION_NAME": "pod-7",
        "ALIBABA_CLOUD_STS_ENDPOINT": giver.endpoint,
    }

    Signer(Settings(str(home), "cn-hangzhou", "openapi"), variables)()

    fields = giver.asked[0].fields
    assert fields["OIDCToken"] == "oidc-token"
    assert (fields["RoleArn"], fields["RoleSessionName"]) == (ROLE_ARN, "pod-7")


def test_flags_of_a_raw_call_are_over_profile_and_environment(
    ecsops: Ecsops,
    served: Served,
    giver: Giver,
    profile: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile({"mode": "AK", "access_key_id": "LTAIprofile", "region_id": "cn-beijing"})
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIenv")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s")
    call = f"ecs DescribeZones --endpoint {served.endpoint} --query Zones.Zone[].ZoneId"
    key = giver.key

    given = ecsops(
        f"{call} --profile p --access-key-id {key['AccessKeyId']} --access-key-secret "
        f"{key['AccessKeySecret']} --sts-token {key['SecurityToken']}"
    )
    role_of_flags = ecsops(
        f"{call} --profile p --ram-role-arn {ROLE_ARN} --role-session-name shift --sts-endpoint "
        f"{giver.endpoint} --access-key-id LTAIflag --access-key-secret s"
    )

    in_beijing = ecsops("ecs DescribeZones --RegionId cn-beijing --query Zones.Zone[].ZoneId")
    assert (in_beijing.stdout, 0) == (given.stdout, given.exit_status)
    assert given.stderr.startswith("Warning: other users can read secrets on a command line")
    assert role_of_flags.exit_status == 0
    assert giver.asked[0].fields["AccessKeyId"] == "LTAIflag"
    assert giver.asked[0].fields["RoleSessionName"] == "shift"


def test_flags_of_a_key_do_not_turn_a_rehearsal_into_the_real_thing(ecsops: Ecsops) -> None:
    ran = ecsops("ecs DescribeInstances --access-key-id LTAI1 --verbose --query TotalCount")

    assert "Backend: the simulated account" in ran.stderr
    assert ran.exit_status == 0


def test_half_a_key_in_the_environment_is_told(home: Path) -> None:
    with pytest.raises(TransportError) as refused:
        signed_in(Settings(str(home), "r", "openapi"), ALICLOUD_ACCESS_KEY_ID="LTAIenv")()

    assert str(refused.value) == (
        "ALICLOUD_ACCESS_KEY_ID is set, but ALICLOUD_ACCESS_KEY_SECRET is not."
    )
