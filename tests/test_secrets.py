"""No secret is where others can read it: output, logs, errors, files, the list of processes.

Every secret is marked, and looked for in the forms that requests give it. What looks for them is
tested too, with leaks that are made on purpose.
"""

import base64
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.errors import ApiError, EcsopsError
from ecsops.openapi import backend
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.simulator import access_keys
from ecsops.simulator.assistant.execution import sandbox, script_queue
from tests.conftest import Ecsops
from tests.support.givers import Giver
from tests.support.keyrings import Drawer, new_user, using
from tests.support.loopback import Served, serving

KEY_SECRET = "marked-key+secret"

TOKEN = "marked-token/1"

PASSWORD = "marked-Passw0rd*1"

USER_DATA = base64.b64encode(b"#!/bin/sh\necho marked-user-data\n").decode()

SCRIPT = "echo root:marked-in-a-script | chpasswd\n"

MARKED = (KEY_SECRET, TOKEN, PASSWORD, USER_DATA, SCRIPT.strip(), "marked-")

NOBODY = "http://127.0.0.1:9"


def leaks(text: str, *more: str) -> list[str]:
    """Return the secrets that the text has in it, in any form of a request."""
    found = []
    for secret in (*MARKED, *more):
        once = quote(secret, safe="")
        encoded = base64.b64encode(secret.encode()).decode().rstrip("=")
        if any(form in text for form in (secret, once, quote(once, safe=""), encoded[:-1])):
            found.append(secret)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"Error: {PASSWORD}",
        f"GET /?Password={quote(PASSWORD, safe='')}",
        f"server string to sign is:POST&%2F&Password%3D{quote(quote(PASSWORD, safe=''), safe='')}",
        f"CommandContent: {base64.b64encode(SCRIPT.encode()).decode()}",
    ],
)
def test_a_secret_is_found_in_every_form_of_a_request(text: str) -> None:
    assert leaks(text)


class Listener:
    """Hears all that a run says: both streams, what is logged, and the traceback of an error."""

    def __init__(self, ecsops: Ecsops, caplog: pytest.LogCaptureFixture) -> None:
        self.ecsops = ecsops
        self.caplog = caplog
        caplog.set_level("DEBUG")

    def said(self, line: str) -> str:
        self.caplog.clear()
        try:
            text = "".join(map(str, self.ecsops(line)))
        except EcsopsError as error:
            text = "".join(traceback.format_exception(error)) + repr(error)
        # urllib3 writes its own log nowhere unless somebody asks Python for it.
        records = (each for each in self.caplog.records if not each.name.startswith("urllib3"))
        return text + "".join(each.getMessage() for each in records)


@pytest.fixture
def hear(ecsops: Ecsops, caplog: pytest.LogCaptureFixture) -> Callable[[str], str]:
    return Listener(ecsops, caplog).said


@pytest.fixture(autouse=True)
def drawer(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Drawer]:
    """A keyring in memory, a user who has nothing of the vendor's, and no pauses."""
    new_user(monkeypatch, home)
    monkeypatch.setattr(backend, "pause", lambda attempt: 0.0)
    monkeypatch.setenv("TMPDIR", str(home))
    found = Drawer()
    with using(found):
        yield found


