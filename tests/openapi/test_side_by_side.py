"""Calls side by side: their order, their number, their errors, and the pauses that all make."""

import threading
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.openapi.pauses import Pauses
from ecsops.openapi.side_by_side import AHEAD, side_by_side


class Together:
    """Acts that wait for each other, so that only acts that are side by side come to an end."""

    def __init__(self, number: int) -> None:
        self.barrier = threading.Barrier(number, timeout=10)
        self.lock = threading.Lock()
        self.now = self.most = 0

    def act(self, thing: int) -> int:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.barrier.wait()
        with self.lock:
            self.now -= 1
        return thing * thing


def test_as_many_as_asked_act_at_once_and_results_keep_their_order() -> None:
    together = Together(4)

    assert list(side_by_side(together.act, range(20), 4)) == [each**2 for each in range(20)]
    assert together.most == 4


@given(st.lists(st.integers(), max_size=30), st.integers(1, 9), st.integers(0, 30))
def test_it_is_map_whatever_the_number_and_wherever_one_stops(
    things: list[int], at_once: int, taken: int
) -> None:
    results = side_by_side(lambda each: each + 1, iter(things), at_once)

    found = list(islice(results, taken))
    results.close()

    assert found == [each + 1 for each in things[:taken]]


def test_things_are_taken_only_a_few_ahead() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for each in range(1000):
            taken.append(each)
            yield each

    results = side_by_side(str, things(), 3)
    assert next(results) == "0"
    results.close()

    assert len(taken) <= 1 + 3 * AHEAD


@pytest.mark.parametrize("at_once", [1, 4])
def test_an_error_is_raised_in_its_place(at_once: int) -> None:
    results = side_by_side(lambda each: 1 // (each - 2), range(10), at_once)

    assert [next(results), next(results)] == [-1, -1]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_what_was_not_begun_when_an_error_is_raised_is_not_done() -> None:
    begun: list[int] = []
    go_on = threading.Event()

    def act(thing: int) -> None:
        begun.append(thing)
        if thing == 0:
            raise KeyError
        go_on.wait(10)

    with pytest.raises(KeyError):
        list(side_by_side(act, range(100), 2))
    number = len(begun)
    go_on.set()

    assert number <= 1 + 2 * AHEAD


def test_one_thing_and_the_things_of_a_worker_are_acted_on_where_one_is() -> None:
    def names(thing: int) -> set[str]:
        return set(side_by_side(lambda _: threading.current_thread().name, range(thing), 4))

    assert set().union(*side_by_side(names, [1], 4)) == {threading.current_thread().name}
    for found in side_by_side(names, [5, 6], 4):
        assert len(found) == 1


def test_workers_end_with_their_work_and_hinder_no_exit() -> None:
    workers = set(side_by_side(lambda _: threading.current_thread(), range(8), 4))

    assert all(each.daemon for each in workers)
    for each in workers:
        each.join(10)
        assert not each.is_alive()


def test_a_pause_is_for_all_and_is_made_once() -> None:
    slept: list[float] = []
    pauses = Pauses(slept.append)
    since = pauses.over()

    pauses.make(2, since)
    pauses.make(1.5, since)
    pauses.make(5, since)
    pauses.make(1, pauses.over())

    assert slept == [2, 3, 1]


def test_who_begins_a_call_while_others_pause_waits_with_them() -> None:
    asleep, wake = threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        asleep.set()
        wake.wait(10)

    pauses = Pauses(sleep)
    threading.Thread(target=pauses.make, args=(3, 0), daemon=True).start()
    asleep.wait(10)
    found: list[float] = []
    late = threading.Thread(target=lambda: found.append(pauses.over()))
    late.start()
    assert found == []
    wake.set()
    late.join(10)

    assert found == [3]
