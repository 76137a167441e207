"""Schedules run when the agent runs them: its own code computed the table of these tests.

`agent_runs.json` has, for each expression, the zone of the instance, the time from which runs are
asked for, and the next three runs in UTC or the agent's error.
"""

import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from ecsops.schedule import ScheduleError, limits, parse

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("agent_runs.json").read_text())

OF_THE_AGENT = limits.Limits(cron_least_s=0, rate_least_s=0, rate_longest_days=1000)
"""The agent itself knows no least interval."""


def outcome(row: dict[str, Any]) -> list[str] | str:
    """Return the next three runs of a row, or the code of its error."""
    now = datetime.fromisoformat(row["from"]).timestamp()
    try:
        schedule = parse(row["expression"], row["zone"])
        limits.check(schedule, now, now, OF_THE_AGENT)
    except ScheduleError as error:
        return error.code
    runs = islice(schedule.after(now, now), 3)
    return [datetime.fromtimestamp(run, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for run in runs]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['expression']} {row['from']}")
def test_runs_and_errors_are_those_of_the_agent(row: dict[str, Any]) -> None:
    error = {"syntax": "BadCronExpression"}.get(row.get("error", ""), row.get("error"))

    assert outcome(row) == (error or row["next"])


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 174
