"""Event rules: which events they are about, and the service's calls to keep them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from typing import Any, NamedTuple

from ecsops.catalogue.cms.notifications import event_rules as api
from ecsops.catalogue.cms.notifications.event_rules import Level
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import EcsopsError, NotFound
from ecsops.operations.notifications.event_targets import Targets, add_targets, list_targets
from ecsops.operations.notifications.system_events import (
    ANYTHING,
    FIELDS,
    UnknownEvent,
    list_events,
)

NAMES_MOST = 50
"""How many names a rule may list (PutEventRule)."""

PRODUCT = "ECS"


class Choice(NamedTuple):
    """Which events a rule is to be about; an empty part restricts nothing."""

    names: Sequence[str] = ()
    levels: Sequence[str] = ()
    event_classes: Sequence[str] = ()
    statuses: Sequence[str] = ()
    keywords: str | None = None

    @property
    def is_everything(self) -> bool:
        """Return whether the rule is about all events."""
        named = [name for name in self.names if name != ANYTHING]
        return not (named or any(self[1:]))


class Chosen(NamedTuple):
    """The events of the catalogue that a choice means, and its names written out."""

    events: list[Document]
    names: list[str]


class ImpossibleRule(EcsopsError):
    """A rule that no event can ever match, or that is about more names than a rule may list."""


def choose(client: Client, choice: Choice) -> Chosen:
    """Return the events that the choice means: names may have * and leave out the state.

    Raises UnknownEvent and ImpossibleRule.
    """
    catalogue = list(list_events(client))
    names = written_out(choice.names, [event["Name"] for event in catalogue])
    events = [event for event in catalogue if is_chosen(event, choice, names)]
    if not events:
        raise ImpossibleRule(
            _("No event matches all filters of the rule."),
            _("`ecsops notify catalog` shows each event with its level and type."),
        )
    if len(names) > NAMES_MOST:
        raise ImpossibleRule(
            _("The names match {count} events, but a rule can list at most {most}.").format(
                count=len(names), most=NAMES_MOST
            ),
            _("Use --level or --type instead, or create two rules."),
        )
    return Chosen(events, names)


def written_out(patterns: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the names that the patterns mean, in the catalogue's order; `*` stays as it is."""
    if ANYTHING in patterns:
        return [ANYTHING]
    meant: dict[str, None] = {}
    for pattern in patterns:
        found = [name for name in known if means(pattern, name)]
        if not found:
            raise UnknownEvent(pattern, known)
        meant.update(dict.fromkeys(found))
    return list(meant)


def means(pattern: str, name: str) -> bool:
    """Return whether a pattern means an event: a name, one without its state, a form with *."""
    # Only a rule that is made pays for fnmatch.
    from fnmatch import fnmatchcase

    return name == pattern or name.startswith(f"{pattern}:") or fnmatchcase(name, pattern)


def is_chosen(event: Document, choice: Choice, names: Sequence[str]) -> bool:
    """Return whether an event of the catalogue has all that the choice asks for."""
    lists = (names, choice.levels, choice.event_classes, choice.statuses)
    return all(
        not wanted or ANYTHING in wanted or event[field] in wanted
        for field, wanted in zip(FIELDS, lists, strict=True)
    )


def warnings(choice: Choice, chosen: Chosen, *, people: bool) -> Iterator[str]:
    """Yield what the document advises against (section 4.1)."""
    if choice.is_everything:
        yield _(
            "This rule matches all events. Create rules for separate levels (--level, "
            "--event) instead."
        )
    if people and any(event["Level"] == Level.INFO for event in chosen.events):
        yield _(
            "This rule notifies people of INFO events, which are frequent. Send INFO events "
            "to queues and webhooks (--level CRITICAL --level WARN)."
        )


def create_rule(
    client: Client,
    name: str,
    choice: Choice,
    chosen: Chosen,
    targets: Targets,
    **fields: Any,
) -> Document:
    """Create a rule with its targets and return it; if a target is rejected, the rule is
    deleted."""
    put_rule(client, name, choice, chosen.names, **fields)
    try:
        add_targets(client, name, targets)
    except EcsopsError:
        client.call(api.DeleteEventRules, RuleNames=[name])
        raise
    return show_rule(client, name)


def replace_rule(
    client: Client,
    name: str,
    choice: Choice,
    chosen: Chosen,
    targets: Targets,
    **fields: Any,
) -> Document:
    """Replace a rule, add targets to those that it has, and return it."""
    put_rule(client, name, choice, chosen.names, **fields)
    add_targets(client, name, targets)
    return show_rule(client, name)


def put_rule(
    client: Client, name: str, choice: Choice, names: Sequence[str], **fields: Any
) -> None:
    """Create or replace a rule of that name for the chosen events."""
    pattern = {
        "Product": PRODUCT,
        "NameList": list(names),
        "LevelList": list(choice.levels),
        "EventTypeList": list(choice.event_classes),
        "StatusList": list(choice.statuses),
        "CustomFilters": choice.keywords,
    }
    given = {field: value for field, value in pattern.items() if value}
    client.call(api.PutEventRule, RuleName=name, EventPattern=[given], **fields)


def exists(client: Client, name: str) -> bool:
    """Return whether there is a rule of that name."""
    try:
        client.call(api.DescribeEventRuleAttribute, RuleName=name)
    except NotFound:
        return False
    return True


def list_rules(client: Client, **filters: Any) -> Iterator[Document]:
    """Yield rules, each with its lists in a line: Events, Levels, Types."""
    for rule in client.items(api.DescribeEventRuleList, **filters):
        (pattern, *_) = rule["EventPattern"]["EventPattern"]
        yield {**rule, **in_a_line(pattern)}


def in_a_line(pattern: Mapping[str, Any]) -> Document:
    """Return the lists of a pattern as texts; an empty one is about everything."""
    return {
        "Events": ",".join(folded(pattern["NameList"]["NameList"])) or ANYTHING,
        "Levels": ",".join(pattern["LevelList"]["LevelList"]) or ANYTHING,
        "Types": ",".join(pattern["EventTypeList"]["EventTypeList"]) or ANYTHING,
    }


def folded(names: Sequence[str]) -> Iterator[str]:
    """Yield the names, those of several states of one system event as one."""
    by_event: dict[str, list[str]] = {}
    for name in names:
        by_event.setdefault(":".join(name.split(":")[:2]), []).append(name)
    for event, states in by_event.items():
        yield states[0] if len(states) == 1 else f"{event} ({len(states)} states)"


def show_rule(client: Client, name: str) -> Document:
    """Return one rule with its Targets, and where they lead in a line; raises NotFound."""
    rule: Document = client.call(api.DescribeEventRuleAttribute, RuleName=name)["Result"]
    targets = list_targets(client, name)
    addresses = ", ".join(f"{each['TargetType']} {each['Address']}" for each in targets)
    lines = in_a_line(rule["EventPattern"])
    return {**rule, **lines, "DeliversTo": addresses, "Targets": targets}


def change_rules(client: Client, operation: Operation, names: Iterable[str]) -> Document:
    """Enable, disable or delete rules, and return the service's answer."""
    return client.call(operation, RuleNames=list(names))
