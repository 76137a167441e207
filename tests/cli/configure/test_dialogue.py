"""`ecsops configure` at a real terminal."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tools.docs.console import KEYRING, ROOT

SECRET = "marked-secret-5Jk"

Spawn = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def terminal(home: Path) -> Iterator[Spawn]:
    """Begin the program at a terminal: `terminal("configure")`."""
    begun: list[pexpect.spawn[str]] = []

    def spawn(line: str, **environment: str) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-m", "ecsops", *line.split()],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "ECSOPS_HOME": str(home / "ecsops"),
                "PYTHONPATH": str(ROOT),
                "PYTHON_KEYRING_BACKEND": KEYRING,
                "LC_ALL": "C.UTF-8",
                **environment,
            },
            encoding="utf-8",
            dimensions=(40, 200),
            timeout=20,
        )
        child.logfile_read = open(home / "screen.txt", "a")  # noqa: SIM115 - closed below
        begun.append(child)
        return child

    yield spawn
    for child in begun:
        child.close(force=True)
        child.logfile_read.close()


def answer(child: "pexpect.spawn[str]", dialogue: dict[str, str]) -> None:
    """Give each question its answer."""
    for question, text in dialogue.items():
        child.expect_exact(question)
        child.sendline(text)


def interrupt(child: "pexpect.spawn[str]") -> None:
    """Press Ctrl-C, and once more where Python heard it just before it began to read."""
    child.sendintr()
    while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=2):
        child.sendintr()


def end(child: "pexpect.spawn[str]") -> int:
    """Wait for the end of the program, and return its exit status as a shell has it."""
    child.expect(pexpect.EOF)
    child.wait()
    if child.signalstatus is not None:
        return 128 + int(child.signalstatus)
    assert child.exitstatus is not None
    return int(child.exitstatus)


def stored(home: Path) -> list[dict[str, Any]]:
    profiles: list[dict[str, Any]] = json.loads((home / "ecsops/config.json").read_text())[
        "profiles"
    ]
    return profiles


def secrets(home: Path) -> dict[str, str]:
    held: dict[str, str] = json.loads((home / ".keyring.json").read_text())
    return held


KEY = {"Mode": "ak", "AccessKeyId": "LTAI1", "AccessKeySecret": SECRET, "Region": "cn-beijing"}


def test_a_profile_is_asked_for_and_its_secret_is_not_seen(terminal: Spawn, home: Path) -> None:
    child = terminal("configure")
    answer(child, {"Profile [default]": "prod", **KEY})

    assert end(child) == 0

    assert stored(home) == [
        {"name": "prod", "mode": "AK", "access_key_id": "LTAI1", "region_id": "cn-beijing"}
    ]
    assert secrets(home) == {"ecsops/prod/access_key_secret": SECRET}
    assert (
        "make it the default with `ecsops configure use prod`" in (home / "screen.txt").read_text()
    )
    assert SECRET not in (home / "screen.txt").read_text()
    assert (home / "ecsops").stat().st_mode & 0o777 == 0o700
    assert (home / "ecsops/config.json").stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_kept_at_enter_and_a_bad_answer_is_asked_for_again(
    terminal: Spawn, home: Path
) -> None:
    before = [{"name": "prod", "mode": "AK", "access_key_id": "LTAI1", "region_id": "cn-beijing"}]
    (home / "ecsops").mkdir()
    (home / "ecsops/config.json").write_text(json.dumps({"profiles": before}))
    (home / ".keyring.json").write_text(json.dumps({"ecsops/prod/access_key_secret": SECRET}))

    child = terminal("configure --profile prod")
    child.expect_exact("Mode (")
    child.sendline("telepathy")
    child.expect_exact("'telepathy' is not one of")
    answer(child, {"[AK]": "", "[LTAI1]": "", "AccessKeySecret (press Enter to keep it)": ""})
    answer(
        child,
        {"[cn-beijing]": "cn beijing", "Invalid region. Use a region such as cn-hangzhou": ""},
    )

    assert end(child) == 0
    assert stored(home) == before
    assert secrets(home) == {"ecsops/prod/access_key_secret": SECRET}


def test_the_fields_of_a_role_are_asked_for(terminal: Spawn, home: Path) -> None:
    child = terminal("configure --profile night --region cn-shanghai")
    child.expect_exact("Mode (AK, StsToken, RamRoleArn, ")
    child.sendline("ramrolearn")
    child.expect_exact("AccessKeyId")
    child.sendline("   ")
    child.expect_exact("The value is empty")
    answer(child, {"AccessKeyId": "LTAI1", "AccessKeySecret": SECRET})
    answer(child, {"RAM role ARN": " acs:ram::1:role/x ", "[ecsops]": "", "id (none)": ""})

    assert end(child) == 0
    assert stored(home) == [
        {
            "name": "night",
            "mode": "RamRoleArn",
            "access_key_id": "LTAI1",
            "ram_role_arn": "acs:ram::1:role/x",
            "ram_session_name": "ecsops",
            "region_id": "cn-shanghai",
        }
    ]


def test_who_breaks_off_leaves_nothing(terminal: Spawn, home: Path) -> None:
    child = terminal("configure --profile prod")
    answer(child, {"Mode": "AK", "AccessKeyId": "LTAI1", "AccessKeySecret": SECRET})
    child.expect_exact("Region")
    interrupt(child)

    assert end(child) == 130
    assert not (home / "ecsops").exists()
    assert not (home / ".keyring.json").exists()


@pytest.mark.parametrize("word", ["y", "n"])
def test_without_a_keyring_a_file_is_offered(terminal: Spawn, home: Path, word: str) -> None:
    child = terminal(
        "configure --profile prod", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring"
    )
    answer(child, KEY)
    child.expect_exact("No usable keyring")
    child.expect_exact("which only you can read? [y/N]")
    child.sendline(word)

    assert end(child) == (0 if word == "y" else 1)
    if word == "y":
        assert stored(home)[0]["access_key_secret"] == SECRET
        assert (home / "ecsops/config.json").stat().st_mode & 0o777 == 0o600
    else:
        assert os.listdir(home / "ecsops") == []
