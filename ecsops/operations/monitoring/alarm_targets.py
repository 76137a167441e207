"""Alarm rules enabled and disabled, and the targets that they push to: a queue, a log store."""

from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _

from ecsops.catalogue.cms.monitoring import alarm_targets as api
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import EcsopsError
from ecsops.operations.batching import batches
from ecsops.operations.monitoring.alarm_rules import list_alarms
from ecsops.operations.not_found import absent

ARNS = {
    "Queue": "acs:mns:{region}:{account}:/queues/{0}/messages",
    "Topic": "acs:mns:{region}:{account}:/topics/{0}/messages",
    "LogStore": "acs:log:{region}:{account}:project/{0}/logstore/{1}",
    "Function": "acs:fc:{region}:{account}:services/{0}/functions/{1}",
}
"""The resource name of each type of target; a log store is PROJECT/LOGSTORE."""


def list_targets(client: Client, rule_id: str) -> Iterator[Document]:
    """Return the targets of a rule."""
    return client.items(api.DescribeMetricRuleTargets, RuleId=rule_id)


def add_targets(
    client: Client,
    rule_id: str,
    account_id: str,
    addresses: Mapping[str, Sequence[str]],
    levels: Sequence[str],
) -> list[Document]:
    """Add targets of these types to a rule, and return all that it has.

    Raises EcsopsError for targets that the service reports as not stored.
    """
    present = [*list_targets(client, rule_id)]
    level = "[" + ",".join(f'"{each}"' for each in levels) + "]" if levels else None
    asked: list[Document] = []
    for type_, names in addresses.items():
        for name in names:
            arn = ARNS[type_].format(
                *name.split("/", 1), region=client.region_id, account=account_id
            )
            asked.append({"Id": target_id(present, asked, arn), "Arn": arn, "Level": level})
    sent = [{name: value for name, value in each.items() if value} for each in asked]
    answer = client.call(api.PutMetricRuleTargets, RuleId=rule_id, Targets=sent)
    failed = answer.get("FailData", {}).get("Targets", {}).get("Target", [])
    if failed := [each for each in failed if each["Id"] in {target["Id"] for target in sent}]:
        raise EcsopsError(
            _("The service did not take {names}. A rule has at most {most} targets.").format(
                names=", ".join(each["Arn"] for each in failed), most=api.TARGETS_MOST
            )
        )
    return [*list_targets(client, rule_id)]


def target_id(present: Sequence[Document], asked: Sequence[Document], arn: str) -> str:
    """Return the id that the target of this resource has, or else the smallest free number."""
    for target in present:
        if target["Arn"] == arn:
            return str(target["Id"])
    taken = {each["Id"] for each in (*present, *asked)}
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def remove_targets(client: Client, rule_id: str, ids: Sequence[str]) -> list[Document]:
    """Remove targets by their ids, and return those that are left; raise NotFound for others."""
    answer = client.call(api.DeleteMetricRuleTargets, RuleId=rule_id, TargetIds=list(ids))
    failed = answer.get("FailIds", {}).get("TargetIds", {}).get("TargetId", [])
    if failed := [each for each in failed if each in ids]:
        raise absent("ResourceNotFound", *failed)
    return [*list_targets(client, rule_id)]


RULES_IN_A_CALL = 100


def switch_alarms(client: Client, rule_ids: Sequence[str], *, enabled: bool) -> list[Document]:
    """Enable or disable rules, and return them."""
    operation = api.EnableMetricRules if enabled else api.DisableMetricRules
    for batch in batches(rule_ids, RULES_IN_A_CALL):
        client.call(operation, RuleId=batch)
    return list(list_alarms(client, rule_ids))
