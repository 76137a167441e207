"""The attributes of one instance: reading them all, changing those that may be changed."""

import re
from collections.abc import Callable
from typing import Any

from ecsops.catalogue.instances import DescribeInstanceAttribute, InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.context import Request
from ecsops.simulator.documents import picked
from ecsops.simulator.instance_names import HOST_NAMES
from ecsops.simulator.instances import existing_instance
from ecsops.simulator.naming import DESCRIPTION, NAME
from ecsops.simulator.networks import network
from ecsops.simulator.store import Record

PASSWORD = r"[A-Za-z0-9()`~!@#$%^&*_\-+=|{}\[\]:;'<>,.?/]{8,30}"
PASSWORD_SORTS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
PASSWORD_SORTS_LEAST = 3
USER_DATA_MOST = 32 * 1024
"""Bytes of UserData."""

Change = Callable[[Request, Record, Any], None]


def describe_instance_attribute(request: Request) -> Document:
    """Return the attributes of an instance."""
    record = existing_instance(request, request.get("InstanceId"))
    document = {
        **record.document,
        "IoOptimized": "optimized" if record.document["IoOptimized"] else "none",
    }
    return picked(DescribeInstanceAttribute.answer, document)


def modify_instance_attribute(request: Request) -> Document:
    """Change the attributes that are given; one that is refused leaves all as they are."""
    record = existing_instance(request, request.get("InstanceId"))
    for name, value in request.parameters.items():
        if name in CHANGES:
            CHANGES[name](request, record, value)
    request.store.update("Instance", record)
    return {}


def change_name(request: Request, record: Record, value: str) -> None:
    """Change the instance's name."""
    if not re.fullmatch(NAME, value):
        request.refuse("InvalidInstanceName.Malformed")
    record.document["InstanceName"] = value


def change_host_name(request: Request, record: Record, value: str) -> None:
    """Change the host name."""
    if not re.fullmatch(HOST_NAMES[record.document["OSType"]], value):
        request.refuse("InvalidHostName.Malformed")
    record.document["HostName"] = value


def change_description(request: Request, record: Record, value: str) -> None:
    """Change the description."""
    if not re.fullmatch(DESCRIPTION, value):
        request.refuse("InvalidDescription.Malformed")
    record.document["Description"] = value


def change_password(request: Request, record: Record, value: str) -> None:
    """Accept a password that follows the rules; it is kept nowhere."""
    sorts = sum(bool(re.search(sort, value)) for sort in PASSWORD_SORTS)
    windows = record.document["OSType"] == "windows"
    if (
        not re.fullmatch(PASSWORD, value)
        or sorts < PASSWORD_SORTS_LEAST
        or (windows and value.startswith("/"))
    ):
        request.refuse("InvalidPassword.Malformed")


def change_deletion_protection(request: Request, record: Record, value: bool) -> None:
    """Turn the protection against release on or off; for pay-as-you-go instances only."""
    document = record.document
    if document["InstanceChargeType"] == "PrePaid" or document["SpotStrategy"] != "NoSpot":
        request.refuse("InvalidChargeType.ValueNotSupported")
    document["DeletionProtection"] = value


def change_security_groups(request: Request, record: Record, value: list[str]) -> None:
    """Change the security groups; the account has one in each region."""
    if any(each != network(request)["SecurityGroupId"] for each in value):
        request.refuse("InvalidSecurityGroupId.NotFound")
    record.document["SecurityGroupIds"]["SecurityGroupId"] = value


def change_credits(request: Request, record: Record, value: str) -> None:
    """Change how a burstable instance spends credits, while it is running."""
    if not record.document["CreditSpecification"]:
        request.refuse("InvalidParameter.CreditSpecification")
    if record.document["Status"] != InstanceStatus.RUNNING:
        request.refuse("InvalidInstanceStatus.NotRunning")
    record.document["CreditSpecification"] = value


def change_user_data(request: Request, record: Record, value: str) -> None:
    """Accept user data, in Base64, of an instance that is stopped."""
    # Only user data needs Base64.
    from base64 import b64decode

    try:
        content = b64decode(value, validate=True)
    except ValueError:
        request.refuse("InvalidUserData.Base64FormatInvalid")
    if len(content) > USER_DATA_MOST:
        request.refuse("InvalidUserData.SizeExceeded")
    if record.document["Status"] != InstanceStatus.STOPPED:
        request.refuse("IncorrectInstanceStatus")
    record.facts["UserData"] = value


CHANGES: dict[str, Change] = {
    "CreditSpecification": change_credits,
    "DeletionProtection": change_deletion_protection,
    "Description": change_description,
    "HostName": change_host_name,
    "InstanceName": change_name,
    "Password": change_password,
    "SecurityGroupIds": change_security_groups,
    "UserData": change_user_data,
}
"""Parameters of ModifyInstanceAttribute and what they change."""