@pytest.fixture(scope="module")
def served(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The first-use account, served."""
    with serving(shutil.copy(first_use, tmp_path_factory.mktemp("served"))) as found:
        yield found


@pytest.fixture
def profile(home: Path) -> Callable[..., None]:
    """Write the profile `p` as the vendor's CLI has it."""

    def write(**fields: Any) -> None:
        (home / ".aliyun").mkdir(exist_ok=True)
        text = json.dumps({"profiles": [{"name": "p", **fields}]})
        (home / ".aliyun" / "config.json").write_text(text)

    return write


LAUNCH = f"ecs RunInstances --Password {PASSWORD} --UserData {USER_DATA} --ImageId none"

LINES = (
    "configure list",
    "configure list -o json",
    "instance list",
    "instance list -v -o json",
    f"{LAUNCH} --InstanceType ecs.g5.large",
    f"{LAUNCH} --InstanceType ecs.g5.large --debug",
    f"{LAUNCH} --InstanceType ecs.g5.large --dryrun",
    f"{LAUNCH} --InstanceType ecs.g5.large --debug --endpoint {NOBODY}",
    f"{LAUNCH} --pager --waiter",
    f"ecs ModifyInstanceAttribute --InstanceId i --Password {PASSWORD} --debug --endpoint {NOBODY}",
    "assist run {instance} --file {script} --dry-run",
    "assist run {instance} --file {script} --debug --endpoint " + NOBODY,
    "assist command create Reset --file {script} --dry-run -o json",
)


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "AK", "access_key_secret": KEY_SECRET},
        {"mode": "StsToken", "access_key_secret": KEY_SECRET, "sts_token": TOKEN},
    ],
)
def test_no_secret_of_a_key_or_a_call_is_said(
    hear: Callable[[str], str],
    home: Path,
    served: Served,
    profile: Callable[..., None],
    fields: dict[str, str],
) -> None:
    profile(access_key_id=served.access_key_id, endpoint=served.endpoint, **fields)
    (home / "script.sh").write_text(SCRIPT)
    words = {"instance": "i-bp1", "script": home / "script.sh"}

    said = {line: hear(f"{line.format(**words)} --profile p") for line in LINES}

    assert {line: leaks(text) for line, text in said.items() if leaks(text)} == {}
    refused = "SignatureDoesNotMatch" if fields["mode"] == "AK" else "MismatchWithAccessKey"
    assert refused in said["instance list"]
    assert f"({len(PASSWORD)} characters)" in "".join(said.values())


def test_no_secret_of_a_call_that_is_answered_is_said(
    hear: Callable[[str], str], home: Path, served: Served, profile: Callable[..., None]
) -> None:
    profile(
        access_key_id=served.access_key_id,
        access_key_secret=served.access_key_secret,
        endpoint=served.endpoint,
    )

    said = "".join(hear(f"{line} --profile p") for line in LINES[:6])

    assert "InvalidImageId" in said
    assert leaks(said, served.access_key_secret) == []


@pytest.mark.parametrize("way", ["environment", "flags", "keyring", "file", "role", "program"])
def test_no_secret_is_said_whatever_way_the_key_comes(
    way: str,
    hear: Callable[[str], str],
    ecsops: Ecsops,
    home: Path,
    served: Served,
    profile: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    key = served.service.account.control(
        lambda context: access_keys.create(context, temporary=True)
    )
    own = {"access_key_id": "LTAIown", "access_key_secret": KEY_SECRET}
    given = {
        "access_key_id": key["AccessKeyId"],
        "access_key_secret": key["AccessKeySecret"],
        "sts_token": key["SecurityToken"],
    }
    more = f" --endpoint {served.endpoint}"
    with Giver() as giver:
        giver.begin(key)
        if way == "environment":
            monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", key["AccessKeyId"])
            monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key["AccessKeySecret"])
            monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", key["SecurityToken"])
        elif way == "flags":
            more += "".join(f" --{name.replace('_', '-')} {value}" for name, value in given.items())
        elif way in ("keyring", "file"):
            in_file = "--insecure-file" if way == "file" else ""
            lines = f"{key['AccessKeySecret']}\n{key['SecurityToken']}"
            ecsops(
                f"configure set --profile p --access-key-id {key['AccessKeyId']} "
                f"--secrets-stdin {in_file}",
                stdin=lines,
            )
            more += " --profile p"
        elif way == "role":
            profile(mode="RamRoleArn", ram_role_arn="acs:x", sts_endpoint=giver.endpoint, **own)
            more += " --profile p"
        else:
            document = shlex.quote(json.dumps({"mode": "StsToken", **given}))
            profile(mode="External", process_command=f"echo {document}")
            more += " --profile p"
        giver_said = hear(f"ecs DescribeInstances --PageSize 1 --debug{more}")
        said = hear(f"{LAUNCH} --InstanceType ecs.g5.large --debug{more}")
        said += hear("configure list")

    said += giver_said + "".join(capfd.readouterr())
    assert "TotalCount" in giver_said
    assert "InvalidImageId" in said
    assert leaks(said, key["AccessKeySecret"], key["SecurityToken"]) == []


