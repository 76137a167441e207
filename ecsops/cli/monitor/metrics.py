"""`ecsops monitor metrics` and `convert`: what can be read, and what its units mean."""

import click

from ecsops.catalogue.cms.monitoring.metrics import DescribeMetricMetaList
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.operations.monitoring.bandwidth import explained, read_bandwidth
from ecsops.operations.monitoring.metric_catalogue import list_metrics
from ecsops.output import Layout

COLUMNS = ("MetricName", "Unit", "Periods", "Statistics", "Source", "Description")

assert isinstance(DescribeMetricMetaList.item, dict)

METRIC: Shape = {**DescribeMetricMetaList.item, "Field": str, "Source": str}

BANDWIDTH_FIELDS = ("Mbps", "kbps", "bps", "BytePerSecond", "KBPerSecond", "DownloadKBPerSecond")


@click.command(cls=Command)
@output_option
@pass_session
def metrics(session: Session, layout: Layout) -> None:
    """List the metrics with their units and periods.

    ECS metrics are built in; CloudMonitor metrics are for `monitor chart` and `monitor
    alarm`.
    """
    show_items(session, layout, lambda: list_metrics(session.client), columns=COLUMNS, shape=METRIC)


@click.command(cls=Command)
@click.argument("bandwidth", nargs=-1, required=True, metavar="BANDWIDTH")
@output_option
@pass_session
def convert(session: Session, bandwidth: tuple[str, ...], layout: Layout) -> None:
    """Convert a bandwidth such as 4Mbps to bits, bytes and download speed.

    b is a bit and B is a byte of eight bits; k is 1000. 4M means 4 Mbps.
    """
    try:
        read = read_bandwidth(" ".join(bandwidth))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    show_document(
        session, layout, lambda: explained(read), shape=dict.fromkeys(BANDWIDTH_FIELDS, str)
    )
