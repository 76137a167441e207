"""What the page on compatibility says is found out, and finds both what is read and what is not."""

from functools import cache

import pytest

from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.index import find
from tools.docs import compatibility
from tools.docs.recorder import Recorder


@cache
def recorder() -> Recorder:
    """What a few calls have read and filled."""
    found = Recorder()
    listed = found.call("DescribeInstances", InstanceName="UserGuideForDS001")
    instance_id = listed["Instances"]["Instance"][0]["InstanceId"]
    found.call("StopInstance", InstanceId=instance_id)
    found.call("DescribeInstances", Tag=[{"key": "a"}])
    found.call("ModifyInstanceAttribute", InstanceId=instance_id, Description="x")
    return found


@pytest.mark.parametrize(
    ("operation", "parameter", "is_read"),
    [
        # Looked at in every call, or only in some, by its name, in a loop, or as a part.
        ("DescribeInstances", "ZoneId", True),
        ("DescribeInstances", "NextToken", True),
        ("DescribeInstances", "Tag.key", True),
        ("ModifyInstanceAttribute", "Description", True),
        ("RunInstances", "PeriodUnit", True),
        ("DescribeInstances", "NeedSaleCycle", False),
        ("ModifyInstanceAttribute", "RemoteConnectionOptions.Type", False),
        ("StartInstance", "InitLocalDisk", False),
    ],
)
def test_what_is_read_is_told_from_what_is_not(
    operation: str, parameter: str, is_read: bool
) -> None:
    yes, no = compatibility.parameters_of(find("ecs", operation), recorder())

    assert (parameter in yes, parameter in no) == (is_read, not is_read)


def test_what_is_filled_is_told_from_what_never_is() -> None:
    yes, no = compatibility.fields_of(DescribeInstances, recorder())

    assert "Instances.Instance.InstanceId" in yes
    assert "Instances.Instance.EipAddress.IpAddress*" in yes
    assert "Instances.Instance.CpuOptions.TurboMode" in no


def test_what_is_tried_changes_nothing() -> None:
    found = Recorder()
    before = found.account.store.contents()

    found.call("DescribeInstances")
    found._explore(find("ecs", "CreateDeploymentSet"), {"RegionId": "cn-hangzhou"})

    assert found.account.store.contents() == before
