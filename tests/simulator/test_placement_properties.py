"""Placement under random use: what holds after every call, and that a refusal changes nothing."""

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from ecsops.catalogue.deployment_sets import (
    CreateDeploymentSet,
    DeleteDeploymentSet,
    ModifyInstanceDeployment,
)
from ecsops.catalogue.instance_lifecycle import DeleteInstance, StartInstance, StopInstance
from ecsops.catalogue.model import Operation
from ecsops.catalogue.run_instances import RunInstances
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.account import Simulator

IMAGE = "centos_7_06_64_20G_alibase_20190218.vhd"
ZONES = ("cn-hangzhou-b", "cn-hangzhou-f")
TYPES = ("ecs.g5.large", "ecs.g5.8xlarge", "ecs.c5.large")
HOSTS = 9
"""Few enough that hosts fill, and that not every zone has room for seven members of a set."""


class Placement(RuleBasedStateMachine):
    """Random calls on a small fleet."""

    sets = Bundle("sets")
    instances = Bundle("instances")

    @initialize()
    def begin(self) -> None:
        self.account = Simulator(":memory:", wall=lambda: 1_561_449_600.0)
        self.account.reset(empty=True, hosts=HOSTS)
        self.client = Client(self.account, "cn-hangzhou")

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

    @rule(target=sets, strategy=st.sampled_from(["Availability", "AvailabilityGroup"]))
    def create(self, strategy: str) -> str:
        answer = self.call(CreateDeploymentSet, Strategy=strategy, GroupCount=2)
        return answer["DeploymentSetId"] if answer else "ds-none"

    @rule(
        target=instances,
        deployment_set_id=st.one_of(st.none(), sets),
        type_name=st.sampled_from(TYPES),
        zone_id=st.sampled_from(ZONES),
        amount=st.integers(1, 9),
        least=st.one_of(st.none(), st.just(1)),
    )
    def launch(
        self,
        deployment_set_id: str | None,
        type_name: str,
        zone_id: str,
        amount: int,
        least: int | None,
    ) -> list[str]:
        answer = self.call(
            RunInstances,
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

    @rule(made=instances, mode=st.sampled_from(["KeepCharging", "StopCharging"]))
    def stop(self, made: list[str], mode: str) -> None:
        for instance_id in made[:3]:
            self.call(StopInstance, InstanceId=instance_id, StoppedMode=mode)

    @rule(made=instances)
    def start(self, made: list[str]) -> None:
        for instance_id in made[:3]:
            self.call(StartInstance, InstanceId=instance_id)

    @rule(made=instances)
    def release(self, made: list[str]) -> None:
        for instance_id in made[:2]:
            self.call(DeleteInstance, InstanceId=instance_id, Force=True)

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

    @rule(zone_id=st.sampled_from(ZONES))
    def run_out(self, zone_id: str) -> None:
        self.account.add_fault("stock", "cn-hangzhou", {"ZoneId": zone_id})

    @rule()
    def stock_up(self) -> None:
        self.account.clear_faults()

    @rule(seconds=st.sampled_from([1, 10, 60]))
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
        assert all(count <= 7 for count in in_zone.values())


Placement.TestCase.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, derandomize=True
)
TestPlacement = Placement.TestCase
