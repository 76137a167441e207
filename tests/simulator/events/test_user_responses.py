"""What the user answers to system events: another time, consent, redeployment, a report."""

import pytest

from ecsops.catalogue.ecs.events.system_events import (
    AcceptInquiredSystemEvent,
    CancelSimulatedSystemEvents,
    ModifySystemEventAttribute,
    RedeployInstance,
    ReportInstancesStatus,
)
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.event_stories import (
    DAY_S,
    HOUR_S,
    everything,
    health,
    host_of,
    simulate,
    states,
    status,
    strike,
)
from tests.support.first_use_account import the_instance
from tests.support.refusals import refusal

IN_TWO_DAYS = "2019-06-27T08:00:00Z"


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


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
        assert (
            event["NotBefore"],
            event["ExtendedAttribute"]["InitialNotBefore"],
        ) == ("2019-06-25T19:00:00Z", IN_TWO_DAYS)
        account.wait(11 * HOUR_S - 1)
        assert states(client) == ["Scheduled"]
        account.wait(60)
        assert states(client) == ["Executed"]

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
        assert states(client) == ["Scheduled"]

    def test_events_of_others_and_events_that_are_over_are_refused(
        self, client: Client, instance_id: str, event_id: str
    ) -> None:
        other_id = the_instance(client, "BackupServer")
        at = {"NotBefore": "2019-06-26T08:00:00Z"}

        def code(of: str, event: str) -> str:
            asked = {"InstanceId": of, "EventId": event, **at}
            return refusal(client, ModifySystemEventAttribute, **asked)[0]

        assert code(other_id, event_id) == "InvalidEventId.NotFound"
        assert code(instance_id, "e-unknown") == "InvalidEventId.NotFound"
        assert code("i-unknown", event_id) == "InvalidInstanceId.NotFound"
        client.call(RebootInstance, InstanceId=instance_id)
        assert code(instance_id, event_id) == "IncorrectEventStatus"


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
        assert (states(client), health(client, instance_id)) == (["Inquiring"], "Warning")

        client.call(AcceptInquiredSystemEvent, EventId=event_id)
        assert (states(client), health(client, instance_id)) == (["Executing"], "Maintaining")
        account.wait(600)
        assert states(client) == ["Executed"]
        assert refusal(client, AcceptInquiredSystemEvent, EventId=event_id) == (
            "InvalidEventId.NoInquiringEventFound",
            404,
        )

    def test_what_asks_for_no_consent_cannot_be_accepted(
        self, account: Simulator, client: Client
    ) -> None:
        instance_id = the_instance(client)
        stop_id = strike(account, instance_id, "SystemMaintenance.Stop")
        reboot_id = strike(account, instance_id, "SystemMaintenance.Reboot")

        assert (
            (refusal(client, AcceptInquiredSystemEvent, EventId=stop_id)[0])
            == "OperationDenied.AcceptNotSupported"
        )
        for event_id in (reboot_id, "e-unknown"):
            assert (
                (refusal(client, AcceptInquiredSystemEvent, EventId=event_id)[0])
                == "InvalidEventId.NoInquiringEventFound"
            )

    def test_a_restart_avoids_a_restart_that_was_inquired(
        self, account: Simulator, client: Client
    ) -> None:
        instance_id = the_instance(client)
        strike(account, instance_id, "SystemMaintenance.Reboot:Inquiring")

        client.call(RebootInstance, InstanceId=instance_id)

        assert states(client) == ["Avoided"]


class TestRedeploy:
    """RedeployInstance."""

    def test_the_instance_moves_and_the_event_is_avoided(
        self, account: Simulator, client: Client, instance_id: str
    ) -> None:
        strike(account, instance_id)
        before = host_of(account, instance_id)

        answer = client.call(RedeployInstance, InstanceId=instance_id)

        assert answer["TaskId"].startswith("t-")
        assert states(client) == ["Avoided"]
        assert status(client, instance_id) == "Stopping"
        account.wait(35)
        assert status(client, instance_id) == "Running"
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
        assert refusal(client, RedeployInstance, InstanceId=instance_id) == (
            "IncorrectInstanceStatus",
            403,
        )

    def test_redeployment_at_the_planned_time_moves_the_instance(
        self, account: Simulator, client: Client
    ) -> None:
        account.reset(profile="current")
        instance_id = the_instance(client)
        strike(account, instance_id, "SystemMaintenance.Redeploy")
        before = host_of(account, instance_id)

        account.wait(2 * DAY_S + 35)

        assert (states(client), status(client, instance_id)) == (["Executed"], "Running")
        assert before != host_of(account, instance_id)


def test_real_events_are_not_canceled_by_the_user(
    account: Simulator, client: Client, instance_id: str
) -> None:
    event_id = strike(account, instance_id)

    assert refusal(client, CancelSimulatedSystemEvents, EventId=[event_id]) == (
        "CannotCancelSystemEvent.NotSimulated",
        403,
    )


def test_reports_are_taken(client: Client, instance_id: str) -> None:
    report = {"Description": "It hangs.", "Reason": "instance-hang"}

    client.call(ReportInstancesStatus, InstanceId=[instance_id], **report)

    assert refusal(client, ReportInstancesStatus, InstanceId=["i-unknown"], **report) == (
        "InvalidInstanceId.NotFound",
        403,
    )
    many = [f"i-{number}" for number in range(101)]
    assert (
        (refusal(client, ReportInstancesStatus, InstanceId=many, **report)[0])
        == "InstanceIdLimitExceeded"
    )
    assert (
        (
            refusal(
                client, ReportInstancesStatus, InstanceId=[instance_id], StartTime="then", **report
            )[0]
        )
        == "InvalidParameter"
    )
