"""Real system events act on their instances: restarts, stops, failures; and come at random."""

import pytest

from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, StartInstance, StopInstance
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.simulator.account import Simulator
from tests.support.event_stories import (
    DAY_S,
    HOUR_S,
    everything,
    health,
    simulate,
    states,
    status,
    story,
    strike,
)
from tests.support.first_use_account import the_instance

IN_TWO_DAYS = "2019-06-27T08:00:00Z"


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


def test_maintenance_is_planned_two_days_ahead_and_restarts_the_instance(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    (event,) = everything(client)
    assert (
        event["NotBefore"],
        event["ExtendedAttribute"]["InitialNotBefore"],
    ) == (IN_TWO_DAYS, IN_TWO_DAYS)
    assert event["Reason"] == "The physical server of the instance needs maintenance."

    seen = []
    account.wait(2 * DAY_S - 1)
    for _ in range(5):
        seen.append((states(client), status(client, instance_id), health(client, instance_id)))
        account.wait(10)

    assert seen == [
        (["Scheduled"], "Running", "Warning"),
        (["Executing"], "Stopping", "Maintaining"),
        (["Executing"], "Starting", "Maintaining"),
        (["Executing"], "Starting", "Maintaining"),
        (["Executed"], "Running", "Ok"),
    ]


def test_a_stop_and_a_start_by_the_user_avoid_the_restart_too(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(60)
    assert states(client) == ["Scheduled"]

    client.call(StartInstance, InstanceId=instance_id)

    assert states(client) == ["Avoided"]


def test_an_instance_that_is_stopped_at_the_time_has_nothing_to_restart(
    account: Simulator, client: Client
) -> None:
    stopped_id = the_instance(client, "BackupServer")
    strike(account, stopped_id)

    account.wait(2 * DAY_S)

    assert (states(client), status(client, stopped_id)) == (["Executed"], "Stopped")


def test_the_service_cancels_what_it_had_planned(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.clear_faults()

    assert states(client) == ["Canceled"]
    account.wait(3 * DAY_S)
    assert states(client) == ["Canceled"]


def test_an_event_that_is_over_is_not_canceled(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.wait(3 * DAY_S)
    account.clear_faults()

    assert states(client) == ["Executed"]


def test_a_crash_restarts_the_instance_at_once(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id, "InstanceFailure.Reboot")
    (event,) = everything(client)
    assert (
        event["EventCycleStatus"]["Name"],
        event["NotBefore"],
        health(client, instance_id),
        status(client, instance_id),
    ) == ("Executing", "", "Impaired", "Stopping")

    account.wait(22)

    assert (states(client), status(client, instance_id)) == (["Executed"], "Running")


def test_a_crash_does_not_count_as_the_restart_that_was_planned(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    strike(account, instance_id, "InstanceFailure.Reboot")
    account.wait(60)

    assert story(client) == [
        ("InstanceFailure.Reboot", "Executed"),
        ("SystemMaintenance.Reboot", "Scheduled"),
    ]


def test_where_execution_fails_the_event_fails_and_the_instance_goes_on(
    account: Simulator, client: Client, instance_id: str
) -> None:
    account.add_fault("execution", "cn-hangzhou", {"InstanceId": instance_id})
    strike(account, instance_id)

    account.wait(2 * DAY_S)
    assert (states(client), status(client, instance_id)) == (["Executing"], "Running")
    account.wait(300)
    assert (states(client), status(client, instance_id)) == (["Failed"], "Running")


def test_an_event_whose_window_ends_before_it_is_done_fails(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.wait(2 * DAY_S + 20)
    client.call(StopInstance, InstanceId=instance_id)

    account.wait(6 * HOUR_S - 21)
    assert (states(client), status(client, instance_id)) == (["Executing"], "Stopped")
    account.wait(1)
    assert states(client) == ["Failed"]


def test_simulated_events_really_act_when_asked_to(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, TriggerRealOps=True)

    account.wait(DAY_S)
    assert status(client, instance_id) == "Stopping"
    account.wait(35)
    assert (states(client), status(client, instance_id)) == (["Executed"], "Running")


def test_a_simulated_failure_that_acts_is_over_at_its_time(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, event_type="SystemFailure.Reboot", TriggerRealOps=True)

    assert status(client, instance_id) == "Stopping"
    account.wait(HOUR_S)
    assert (states(client), status(client, instance_id)) == (["Executing"], "Running")
    account.wait(DAY_S)
    assert states(client) == ["Executed"]


def test_a_released_instance_takes_its_plans_along(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    simulate(client, instance_id, event_type="SystemFailure.Reboot")

    client.call(DeleteInstance, InstanceId=instance_id, Force=True)

    assert story(client) == [
        ("SystemFailure.Reboot", "Failed"),
        ("SystemMaintenance.Reboot", "Canceled"),
    ]
    account.wait(3 * DAY_S)
    assert states(client) == ["Failed", "Canceled"]


@pytest.mark.parametrize(
    ("instance", "detail", "message"),
    [
        ("i-none", "", "No such Instance in cn-hangzhou: i-none."),
        ("", "Reboot", "Unknown event type 'Reboot'"),
        ("", "AccountUnbalanced.Stop", "Unknown event type 'AccountUnbalanced.Stop'"),
        ("", "SystemMaintenance.Stop", "Unknown event type 'SystemMaintenance.Stop'"),
        (
            "",
            "SystemMaintenance.Reboot:Inquiring",
            "SystemMaintenance.Reboot starts in one of Scheduled, not in 'Inquiring'.",
        ),
        ("", "SystemFailure.Reboot:Scheduled", "SystemFailure.Reboot starts in one of Executing"),
    ],
)
def test_an_event_that_cannot_be_is_not_published(
    account: Simulator,
    client: Client,
    instance_id: str,
    instance: str,
    detail: str,
    message: str,
) -> None:
    with pytest.raises(EcsopsError, match=message.replace("(", r"\(")):
        strike(account, instance or instance_id, detail)

    assert (states(client), account.faults()) == ([], [])


def test_events_come_at_random_and_always_the_same_for_a_seed(
    account: Simulator, client: Client
) -> None:
    def month(seed: int) -> list[tuple[str, str]]:
        account.reset(seed=seed, at=0.0)
        account.add_fault("background", "cn-hangzhou", {"Detail": "2"})
        account.wait(30 * DAY_S)
        account.clear_faults()
        return story(client)

    first, other = month(1), month(2)

    assert 30 < len(first) < 80
    assert first == month(1) != other
    count = len(states(client))
    account.wait(30 * DAY_S)
    assert count == len(states(client))