def test_a_refusal_that_repeats_the_call_is_told_without_its_secrets(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated = ApiError(
        "SignatureDoesNotMatch",
        "server string to sign is:POST&%2F&Password%3D"
        f"{quote(quote(PASSWORD, safe=''), safe='')}%26UserData%3D{quote(USER_DATA, safe='')}",
        http_status=400,
    )

    def refuse(*_: Any) -> None:
        raise repeated

    monkeypatch.setattr(backend, "read_answer", refuse)
    key = Credentials("LTAI1", KEY_SECRET, "", "test")
    service = OpenApi(lambda: key, region_id="cn-hangzhou", endpoint=served.endpoint)
    with pytest.raises(ApiError) as refused:
        service.call(DescribeInstances, {"Password": PASSWORD, "UserData": USER_DATA})

    assert leaks(f"{refused.value} {refused.value!r}") == []
    assert str(refused.value).count("characters)") == 2


def test_a_log_that_tells_all_is_found(
    hear: Callable[[str], str],
    served: Served,
    profile: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile(access_key_id=served.access_key_id, access_key_secret=KEY_SECRET)
    monkeypatch.setattr(backend, "told", dict)

    said = hear(f"{LAUNCH} --InstanceType t --debug --profile p --endpoint {served.endpoint}")

    assert PASSWORD in leaks(said)


def test_no_secret_is_in_a_file(
    ecsops: Ecsops, home: Path, served: Served, profile: Callable[..., None]
) -> None:
    profile(access_key_id="LTAI1", access_key_secret=KEY_SECRET, endpoint=served.endpoint)
    ecsops("configure set --profile q --access-key-id LTAI2 --secrets-stdin", stdin=KEY_SECRET)
    ecsops("ecs DescribeInstances --profile p")
    ecsops(f"{LAUNCH} --InstanceType ecs.g5.large")
    first = json.loads(ecsops("instance list --limit 1 -o json").stdout)[0]
    changed = ecsops(
        f"ecs ModifyInstanceAttribute --InstanceId {first['InstanceId']} --Password {PASSWORD}"
    )

    files = [path for path in home.rglob("*") if path.is_file() and ".aliyun" not in path.parts]

    assert changed.exit_status == 0
    assert "simulator.db" in {path.name for path in files}
    found = {path.name: leaks(path.read_bytes().decode("latin-1")) for path in files}
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


def test_an_access_key_of_the_simulator_is_told_once(ecsops: Ecsops) -> None:
    key = json.loads(ecsops("sim key create --temporary -o json").stdout)

    told = str([ecsops(f"sim {line} -o json") for line in ("key list", "status")])

    assert key["AccessKeyId"] in told
    assert leaks(told, key["AccessKeySecret"], key["SecurityToken"]) == []


HELD = """
import sys
from ecsops.cli import ecsops
from ecsops.cli.raw import run
if sys.argv.pop(1) == "as it is":
    run.conceal = lambda secrets: None
ecsops(prog_name="ecsops")
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="there is no /proc")
@pytest.mark.parametrize("argument", ["concealed", "as it is"])
def test_a_secret_on_the_command_line_does_not_stay_in_the_list_of_processes(
    argument: str, home: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        words = shlex.split(
            f"{LAUNCH} --InstanceType t --endpoint http://127.0.0.1:{silent.getsockname()[1]} "
            f"--access-key-id LTAI1 --access-key-secret={KEY_SECRET} --sts-token {TOKEN}"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", HELD, argument, *words],
            env={**os.environ, "ECSOPS_HOME": str(home)},
            stderr=subprocess.PIPE,
        )
        # It has sent its request, and waits for an answer.
        silent.settimeout(20)
        silent.accept()[0].close()
        shown = Path(f"/proc/{process.pid}/cmdline").read_text()
        process.kill()
        process.communicate()

    assert "--access-key-secret=" in shown
    keys = [secret for secret in leaks(shown) if secret in (KEY_SECRET, TOKEN, PASSWORD)]
    assert keys == ([] if argument == "concealed" else [KEY_SECRET, TOKEN, PASSWORD])


@pytest.mark.skipif(
    not (script_queue.is_installed() and sandbox.works()), reason="there is no bubblewrap"
)
def test_a_script_finds_neither_itself_nor_our_environment_among_processes(
    ecsops: Ecsops, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET)
    (home / "script.sh").write_text(
        f"{SCRIPT}cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' ' '\n"
    )

    ran = ecsops(f"assist run --name DataProcessing001 --file {home}/script.sh -o json")

    assert "/run/cloud-assistant/script" in ran.stdout
    assert "LOGNAME=root" in ran.stdout
    assert leaks(json.dumps([each["OutputText"] for each in json.loads(ran.stdout)])) == []
