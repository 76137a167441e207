"""The families that deployment sets take, in both profiles."""

import pytest

from ecsops.catalogue.ecs.deployment_sets import (
    FAMILIES,
    LATER_FAMILIES,
    DescribeDeploymentSetSupportedInstanceTypeFamily,
    ModifyInstanceDeployment,
)
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE, a_set, instances, run
from tests.support.networks import network
from tests.support.refusals import refusal

TODAY = ["ecs.c7", "ecs.g6", "ecs.g7", "ecs.r7"]


def begin(account: Simulator, profile: str) -> None:
    """Begin the account anew, without instances, in a profile."""
    account.reset(empty=True, profile=profile, at=account.clock.now(), frozen=True)


def supported(client: Client) -> list[str]:
    """Return the families that the service names."""
    answer = client.call(DescribeDeploymentSetSupportedInstanceTypeFamily)
    return str(answer["InstanceTypeFamilies"]).split(",")


def test_the_document_has_its_own_families(client: Client, account: Simulator) -> None:
    begin(account, "document")
    asked = {"ImageId": IMAGE, "DeploymentSetId": a_set(client), **network(client)}

    assert supported(client) == list(FAMILIES)
    for family in LATER_FAMILIES:
        refused = refusal(client, RunInstances, InstanceType=f"{family}.large", **asked)
        assert refused == ("InvalidInstanceType.NotSupported", 400)


def test_today_sets_take_the_families_of_today_too(client: Client, account: Simulator) -> None:
    begin(account, "current")

    assert supported(client) == [*FAMILIES, *LATER_FAMILIES]
    assert set(TODAY) <= set(supported(client))


@pytest.mark.parametrize("type_name", [f"{family}.large" for family in LATER_FAMILIES])
def test_an_instance_of_today_joins_a_set(
    client: Client, account: Simulator, type_name: str
) -> None:
    begin(account, "current")
    deployment_set_id = a_set(client)
    (member,) = run(client, InstanceType=type_name, DeploymentSetId=deployment_set_id)
    (other,) = run(client, InstanceType=type_name)
    account.wait(60)

    client.call(
        ModifyInstanceDeployment, InstanceId=other, DeploymentSetId=deployment_set_id, Force=True
    )

    assert {each["DeploymentSetId"] for each in instances(client, member, other)} == {
        deployment_set_id
    }


def test_a_family_that_sets_do_not_take_is_refused_today(
    client: Client, account: Simulator
) -> None:
    begin(account, "current")
    asked = {"ImageId": IMAGE, "DeploymentSetId": a_set(client), **network(client)}

    refused = refusal(client, RunInstances, InstanceType="ecs.t5-lc1m2.large", **asked)

    assert refused == ("InvalidInstanceType.NotSupported", 400)


def test_types_of_a_generation_have_the_memory_of_their_kind() -> None:
    for kind, gib in (("c", 2), ("g", 4), ("r", 8)):
        for generation in ("6", "7", "8i"):
            family = f"ecs.{kind}{generation}"
            found = [each for each in INSTANCE_TYPES.values() if each.family == family]
            assert len(found) >= 7
            assert {each.memory_gib / each.vcpus for each in found} == {gib}
