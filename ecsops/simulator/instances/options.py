"""Rarely used parameters of an instance, in a table with their effects.

It is checked and then shown or kept, or it is refused, where the account has not what it names.
Sources: the pages of RunInstances, CreateInstance and ModifyInstanceAttribute, 2021 and today.
"""

import re
from collections.abc import Callable
from typing import Any

from ecsops.catalogue.ecs.instances.types import FAMILIES
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.billing_options import (
    auto_renew,
    bandwidth_in,
    bandwidth_out,
    charge,
    spot_duration,
    spot_interruption,
    spot_price,
)
from ecsops.simulator.instances.user_data import check_user_data
from ecsops.simulator.networks.network_interfaces import add_interfaces, take_private_address

Option = Callable[[Request, Record, Any], None]
"""Effect of a parameter on an instance. The caller stores the instance."""

PASSWORD = r"[A-Za-z0-9()`~!@#$%^&*_\-+=|{}\[\]:;'<>,.?/]{8,30}"
PASSWORD_SORTS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
PASSWORD_SORTS_LEAST = 3

RAM_ROLE_NAME = r"[A-Za-z0-9.\-]{1,64}"
"""Pattern of RAM role names (the page of CreateRole)."""

HOP_LIMITS = range(1, 65)
THREADS_PER_CORE = (1, 2)


def shows(path: str) -> Option:
    """Return what lets the instance's document show the value at that path."""

    def show(request: Request, record: Record, value: Any) -> None:
        put(record.document, path, value)

    return show


def put(document: Document, path: str, value: Any) -> None:
    """Put a value into a document; its parts may be those of others too, and are not touched."""
    outer, _, last = path.rpartition(".")
    document.update({outer: {**document.get(outer, {}), last: value}} if outer else {last: value})


def shows_as_attribute(name: str) -> Option:
    """Return what lets DescribeInstanceAttribute alone show the value, under NetworkOptions."""

    def show(request: Request, record: Record, value: Any) -> None:
        record.facts.setdefault("NetworkOptions", {})[name] = value

    return show


def lacks(*codes: str) -> Option:
    """Return what refuses a thing of which the account has none."""

    def refuse(request: Request, record: Record, value: Any) -> None:
        request.refuse(*codes)

    return refuse


def password(request: Request, record: Record, value: str) -> None:
    """Accept a password that follows the rules; it is kept nowhere."""
    if request.parameters.get("PasswordInherit"):
        request.refuse("InvalidPasswordParam.Mismatch")
    sorts = sum(bool(re.search(sort, value)) for sort in PASSWORD_SORTS)
    windows = record.document["OSType"] == "windows"
    if (
        not re.fullmatch(PASSWORD, value)
        or sorts < PASSWORD_SORTS_LEAST
        or (windows and value.startswith("/"))
    ):
        request.refuse("InvalidPassword.Malformed")


def user_data(request: Request, record: Record, value: str) -> None:
    """Keep user data, which is in Base64; nothing runs it."""
    check_user_data(request, value)
    record.facts["UserData"] = value


def credits(request: Request, record: Record, value: str) -> None:
    """Set how a burstable instance spends credits."""
    if not record.document["CreditSpecification"]:
        request.refuse("InvalidParameter.CreditSpecification")
    record.document["CreditSpecification"] = value


