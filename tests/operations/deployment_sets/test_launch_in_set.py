"""Launching over several zones: what is told of a zone where it did not work."""

from collections.abc import Mapping
from typing import Any

from ecsops.catalogue.ecs.instances.launch_templates import CreateLaunchTemplate
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import TransportError
from ecsops.operations.deployment_sets.launch_in_set import launch
from ecsops.simulator.account import Simulator
from tests.support.networks import network

SET = "ds-bp1by7cditzd02a8osk8"

ZONES = [f"cn-hangzhou-{zone}" for zone in "bfg"]

PARAMETERS = {
    "InstanceType": "ecs.g5.large",
    "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
}


class Lost(Simulator):
    """An account whose answers from one zone are lost."""

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        answer = super().call(operation, parameters)
        acts = not operation.reads
        if acts and parameters.get("ZoneId") == "cn-hangzhou-f":
            raise TransportError("The answer was lost.")
        return answer


def test_what_was_made_where_no_answer_came_from_is_not_known() -> None:
    client = Client(Lost(":memory:"), "cn-hangzhou")

    planned = [{"ZoneId": each, "Amount": 1, **network(client, each)} for each in ZONES]
    parameters = {**PARAMETERS, "SecurityGroupId": planned[0]["SecurityGroupId"]}

    outcomes = launch(client, SET, planned, parameters, timeout_s=0, progress=lambda _: None)

    made, error = outcomes.documents, outcomes.error
    assert [each["ZoneId"] for each in made] == ["cn-hangzhou-b"]
    assert error is not None
    assert str(error) == "The answer was lost. (It is unknown what was created in cn-hangzhou-f.)"
    assert error.hint == "1 of 3 instances exist; they are listed above."


def launched(parameters: Mapping[str, Any], template: Mapping[str, Any]) -> list[str]:
    """Return the names that three instances get, one in each of three zones."""
    client = Client(Simulator(":memory:"), "cn-hangzhou")
    planned = [{"ZoneId": each, "Amount": 1, **network(client, each)} for each in ZONES]
    group = {"SecurityGroupId": planned[0]["SecurityGroupId"]}
    own = {**PARAMETERS, **group, **parameters}
    if template:
        client.call(CreateLaunchTemplate, LaunchTemplateName="shop", **PARAMETERS, **template)
        own = {**group, **parameters, "LaunchTemplateName": "shop"}
    outcomes = launch(client, SET, planned, own, timeout_s=0, progress=lambda _: None)
    assert outcomes.error is None
    return sorted(f"{each['InstanceName']} {each['HostName']}" for each in outcomes.documents)


def test_ordered_names_and_host_names_count_on_from_zone_to_zone() -> None:
    ordered = {"InstanceName": "web[1,3]", "HostName": "host[7,2]-b"}
    named = ["web001 host07-b", "web002 host08-b", "web003 host09-b"]

    assert launched(ordered, {}) == named
    assert launched({}, ordered) == named


def test_a_suffix_counts_on_from_zone_to_zone() -> None:
    names = {"InstanceName": "web", "HostName": "host"}
    named = ["web001 host001", "web002 host002", "web003 host003"]

    assert launched({**names, "UniqueSuffix": True}, {}) == named
    assert launched({"UniqueSuffix": True}, names) == named
