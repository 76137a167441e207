"""Every option that takes a time takes the same forms, by the clock of the account."""

import pytest

from tests.conftest import Ecsops
from tests.support.typed_lines import the_instance


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("+24h", "2019-06-26T08:00:00Z"),
        ("03:00", "2019-06-25T19:00:00Z"),
        ("'tomorrow 03:00'", "2019-06-25T19:00:00Z"),
    ],
)
def test_an_event_is_planned_by_the_clock_of_the_account(
    ecsops: Ecsops, at: str, expected: str
) -> None:
    ecsops("sim reset --at 2019-06-25T08:00:00Z --frozen --yes")
    stdout, _, status = ecsops(
        f"events simulate SystemMaintenance.Reboot {the_instance(ecsops)} "
        f"--at {at} --zone Asia/Shanghai -o cols=NotBefore"
    )

    assert (stdout.splitlines()[-1], status) == (expected, 0)


def test_the_clock_of_an_account_is_set_with_an_offset(ecsops: Ecsops) -> None:
    stdout, _, status = ecsops(
        "sim reset --at '2019-06-25 16:00+08:00' --frozen --yes -o cols=Time"
    )

    assert (stdout.splitlines()[-1], status) == ("2019-06-25T08:00:00Z", 0)


def test_the_runs_after_a_time_from_now(ecsops: Ecsops) -> None:
    ecsops("sim reset --at 2019-06-25T08:00:00Z --frozen --yes")
    stdout, _, status = ecsops("assist schedule rate(1h) --after +24h --count 1 -o cols=RunTime")

    assert (stdout.splitlines()[-1], status) == ("2019-06-26T09:00:00Z", 0)


@pytest.mark.parametrize(
    "line",
    [
        "sim reset --yes --at 0001-01-01T00:00+08:00",
        "sim reset --yes --at +99999999999999999999d",
        "sim reset --yes --seed 99999999999999999999",
        "sim advance 99999999999999999999d",
        "assist schedule rate(1h) --after 9999-12-31T23:59-08:00",
        "events list --since 99999999999999999999d",
        "events list --limit 100000000000000000000",
        "monitor data i-1 --since 9999999999999999999999999",
        "sim serve --accelerate nan",
    ],
)
def test_a_number_past_every_limit_is_a_usage_error(ecsops: Ecsops, line: str) -> None:
    stdout, stderr, status = ecsops(line)

    assert (stdout, status) == ("", 2)
    assert "Traceback" not in stderr