def threads(request: Request, record: Record, value: int) -> None:
    """Set how many threads a core has; 1 means without Hyper-Threading."""
    if value not in THREADS_PER_CORE:
        request.refuse_parameter("CpuOptions.ThreadsPerCore", "invalid")
    put(record.document, "CpuOptions.ThreadsPerCore", value)
    put(record.document, "CpuOptions.CoreCount", record.document["Cpu"] // value)


def hop_limit(request: Request, record: Record, value: int) -> None:
    """Set how far answers of the metadata service travel."""
    if value not in HOP_LIMITS:
        request.refuse("InvalidHttpPutResponseHopLimit.NotSupported")
    put(record.document, "MetadataOptions.HttpPutResponseHopLimit", value)


def io_optimized(request: Request, record: Record, value: str) -> None:
    """Refuse to go without I/O optimization, unless the type is of the first generations."""
    optimized = value == "optimized"
    if not optimized and FAMILIES[record.document["InstanceTypeFamily"]].generation != "ecs-1":
        request.refuse("DependencyViolation.IoOptimized")
    record.document["IoOptimized"] = optimized


def tenancy(request: Request, record: Record, value: str) -> None:
    """Refuse a dedicated host, of which the account has none."""
    if value == "host":
        request.refuse("InvalidDedicatedHostId.NotFound")


def pool(request: Request, record: Record, value: str) -> None:
    """Refuse a private pool, of which the account has none; without one the public is used."""
    pool_id = request.parameters.get("PrivatePoolOptions.Id")
    if value == "Target" and not pool_id:
        request.refuse("MissingParameter.PrivatePoolOptionsId")
    record.facts["PrivatePool"] = value


def ram_role(request: Request, record: Record, value: str) -> None:
    """Keep the RAM role; every role that is named well is taken to exist."""
    if not re.fullmatch(RAM_ROLE_NAME, value):
        request.refuse("InvalidRamRole.NotFound")
    record.facts["RamRoleName"] = value


CPU_OPTIONS: dict[str, Option] = {
    "CpuOptions.Core": shows("CpuOptions.CoreCount"),
    "CpuOptions.NestedVirtualization": shows("CpuOptions.NestedVirtualization"),
    "CpuOptions.ThreadsPerCore": threads,
    "CpuOptions.TopologyType": shows("CpuOptions.TopologyType"),
}

PRIVATE_DNS_NAME_OPTIONS: dict[str, Option] = {
    name: shows(name)
    for name in (
        "PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord",
        "PrivateDnsNameOptions.EnableInstanceIdDnsARecord",
        "PrivateDnsNameOptions.EnableIpDnsARecord",
        "PrivateDnsNameOptions.EnableIpDnsPtrRecord",
        "PrivateDnsNameOptions.HostnameType",
    )
}

CREATION: dict[str, Option] = {
    **CPU_OPTIONS,
    **PRIVATE_DNS_NAME_OPTIONS,
    "Affinity": tenancy,
    "AutoRenew": auto_renew,
    "ClockOptions.PtpStatus": shows("ClockOptions.PtpStatus"),
    "ClusterId": lacks("InvalidClusterId.NotFound"),
    "CpuOptions.Numa": shows("CpuOptions.Numa"),
    "CreditSpecification": credits,
    "DedicatedHostId": lacks("InvalidDedicatedHostId.NotFound"),
    "HibernationOptions.Configured": shows("HibernationOptions.Configured"),
    "HpcClusterId": lacks("InvalidHpcClusterId.NotFound"),
    "HttpPutResponseHopLimit": hop_limit,
    "ImageOptions.LoginAsNonRoot": shows("ImageOptions.LoginAsNonRoot"),
    "InnerIpAddress": lacks("InvalidInnerIpAddress.Unusable"),
    "InstanceChargeType": charge,
    "InternetMaxBandwidthIn": bandwidth_in,
    "InternetMaxBandwidthOut": bandwidth_out,
    "IoOptimized": io_optimized,
    # The account's vSwitches are without IPv6.
    "Ipv6Address": lacks("InvalidVSwitch.Ipv6NotTurnOn"),
    "Ipv6AddressCount": lacks("InvalidVSwitch.Ipv6NotTurnOn"),
    "NetworkInterface": add_interfaces,
    "NetworkOptions.BandwidthWeighting": shows_as_attribute("BandwidthWeighting"),
    "NetworkOptions.EnableJumboFrame": shows_as_attribute("EnableJumboFrame"),
    "NetworkOptions.EnableNetworkEncryption": shows_as_attribute("EnableNetworkEncryption"),
    "NodeControllerId": lacks("InvalidNodeControllerId.Malformed"),
    "Password": password,
    "PrivateIpAddress": take_private_address,
    "PrivatePoolOptions.Id": lacks("Invalid.PrivatePoolOptionsId"),
    "PrivatePoolOptions.MatchCriteria": pool,
    "RamRoleName": ram_role,
    "SchedulerOptions.DedicatedHostClusterId": lacks("InvalidDedicatedHostId.NotFound"),
    "SecurityOptions.EnableSecureBoot": shows("SecurityOptions.EnableSecureBoot"),
    "SpotDuration": spot_duration,
    "SpotInterruptionBehavior": spot_interruption,
    "SpotPriceLimit": spot_price,
    "Tenancy": tenancy,
    "UserData": user_data,
    "VlanId": lacks("OperationDenied.NoVlan"),
}
"""Parameters of RunInstances and CreateInstance, and what each does to every new instance."""


def options_asked(request: Request) -> list[str]:
    """Return those of the call's parameters that CREATION knows; of most calls none."""
    return [name for name in request.parameters if name in CREATION]


def equip(request: Request, record: Record, options: list[str]) -> None:
    """Apply these parameters to a new instance."""
    for name in options:
        CREATION[name](request, record, request.parameters[name])
    request.store.update("Instance", record)


def attribute_fields(record: Record) -> Document:
    """Return what only DescribeInstanceAttribute shows of an instance."""
    options = record.facts.get("NetworkOptions", {})
    shown = ("EnableJumboFrame", "EnableNetworkEncryption")
    return {"NetworkOptions": options, **{name: options.get(name) for name in shown}}
