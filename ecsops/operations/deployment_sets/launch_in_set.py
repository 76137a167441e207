"""Launching many instances into a deployment set: the plan over the zones, and doing it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.ecs.instances.launch_templates import (
    CreateLaunchTemplate,
    DescribeLaunchTemplateVersions,
)
from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeZones
from ecsops.catalogue.ecs.instances.run_instances import RunInstances
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError, refusal
from ecsops.operations.deployment_sets.sets import show_deployment_set
from ecsops.operations.instances.lifecycle import (
    Progress,
    Selection,
    list_instances,
    wait_for_state,
)
from ecsops.operations.partial_success import Outcomes, attempts

NUMBERS = re.compile(r"(?P<before>.*)\[(?P<first>\d{0,6}),(?P<digits>[0-6]?)\](?P<after>.*)")
"""A name that numbers itself, such as `web[1,3]` (document §1.3)."""

UNKNOWN = -1
"""Capacity of a zone without members: the service reports only zones with members."""

NAMES = ("InstanceName", "HostName")
"""The parameters that can have numbers in them."""


def plan(
    client: Client,
    deployment_set_id: str,
    count: int,
    zone_ids: Sequence[str],
    known: Mapping[str, tuple[int, int]],
) -> list[Document]:
    """Return how many instances go into each zone, so that the zones fill evenly.

    `known` are the capacities of the zones with members; no zones mean all of the region.

    Raises ApiError when the set is known to have less room than that.
    """
    zones = [each["ZoneId"] for each in client.items(DescribeZones)]
    check_zones(zone_ids, zones)
    limit = next((sum(each) for each in known.values()), UNKNOWN)
    planned: list[Document] = [
        {"ZoneId": zone_id, "Amount": 0, "UsedAmount": used, "AvailableAmount": available}
        for zone_id in zone_ids or zones
        for used, available in [known.get(zone_id, (0, limit))]
    ]
    room = sum(each["AvailableAmount"] for each in planned)
    if limit != UNKNOWN and room < count:
        raise refusal(
            "QuotaExceed.DeploymentSetInstanceQuotaFull",
            _(
                "{deployment_set} has capacity for {room} more instances in these zones, not "
                "for {count}."
            ).format(deployment_set=deployment_set_id, room=room, count=count),
            http_status=403,
        )
    for _instance in range(count):
        emptiest = min(planned, key=lambda each: each["UsedAmount"] + each["Amount"])
        emptiest["Amount"] += 1
    return [each for each in planned if each["Amount"]]


def check_zones(zone_ids: Sequence[str], zones: Sequence[str]) -> None:
    """Refuse, as the service does, a zone that the region does not have. Raises NotFound."""
    for zone_id in zone_ids:
        if zone_id not in zones:
            message = _("The zone {zone_id} does not exist.").format(zone_id=zone_id)
            raise refusal("InvalidZoneId.NotFound", message, http_status=404)


def capacities(client: Client, deployment_set_id: str) -> dict[str, tuple[int, int]]:
    """Return what is used and what is left in each zone where the set has members."""
    document = show_deployment_set(client, deployment_set_id)
    return {
        each["ZoneId"]: (each["UsedAmount"], each["AvailableAmount"])
        for each in document["Capacities"]["Capacity"]
    }


def save_template(client: Client, name: str, parameters: Mapping[str, Any]) -> str:
    """Keep the parameters as a launch template and return its id."""
    known = {
        each: value
        for each, value in parameters.items()
        if CreateLaunchTemplate.parameter(each) is not None and each != "LaunchTemplateName"
    }
    answer = client.call(CreateLaunchTemplate, LaunchTemplateName=name, **known)
    return str(answer["LaunchTemplateId"])


def launch(
    client: Client,
    deployment_set_id: str,
    planned: Sequence[Document],
    parameters: Mapping[str, Any],
    *,
    timeout_s: float,
    progress: Progress,
) -> Outcomes:
    """Make the instances, one RunInstances call a zone, and wait until all are Running.

    A zone that is refused hinders no other. Raises WaitTimeout.
    """
    own = {**names_of_template(client, parameters), **given(parameters)}
    calls = zip(announced(planned, progress), numbered(planned, own), strict=True)
    found = list(
        attempts(
            client,
            lambda call: run_in_zone(client, deployment_set_id, call[0], {**parameters, **call[1]}),
            calls,
        )
    )
    made = [instance_id for each in found for instance_id in each.result or ()]
    errors = [named(each.error, each.thing[0]) for each in found if each.error]
    if made and timeout_s:
        waited: dict[str, Document] = {each: {} for each in made}
        wait_for_state(client, InstanceStatus.RUNNING, waited, timeout_s, progress)
    instances = list(list_instances(client, Selection(made)))
    count = sum(each["Amount"] for each in planned)
    return Outcomes(instances, outcome(errors, len(made), count))


def given(parameters: Mapping[str, Any]) -> Document:
    """Return the parameters that have a value."""
    return {name: value for name, value in parameters.items() if value is not None}


def announced(planned: Sequence[Document], progress: Progress) -> Iterator[Document]:
    """Yield the plan zone by zone, and tell of each as it is begun."""
    for zone in planned:
        sentence = ngettext("{zone}: {count} instance", "{zone}: {count} instances", zone["Amount"])
        progress(sentence.format(zone=zone["ZoneId"], count=zone["Amount"]))
        yield zone


def run_in_zone(
    client: Client, deployment_set_id: str, zone: Document, parameters: Mapping[str, Any]
) -> list[str]:
    """Make the instances that are planned in a zone, and return their ids. Raises ApiError."""
    answer = client.call(
        RunInstances,
        DeploymentSetId=deployment_set_id,
        ZoneId=zone["ZoneId"],
        VSwitchId=zone["VSwitchId"],
        Amount=zone["Amount"],
        **parameters,
    )
    return list(RunInstances.items_of(answer))


def numbered(planned: Sequence[Document], parameters: Mapping[str, Any]) -> Iterator[Document]:
    """Yield the names of each zone's call, so that numbers go on from zone to zone.

    UniqueSuffix, and the numbers of `web[1,3]`, begin in each call where the last one ended.
    """
    begin = 0
    for each in planned:
        names = {
            name: numbered_name(parameters[name], begin, bool(parameters.get("UniqueSuffix")))
            for name in NAMES
            if parameters.get(name)
        }
        unsuffixed = {"UniqueSuffix": None} if "InstanceName" in names else {}
        yield {**names, **unsuffixed}
        begin += each["Amount"]


def names_of_template(client: Client, parameters: Mapping[str, Any]) -> Document:
    """Return the InstanceName and HostName of the launch template that the parameters name."""
    template = {
        name: parameters[name]
        for name in ("LaunchTemplateId", "LaunchTemplateName")
        if parameters.get(name)
    }
    if not template:
        return {}
    for version in client.items(DescribeLaunchTemplateVersions, DefaultVersion=True, **template):
        data = version.get("LaunchTemplateData") or {}
        return {name: data[name] for name in NAMES if data.get(name)}
    return {}


def numbered_name(name: str, begin: int, suffix: bool) -> str:
    """Return the name for a call that so many instances precede."""
    counts = NUMBERS.fullmatch(name)
    if counts:
        first = int(counts["first"] or 0) + begin
        return f"{counts['before']}[{first},{counts['digits']}]{counts['after']}"
    return f"{name}[{begin + 1},3]" if suffix else name


def named(error: EcsopsError, planned: Document) -> EcsopsError:
    """Return the error with the zone that it was about."""
    known = isinstance(error, ApiError)
    told = (
        _(" (Nothing was created in {zone}.)")
        if known
        else _(" (It is unknown what was created in {zone}.)")
    )
    error.message += told.format(zone=planned["ZoneId"])
    error.args = (error.message,)
    return error


def outcome(errors: list[EcsopsError], made: int, count: int) -> EcsopsError | None:
    """Return the error that says what exists and what does not, or None when all exist."""
    if not errors:
        return None
    listed = _("{made} of {count} instances exist; they are listed above.")
    none = _("{made} of {count} instances exist.")
    errors[0].hint = (listed if made else none).format(made=made, count=count)
    return errors[0]
