"""Routing of events: the targets of every matching rule, each with a delivery.

A delivery is the result of a notification at one target. External targets go through the outbox;
queues, functions, Logstores and phones are simulated and accept notifications at once.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ecsops.catalogue.cms.notifications.contacts import Channel, ChannelState
from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import OPEN_API_AFTER_S
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record, dump
from ecsops.simulator.notifications import envelopes, outbox, queues
from ecsops.simulator.notifications.allowed_hosts import may_send
from ecsops.simulator.notifications.message_text import as_ding_talk, as_mail, as_text
from ecsops.simulator.notifications.outbox import DELIVERED, FAILED, PENDING
from ecsops.simulator.notifications.patterns import matches, unreadable_filter

MUTED, SKIPPED = "Muted", "Skipped"
"""States of a suppressed delivery: already notified, or without contacts."""

CHANNELS_OF_LEVEL = {
    "2": ("Phone", Channel.SMS, Channel.ALI_IM, Channel.DING_WEB_HOOK, Channel.MAIL),
    "3": (Channel.SMS, Channel.ALI_IM, Channel.DING_WEB_HOOK, Channel.MAIL),
    "4": (Channel.ALI_IM, Channel.DING_WEB_HOOK, Channel.MAIL),
}
"""How a contact target of each level tells its contacts; the telephone has the SMS number."""


class Case(NamedTuple):
    """One notification on its way to one target of one rule."""

    context: Context
    told: Document
    rule: Document
    target: Document
    dry_run: bool
    facts: Document

    def note(
        self, kind: str, address: str, status: str, answer: str = "", silence: str = ""
    ) -> str:
        """Write down the delivery to an address, and return its id."""
        context = self.context
        delivery_id = f"delivery-{context.number()}"
        document = {
            "DeliveryId": delivery_id,
            "NotificationId": self.told["id"],
            "Time": iso_seconds(context.now),
            "Name": self.told["name"],
            "Level": self.told["level"],
            "ResourceId": self.told["resourceId"],
            "RegionId": self.told["regionId"],
            "RuleName": self.rule["Name"],
            "TargetId": self.target["Id"],
            "TargetType": kind,
            "Address": address,
            "Status": status,
            "Attempts": int(status == DELIVERED),
            "LastAttemptTime": iso_seconds(context.now) if status == DELIVERED else "",
            "Answer": answer,
            "DryRun": self.dry_run,
        }
        facts = {"Silence": silence or None, "At": context.now}
        context.store.insert("Delivery", Record(delivery_id, EVERYWHERE, document, facts))
        return delivery_id

    def send(
        self,
        kind: str,
        address: str,
        body: Document,
        *,
        method: str = "",
        silence: str = "",
        endpoint_type: str = "",
    ) -> None:
        """Put the body into the outbox."""
        delivery_id = self.note(kind, address, PENDING, silence=silence)
        endpoint = {"Type": endpoint_type or kind, "Address": address, "Method": method}
        outbox.put(self.context, delivery_id, self.told["resourceId"], endpoint, body)

    def keep(self, kind: str, place: str, text: str, *, silence: str = "") -> None:
        """Put the text where the simulator itself keeps it."""
        queues.put(self.context, place, text)
        self.note(kind, place, DELIVERED, "stored by the simulator", silence)


def dispatch(context: Context, told: Document, facts: Document, *, dry_run: bool = False) -> None:
    """Deliver the notification to the targets of all enabled rules that are about it."""
    rules = context.store.select("EventRule", EVERYWHERE, {"State": "ENABLED"})
    if not rules:
        return
    event = {
        "Product": told["product"],
        "Name": told["name"],
        "Level": told["level"],
        "EventType": facts["EventType"],
        "Status": facts["Status"],
        "GroupIds": facts.get("GroupIds", [facts["GroupId"]]),
        "Told": told,
        "Content": dump(told),
    }
    for rule in rules:
        statement = ""
        met = matches(rule.document, event)
        if not met and not (statement := unreadable_filter(rule.document, event)):
            continue
        for parameter, target in targets_of(rule):
            case = Case(context, told, rule.document, target, dry_run, facts)
            if met:
                DELIVER[parameter](case)
            else:
                case.note(
                    parameter.removesuffix("Parameters"),
                    address_of(target),
                    SKIPPED,
                    f"the SQLFilter cannot be read: {statement}",
                )


def targets_of(rule: Record) -> Iterator[tuple[str, Document]]:
    """Yield the targets of a rule, each with the name of its kind."""
    for parameter, targets in rule.facts["Targets"].items():
        for target in targets:
            yield parameter, target


def address_of(target: Document) -> str:
    """Return the fields of a target that say where it is."""
    return "/".join(str(value) for name, value in target.items() if name not in NO_ADDRESS)


NO_ADDRESS = ("Id", "Level", "Method", "Protocol", "Region", "JsonParams", "Role", "Arn", "Version")


def to_webhook(case: Case) -> None:
    """Deliver to a webhook; telnet and ping reach a host and carry no notification."""
    url, protocol = case.target["Url"], case.target["Protocol"].lower()
    if protocol not in ("http", "https"):
        case.note("Webhook", url, SKIPPED, f"{protocol} carries no notification")
        return
    body = envelopes.for_webhook(case.context, case.told, case.facts, case.rule["Name"])
    case.send("Webhook", url, body, method=case.target["Method"].upper())


def to_mns(case: Case) -> None:
    """Deliver to a queue or a topic of Message Service."""
    if queue := case.target.get("Queue"):
        case.keep("MNS queue", f"queue/{queue}", envelopes.for_queue(case.told))
    else:
        topic = f"topic/{case.target['Topic']}"
        case.keep("MNS topic", topic, envelopes.for_topic(case.told))


def to_function(case: Case) -> None:
    """Deliver to a function of Function Compute."""
    place = f"function/{case.target['ServiceName']}/{case.target['FunctionName']}"
    event = envelopes.for_function(case.context, case.told, case.facts, case.rule["Name"])
    case.keep("Function Compute", place, event)


def to_log_store(case: Case) -> None:
    """Deliver to a log store of Log Service."""
    place = f"log/{case.target['Project']}/{case.target['LogStore']}"
    case.keep("Log Service", place, envelopes.for_log(case.told))


def to_open_api(case: Case) -> None:
    """Call an operation of the API a moment later; a test event calls nothing."""
    address = f"{case.target['Product']} {case.target['Action']}"
    if case.dry_run:
        case.note("OpenAPI", address, SKIPPED, "a test event calls no operation")
        return
    delivery_id = case.note("OpenAPI", address, PENDING)
    case.context.schedule(OPEN_API_AFTER_S, "open_api.calls", delivery_id, Target=case.target)


def to_contacts(case: Case) -> None:
    """Notify the contacts of a group, by the channels of the target's level.

    The same event of a resource is suppressed within the rule's SilenceTime.
    """
    silence = dump([case.rule["Name"], case.told["resourceId"], case.told["name"]])
    silent = is_silent(case, silence)
    group, level = case.target["ContactGroupName"], case.target["Level"]
    tell_group(case, group, level, silence, silent=silent)


def tell_group(
    case: Case, name: str, level: str, silence: str = "", *, silent: bool = False
) -> None:
    """Notify the contacts of a group by the channels of the level, or note that they are
    silent."""
    group = case.context.store.get("ContactGroup", name)
    for member in group.document["ContactNames"] if group else ():
        contact = case.context.store.get("Contact", member)
        assert contact is not None, f"{member} is in a group and does not exist"
        for channel in CHANNELS_OF_LEVEL[level]:
            to_channel(case, contact.document, channel, silence, silent=silent)


def is_silent(case: Case, silence: str) -> bool:
    """Return whether a contact was notified of the same within the rule's SilenceTime."""
    latest = case.context.store.select("Delivery", EVERYWHERE, {"Silence": silence}, limit=1)
    since = case.context.now - case.rule["SilenceTime"]
    return bool(latest) and not case.dry_run and latest[0].facts["At"] > since


