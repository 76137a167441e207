"""Real system events act on their instances: restarts, stops, moves, failures, consent."""

import pytest
from event_stories import (
    DAY_S,
    HOUR_S,
    everything,
    health,
    host_of,
    refusal,
    simulate,
    states,
    status,
    story,
)
from first_use_account import the_instance

from ecsops.catalogue.instance_lifecycle import (
    DeleteInstance,
    RebootInstance,
    StartInstance,
    StopInstance,
)
from ecsops.catalogue.system_events import (
    AcceptInquiredSystemEvent,
    CancelSimulatedSystemEvents,
    ModifySystemEventAttribute,
    RedeployInstance,
    ReportInstancesStatus,
)
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.simulator.account import Simulator

IN_TWO_DAYS = "2019-06-27T08:00:00Z"


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


def strike(account: Simulator, instance_id: str, detail: str = "") -> str:
    """Let the service publish an event, and return its id."""
    fields = {"InstanceId": instance_id, **({"Detail": detail} if detail else {})}
    return str(account.add_fault("event", "cn-hangzhou", fields)["EventId"])


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


class TestReschedule:
    """ModifySystemEventAttribute."""

    @pytest.fixture
    def event_id(self, account: Simulator, instance_id: str) -> str:
        return strike(account, instance_id)

    def test_the_event_is_executed_at_the_new_time(
        self, account: Simulator, client: Client, instance_id: str, event_id: str
    ) -> None:
        client.call(
            ModifySystemEventAttribute,
            InstanceId=instance_id,
            EventId=event_id,
            NotBefore="2019-06-25T19:00:00Z",
        )

        (event,) = everything(client)
        assert ("2019-06-25T19:00:00Z", IN_TWO_DAYS) == (
            event["NotBefore"],
            event["ExtendedAttribute"]["InitialNotBefore"],
        )
        account.wait(11 * HOUR_S - 1)
        assert ["Scheduled"] == states(client)
        account.wait(60)
        assert ["Executed"] == states(client)

    @pytest.mark.parametrize(
        ("profile", "not_before", "code"),
        [
            ("document", "2019-06-27T07:30:00Z", ""),
            ("document", "2019-06-27T07:30:01Z", "InvalidParameter.NotBefore"),
            ("current", "2019-06-27T08:00:00Z", ""),
            ("current", "2019-06-27T08:00:01Z", "InvalidParameter.NotBefore"),
            ("document", "2019-06-25T08:00:00Z", ""),
            ("document", "2019-06-25T07:59:59Z", "InvalidNotBefore.Passed"),
            ("document", "2019-06-27T07:30", "InvalidParameter"),
            ("document", "next week", "InvalidParameter"),
        ],
    )
    def test_the_latest_time_is_half_an_hour_before_the_first_plan_by_the_document(
        self, account: Simulator, client: Client, profile: str, not_before: str, code: str
    ) -> None:
        account.reset(profile=profile)
        instance_id = the_instance(client)
        parameters = {
            "InstanceId": instance_id,
            "EventId": strike(account, instance_id),
            "NotBefore": not_before,
        }
        before = everything(client)

        if code:
            assert code == refusal(client, ModifySystemEventAttribute, **parameters)[0]
            assert before == everything(client)
        else:
            client.call(ModifySystemEventAttribute, **parameters)

    def test_the_first_plan_goes_on_to_be_the_limit_and_the_last_one_counts(
        self, account: Simulator, client: Client, instance_id: str, event_id: str
    ) -> None:
        for not_before in ("2019-06-25T09:00:00Z", "2019-06-27T07:30:00Z"):
            client.call(
                ModifySystemEventAttribute,
                InstanceId=instance_id,
                EventId=event_id,
                NotBefore=not_before,
            )

        account.wait(2 * HOUR_S)
        assert ["Scheduled"] == states(client)

    def test_events_of_others_and_events_that_are_over_are_refused(
        self, client: Client, instance_id: str, event_id: str
    ) -> None:
        other_id = the_instance(client, "BackupServer")
        at = {"NotBefore": "2019-06-26T08:00:00Z"}

        def code(of: str, event: str) -> str:
            asked = {"InstanceId": of, "EventId": event, **at}
            return refusal(client, ModifySystemEventAttribute, **asked)[0]

        assert "InvalidEventId.NotFound" == code(other_id, event_id)
        assert "InvalidEventId.NotFound" == code(instance_id, "e-unknown")
        assert "InvalidInstanceId.NotFound" == code("i-unknown", event_id)
        client.call(RebootInstance, InstanceId=instance_id)
        assert "IncorrectEventStatus" == code(instance_id, event_id)


