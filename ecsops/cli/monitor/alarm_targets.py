"""`ecsops monitor alarm enable`, `disable` and `targets`."""

from collections.abc import Iterable, Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.cms.monitoring.alarm_rules import DescribeMetricRuleList, Level
from ecsops.catalogue.cms.monitoring.alarm_targets import DescribeMetricRuleTargets
from ecsops.catalogue.model import Document
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.notify.options import Pair
from ecsops.operations.monitoring import alarm_targets
from ecsops.output import Layout
from ecsops.type_variables import F

RULE = DescribeMetricRuleList.item


def switched(session: Session, layout: Layout, rule_ids: Sequence[str], *, enabled: bool) -> None:
    """Enable or disable rules, and list them."""
    show_items(
        session,
        layout,
        lambda: alarm_targets.switch_alarms(session.client, rule_ids, enabled=enabled),
        columns=("RuleId", "RuleName", "EnableState", "AlertState"),
        shape=RULE,
    )


rule_ids_argument = click.argument("rule_ids", nargs=-1, required=True, metavar="RULE...")


@click.command(cls=Command)
@rule_ids_argument
@output_option
@pass_session
def enable(session: Session, rule_ids: Sequence[str], layout: Layout) -> None:
    """Enable rules."""
    switched(session, layout, rule_ids, enabled=True)


@click.command(cls=Command)
@rule_ids_argument
@output_option
@pass_session
def disable(session: Session, rule_ids: Sequence[str], layout: Layout) -> None:
    """Disable rules: they are kept, and no alarm comes of them."""
    switched(session, layout, rule_ids, enabled=False)


TARGET_OPTIONS = (
    ("--queue", "Queue", "NAME", "Push alarms to this queue of Message Service."),
    ("--topic", "Topic", "NAME", "Push alarms to this topic of Message Service."),
    ("--log", "LogStore", "PROJECT/LOGSTORE", "Write alarms to this log store of Log Service."),
    ("--function", "Function", "SERVICE/FUNCTION", "Call this function of Function Compute."),
)


def target_options(function: F) -> F:
    """Give a command the options that name targets of alarm rules."""
    for flag, name, metavar, text in reversed(TARGET_OPTIONS):
        kind: click.ParamType[str] = Pair() if "/" in metavar else click.STRING
        function = click.option(flag, name, multiple=True, type=kind, metavar=metavar, help=text)(
            function
        )
    return function


@click.command(cls=Command)
@click.argument("rule_id", metavar="RULE")
@target_options
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=Choice([*Level], case_sensitive=False),
    help="Only alarms of this level go to the added targets; several may be given.",
)
@click.option("--account", metavar="ACCOUNT_ID", help="The account of the targets.")
@click.option("--remove", "target_ids", multiple=True, metavar="ID", help="Remove this target.")
@output_option
@pass_session
def targets(
    session: Session,
    /,
    rule_id: str,
    levels: Sequence[str],
    account: str | None,
    target_ids: Sequence[str],
    layout: Layout,
    **addresses: Sequence[str],
) -> None:
    """List the targets that RULE pushes alarms to, after adding or removing some."""

    def changed() -> Iterable[Document]:
        client = session.client
        if target_ids:
            alarm_targets.remove_targets(client, rule_id, target_ids)
        if any(addresses.values()):
            alarm_targets.add_targets(client, rule_id, account or "", addresses, levels)
        return alarm_targets.list_targets(client, rule_id)

    show_items(
        session,
        layout,
        changed,
        columns=("Id", "Arn", "Level", "JsonParams"),
        shape=DescribeMetricRuleTargets.item,
        nothing=lambda: _("The rule {rule} has no targets.").format(rule=rule_id),
    )
