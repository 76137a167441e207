"""`ecsops monitor alarm`: rules that tell when a metric passes a threshold."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops.catalogue.cms.monitoring.alarm_rules import (
    AlertState,
    ComparisonOperator,
    DescribeMetricRuleList,
    NoDataPolicy,
)
from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.cli.core.commands import limit_option, output_option, yes_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.numbers import LARGEST, Decimal, Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_rows
from ecsops.cli.monitor.metric_names import no_such_metric
from ecsops.operations.monitoring import alarm_rules
from ecsops.operations.monitoring.metrics import metric_named
from ecsops.output import Layout

COLUMNS = ("RuleId", "RuleName", "MetricName", "AlertState", "Period", "Resources")

COLOURS: dict[str, str] = {
    AlertState.OK: "green",
    AlertState.ALARM: "red",
    AlertState.INSUFFICIENT_DATA: "blue",
}

DEFAULT_STATISTICS = "Average"

RULE = DescribeMetricRuleList.item


COMMANDS = {
    "enable": ("Enable rules.", "ecsops.cli.monitor.alarm_targets"),
    "disable": (
        "Disable rules: they are kept, and no alarm comes of them.",
        "ecsops.cli.monitor.alarm_targets",
    ),
    "targets": (
        "List the targets that RULE pushes alarms to, after adding or removing some.",
        "ecsops.cli.monitor.alarm_targets",
    ),
}
"""The commands that are loaded when they are entered."""


@click.group(
    "alarm",
    cls=Group,
    table=COMMANDS,
    help="Manage rules that send an alarm when a metric passes a threshold.",
)
def alarm() -> None:
    """Group of the commands below."""


@alarm.command()
@click.argument("rule_id", metavar="RULE")
@click.option("--metric", required=True, metavar="METRIC", help="Metric, such as CPUUtilization.")
@click.option("--over", type=Decimal(), metavar="NUMBER", help="Alarm at this value or above.")
@click.option("--under", type=Decimal(), metavar="NUMBER", help="Alarm at this value or below.")
@click.option("--group", required=True, metavar="GROUP,...", help="Contact groups to notify.")
@click.option(
    "--instance",
    "instance_ids",
    multiple=True,
    metavar="INSTANCE",
    help="Only this instance; can be repeated (default: all instances of the region).",
)
@click.option("--name", metavar="NAME", help="Name of the rule (default: its ID).")
@click.option(
    "--level",
    type=Choice(["Critical", "Warn", "Info"], case_sensitive=False),
    default="Warn",
    show_default=True,
    help="Alarm level.",
)
@click.option(
    "--statistics",
    metavar="NAME",
    help="Average, Minimum or Maximum of a period (default: Average, where the metric has it).",
)
@click.option(
    "--period", type=DURATION, default="1m", show_default=True, help="Length of a period."
)
@click.option(
    "--times",
    type=Whole(-LARGEST),
    default=3,
    show_default=True,
    metavar="N",
    help="Number of consecutive periods that must pass the threshold.",
)
@click.option(
    "--silence",
    type=DURATION,
    default="24h",
    show_default=True,
    help="Interval between repeated notifications.",
)
@click.option(
    "--no-data",
    type=Choice([*NoDataPolicy]),
    default=NoDataPolicy.KEEP_LAST_STATE,
    show_default=True,
    help="Treatment of missing data.",
)
@click.option("--webhook", metavar="URL", help="Webhook that also receives the alarm.")
@output_option
@pass_session
def create(
    session: Session,
    rule_id: str,
    metric: str,
    over: float | None,
    under: float | None,
    group: str,
    instance_ids: Sequence[str],
    name: str | None,
    level: str,
    statistics: str | None,
    period: float,
    times: int,
    silence: float,
    no_data: str,
    webhook: str | None,
    layout: Layout,
) -> None:
    """Create a rule, or replace the rule with this ID."""
    found = metric_named(metric)
    if found is None:
        raise no_such_metric(metric, METRICS)
    if found.lower() != metric.lower():
        session.note(
            _("The alarm watches {metric}, in {unit}.").format(
                metric=found, unit=METRICS[found].unit
            )
        )
    if statistics is None:
        known = METRICS[found].statistics
        statistics = DEFAULT_STATISTICS if DEFAULT_STATISTICS in known else known[0]
    show_document(
        session,
        layout,
        lambda: alarm_rules.create_alarm(
            session.client,
            rule_id,
            level=level.capitalize(),
            condition={"Statistics": statistics, "Times": times, **threshold(over, under)},
            instance_ids=instance_ids,
            MetricName=found,
            RuleName=name or rule_id,
            ContactGroups=group,
            Period=f"{period:g}",
            SilenceTime=int(silence),
            NoDataPolicy=no_data,
            Webhook=webhook,
        ),
        columns=(*COLUMNS, "ContactGroups", "SilenceTime", "NoDataPolicy"),
        shape=RULE,
    )


def threshold(over: float | None, under: float | None) -> dict[str, str]:
    """Return the comparison that --over or --under means; it must be one of them."""
    if (over is None) == (under is None):
        raise click.UsageError(_("Missing threshold. Use either --over or --under."))
    if over is not None:
        operator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
        return {"ComparisonOperator": operator, "Threshold": f"{over:g}"}
    operator = ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
    return {"ComparisonOperator": operator, "Threshold": f"{under:g}"}


@alarm.command("list")
@click.argument("rule_ids", nargs=-1, metavar="[RULE]...")
@click.option("--state", type=Choice([*AlertState]), help="Only rules in this state.")
@click.option("--metric", metavar="METRIC", help="Only rules of this metric.")
@click.option("--name", metavar="TEXT", help="Only rules whose name contains this text.")
@limit_option
@output_option
@pass_session
def list_(
    session: Session,
    rule_ids: Sequence[str],
    state: str | None,
    metric: str | None,
    name: str | None,
    limit: int | None,
    layout: Layout,
) -> None:
    """List alarm rules and their states."""
    show_rows(
        session,
        layout,
        lambda client: alarm_rules.list_alarms(
            client,
            rule_ids,
            AlertState=state,
            MetricName=metric and (metric_named(metric) or metric),
            RuleName=name,
            limit=limit,
        ),
        columns=COLUMNS,
        shape=RULE,
        limit=limit,
        colours=COLOURS,
        nothing=lambda: _("No alarm rules in {region}."),
        named=Named("RuleId", rule_ids, "ResourceNotFound", alarm_rules.list_alarms),
    )


@alarm.command()
@click.argument("rule_ids", nargs=-1, required=True, metavar="RULE...")
@yes_option
@output_option
@pass_session
def delete(session: Session, rule_ids: Sequence[str], yes: bool, layout: Layout) -> None:
    """Delete alarm rules."""
    session.confirm(
        _("Delete the alarm rules {rule_ids}?").format(rule_ids=", ".join(rule_ids)), yes=yes
    )
    show_document(
        session,
        layout,
        lambda: alarm_rules.delete_alarms(session.client, rule_ids),
        shape={"Code": str, "Message": str, "RequestId": str, "Success": bool},
    )
