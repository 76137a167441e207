"""`ecsops monitor chart`: metrics over time, in the terminal or in a file for a report."""

from collections.abc import Sequence
from gettext import gettext as _
from shutil import get_terminal_size
from typing import Any

import click

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.cli.core.commands import Command
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.terminal import colours_wanted
from ecsops.cli.core.time_points import Moment, span, span_options
from ecsops.cli.monitor.metric_names import names_in, no_such_metric
from ecsops.operations.monitoring.charts import Chart, period_for, read_chart
from ecsops.operations.monitoring.metrics import metric_named
from ecsops.operations.monitoring.monitor_data import INSTANCE

FORMATS = (".png", ".svg")


def read_metrics(ctx: click.Context, parameter: click.Parameter, words: Sequence[str]) -> list[str]:
    """Return the metrics that are named, each checked to be one."""
    names = list(dict.fromkeys(names_in(words)))
    for name in names:
        if INSTANCE.field(name) is None and metric_named(name) is None:
            raise no_such_metric(name, [*INSTANCE.metrics, *INSTANCE.fields, *METRICS])
    return names


def read_path(ctx: click.Context, parameter: click.Parameter, path: str | None) -> str | None:
    """Return the path of --save, whose ending says what is written."""
    if path is not None and not path.endswith(FORMATS):
        raise click.BadParameter(
            _("{path!r} must end in {formats}.").format(path=path, formats=" or ".join(FORMATS))
        )
    return path


@click.command(cls=Command)
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    default=["cpu"],
    show_default=True,
    metavar="METRIC,...",
    callback=read_metrics,
    help="Metrics, such as cpu,internet-out or memory_usedutilization.",
)
@span_options("6h")
@click.option(
    "--period",
    type=DURATION,
    metavar="DURATION",
    help="Length of a data point: 1m, 10m or 1h (default: chosen by the time span).",
)
@click.option(
    "--save", metavar="FILE", callback=read_path, help="Write a .png or .svg file instead."
)
@click.option(
    "--height",
    type=Whole(3, 1000),
    default=12,
    show_default=True,
    metavar="N",
    help="Height of a chart in lines.",
)
@pass_session
def chart(session: Session, /, **options: Any) -> None:
    """Draw charts of instance metrics, one for each metric.

    Times are UTC. A line is interrupted where an instance was stopped.
    """
    charts = read_charts(session, **options)
    if path := options["save"]:
        save(charts, path)
        session.note(_("Wrote {path}.").format(path=path))
        return
    # plotille draws the lines, and only this command pays for it.
    from ecsops.cli.monitor.chart_terminal import draw

    width = get_terminal_size().columns
    coloured = colours_wanted()
    session.print(
        draw(each, width=width, height=options["height"], coloured=coloured) for each in charts
    )


def read_charts(
    session: Session,
    /,
    instance_ids: Sequence[str],
    metrics: Sequence[str],
    since: Moment,
    until: Moment | None,
    period: float | None,
    **options: Any,
) -> list[Chart]:
    """Return a chart of each metric."""
    begin, end = span(since, until, session.backend.now())
    return [
        read_chart(
            session.client,
            instance_ids,
            metric,
            begin=begin,
            end=end,
            period_s=int(period or period_for(end - begin)),
        )
        for metric in metrics
    ]


def save(charts: Sequence[Chart], path: str) -> None:
    """Write the charts into a file; a usage error where the extra is not installed."""
    try:
        # matplotlib takes half a second to load, and is an extra.
        from ecsops.cli.monitor.chart_file import write
    except ModuleNotFoundError as error:
        raise click.UsageError(
            _("--save requires matplotlib: pip install 'ecsops[chart]'")
        ) from error
    try:
        write(charts, path)
    except OSError as error:
        raise click.UsageError(
            _("Cannot write {path}: {strerror}.").format(path=path, strerror=error.strerror)
        ) from error
