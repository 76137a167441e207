"""Whatever users, hosts and the clock do, events only go from state to state as they may."""

from contextlib import suppress

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ecsops.catalogue.ecs.events.system_events import (
    FINAL_STATUSES,
    SYSTEM_EVENT_TYPES,
    TRANSITIONS,
    AcceptInquiredSystemEvent,
    CancelSimulatedSystemEvents,
    CreateSimulatedSystemEvents,
    EventCycleStatus,
    ModifySystemEventAttribute,
    RedeployInstance,
)
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import (
    DeleteInstance,
    RebootInstance,
    StartInstance,
    StopInstance,
)
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.events import lifecycle
from tests.conftest import BEGIN, CheckedSimulator
from tests.support.event_stories import everything, host_of, states

MINUTE_S = 60

MINUTES = [-1, 0.1, 1, 1, 1, 5, 59, 400, 2880, 30000]
"""How far ahead events are planned, and how long is waited."""

BY_THE_DOCUMENT = {
    # Document §3.1: what follows the state of an event that has come to be but not to pass ...
    ("Scheduled", "Avoided"),
    ("Scheduled", "Executing"),
    ("Scheduled", "Canceled"),
    # ... and of one that is being executed.
    ("Executing", "Executed"),
    ("Executing", "Failed"),
}

SIMULATED = ("Executing", "Canceled")
"""CancelSimulatedSystemEvents, for events that were simulated."""

INQUIRED = {("Inquiring", "Executing"), ("Inquiring", "Avoided"), ("Inquiring", "Canceled")}
"""Today's seventh state."""


def watch(seen: list[tuple[str, str, bool]]) -> object:
    """Return `system_events.enter` that also notes every transition."""
    enter = lifecycle.enter

    def noting(context: Context, record: Record, status: EventCycleStatus) -> None:
        before = record.document["EventCycleStatus"]["Name"]
        seen.append((before, str(status), bool(record.facts.get("Simulated"))))
        enter(context, record, status)

    return noting


class Life(RuleBasedStateMachine):
    """An account to which anything may happen."""

    def __init__(self) -> None:
        super().__init__()
        self.account = CheckedSimulator(":memory:", wall=lambda: BEGIN)
        self.account.reset(profile="current")
        self.client = Client(self.account, "cn-hangzhou")
        ids = [each["InstanceId"] for each in self.client.items(DescribeInstances)]
        self.instance_id, self.other_id = ids[-1], ids[-2]
        self.host_id = host_of(self.account, self.instance_id)
        self.final: dict[str, str] = {}

    def attempt(self, operation: Operation, **parameters: object) -> None:
        """Call, and take a refusal as it is: it must leave the events as they were."""
        before = everything(self.client)
        try:
            self.client.call(operation, **parameters)
        except ApiError:
            assert before == everything(self.client)

    @rule(
        event_type=st.sampled_from(["SystemMaintenance.Reboot", "SystemFailure.Reboot"]),
        minutes=st.sampled_from(MINUTES),
        really=st.booleans(),
    )
    def simulate(self, event_type: str, minutes: float, really: bool) -> None:
        self.attempt(
            CreateSimulatedSystemEvents,
            EventType=event_type,
            InstanceId=[self.instance_id],
            NotBefore=iso_seconds(self.account.now() + minutes * MINUTE_S),
            TriggerRealOps=really,
        )

    @rule(
        number=st.integers(0, 9),
        operation=st.sampled_from(
            [CancelSimulatedSystemEvents, ModifySystemEventAttribute, AcceptInquiredSystemEvent]
        ),
        minutes=st.sampled_from(MINUTES),
    )
    def answer(self, number: int, operation: Operation, minutes: float) -> None:
        found = everything(self.client)
        if not found:
            return
        event = found[number % len(found)]
        asked = {
            "EventId": [event["EventId"]],
            "InstanceId": event["InstanceId"],
            "NotBefore": iso_seconds(self.account.now() + minutes * MINUTE_S),
        }
        if operation is not CancelSimulatedSystemEvents:
            asked["EventId"] = event["EventId"]
        self.attempt(operation, **asked)

    @rule(
        operation=st.sampled_from([StartInstance, StopInstance, RebootInstance, RedeployInstance]),
    )
    def operate(self, operation: Operation) -> None:
        self.attempt(operation, InstanceId=self.instance_id)

    @rule()
    def restart(self) -> None:
        self.attempt(RebootInstance, InstanceId=self.instance_id)

    @rule(
        event_type=st.sampled_from(sorted(SYSTEM_EVENT_TYPES)),
        state=st.sampled_from(["", ":Inquiring"]),
    )
    def publish(self, event_type: str, state: str) -> None:
        self.fault("event", InstanceId=self.instance_id, Detail=event_type + state)

    @rule(kind=st.sampled_from(["execution", "host", "arrears", "release"]))
    def trouble(self, kind: str) -> None:
        if kind == "release":
            self.attempt(DeleteInstance, InstanceId=self.other_id, Force=True)
        elif kind == "host":
            self.fault(kind, HostId=self.host_id)
        else:
            self.fault(kind, **({"InstanceId": self.instance_id} if kind == "execution" else {}))

    def fault(self, kind: str, **fields: str) -> None:
        with suppress(EcsopsError):
            self.account.add_fault(kind, "cn-hangzhou", fields)

    @rule(number=st.integers(0, 9))
    def clear_a_fault(self, number: int) -> None:
        found = self.account.faults()
        if found:
            self.account.clear_faults([found[number % len(found)]["FaultId"]])

    @rule(minutes=st.sampled_from(MINUTES[1:]))
    def wait(self, minutes: float) -> None:
        self.account.wait(minutes * MINUTE_S)

    @rule()
    def wait_until_something_happens(self) -> None:
        due = self.account.store.due.next()
        if due is not None:
            self.account.wait(max(due - self.account.now(), 0))

    @invariant()
    def what_is_over_stays_as_it_is(self) -> None:
        now = {
            event["EventId"]: event["EventCycleStatus"]["Name"] for event in everything(self.client)
        }
        for event_id, status in self.final.items():
            assert now.get(event_id, status) == status
        self.final = {
            event_id: status for event_id, status in now.items() if status in FINAL_STATUSES
        }

    def teardown(self) -> None:
        """Nothing goes on forever: in the end no event is still being executed."""
        self.account.wait(MINUTES[-1] * MINUTE_S + 30 * 24 * 60 * MINUTE_S)
        assert "Executing" not in states(self.client)


def test_no_event_goes_where_the_document_has_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str, bool]] = []
    noting = watch(seen)
    for module in (
        "lifecycle",
        "simulated_events",
        "execution",
        "user_responses",
        "planned_by_service",
        "recovery",
        "billing",
    ):
        monkeypatch.setattr(f"ecsops.simulator.events.{module}.enter", noting)

    Life.TestCase.settings = settings(max_examples=20, stateful_step_count=40, deadline=None)
    Life.TestCase("runTest").runTest()

    for before, after, simulated in seen:
        way = (before, after)
        assert way in BY_THE_DOCUMENT | INQUIRED or (simulated and way == SIMULATED), way
    assert seen


def test_the_catalogue_has_the_ways_of_the_document() -> None:
    ways = {(str(before), str(after)) for before in TRANSITIONS for after in TRANSITIONS[before]}

    assert ways >= BY_THE_DOCUMENT | INQUIRED | {SIMULATED}
    assert not any(status in TRANSITIONS for status in FINAL_STATUSES)
