"""Time: it only grows, and what is due happens in order."""

import pytest

from ecsops.simulator.account import Simulator
from ecsops.simulator.engine import clock
from ecsops.simulator.engine.clock import iso_minutes, iso_seconds, parse_iso
from ecsops.simulator.engine.store import Due


class Wall:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.time = parse_iso("2019-06-25T08:00:00Z")

    def __call__(self) -> float:
        return self.time


def test_time_is_the_wall_clock_plus_what_was_waited() -> None:
    wall = Wall()
    account = Simulator(":memory:", wall=wall)
    account.wait(60)
    wall.time += 30

    assert account.status()["Time"] == "2019-06-25T08:01:30Z"


def test_a_wall_clock_that_is_set_back_does_not_move_time_back() -> None:
    wall = Wall()
    account = Simulator(":memory:", wall=wall)
    account.wait(60)
    wall.time -= 3600
    account.wait(5)

    assert account.status()["Time"] == "2019-06-25T08:01:05Z"


def test_a_frozen_clock_moves_only_when_it_is_advanced() -> None:
    wall = Wall()
    account = Simulator(":memory:", wall=wall)
    account.reset(at=parse_iso("2030-01-01T00:00:00Z"), frozen=True)
    wall.time += 30
    account.wait(1)

    assert account.status()["Time"] == "2030-01-01T00:00:01Z"


def test_time_cannot_go_back(account: Simulator) -> None:
    with pytest.raises(ValueError, match="cannot go back"):
        account.wait(-1)


def test_what_is_due_happens_in_order_of_time_and_then_of_entry(
    account: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[tuple[float, str]] = []
    begin = account.clock.now()
    monkeypatch.setattr(
        clock, "resolve", lambda _: lambda context, subject, _: log.append((context.now, subject))
    )
    monkeypatch.setitem(clock.HAPPENINGS, "test", "test")
    for after, subject in ((20, "third"), (10, "first"), (10, "second"), (99, "later")):
        account.store.due.add(Due(begin + after, "test", subject, {"RegionId": "cn-hangzhou"}))
    account.wait(50)

    assert [(begin + 10, "first"), (begin + 10, "second"), (begin + 20, "third")] == log


@pytest.mark.parametrize("text", ["2019-06-25T08:00:00Z", "1970-01-01T00:00:00Z"])
def test_times_are_written_as_they_are_read(text: str) -> None:
    assert text == iso_seconds(parse_iso(text))
    assert iso_minutes(parse_iso(text)) == f"{text[:16]}Z"


@pytest.mark.parametrize("text", ["", "now", "2019-06-25 08:00:00", "2019-13-01T00:00:00Z"])
def test_other_forms_of_time_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not match"):
        parse_iso(text)


def test_a_wall_clock_that_was_wrong_while_time_was_moved_leaves_no_trace() -> None:
    wall = Wall()
    account = Simulator(":memory:", wall=wall)
    account.wait(1)
    begun, year_s = account.now(), 365 * 86400
    wall.time -= year_s
    account.wait(60)
    assert account.now() == begun + 60

    wall.time += year_s

    assert account.now() == begun + 60
