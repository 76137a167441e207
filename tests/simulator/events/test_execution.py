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
    assert (IN_TWO_DAYS, IN_TWO_DAYS) == (
        event["NotBefore"],
        event["ExtendedAttribute"]["InitialNotBefore"],
    )
    assert "The physical server of the instance needs maintenance." == event["Reason"]

    seen = []
    account.wait(2 * DAY_S - 1)
    for _ in range(5):
        seen.append((states(client), status(client, instance_id), health(client, instance_id)))
        account.wait(10)

    assert [
        (["Scheduled"], "Running", "Warning"),
        (["Executing"], "Stopping", "Maintaining"),
        (["Executing"], "Starting", "Maintaining"),
        (["Executing"], "Starting", "Maintaining"),
        (["Executed"], "Running", "Ok"),
    ] == seen


def test_a_stop_and_a_start_by_the_user_avoid_the_restart_too(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    client.call(StopInstance, InstanceId=instance_id)
    account.wait(60)
    assert ["Scheduled"] == states(client)

    client.call(StartInstance, InstanceId=instance_id)

    assert ["Avoided"] == states(client)


def test_an_instance_that_is_stopped_at_the_time_has_nothing_to_restart(
    account: Simulator, client: Client
) -> None:
    stopped_id = the_instance(client, "BackupServer")
    strike(account, stopped_id)

    account.wait(2 * DAY_S)

    assert (["Executed"], "Stopped") == (states(client), status(client, stopped_id))


def test_the_service_cancels_what_it_had_planned(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.clear_faults()

    assert ["Canceled"] == states(client)
    account.wait(3 * DAY_S)
    assert ["Canceled"] == states(client)


def test_an_event_that_is_over_is_not_canceled(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.wait(3 * DAY_S)
    account.clear_faults()

    assert ["Executed"] == states(client)


def test_a_crash_restarts_the_instance_at_once(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id, "InstanceFailure.Reboot")
    (event,) = everything(client)
    assert ("Executing", "", "Impaired", "Stopping") == (
        event["EventCycleStatus"]["Name"],
        event["NotBefore"],
        health(client, instance_id),
        status(client, instance_id),
    )

    account.wait(22)

    assert (["Executed"], "Running") == (states(client), status(client, instance_id))


def test_a_crash_does_not_count_as_the_restart_that_was_planned(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    strike(account, instance_id, "InstanceFailure.Reboot")
    account.wait(60)

    assert [
        ("InstanceFailure.Reboot", "Executed"),
        ("SystemMaintenance.Reboot", "Scheduled"),
    ] == story(client)


def test_where_execution_fails_the_event_fails_and_the_instance_goes_on(
    account: Simulator, client: Client, instance_id: str
) -> None:
    account.add_fault("execution", "cn-hangzhou", {"InstanceId": instance_id})
    strike(account, instance_id)

    account.wait(2 * DAY_S)
    assert (["Executing"], "Running") == (states(client), status(client, instance_id))
    account.wait(300)
    assert (["Failed"], "Running") == (states(client), status(client, instance_id))


def test_an_event_whose_window_ends_before_it_is_done_fails(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    account.wait(2 * DAY_S + 20)
    client.call(StopInstance, InstanceId=instance_id)

    account.wait(6 * HOUR_S - 21)
    assert (["Executing"], "Stopped") == (states(client), status(client, instance_id))
    account.wait(1)
    assert ["Failed"] == states(client)


def test_simulated_events_really_act_when_asked_to(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, TriggerRealOps=True)

    account.wait(DAY_S)
    assert "Stopping" == status(client, instance_id)
    account.wait(35)
    assert (["Executed"], "Running") == (states(client), status(client, instance_id))


def test_a_simulated_failure_that_acts_is_over_at_its_time(
    account: Simulator, client: Client, instance_id: str
) -> None:
    simulate(client, instance_id, event_type="SystemFailure.Reboot", TriggerRealOps=True)

    assert "Stopping" == status(client, instance_id)
    account.wait(HOUR_S)
    assert (["Executing"], "Running") == (states(client), status(client, instance_id))
    account.wait(DAY_S)
    assert ["Executed"] == states(client)


def test_a_released_instance_takes_its_plans_along(
    account: Simulator, client: Client, instance_id: str
) -> None:
    strike(account, instance_id)
    simulate(client, instance_id, event_type="SystemFailure.Reboot")

    client.call(DeleteInstance, InstanceId=instance_id, Force=True)

    assert [
        ("SystemFailure.Reboot", "Failed"),
        ("SystemMaintenance.Reboot", "Canceled"),
    ] == story(client)
    account.wait(3 * DAY_S)
    assert ["Failed", "Canceled"] == states(client)


@pytest.mark.parametrize(
    ("instance", "detail", "message"),
    [
        ("i-none", "", "There is no Instance i-none in cn-hangzhou."),
        ("", "Reboot", "There are no events of the type 'Reboot'"),
        ("", "AccountUnbalanced.Stop", "There are no events of the type 'AccountUnbalanced.Stop'"),
        ("", "SystemMaintenance.Stop", "There are no events of the type 'SystemMaintenance.Stop'"),
        (
            "",
            "SystemMaintenance.Reboot:Inquiring",
            "SystemMaintenance.Reboot begins in one of Scheduled, not in 'Inquiring'.",
        ),
        ("", "SystemFailure.Reboot:Scheduled", "SystemFailure.Reboot begins in one of Executing"),
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

    assert ([], []) == (states(client), account.faults())


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
