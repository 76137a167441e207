"""`--parallel`, and batches of many instances of which some are refused."""

import pytest

from ecsops.backends import opening
from ecsops.backends.protocol import Backend
from ecsops.config import Settings
from ecsops.simulator.account import Simulator
from tests.conftest import Ecsops


@pytest.mark.parametrize(
    ("options", "at_once"),
    [("", 8), ("--parallel 3", 3), ("--parallel 1", 1)],
)
def test_so_many_calls_are_made_side_by_side(
    ecsops: Ecsops, home: object, monkeypatch: pytest.MonkeyPatch, options: str, at_once: int
) -> None:
    asked: list[int] = []

    def opened(settings: Settings, parallel: int) -> Backend:
        asked.append(parallel)
        return Simulator(settings.state_path)

    monkeypatch.setattr(opening, "open_backend", opened)
    ecsops(f"deployset list {options}")
    ecsops(f"{options} deployset list")

    assert asked == [at_once, at_once]


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_less_than_one_is_none(ecsops: Ecsops, number: str) -> None:
    ran = ecsops(f"deployset list --parallel {number}")

    assert (ran.stdout, ran.exit_status) == ("", 2)


def test_the_embedded_simulator_answers_one_after_the_other(home: object) -> None:
    settings = Settings(str(home), "cn-hangzhou")

    found = opening.open_backend(settings, 8)

    assert found.at_once == 1
    found.close()


def test_a_call_that_is_refused_as_a_whole_hinders_no_other(ecsops: Ecsops) -> None:
    ids = [f"i-{number}" for number in range(100)]
    stopped = "i-bp1a6tgcca44b0jqkh54"

    ran = ecsops(f"instance delete {' '.join(ids)} {stopped} --yes --timeout 0 -o tsv")

    rows = [line.split("\t") for line in ran.stdout.splitlines()[1:]]
    assert {row[2] for row in rows[:100]} == {"InvalidInstanceId.NotFound"}
    assert rows[100][::2] == [stopped, "200"]
    assert ran.exit_status == 4
    assert ran.stderr.startswith("Error: InvalidInstanceId.NotFound: ")
