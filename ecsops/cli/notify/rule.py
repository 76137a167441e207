"""`ecsops notify rule`: which events are delivered, and to whom."""

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications import event_rules as api
from ecsops.catalogue.cms.notifications.event_rules import (
    DescribeEventRuleAttribute,
    DescribeEventRuleList,
)
from ecsops.catalogue.model import Document, Operation, Shape
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.notify.options import (
    EVENT_CLASS,
    LEVEL,
    TARGET,
    check_event_names,
    read_targets,
    target_options,
)
from ecsops.operations.notifications import event_rules
from ecsops.operations.notifications.event_rules import Choice, Chosen, ImpossibleRule
from ecsops.operations.notifications.system_events import UnknownEvent
from ecsops.output import Layout

LINES: dict[str, Any] = {"Events": str, "Levels": str, "Types": str}
LISTED: Any = DescribeEventRuleList.item
SHOWN: Any = DescribeEventRuleAttribute.answer["Result"]

ITEM: Shape = {**LISTED, **LINES}
RULE: Shape = {**SHOWN, **LINES, "DeliversTo": str, "Targets": [TARGET]}

COLUMNS = ("Name", "State", "Events", "Levels", "Types", "Description")
RULE_COLUMNS = (*COLUMNS, "DeliversTo")

DONE: Shape = {"Code": str, "Message": str, "RequestId": str, "Success": bool}

rule_names = click.argument("names", nargs=-1, required=True, metavar="RULE...")


@click.group("rule", cls=Group, help="Manage rules that select which events are delivered.")
def rule() -> None:
    """Group of the commands below."""


@rule.command()
@click.argument("name")
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="EVENT",
    help="Event name from `notify catalog`; * matches any text, and the state may be omitted.",
)
@click.option(
    "--level",
    "levels",
    type=LEVEL,
    multiple=True,
    metavar="LEVEL",
    help="Only events of this level: CRITICAL, WARN or INFO.",
)
@click.option(
    "--type",
    "event_classes",
    type=EVENT_CLASS,
    multiple=True,
    metavar="TYPE",
    help="Only events of this type: StatusNotification, Exception or Maintenance.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    help="Only events in this state, such as Scheduled.",
)
@click.option(
    "--keyword",
    metavar="WORDS",
    help="Only events that contain this: a word, `a and b` or `a or b`.",
)
@click.option("--group-id", metavar="GROUP", help="Only resources of this application group.")
@click.option(
    "--silence",
    type=DURATION,
    metavar="DURATION",
    help="Suppress repeated notifications to contacts for this long (default: one day).",
)
@click.option("--description", metavar="TEXT", help="Description of the rule.")
@click.option("--disabled", is_flag=True, help="Create the rule disabled.")
@click.option("--replace", is_flag=True, help="Replace an existing rule of this name.")
@target_options
@output_option
@pass_session
def create(session: Session, /, name: str, replace: bool, layout: Layout, **given: Any) -> None:
    """Create the rule NAME with its targets."""
    choice = Choice(
        given["events"],
        given["levels"],
        given["event_classes"],
        given["statuses"],
        given["keyword"],
    )
    targets = read_targets(given)
    fields = {
        "GroupId": given["group_id"],
        "SilenceTime": None if given["silence"] is None else int(given["silence"]),
        "Description": given["description"],
        "State": "DISABLED" if given["disabled"] else None,
    }

    def put() -> Document:
        chosen = chosen_events(session, choice)
        known = event_rules.exists(session.client, name)
        if known and not replace:
            raise click.UsageError(
                _("The rule {name} already exists. Use --replace to replace it.").format(name=name)
            )
        people = "ContactGroup" in targets.addresses
        for warning in event_rules.warnings(choice, chosen, people=people):
            session.note(_("Warning: {warning}").format(warning=warning))
        have = event_rules.replace_rule if known else event_rules.create_rule
        return have(session.client, name, choice, chosen, targets, **fields)

    show_document(session, layout, put, columns=RULE_COLUMNS, shape=RULE)


def chosen_events(session: Session, choice: Choice) -> Chosen:
    """Return the events that the options mean; raise click.UsageError where they mean none."""
    try:
        return event_rules.choose(session.client, choice)
    except UnknownEvent as error:
        check_event_names([error.name], error.known)
        raise
    except ImpossibleRule as error:
        raise click.UsageError(f"{error.message} {error.hint}") from error


@rule.command("list")
@click.option("--prefix", metavar="PREFIX", help="Only rules whose names start with this text.")
@click.option(
    "--enabled/--disabled", default=None, help="Only enabled rules, or only disabled ones."
)
@limit_option
@output_option
@pass_session
def list_(
    session: Session, prefix: str | None, enabled: bool | None, limit: int | None, layout: Layout
) -> None:
    """List event rules."""
    show_items(
        session,
        layout,
        lambda: event_rules.list_rules(
            session.client, NamePrefix=prefix, IsEnable=enabled, limit=limit
        ),
        columns=COLUMNS,
        shape=ITEM,
        limit=limit,
        least=("Types", "Levels"),
        nothing=lambda: _("No rules."),
    )


@rule.command()
@click.argument("name", metavar="RULE")
@output_option
@pass_session
def show(session: Session, name: str, layout: Layout) -> None:
    """Show one rule with its targets."""
    show_document(
        session,
        layout,
        lambda: event_rules.show_rule(session.client, name),
        columns=RULE_COLUMNS,
        shape=RULE,
    )


@rule.command()
@rule_names
@output_option
@pass_session
def enable(session: Session, names: Sequence[str], layout: Layout) -> None:
    """Enable rules."""
    change(session, layout, api.EnableEventRules, names)


@rule.command()
@rule_names
@output_option
@pass_session
def disable(session: Session, names: Sequence[str], layout: Layout) -> None:
    """Disable rules; they keep their targets."""
    change(session, layout, api.DisableEventRules, names)


@rule.command()
@rule_names
@yes_option
@output_option
@pass_session
def delete(session: Session, names: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete rules and their targets."""
    session.confirm(_("Delete {names}?").format(names=", ".join(names)), yes=yes)
    change(session, layout, api.DeleteEventRules, names)


def change(session: Session, layout: Layout, operation: Operation, names: Sequence[str]) -> None:
    """Call the operation on the rules and show the answer."""
    show_document(
        session,
        layout,
        lambda: event_rules.change_rules(session.client, operation, names),
        shape=DONE,
    )
