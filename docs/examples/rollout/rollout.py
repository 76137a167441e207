"""Roll a service out to new instances that share no host, and look after them.

A small team's program, with Alibaba Cloud's own SDK and nothing else. Whoever calls it makes the
client, and may say how to sleep.
"""

import time
from collections.abc import Callable, Mapping, Sequence

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from darabonba.exceptions import UnretryableException

IMAGE = "aliyun_3_x64_20G_alibase_20221102.vhd"

ATTEMPTS = 5

BUSY = ("Throttling", "ServiceUnavailable", "InternalError")

Sleep = Callable[[float], None]


class RolloutFailed(Exception):
    """The rollout has not come to its end; the message says where it stands."""


class Fleet:
    """The instances of one service in one region."""

    def __init__(
        self, client: Client, region_id: str, security_group_id: str, sleep: Sleep = time.sleep
    ) -> None:
        self._client = client
        self._region_id = region_id
        self._security_group_id = security_group_id
        self._sleep = sleep

    def roll_out(
        self, service: str, amount: int, zones: Mapping[str, str], script: str
    ) -> list[str]:
        """Launch so many instances, run the script on all of them, and return their ids.

        `zones` has the vSwitch of each zone that may be used.
        """
        created = self._call(
            self._client.create_deployment_set,
            models.CreateDeploymentSetRequest(
                region_id=self._region_id,
                deployment_set_name=service,
                client_token=f"{service}-set",
            ),
        )
        ids = self._launch(service, amount, zones, created.deployment_set_id)
        self._await_running(ids)
        self._run(ids, script)
        return ids

    def reboot_early(self, ids: Sequence[str]) -> list[str]:
        """Restart the instances that the service plans to restart; return their ids."""
        status = self._call(
            self._client.describe_instances_full_status,
            models.DescribeInstancesFullStatusRequest(
                region_id=self._region_id,
                instance_id=list(ids),
                event_type="SystemMaintenance.Reboot",
                page_size=100,
            ),
        )
        planned = [
            each.instance_id
            for each in status.instance_full_status_set.instance_full_status_type
            if each.scheduled_system_event_set.scheduled_system_event_type
        ]
        for instance_id in planned:
            self._call(
                self._client.reboot_instance,
                models.RebootInstanceRequest(instance_id=instance_id),
            )
            self._sleep(5)
            self._await_running([instance_id])
        return planned

    def _launch(
        self, service: str, amount: int, zones: Mapping[str, str], deployment_set_id: str
    ) -> list[str]:
        """Launch in the first zone that has room for all."""
        for zone, vswitch_id in zones.items():
            try:
                launched = self._call(
                    self._client.run_instances,
                    models.RunInstancesRequest(
                        region_id=self._region_id,
                        zone_id=zone,
                        v_switch_id=vswitch_id,
                        security_group_id=self._security_group_id,
                        image_id=IMAGE,
                        instance_type="ecs.g5.large",
                        instance_name=service,
                        deployment_set_id=deployment_set_id,
                        amount=amount,
                        client_token=f"{service}-{zone}",
                    ),
                )
            except AlibabaCloudException as refusal:
                if refusal.code != "OperationDenied.NoStock":
                    raise
            else:
                return list(launched.instance_id_sets.instance_id_set)
        raise RolloutFailed(f"None of {', '.join(zones)} has room for {amount} instances.")

    def _await_running(self, ids: Sequence[str]) -> None:
        for _ in range(60):
            status = self._call(
                self._client.describe_instance_status,
                models.DescribeInstanceStatusRequest(
                    region_id=self._region_id, instance_id=list(ids), page_size=50
                ),
            )
            states = [each.status for each in status.instance_statuses.instance_status]
            if states == ["Running"] * len(ids):
                return
            self._sleep(5)
        raise RolloutFailed(f"The instances do not come up: {', '.join(states)}.")

    def _run(self, ids: Sequence[str], script: str) -> None:
        """Run the script everywhere; raise RolloutFailed with what the failed ones said."""
        started = self._call(
            self._client.run_command,
            models.RunCommandRequest(
                region_id=self._region_id,
                type="RunShellScript",
                content_encoding="PlainText",
                command_content=script,
                instance_id=list(ids),
                timeout=600,
                client_token=f"run-{ids[0]}",
            ),
        )
        failed = [each for each in self._results(started.invoke_id) if each.exit_code != 0]
        if failed:
            said = (f"{each.instance_id}: {each.output}" for each in failed)
            raise RolloutFailed(f"The script failed on {len(failed)} instances.\n" + "".join(said))

    def _results(self, invoke_id):
        """Return the result on each instance when the last one has ended."""
        while True:
            answer = self._call(
                self._client.describe_invocation_results,
                models.DescribeInvocationResultsRequest(
                    region_id=self._region_id,
                    invoke_id=invoke_id,
                    content_encoding="PlainText",
                    max_results=50,
                ),
            )
            results = answer.invocation.invocation_results.invocation_result
            if all(each.finished_time for each in results):
                return results
            self._sleep(2)

    def _call(self, method, request):
        """Call, and call again where the service is busy or no answer came.

        That does nothing twice: a request reads, or has a ClientToken.
        """
        for attempt in range(ATTEMPTS):
            try:
                return method(request).body
            except AlibabaCloudException as refusal:
                if not refusal.code.startswith(BUSY) or attempt == ATTEMPTS - 1:
                    raise
            except UnretryableException:
                if attempt == ATTEMPTS - 1:
                    raise
            self._sleep(2**attempt)
