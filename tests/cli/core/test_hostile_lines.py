"""Command lines that ask too much: a sentence and the documented status, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Ecsops

ROOT = Path(__file__).parents[3]

HUGE = "9" * 20

NESTED = "(" * 3000


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"sim advance {HUGE}d", "is too long. Use at most 36500d."),
        ("sim advance 36501d", "The duration '36501d' is too long. Use at most 36500d."),
        ("sim advance nan", "Invalid duration 'nan'."),
        ("sim advance ٣s", "Invalid duration '٣s'."),
        (f"instance list --limit {HUGE}", "is not in the range 1<=x<=2147483647."),
        (f"instance list --limit {'9' * 5000}", "is not a valid integer"),
        (f"sim reset --yes --seed {HUGE}", "is not in the range"),
        ("sim reset --yes --hosts 1001", "1001 is not in the range 1<=x<=1000."),
        ("sim serve --accelerate nan", "'nan' is not a number."),
        ("sim serve --accelerate inf", "is not in the range"),
        ("--parallel 101 instance list", "101 is not in the range 1<=x<=100."),
        (f"instance list --query '{NESTED}'", "The input is nested too deeply."),
        (f"ecs DescribeInstances --output cols=A rows='{NESTED}'", "The input is nested too deep"),
    ],
)
def test_what_is_too_much_is_a_usage_error(ecsops: Ecsops, line: str, sentence: str) -> None:
    before = ecsops("sim status -o json").stdout

    ran = ecsops(line)

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ecsops("sim status -o json").stdout == before


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("instance show i-none", 4),
        ("instance start i-bp1w1v13fhqy1n8wvqe2", 3),
        ("--backend openapi instance list", 6),
        ("instance list --limit 0", 2),
    ],
)
def test_debug_changes_no_exit_status(ecsops: Ecsops, line: str, status: int) -> None:
    assert ecsops(line).exit_status == status

    debugged = ecsops(f"--debug {line}")

    assert debugged.exit_status == status
    assert ("Traceback" in debugged.stderr) == (status != 2)


def test_a_zone_of_a_day_or_more_is_utc(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecsops", "assist", "schedule", "rate(1h)", "--count", "1", "-q"],
        env={**os.environ, "ECSOPS_HOME": str(home), "PYTHONPATH": str(ROOT), "TZ": "UTC+25"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[2].endswith("| 2019-06-25 09:00:00 +0000")
