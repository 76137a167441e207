"""The serial console and the screen of instances, from the first boot to the last shutdown."""

from base64 import b64decode
from typing import Any

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.console import GetInstanceConsoleOutput, GetInstanceScreenshot
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import WINDOWS, emptied, run
from tests.support.refusals import refusal
from tests.support.screens_of_instances import Screen, screen

PROMPT = "web login: "
POWER_DOWN = "reboot: Power down"


@pytest.fixture
def account(account: Simulator) -> Simulator:
    """An account without instances."""
    return emptied(account)


def console(client: Client, instance_id: str, **parameters: Any) -> list[str]:
    """Return the lines of the console, without what formats them unless it is asked for."""
    parameters = {"RemoveSymbols": True, **parameters}
    answer = client.call(GetInstanceConsoleOutput, InstanceId=instance_id, **parameters)
    assert answer["InstanceId"] == instance_id
    return b64decode(answer["ConsoleOutput"], validate=True).decode().split("\r\n")


def shown(client: Client, instance_id: str, **parameters: Any) -> Screen:
    """Return the screen of an instance."""
    answer = client.call(GetInstanceScreenshot, InstanceId=instance_id, **parameters)
    assert answer["InstanceId"] == instance_id
    return screen(answer["Screenshot"])


def test_a_boot_prints_the_instance_and_ends_with_the_prompt(
    client: Client, account: Simulator
) -> None:
    (instance_id,) = run(client, HostName="web")
    assert console(client, instance_id) == [""]
    account.wait(60)

    lines = console(client, instance_id)

    assert lines[0].endswith("] Linux version 3.10.0-957.5.1.el7.x86_64")
    assert any(each.endswith("] Memory: 8136949k/8388608k available") for each in lines)
    assert any(each.endswith("Set hostname to <web>.") for each in lines)
    assert "[  OK  ] Started OpenSSH server daemon." in lines
    assert lines[-1] == PROMPT


def test_a_boot_is_printed_line_by_line(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(15)
    half = console(client, instance_id)
    account.wait(30)
    whole = console(client, instance_id)

    assert 1 < len(half) < len(whole)
    assert whole[: len(half)] == half


def test_a_console_keeps_formatting_unless_told_otherwise(
    client: Client, account: Simulator
) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(60)

    raw = console(client, instance_id, RemoveSymbols=False)

    assert "[\x1b[32m  OK  \x1b[0m] Started OpenSSH server daemon." in raw
    assert not any("\x1b" in each for each in console(client, instance_id))


def test_shutdowns_and_boots_follow_each_other(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(60)
    client.call(RebootInstance, InstanceId=instance_id)
    account.wait(60)
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(60)

    lines = console(client, instance_id)

    kinds = [each for each in lines if each == PROMPT or each.endswith(POWER_DOWN)]
    marks = ["down" if each.endswith(POWER_DOWN) else "up" for each in kinds]
    assert marks == ["up", "down", "up", "down"]
    assert lines[-1].endswith(POWER_DOWN)


def test_a_power_off_prints_nothing(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(60)
    before = console(client, instance_id)
    client.call(StopInstance, InstanceId=instance_id, ForceStop=True)
    account.wait(60)

    assert console(client, instance_id) == before


def test_the_last_update_is_that_of_the_last_line(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client)
    account.wait(3600)
    up = client.call(GetInstanceConsoleOutput, InstanceId=instance_id)["LastUpdateTime"]
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(3600)
    down = client.call(GetInstanceConsoleOutput, InstanceId=instance_id)["LastUpdateTime"]

    assert (up, down) == ("2019-06-25T08:00:24Z", "2019-06-25T09:00:13Z")


def test_a_console_forgets_the_oldest_boots(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    for _ in range(5):
        account.wait(60)
        client.call(RebootInstance, InstanceId=instance_id)
    account.wait(60)

    assert console(client, instance_id).count(PROMPT) == 3


def test_instances_of_a_first_use_have_booted() -> None:
    account = Simulator(":memory:", wall=lambda: 1561449600.0)
    client = Client(account, "cn-hangzhou")
    by_name = {each["InstanceName"]: each for each in client.items(DescribeInstances)}
    backup = by_name["BackupServer"]["InstanceId"]
    assert console(client, by_name["LegacyWeb"]["InstanceId"])[-1] == "LegacyWeb login: "
    assert console(client, backup)[-1].endswith(POWER_DOWN)
    client.call(StartInstance, InstanceId=backup)
    account.wait(60)
    assert console(client, backup)[-1] == "BackupServer login: "


def test_the_screen_of_linux_is_its_console(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(60)

    found = shown(client, instance_id)

    assert (found.width, found.height) == (640, 400)
    assert found.background == bytes(3)
    printed = console(client, instance_id)
    rows = [each[at : at + 80] for each in printed for at in range(0, max(len(each), 1), 80)]
    assert found.lines == [*(each.rstrip() for each in rows[-25:-1]), f"{PROMPT}_"]


def test_a_screen_sleeps_and_can_be_woken(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, HostName="web")
    account.wait(60)
    awake = shown(client, instance_id)
    account.wait(600)

    assert shown(client, instance_id).lines == [""]
    assert shown(client, instance_id, WakeUp=True) == awake


def test_windows_shows_its_lock_screen(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client, ImageId=WINDOWS)
    account.wait(60)

    found = shown(client, instance_id)

    assert found.background != bytes(3)
    assert [each.strip() for each in found.lines if each] == [
        "Press Ctrl+Alt+Delete to unlock.",
        "08:01",
        "Tuesday, June 25",
    ]


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (GetInstanceConsoleOutput, {}, ("MissingParameter", 400)),
        (GetInstanceConsoleOutput, {"InstanceId": "i-none"}, ("InvalidParameter", 404)),
        (GetInstanceScreenshot, {"InstanceId": "i-none"}, ("InvalidParameter", 404)),
    ],
)
def test_unknown_instances_are_refused(
    client: Client, operation: Operation, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, operation, **parameters) == expected


def test_windows_has_no_serial_console(client: Client) -> None:
    (instance_id,) = run(client, ImageId=WINDOWS)

    refused = refusal(client, GetInstanceConsoleOutput, InstanceId=instance_id)

    assert refused == ("NotSupported", 405)


def test_only_a_running_instance_has_a_screen(client: Client, account: Simulator) -> None:
    (instance_id,) = run(client)
    starting = refusal(client, GetInstanceScreenshot, InstanceId=instance_id)
    account.wait(60)
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(60)

    assert starting == ("IncorrectInstanceStatus", 405)
    assert refusal(client, GetInstanceScreenshot, InstanceId=instance_id) == starting
