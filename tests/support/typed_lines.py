"""Lines that several stories type, and what their answers say."""

import json

from tests.conftest import Ecsops, Ran


def the_instance(ecsops: Ecsops, name: str = "UserGuideForDS001") -> str:
    """Return the id of the instance of that name; by default of one that runs Linux."""
    found = f"--InstanceName {name} --query Instances.Instance[0].InstanceId"
    return str(json.loads(ecsops(f"ecs DescribeInstances {found}").stdout))


def refused(ran: Ran) -> str:
    """Return the sentence of a usage error, which must have said nothing on stdout."""
    assert (ran.exit_status, ran.stdout) == (2, "")
    return ran.stderr.rpartition("Error: ")[2].rstrip("\n")