def to_channel(case: Case, contact: Document, channel: str, silence: str, *, silent: bool) -> None:
    """Notify a contact by one channel, if the contact has it."""
    held = Channel.SMS if channel == "Phone" else Channel(channel)
    address = contact["Channels"].get(held)
    if not address:
        return
    if contact["ChannelsState"][held] != ChannelState.OK:
        case.note(channel, address, SKIPPED, "the contact has not activated the channel")
    elif silent:
        case.note(channel, address, MUTED, "told before within the SilenceTime of the rule")
    else:
        TELL.get(channel, by_text)(case, channel, address, contact["Lang"], silence)


def by_text(case: Case, channel: str, address: str, language: str, silence: str) -> None:
    """Tell by a channel that the simulator has no way to: the text is kept."""
    text = dump(as_text(case.told, language))
    case.keep(channel, f"{channel}/{address}", text, silence=silence)


def by_mail(case: Case, channel: str, address: str, language: str, silence: str) -> None:
    """Notify by mail; without a mail server, store the mail."""
    if case.context.store.setting("delivery.smtp"):
        case.send(channel, address, as_mail(case.told, language), silence=silence)
    else:
        mail = dump(as_mail(case.told, language))
        case.keep(channel, f"Mail/{address}", mail, silence=silence)


def by_ding_talk(case: Case, channel: str, address: str, language: str, silence: str) -> None:
    """Notify the DingTalk robot at its address."""
    send_to_url(case, "DingTalk", address, as_ding_talk(case.told, language), silence)


def send_to_url(case: Case, kind: str, url: str, body: Document, silence: str = "") -> None:
    """Post the body to a URL, if the simulator may send there."""
    if may_send(url, case.context.store.settings("delivery.")):
        case.send(kind, url, body, method="POST", silence=silence)
    else:
        case.note(kind, url, FAILED, "not sent: the address is not on this machine")


def send_form(case: Case, url: str, fields: Document) -> None:
    """Post fields to a URL as a form, if the simulator may send there."""
    if may_send(url, case.context.store.settings("delivery.")):
        case.send("Webhook", url, fields, method="POST", endpoint_type="Callback")
    else:
        case.note("Webhook", url, FAILED, "not sent: the address is not on this machine")


TELL: dict[str, Callable[[Case, str, str, str, str], None]] = {
    Channel.MAIL: by_mail,
    Channel.DING_WEB_HOOK: by_ding_talk,
}

DELIVER: dict[str, Callable[[Case], None]] = {
    "WebhookParameters": to_webhook,
    "MnsParameters": to_mns,
    "FcParameters": to_function,
    "SlsParameters": to_log_store,
    "OpenApiParameters": to_open_api,
    "ContactParameters": to_contacts,
}
"""The kind of target: the function that delivers to it."""
