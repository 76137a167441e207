"""The targets of event rules, named as people name them: a URL, a queue, a group."""

from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.cms.notifications import event_targets as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError


class Kind(NamedTuple):
    """A kind of target: its names in the API, and the fields that are its address."""

    parameter: str
    item: str
    fields: tuple[str, ...]


KINDS = {
    "Webhook": Kind("WebhookParameters", "WebhookParameter", ("Url",)),
    "Queue": Kind("MnsParameters", "MnsParameter", ("Queue",)),
    "Topic": Kind("MnsParameters", "MnsParameter", ("Topic",)),
    "Function": Kind("FcParameters", "FCParameter", ("ServiceName", "FunctionName")),
    "LogStore": Kind("SlsParameters", "SlsParameter", ("Project", "LogStore")),
    "ContactGroup": Kind("ContactParameters", "ContactParameter", ("ContactGroupName",)),
    "OpenApi": Kind("OpenApiParameters", "OpenApiParameters", ("Product", "Action")),
}
"""Every kind, by the word that TargetType has."""


class Targets(NamedTuple):
    """Targets to add: addresses by type, and further fields for all of a type."""

    addresses: Mapping[str, Sequence[str]]
    more: Mapping[str, Document] = {}


class TargetsRefused(EcsopsError):
    """The service did not take some of the targets of a call; it took the others."""


def list_targets(client: Client, rule_name: str) -> list[Document]:
    """Return the targets of a rule, each with its TargetType and its Address."""
    answer = client.call(api.DescribeEventRuleTargetList, RuleName=rule_name)
    return [
        {"TargetType": name, "Address": "/".join(target[field] for field in kind.fields), **target}
        for name, kind in KINDS.items()
        for target in answer.get(kind.parameter, {}).get(kind.item, [])
        if target.get(kind.fields[-1])
    ]


def add_targets(client: Client, rule_name: str, targets: Targets) -> list[Document]:
    """Add targets to a rule, and return all that it has; one of the same address is replaced.

    Raises TargetsRefused where the service reports targets that it did not take.
    """
    present = list_targets(client, rule_name)
    taken = {target["Id"] for target in present}
    known = {(target["TargetType"], target["Address"]): target["Id"] for target in present}
    parameters: dict[str, list[Document]] = {}
    for name, addresses in targets.addresses.items():
        for address in addresses:
            target_id = known.setdefault((name, address), free_id(taken))
            taken.add(target_id)
            fields = {**as_fields(name, address), **targets.more.get(name, {})}
            parameters.setdefault(KINDS[name].parameter, []).append({"Id": target_id, **fields})
    if not parameters:
        return present
    answer = client.call(api.PutEventRuleTargets, RuleName=rule_name, **parameters)
    if int(answer.get("FailedParameterCount") or 0):
        raise TargetsRefused(
            refused(answer),
            _("Create the contact group first: `ecsops notify contact group NAME CONTACT...`."),
        )
    return list_targets(client, rule_name)


def as_fields(name: str, address: str) -> Document:
    """Return the fields that an address such as `SERVICE/FUNCTION` stands for."""
    fields = KINDS[name].fields
    if len(fields) == 1:
        return {fields[0]: address}
    first, _, second = address.partition("/")
    return {fields[0]: first, fields[1]: second}


def free_id(taken: Iterable[str]) -> str:
    """Return the smallest number that no target of the rule has."""
    numbers = {int(each) for each in taken if each.isdigit()}
    return str(next(number for number in range(1, len(numbers) + 2) if number not in numbers))


def refused(answer: Document) -> str:
    """Return the sentence that names the targets which were not taken."""
    failed = [
        "/".join(str(target[field]) for field in target if field not in ("Id", "Level"))
        for name, held in answer.items()
        if name.startswith("Failed") and isinstance(held, dict)
        for targets in held.values()
        for target in targets
    ]
    return _("The service rejected {count} of the targets: {names}.").format(
        count=len(failed), names=", ".join(failed)
    )


def remove_targets(client: Client, rule_name: str, ids: Sequence[str]) -> list[Document]:
    """Remove targets by their ids, and return those that are left."""
    client.call(api.DeleteEventRuleTargets, RuleName=rule_name, Ids=list(ids))
    return list_targets(client, rule_name)
