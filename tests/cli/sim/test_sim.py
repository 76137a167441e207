"""`ecsops sim`: the simulator's own controls."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_status_tells_where_the_state_is_and_what_it_holds(ecsops: Run, home: Path) -> None:
    ran = ecsops("sim status -o cols=StateFile,Time,Clock,Profile,Seed,Due")

    assert [each.strip() for each in ran.stdout.splitlines()[-1].split(" | ")] == [
        f"{home}/simulator.db",
        "2019-06-25T08:00:00Z",
        "frozen",
        "document",
        "20190625",
        "0",
    ]


@pytest.mark.parametrize(
    ("duration", "time"),
    [
        ("90", "2019-06-25T08:01:30Z"),
        ("90s", "2019-06-25T08:01:30Z"),
        ("1h30m", "2019-06-25T09:30:00Z"),
        ("2d", "2019-06-27T08:00:00Z"),
    ],
)
def test_time_is_advanced(ecsops: Run, duration: str, time: str) -> None:
    ran = ecsops(f"sim advance {duration} -o tsv --query Time")

    assert ran.stdout == f"{time}\n"


@pytest.mark.parametrize("duration", ["soon", "-1h", "5 m", "1w"])
def test_a_duration_that_is_none_is_a_usage_error(ecsops: Run, duration: str) -> None:
    ran = ecsops(f"sim advance -- '{duration}'")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "Use 90s, 10m, 1h30m or 2d" in ran.stderr


def test_a_reset_asks_first(ecsops: Run, dump: Callable[[], list[str]]) -> None:
    before = dump()

    assert ecsops("sim reset").exit_status == 2
    assert before == dump()


def test_a_reset_begins_anew(ecsops: Run) -> None:
    ecsops("sim reset --empty --seed 7 --frozen --at 2030-01-01T00:00:00Z --limits current --yes")

    ran = ecsops("sim status -o jsonl --query [Time,Seed,Profile,Records]")
    assert ran.stdout.splitlines() == ['"2030-01-01T00:00:00Z"', "7", '"current"', "{}"]


def test_quotas_are_listed_and_set(ecsops: Run) -> None:
    columns = "-o cols=Name,Value,Set"
    before = ecsops(f"sim quota CommandsPerRegion {columns}")
    after = ecsops(f"sim quota CommandsPerRegion 5 {columns}")
    back = ecsops(f"sim quota CommandsPerRegion --default {columns}")

    assert before.stdout.splitlines(True)[-1] == "CommandsPerRegion | 100   | false\n"
    assert after.stdout.splitlines(True)[-1] == "CommandsPerRegion | 5     | true\n"
    assert before.stdout == back.stdout


def test_an_unknown_quota_is_a_usage_error(ecsops: Run) -> None:
    ran = ecsops("sim quota CommandPerRegion")

    assert ran.exit_status == 2
    assert "No such quota: CommandPerRegion. Did you mean CommandsPerRegion?" in ran.stderr


def test_faults_are_added_listed_and_ended(ecsops: Run) -> None:
    added = ecsops("sim fault add stock --zone cn-hangzhou-b -o tsv --query FaultId")
    listed = ecsops("sim fault list -o cols=FaultId,Kind,ZoneId")
    ecsops(f"sim fault clear {added.stdout.strip()}")

    fault_id = added.stdout.strip()
    assert (
        f"{'FaultId':{len(fault_id)}} | Kind  | ZoneId\n"
        f"{'-------':{len(fault_id)}} | ----  | ------\n"
        f"{fault_id} | stock | cn-hangzhou-b\n"
    ) == listed.stdout
    assert ecsops("sim fault list -o json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sim fault add agent", "Error: A fault of kind agent requires --instance."),
        ("sim fault add stock --disk d-1", "Error: A fault of kind stock does not accept --disk."),
        (
            "sim fault add lost --operation RunInstance",
            "Error: No such operation: RunInstance. Did you mean RunInstances?",
        ),
        ("sim fault clear", "Error: No faults named. Name the faults to remove, or use --all."),
    ],
)
def test_a_fault_that_says_too_little_or_too_much_is_a_usage_error(
    ecsops: Run, line: str, sentence: str
) -> None:
    ran = ecsops(line)

    assert ran.exit_status == 2
    assert sentence == ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("place", ["stock --zone cn-none-b", "agent --instance i-none"])
def test_a_fault_strikes_what_is_there(ecsops: Run, place: str) -> None:
    ran = ecsops(f"sim fault add {place}")

    assert ran.exit_status == 1
    assert re.fullmatch(r"Error: No such (Zone|Instance) in cn-hangzhou\: \S+.\n", ran.stderr)
    assert ecsops("sim fault list -o json").stdout == "[]\n"


def test_a_damaged_state_file_is_named_and_left_as_it_is(ecsops: Run, home: Path) -> None:
    state = home / "simulator.db"
    for beside in home.glob("simulator.db-*"):
        beside.unlink()
    state.write_bytes(b"rubbish" * 100)

    ran = ecsops("deployset list")

    assert (ran.stdout, ran.exit_status) == ("", 6)
    assert (
        f"Error: {state} is not an ecsops state file.\n"
        f"Hint: Move it away (mv {state} {state}.bad); the next command creates a new account.\n"
    ) == ran.stderr
    assert state.read_bytes() == b"rubbish" * 100


def test_a_seed_makes_the_same_ids_for_the_same_calls(ecsops: Run) -> None:
    made = []
    for _ in range(2):
        ecsops("sim reset --seed 3 --frozen --at 2019-06-25T08:00:00Z --yes")
        made.append(ecsops("deployset create web -o tsv --query DeploymentSetId").stdout)

    assert made[0] == made[1]
