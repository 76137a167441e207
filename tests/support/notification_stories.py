"""What stories about event notifications are told with."""

from typing import Any

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from tests.support.receivers import Receiver

CHANGE = "Instance:StateChange"


def subscribe(client: Client, url: str = "", name: str = "all", **more: Any) -> None:
    """Have a rule with a webhook, and what else it needs."""
    pattern = {"Product": "ECS", **more.pop("pattern", {})}
    rule = {key: more.pop(key) for key in ("SilenceTime", "GroupId") if key in more}
    client.call(PutEventRule, RuleName=name, EventPattern=[pattern], **rule)
    if url:
        method = more.pop("Method", "POST")
        more["WebhookParameters"] = [{"Id": "1", "Url": url, "Method": method}]
    client.call(PutEventRuleTargets, RuleName=name, **more)


def deliveries(account: Simulator, *fields: str) -> list[Any]:
    """Return what is known of the deliveries, in the order of the events."""
    records = reversed(account.store.select("Delivery", None))
    shown = [[record.document[field] for field in fields] for record in records]
    return [each[0] for each in shown] if len(fields) == 1 else [tuple(each) for each in shown]


def states(receiver: Receiver) -> list[str]:
    """Return the states of instances that were told, in the order in which they came."""
    return [each.body["content"]["state"] for each in receiver.received]
