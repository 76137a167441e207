"""Alarm rules of CloudMonitor: create, list and delete them."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ecsops.catalogue.cms.monitoring import alarm_rules as api
from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE
from ecsops.catalogue.model import Document
from ecsops.catalogue.quotas import QUOTAS
from ecsops.client import Client
from ecsops.operations.batching import batches
from ecsops.operations.not_found import absent

IDS_IN_A_CALL = QUOTAS["MetricRuleIdsPerQuery"].current


def create_alarm(
    client: Client,
    rule_id: str,
    *,
    level: str,
    condition: dict[str, Any],
    instance_ids: Sequence[str],
    **fields: Any,
) -> Document:
    """Create a rule, or replace the one of this id, and return it.

    `condition` holds Statistics, ComparisonOperator, Threshold and Times of the level.
    """
    resources = [{"instanceId": each} for each in instance_ids]
    parts = {f"Escalations.{level}.{name}": value for name, value in condition.items()}
    client.call(
        api.PutResourceMetricRule,
        RuleId=rule_id,
        Namespace=ECS_NAMESPACE,
        Resources=resources or None,
        **parts,
        **fields,
    )
    return show_alarm(client, rule_id)


def list_alarms(client: Client, rule_ids: Sequence[str] = (), **filters: Any) -> Iterator[Document]:
    """Return rules, all or the named ones; of named ones as many calls as their ids need."""
    if not rule_ids:
        return client.items(api.DescribeMetricRuleList, **filters)

    def read(batch: list[str]) -> list[Document]:
        return list(client.items(api.DescribeMetricRuleList, RuleIds=",".join(batch), **filters))

    return chain.from_iterable(client.each(read, batches(rule_ids, IDS_IN_A_CALL)))


def show_alarm(client: Client, rule_id: str) -> Document:
    """Return one rule; raise NotFound when it does not exist."""
    for rule in list_alarms(client, [rule_id]):
        return rule
    raise absent("ResourceNotFound", rule_id)


def delete_alarms(client: Client, rule_ids: Sequence[str]) -> Document:
    """Delete rules and return the service's answer."""
    return client.call(api.DeleteMetricRules, Id=list(rule_ids))
