"""What stories about scripts that run for real are told with."""

import os
import shutil
import time
from pathlib import Path

import pytest

from ecsops.catalogue.ecs.assistant.invocations import RunCommand
from ecsops.client import Client
from ecsops.simulator.assistant.execution import sandbox

NEEDS_BUBBLEWRAP = pytest.mark.skipif(
    not (os.environ.get("CI") or (shutil.which("bwrap") and sandbox.works())),
    reason="bubblewrap does not work here; where CI is set that is a failure",
)

WEB, OTHER = "i-bp11icv3rbg0ijc177n1", "i-bp1yfmvyq4eiu6s2otf8"


def commands_with(text: str) -> list[str]:
    """Return the process ids of those with this command line."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            words = Path("/proc", name, "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b" ".join(words).strip() == text.encode():
            found.append(name)
    return found


def await_commands(text: str, *, there: bool) -> None:
    """Wait, not for long, until processes with this command line are there, or are gone."""
    until = time.monotonic() + 10
    while bool(commands_with(text)) != there:
        assert time.monotonic() < until, commands_with(text)
        time.sleep(0.02)


def invoked(client: Client, script: str) -> str:
    """Start a script on WEB, and return its InvokeId."""
    answer = client.call(RunCommand, CommandContent=script, Type="RunShellScript", InstanceId=[WEB])
    return str(answer["InvokeId"])
