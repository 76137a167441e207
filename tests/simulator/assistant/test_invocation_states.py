"""The state of an invocation follows from those on its instances (document, table 2-3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.catalogue.ecs.assistant.invocations import (
    FINAL_STATUSES,
    InvocationStatus,
    InvokeStatus,
)
from ecsops.simulator.assistant.invocation_states import OLDER, UNFINISHED, older_overall, overall

ON_INSTANCE = st.sampled_from(sorted(OLDER))


@pytest.mark.parametrize(
    ("statuses", "older", "newer"),
    [
        (["Success", "Success"], "Finished", "Success"),
        (["Success", "Failed"], "Finished", "PartialFailed"),
        (["Failed", "Failed"], "Finished", "Failed"),
        (["Success", "Terminated"], "Finished", "Success"),
        (["Success", "Timeout"], "PartialFailed", "PartialFailed"),
        (["Timeout", "Error", "Aborted", "Invalid"], "Failed", "Failed"),
        (["Timeout", "Cancelled"], "Failed", "Failed"),
        (["Terminated", "Cancelled"], "Stopped", "Stopped"),
        (["Success", "Running", "Failed"], "Running", "Running"),
        (["Success", "Stopping"], "Stopping", "Stopping"),
        (["Running", "Pending"], "Running", "Pending"),
        (["Success", "Scheduled"], "Running", "Scheduled"),
    ],
)
def test_the_overall_state_is_that_of_the_table(
    statuses: list[str], older: str, newer: str
) -> None:
    assert (older_overall(statuses), overall(statuses)) == (older, newer)


@given(
    st.lists(ON_INSTANCE, min_size=1, max_size=50).flatmap(
        lambda states: st.tuples(st.just(states), st.permutations(states))
    )
)
def test_the_order_of_instances_does_not_matter(both: tuple[list[str], list[str]]) -> None:
    states, others = both

    assert overall(states) == overall(others)
    assert older_overall(states) == older_overall(others)


@given(st.lists(ON_INSTANCE, min_size=1, max_size=50))
def test_it_runs_as_long_as_it_runs_anywhere(states: list[str]) -> None:
    unfinished = any(each in UNFINISHED for each in states)

    assert unfinished == (overall(states) not in FINAL_STATUSES)
    assert unfinished == (older_overall(states) in (InvokeStatus.RUNNING, InvokeStatus.STOPPING))


@given(st.lists(ON_INSTANCE, min_size=1, max_size=50))
def test_it_is_a_success_only_if_nothing_failed(states: list[str]) -> None:
    if overall(states) == InvocationStatus.SUCCESS:
        assert set(states) <= {"Success", "Terminated", "Cancelled"}