class TestConsent:
    """AcceptInquiredSystemEvent, in today's profile: the document does not know Inquiring."""

    @pytest.fixture(autouse=True)
    def today(self, account: Simulator) -> None:
        account.reset(profile="current")

    def test_an_event_waits_for_consent_however_long(
        self, account: Simulator, client: Client
    ) -> None:
        instance_id = the_instance(client)
        event_id = strike(account, instance_id, "SystemMaintenance.IsolateErrorDisk")
        account.wait(100 * DAY_S)
        assert (["Inquiring"], "Warning") == (states(client), health(client, instance_id))

        client.call(AcceptInquiredSystemEvent, EventId=event_id)
        assert (["Executing"], "Maintaining") == (states(client), health(client, instance_id))
        account.wait(600)
        assert ["Executed"] == states(client)
        assert ("InvalidEventId.NoInquiringEventFound", 404) == refusal(
            client, AcceptInquiredSystemEvent, EventId=event_id
        )

    def test_what_asks_for_no_consent_cannot_be_accepted(
        self, account: Simulator, client: Client
    ) -> None:
        instance_id = the_instance(client)
        stop_id = strike(account, instance_id, "SystemMaintenance.Stop")
        reboot_id = strike(account, instance_id, "SystemMaintenance.Reboot")

        assert (
            "OperationDenied.AcceptNotSupported"
            == (refusal(client, AcceptInquiredSystemEvent, EventId=stop_id)[0])
        )
        for event_id in (reboot_id, "e-unknown"):
            assert (
                "InvalidEventId.NoInquiringEventFound"
                == (refusal(client, AcceptInquiredSystemEvent, EventId=event_id)[0])
            )

    def test_a_restart_avoids_a_restart_that_was_inquired(
        self, account: Simulator, client: Client
    ) -> None:
        instance_id = the_instance(client)
        strike(account, instance_id, "SystemMaintenance.Reboot:Inquiring")

        client.call(RebootInstance, InstanceId=instance_id)

        assert ["Avoided"] == states(client)


class TestRedeploy:
    """RedeployInstance."""

    def test_the_instance_moves_and_the_event_is_avoided(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        strike(account, instance_id)
        before = host_of(account, instance_id)

        answer = client.call(RedeployInstance, InstanceId=instance_id)

        assert answer["TaskId"].startswith("t-")
        assert ["Avoided"] == states(client)
        assert "Stopping" == status(client, instance_id)
        account.wait(35)
        assert "Running" == status(client, instance_id)
        assert before != host_of(account, instance_id)

    def test_without_a_fitting_event_it_is_refused(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        refused = ("InvalidOperation.RedeployInstance", 403)
        assert refused == refusal(client, RedeployInstance, InstanceId=instance_id)
        simulate(client, instance_id)
        assert refused == refusal(client, RedeployInstance, InstanceId=instance_id)
        strike(account, instance_id)
        client.call(RebootInstance, InstanceId=instance_id)
        assert ("IncorrectInstanceStatus", 403) == refusal(
            client, RedeployInstance, InstanceId=instance_id
        )

    def test_redeployment_at_the_planned_time_moves_the_instance(
        self, account: Simulator, client: Client
    ) -> None:
        account.reset(profile="current")
        instance_id = the_instance(client)
        strike(account, instance_id, "SystemMaintenance.Redeploy")
        before = host_of(account, instance_id)

        account.wait(2 * DAY_S + 35)

        assert (["Executed"], "Running") == (states(client), status(client, instance_id))
        assert before != host_of(account, instance_id)


def test_real_events_are_not_canceled_by_the_user(
    account: Simulator, client: Client, instance_id: str
) -> None:
    event_id = strike(account, instance_id)

    assert ("CannotCancelSystemEvent.NotSimulated", 403) == refusal(
        client, CancelSimulatedSystemEvents, EventId=[event_id]
    )


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


def test_reports_are_taken(client: Client, instance_id: str) -> None:
    report = {"Description": "It hangs.", "Reason": "instance-hang"}

    client.call(ReportInstancesStatus, InstanceId=[instance_id], **report)

    assert ("InvalidInstanceId.NotFound", 403) == refusal(
        client, ReportInstancesStatus, InstanceId=["i-unknown"], **report
    )
    many = [f"i-{number}" for number in range(101)]
    assert (
        "InstanceIdLimitExceeded"
        == (refusal(client, ReportInstancesStatus, InstanceId=many, **report)[0])
    )
    assert (
        "InvalidParameter"
        == (
            refusal(
                client, ReportInstancesStatus, InstanceId=[instance_id], StartTime="then", **report
            )[0]
        )
    )
