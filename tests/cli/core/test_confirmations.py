"""Questions before many instances are changed, at a terminal and without one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ecsops
from tests.support.forked import forked
from tests.support.loopback import serving
from tests.support.screens import shown

WEB = "i-bp11icv3rbg0ijc177n1"
SET = "ds-bp1zj66au6nez9psg1ty"
RELEASED = "DataProcessing00*"


def members(ecsops: Ecsops) -> list[str]:
    """Return six ids: one more than is changed without a question."""
    listed = json.loads(ecsops(f"instance list --deployset {SET} -o json").stdout)
    return [each["InstanceId"] for each in listed]


@pytest.mark.parametrize(
    "line",
    [
        f"instance stop --deployset {SET}",
        "instance reboot --name UserGuide*",
        "instance reboot --all",
        "instance stop {six}",
        f"instance delete {WEB}",
        "deployset move {six} --out --force",
    ],
)
def test_without_a_terminal_it_needs_yes(
    line: str, ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    words = line.format(six=" ".join(members(ecsops)))
    before = dump()

    ran = ecsops(words)

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "Without a terminal, confirm with --yes." in ran.stderr
    assert dump() == before


@pytest.mark.parametrize(
    "line",
    [
        f"instance reboot {WEB} --timeout 0",
        "instance reboot {five} --timeout 0",
        "instance reboot {six} --timeout 0 --yes",
        f"instance reboot --deployset {SET} --timeout 0 -y",
        "instance start --all --timeout 0",
        f"instance stop --deployset {SET} --dry-run",
    ],
)
def test_few_that_are_named_are_changed_without_a_question(line: str, ecsops: Ecsops) -> None:
    six = members(ecsops)

    ran = ecsops(line.format(five=" ".join(six[:5]), six=" ".join(six)))

    assert "Confirm" not in ran.stderr
    assert ran.exit_status != 2


def test_the_question_tells_how_many_where_and_which(home: Path) -> None:
    text = shown("instance reboot --name DataProcessing*", home, columns=300, status=1, typed="n\n")

    assert text.startswith(
        f"n\r\nReboot 2 instances of the simulated account {home}/simulator.db in cn-hangzhou: "
        "DataProcessing002 (i-bp1ufn2whkvjkhkrq45v), "
        "DataProcessing001 (i-bp1wyguywtx2ynfu609c)? [y/N]: "
    )


def test_a_real_account_is_named_before_it_is_changed(home: Path) -> None:
    with serving(str(home / "simulator.db")) as served:
        keys = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": served.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": served.access_key_secret,
        }

        def ran(line: str) -> tuple[int, str]:
            words = [*line.split(), "--endpoint", served.endpoint]
            left = forked(*words, home=home, **keys)
            return left.status, left.stderr

        told = f"Changing the real account at {served.endpoint} in cn-beijing.\n"
        assert ran("deployset create one --region cn-beijing") == (0, told)
        assert ran("deployset create two --region cn-beijing -q") == (0, "")
        assert ran("deployset list") == (0, "")
        status, said = ran("assist run --all -c date")
        assert (status, "Run the script on 8 instances of the real account" in said) == (2, True)
