"""Launching over several zones: what is told of a zone where it did not work."""

from collections.abc import Mapping
from typing import Any

from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import TransportError
from ecsops.operations.deployment_sets.launch_in_set import launch
from ecsops.simulator.account import Simulator

SET = "ds-bp1by7cditzd02a8osk8"

PLANNED = [{"ZoneId": f"cn-hangzhou-{zone}", "Amount": 1} for zone in "bfg"]

PARAMETERS = {
    "InstanceType": "ecs.g5.large",
    "ImageId": "centos_7_06_64_20G_alibase_20190218.vhd",
}


class Lost(Simulator):
    """An account whose answers from one zone are lost."""

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        answer = super().call(operation, parameters)
        if parameters.get("ZoneId") == "cn-hangzhou-f":
            raise TransportError("The answer was lost.")
        return answer


def test_what_was_made_where_no_answer_came_from_is_not_known() -> None:
    client = Client(Lost(":memory:"), "cn-hangzhou")

    outcomes = launch(client, SET, PLANNED, PARAMETERS, timeout_s=0, progress=lambda _: None)

    made, error = outcomes.documents, outcomes.error
    assert [each["ZoneId"] for each in made] == ["cn-hangzhou-b"]
    assert error is not None
    assert str(error) == "The answer was lost. (It is unknown what was created in cn-hangzhou-f.)"
    assert error.hint == "1 of 3 instances exist; they are listed above."
