"""A host dies, and its instances recover (document §3.2)."""

from typing import Any

import pytest

from ecsops.catalogue.ecs.deployment_sets import CreateDeploymentSet, DescribeDeploymentSets
from ecsops.catalogue.ecs.events.system_events import (
    AcceptInquiredSystemEvent,
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
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.simulator.account import Simulator
from tests.support.event_stories import (
    DAY_S,
    HOUR_S,
    everything,
    full_status,
    health,
    host_of,
    states,
    status,
    story,
)
from tests.support.first_use_account import the_instance
from tests.support.networks import network
from tests.support.refusals import refusal


@pytest.fixture
def instance_id(client: Client) -> str:
    """A running instance, UserGuideForDS001."""
    return the_instance(client)


def kill_host_of(account: Simulator, instance_id: str) -> None:
    account.add_fault("host", "cn-hangzhou", {"HostId": host_of(account, instance_id)})


def shown(client: Client, instance_id: str) -> Document:
    (found,) = client.items(DescribeInstances, InstanceIds=[instance_id])
    return found


def run_one(account: Simulator, client: Client, type_name: str, **wanted: Any) -> str:
    answer = client.call(
        RunInstances,
        InstanceType=type_name,
        ImageId="centos_7_06_64_20G_alibase_20190218.vhd",
        **network(client, wanted.get("ZoneId", "")),
        **wanted,
    )
    account.wait(60)
    (instance_id,) = answer["InstanceIdSets"]["InstanceIdSet"]
    return str(instance_id)


def test_a_recovery_is_planned_and_moves_the_instance_to_another_host(
    account: Simulator, client: Client, instance_id: str
) -> None:
    before, host_id = shown(client, instance_id), host_of(account, instance_id)
    kill_host_of(account, instance_id)

    (event,) = full_status(client, instance_id)["ScheduledSystemEventSet"][
        "ScheduledSystemEventType"
    ]
    assert (
        event["EventType"]["Name"],
        event["EventCycleStatus"]["Name"],
        event["NotBefore"],
    ) == ("SystemFailure.Reboot", "Scheduled", "2019-06-25T08:05:00Z")
    assert (status(client, instance_id), health(client, instance_id)) == ("Stopped", "Impaired")
    account.wait(300)
    assert (
        states(client),
        status(client, instance_id),
        health(client, instance_id),
    ) == (["Executing"], "Starting", "Impaired")
    account.wait(20)
    assert (
        states(client),
        status(client, instance_id),
        health(client, instance_id),
    ) == (["Executed"], "Running", "Ok")
    assert host_id != host_of(account, instance_id)
    assert shown(client, instance_id) == {**before, "StartTime": "2019-06-25T08:05Z"}


def test_a_recovery_is_nothing_the_user_can_act_on(
    account: Simulator, client: Client, instance_id: str
) -> None:
    kill_host_of(account, instance_id)
    (event,) = everything(client)
    about = {"InstanceId": instance_id}

    for operation in (RebootInstance, StartInstance, StopInstance):
        assert refusal(client, operation, **about) == ("IncorrectInstanceStatus", 403)
    assert refusal(
        client,
        ModifySystemEventAttribute,
        EventId=event["EventId"],
        NotBefore="2019-06-25T08:01:00Z",
        **about,
    ) == ("IncorrectEventStatus", 403)
    assert refusal(client, RedeployInstance, **about)[0] == "InvalidOperation.RedeployInstance"
    assert (
        (refusal(client, AcceptInquiredSystemEvent, EventId=event["EventId"])[0])
        == "OperationDenied.AcceptNotSupported"
    )
    assert everything(client) == [event]
    account.wait(320)
    client.call(RebootInstance, **about)


def test_the_rules_of_a_deployment_set_hold_on_the_new_host(
    account: Simulator, client: Client, instance_id: str
) -> None:
    kill_host_of(account, instance_id)
    account.wait(400)

    (found,) = client.items(DescribeDeploymentSets, DeploymentSetName="UserGuide")
    members = found["InstanceIds"]["InstanceId"]
    assert 6 == len({host_of(account, each) for each in members}) == len(members)


def test_what_was_planned_for_the_dead_host_is_canceled(
    account: Simulator, client: Client, instance_id: str
) -> None:
    account.add_fault("event", "cn-hangzhou", {"InstanceId": instance_id})
    kill_host_of(account, instance_id)

    assert story(client) == [
        ("SystemFailure.Reboot", "Scheduled"),
        ("SystemMaintenance.Reboot", "Canceled"),
    ]


def test_an_instance_that_is_stopped_moves_without_an_event(
    account: Simulator, client: Client
) -> None:
    stopped_id = the_instance(client, "BackupServer")
    host_id = host_of(account, stopped_id)
    kill_host_of(account, stopped_id)

    assert states(client) == []
    assert host_id != host_of(account, stopped_id)
    client.call(StartInstance, InstanceId=stopped_id)


def test_where_no_other_host_has_room_the_recovery_fails_with_its_window(
    account: Simulator, client: Client, instance_id: str
) -> None:
    account.add_fault("stock", "cn-hangzhou", {})
    kill_host_of(account, instance_id)

    account.wait(300 + 6 * HOUR_S - 1)
    assert (states(client), status(client, instance_id)) == (["Executing"], "Stopped")
    account.wait(1)
    assert (states(client), status(client, instance_id)) == (["Failed"], "Stopped")
    assert refusal(client, StartInstance, InstanceId=instance_id) == (
        "OperationDenied.HostRepairing",
        403,
    )
    account.clear_faults()
    client.call(StartInstance, InstanceId=instance_id)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [({}, ("Running", 1)), ({"OnUnableToRedeployFailedInstance": "KeepStopped"}, ("Stopped", 2))],
)
def test_where_only_members_of_its_set_are_it_leaves_the_set_or_stays_stopped(
    account: Simulator, client: Client, choice: Document, expected: tuple[str, int]
) -> None:
    account.reset(empty=True, hosts=2, at=account.clock.now(), frozen=True)
    made = client.call(CreateDeploymentSet, **choice)
    in_zone = {"DeploymentSetId": made["DeploymentSetId"], "ZoneId": "cn-hangzhou-b"}
    members = [run_one(account, client, "ecs.g5.large", **in_zone) for _ in range(2)]

    kill_host_of(account, members[0])
    account.wait(400)

    (shown_set,) = client.items(DescribeDeploymentSets)
    assert expected == (status(client, members[0]), shown_set["InstanceAmount"])
    client.call(DeleteInstance, InstanceId=members[1], Force=True)
    account.wait(20)
    assert status(client, members[0]) == "Running"


