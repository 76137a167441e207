"""The attributes of one instance: reading them all, changing those that may be changed."""

import re
from typing import Any

from ecsops.catalogue.ecs.instances.attributes import DescribeInstanceAttribute, InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.name_rules import DESCRIPTION, NAME
from ecsops.simulator.engine.responses import picked
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.instances.names import HOST_NAMES
from ecsops.simulator.instances.options import (
    CPU_OPTIONS,
    PRIVATE_DNS_NAME_OPTIONS,
    Option,
    attribute_fields,
    credits,
    lacks,
    password,
    shows_as_attribute,
    user_data,
)
from ecsops.simulator.networks.interface_records import keep_interfaces
from ecsops.simulator.networks.network_settings import security_groups_asked


def describe_instance_attribute(request: Request) -> Document:
    """Return the attributes of an instance, some in the words of this operation alone."""
    record = existing_instance(request, request.get("InstanceId"))
    document = {
        **record.document,
        "IoOptimized": "optimized" if record.document["IoOptimized"] else "none",
        **attribute_fields(record),
    }
    return picked(DescribeInstanceAttribute.answer, document)


def modify_instance_attribute(request: Request) -> Document:
    """Change the attributes that are given; one that is refused leaves all as they are."""
    record = existing_instance(request, request.get("InstanceId"))
    for name, value in request.parameters.items():
        if name in CHANGES and value != present_value(record, name):
            CHANGES[name](request, record, value)
    request.store.update("Instance", record)
    return {}


def present_value(record: Record, name: str) -> Any:
    """Return what the instance has for a parameter of ModifyInstanceAttribute, or None.

    A client may write back what it read, whatever the state of the instance.
    """
    if name == "UserData":
        return record.facts.get(name)
    if name == "SecurityGroupIds":
        return record.document[name]["SecurityGroupId"]
    value: Any = {**record.document, **record.facts.get("NetworkOptions", {})}
    for part in PLACES.get(name, name).split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def change_name(request: Request, record: Record, value: str) -> None:
    """Change the name; one against the rules for names is refused."""
    if not re.fullmatch(NAME, value):
        request.refuse("InvalidInstanceName.Malformed")
    record.document["InstanceName"] = value


def change_host_name(request: Request, record: Record, value: str) -> None:
    """Change the host name; what one may be depends on the operating system."""
    if not re.fullmatch(HOST_NAMES[record.document["OSType"]], value):
        request.refuse("InvalidHostName.Malformed")
    record.document["HostName"] = value


def change_description(request: Request, record: Record, value: str) -> None:
    """Change the description; one against the rules is refused."""
    if not re.fullmatch(DESCRIPTION, value):
        request.refuse("InvalidDescription.Malformed")
    record.document["Description"] = value


def change_deletion_protection(request: Request, record: Record, value: bool) -> None:
    """Turn the protection against release on or off; for pay-as-you-go instances only."""
    document = record.document
    if document["InstanceChargeType"] == "PrePaid" or document["SpotStrategy"] != "NoSpot":
        request.refuse("InvalidChargeType.ValueNotSupported")
    document["DeletionProtection"] = value


def change_security_groups(request: Request, record: Record, value: list[str]) -> None:
    """Change the security groups, all of which must be in the instance's VPC."""
    if len(value) > request.quota("SecurityGroupsPerInstance"):
        request.refuse("JoinedGroupLimitExceed")
    vpc_id = record.document["VpcAttributes"]["VpcId"]
    groups = security_groups_asked(request, value)
    if any(each.document["VpcId"] != vpc_id for each in groups):
        request.refuse("InvalidParameter.Mismatch", "InvalidSecurityGroupId.NotFound")
    record.document["SecurityGroupIds"]["SecurityGroupId"] = value
    keep_interfaces(request, record)


def change_credits(request: Request, record: Record, value: str) -> None:
    """Change how a burstable instance spends credits, while it is running."""
    credits(request, record, value)
    if record.document["Status"] != InstanceStatus.RUNNING:
        request.refuse("InvalidInstanceStatus.NotRunning")


def change_user_data(request: Request, record: Record, value: str) -> None:
    """Change the user data of an instance that is stopped."""
    user_data(request, record, value)
    if record.document["Status"] != InstanceStatus.STOPPED:
        request.refuse("IncorrectInstanceStatus")


PLACES = {"CpuOptions.Core": "CpuOptions.CoreCount"}
"""Parameters whose values documents have in another place."""

CHANGES: dict[str, Option] = {
    **CPU_OPTIONS,
    **PRIVATE_DNS_NAME_OPTIONS,
    "CreditSpecification": change_credits,
    "DeletionProtection": change_deletion_protection,
    "Description": change_description,
    "EnableJumboFrame": shows_as_attribute("EnableJumboFrame"),
    "EnableNetworkEncryption": shows_as_attribute("EnableNetworkEncryption"),
    "HostName": change_host_name,
    "InstanceName": change_name,
    "Password": password,
    "Recyclable": lacks("InvalidParameter.RecycleBin"),
    "SecurityGroupIds": change_security_groups,
    "UserData": change_user_data,
}
"""Parameters of ModifyInstanceAttribute and what they change."""
