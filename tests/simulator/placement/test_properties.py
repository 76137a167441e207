"""Placement under random use: what holds after every call, and that a refusal changes nothing."""

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from ecsops.catalogue.ecs.deployment_sets import (
    CreateDeploymentSet,
    DeleteDeploymentSet,
    ModifyInstanceDeployment,
)
from ecsops.catalogue.ecs.instances.lifecycle import DeleteInstance, StartInstance, StopInstance
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator
from tests.support.instance_stories import IMAGE
from tests.support.networks import network

ZONES = ("cn-hangzhou-b", "cn-hangzhou-f")
TYPES = ("ecs.g5.large", "ecs.g5.8xlarge", "ecs.c5.large")
MEMBERS_IN_A_ZONE = 3
"""The limit of these accounts: small, so that random calls reach it."""


class Placement(RuleBasedStateMachine):
    """Random calls on a small fleet."""

    sets = Bundle("sets")
    instances = Bundle("instances")

    @initialize(target=sets, hosts=st.sampled_from([2, 6]))
    def begin(self, hosts: int) -> Any:
        """With 2 hosts a zone has too few of them for a set, with 6 the limit comes first."""
        self.account = Simulator(":memory:", wall=lambda: 1_561_449_600.0)
        self.account.reset(empty=True, hosts=hosts)
        self.account.set_quota("InstancesPerZoneInDeploymentSet", MEMBERS_IN_A_ZONE)
        self.client = Client(self.account, "cn-hangzhou")
        strategies = ("Availability", "Availability", "AvailabilityGroup")
        return multiple(*(self.create(strategy) for strategy in strategies))

    def create(self, strategy: str) -> str:
        answer = self.client.call(CreateDeploymentSet, Strategy=strategy, GroupCount=2)
        return str(answer["DeploymentSetId"])

    def state(self) -> dict[str, list[Any]]:
        contents = self.account.store.contents()
        contents["setting"] = [row for row in contents["setting"] if row[0] != "clock.latest"]
        return contents

    def call(self, operation: Operation, **parameters: Any) -> dict[str, Any] | None:
        before = self.state()
        try:
            return self.client.call(operation, **parameters)
        except ApiError:
            assert before == self.state()
            return None

    @rule(
        target=instances,
        deployment_set_id=sets,
        type_name=st.sampled_from(TYPES),
        zone_id=st.sampled_from(ZONES),
        amount=st.integers(1, 4),
        least=st.sampled_from([None, 1]),
    )
    def launch_into_a_set(self, **parameters: Any) -> list[str]:
        return self.launch(**parameters)

    @rule(
        target=instances,
        type_name=st.sampled_from(TYPES),
        zone_id=st.sampled_from(ZONES),
        amount=st.integers(1, 4),
    )
    def launch_alone(self, **parameters: Any) -> list[str]:
        return self.launch(**parameters)

    def launch(
        self,
        type_name: str,
        zone_id: str,
        amount: int,
        deployment_set_id: str | None = None,
        least: int | None = None,
    ) -> list[str]:
        answer = self.call(
            RunInstances,
            **network(self.client, zone_id),
            ImageId=IMAGE,
            InstanceType=type_name,
            ZoneId=zone_id,
            Amount=amount,
            MinAmount=least,
            DeploymentSetId=deployment_set_id,
        )
        made = list(RunInstances.items_of(answer)) if answer else []
        assert len(made) == amount or not made or least
        return made

    @rule(
        made=instances,
        change=st.sampled_from(
            [
                (StopInstance, {"StoppedMode": "KeepCharging"}),
                (StopInstance, {"StoppedMode": "StopCharging"}),
                (StartInstance, {}),
                (DeleteInstance, {"Force": True}),
            ]
        ),
    )
    def change(self, made: list[str], change: tuple[Operation, dict[str, Any]]) -> None:
        for instance_id in made[:2]:
            self.call(change[0], InstanceId=instance_id, **change[1])

    @rule(made=instances, deployment_set_id=sets, force=st.booleans())
    def move(self, made: list[str], deployment_set_id: str, force: bool) -> None:
        for instance_id in made[:2]:
            self.call(
                ModifyInstanceDeployment,
                InstanceId=instance_id,
                DeploymentSetId=deployment_set_id,
                Force=force,
            )

    @rule(made=instances, deployment_set_id=sets)
    def take_out(self, made: list[str], deployment_set_id: str) -> None:
        for instance_id in made[:1]:
            self.call(
                ModifyInstanceDeployment,
                InstanceId=instance_id,
                DeploymentSetId=deployment_set_id,
                RemoveFromDeploymentSet=True,
            )

    @rule(deployment_set_id=sets)
    def delete(self, deployment_set_id: str) -> None:
        self.call(DeleteDeploymentSet, DeploymentSetId=deployment_set_id)

    @rule(zone_id=st.sampled_from([None, *ZONES]))
    def stock(self, zone_id: str | None) -> None:
        """Let a zone be sold out, or all have stock again."""
        if zone_id is None:
            self.account.clear_faults()
        else:
            self.account.add_fault("stock", "cn-hangzhou", {"ZoneId": zone_id})

    @rule(seconds=st.sampled_from([10, 60]))
    def wait(self, seconds: int) -> None:
        self.account.wait(seconds)

    @invariant()
    def no_rule_is_broken(self) -> None:
        records = self.account.store.select("Instance", "cn-hangzhou")
        strategies = {
            each.id: each.document["DeploymentStrategy"]
            for each in self.account.store.select("DeploymentSet", "cn-hangzhou")
        }
        used: Counter[str] = Counter()
        on_host: dict[tuple[str, str], list[Any]] = {}
        in_zone: Counter[tuple[str, str]] = Counter()
        for record in records:
            document, host_id = record.document, record.facts["HostId"]
            if host_id:
                used[host_id] += document["Cpu"]
            if set_id := document["DeploymentSetId"]:
                if strategies[set_id] == "Availability":
                    in_zone[set_id, document["ZoneId"]] += 1
                if host_id:
                    group_no = document["DeploymentSetGroupNo"]
                    on_host.setdefault((set_id, host_id), []).append(group_no)
        for host in self.account.store.select("Host", "cn-hangzhou"):
            assert used[host.id] == host.facts["Used"] <= host.document["Cpu"]
            assert host.facts["Free"] == host.document["Cpu"] - host.facts["Used"]
        for (set_id, host_id), groups in on_host.items():
            if strategies[set_id] == "Availability":
                assert len(groups) == 1, f"members of {set_id} share {host_id}"
            else:
                assert len(set(groups)) == 1, f"groups of {set_id} share {host_id}"
        assert all(count <= MEMBERS_IN_A_ZONE for count in in_zone.values())


Placement.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, derandomize=True
)
TestPlacement = Placement.TestCase