@pytest.mark.parametrize(
    ("type_name", "events"), [("ecs.g5.large", ["Executed"]), ("ecs.n1.small", [])]
)
@pytest.mark.parametrize("again", ["stock", "host"])
def test_a_recovery_goes_on_when_there_is_room_again(
    account: Simulator, client: Client, type_name: str, events: list[str], again: str
) -> None:
    instance_id = run_one(account, client, type_name)
    account.add_fault("stock", "cn-hangzhou", {})
    kill_host_of(account, instance_id)
    account.wait(HOUR_S)
    (fault_id,) = [each["FaultId"] for each in account.faults() if each["Kind"] == again]

    account.clear_faults([fault_id])
    account.wait(20)

    assert (states(client), status(client, instance_id)) == (events, "Running")
    client.call(StopInstance, InstanceId=instance_id)


def test_only_local_disks_are_a_reason_to_redeploy_instead(
    account: Simulator, client: Client, instance_id: str
) -> None:
    account.add_fault("stock", "cn-hangzhou", {})
    kill_host_of(account, instance_id)
    account.wait(300)

    assert refusal(client, RedeployInstance, InstanceId=instance_id) == (
        "InvalidOperation.RedeployInstance",
        403,
    )


def test_a_restart_that_was_under_way_ends_with_the_host(
    account: Simulator, client: Client, instance_id: str
) -> None:
    client.call(RebootInstance, InstanceId=instance_id)
    account.wait(1)
    kill_host_of(account, instance_id)

    account.wait(60)

    assert (states(client), status(client, instance_id)) == (["Scheduled"], "Stopped")


class TestLocalDisks:
    """An instance with local disks recovers only when its host does."""

    @pytest.fixture
    def local_id(self, account: Simulator, client: Client) -> str:
        return run_one(account, client, "ecs.i2.xlarge")

    def test_it_waits_for_its_host(self, account: Simulator, client: Client, local_id: str) -> None:
        host_id = host_of(account, local_id)
        kill_host_of(account, local_id)
        account.wait(HOUR_S)
        assert (states(client), status(client, local_id)) == (["Executing"], "Stopped")

        account.clear_faults()
        account.wait(20)

        assert (states(client), status(client, local_id)) == (["Executed"], "Running")
        assert host_id == host_of(account, local_id)

    def test_a_host_that_is_back_before_the_planned_time_changes_nothing(
        self, account: Simulator, client: Client, local_id: str
    ) -> None:
        kill_host_of(account, local_id)
        account.clear_faults()
        assert (states(client), status(client, local_id)) == (["Scheduled"], "Stopped")

        account.wait(320)

        assert (states(client), status(client, local_id)) == (["Executed"], "Running")

    def test_it_can_be_redeployed_instead(
        self, account: Simulator, client: Client, local_id: str
    ) -> None:
        host_id = host_of(account, local_id)
        kill_host_of(account, local_id)
        account.wait(300)

        client.call(RedeployInstance, InstanceId=local_id)
        account.wait(20)

        assert (states(client), status(client, local_id)) == (["Executed"], "Running")
        assert host_id != host_of(account, local_id)


def test_a_family_out_of_sale_recovers_without_an_event(account: Simulator, client: Client) -> None:
    old_id = run_one(account, client, "ecs.n1.small")
    kill_host_of(account, old_id)

    assert (states(client), status(client, old_id)) == ([], "Stopped")
    assert refusal(client, StartInstance, InstanceId=old_id)[0] == "IncorrectInstanceStatus"
    account.wait(320)
    assert (states(client), status(client, old_id)) == ([], "Running")
    with pytest.raises(EcsopsError, match=r"ecs\.n1 has no system events\."):
        account.add_fault("event", "cn-hangzhou", {"InstanceId": old_id})


def test_a_host_that_is_not_there_cannot_die(account: Simulator) -> None:
    with pytest.raises(EcsopsError, match="No such Host in cn-hangzhou: h-none"):
        account.add_fault("host", "cn-hangzhou", {"HostId": "h-none"})


def test_hosts_that_die_one_after_the_other_are_recovered_from(
    account: Simulator, client: Client, instance_id: str
) -> None:
    kill_host_of(account, instance_id)
    account.wait(310)
    kill_host_of(account, instance_id)
    account.wait(DAY_S)

    assert status(client, instance_id) == "Running"
    assert states(client) == ["Executed", "Executed"]


def test_a_host_is_up_only_when_nothing_holds_it_down_any_more(
    account: Simulator, client: Client
) -> None:
    local_id = run_one(account, client, "ecs.i2.xlarge")
    kill_host_of(account, local_id)
    kill_host_of(account, local_id)
    account.wait(HOUR_S)
    first, second = (each["FaultId"] for each in account.faults())

    account.clear_faults([first])
    account.wait(60)
    assert status(client, local_id) == "Stopped"
    account.clear_faults([second])
    account.wait(60)
    assert status(client, local_id) == "Running"
