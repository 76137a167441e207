"""`ecsops monitor data`, `disk` and `eni`: points of the built-in monitoring."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from itertools import chain, product
from typing import Any

import click

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.ecs.instances.disks import DescribeDisks
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import Command, output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.names import KINDS, ids_of, is_id
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.core.time_points import Moment, span, span_options
from ecsops.cli.monitor.metric_names import names_in, no_such_metric
from ecsops.operations.monitoring import monitor_data
from ecsops.operations.monitoring.agent import has_agent
from ecsops.operations.monitoring.metrics import metric_points
from ecsops.operations.monitoring.monitor_data import Source
from ecsops.output import Layout
from ecsops.type_variables import F, T

DEFAULT_METRICS = {
    "DescribeInstanceMonitorData": (
        "CPU",
        "InternetRX",
        "InternetTX",
        "IntranetRX",
        "IntranetTX",
        "IOPSRead",
        "IOPSWrite",
    ),
    "DescribeDiskMonitorData": tuple(monitor_data.DISK.fields),
    "DescribeEniMonitorData": tuple(monitor_data.ENI.fields),
}
"""The fields that a table shows when no metric is named."""

STATISTICS = ("Average", "Minimum", "Maximum")

METRIC_POINT: Shape = {
    "MetricName": str,
    "TimeStamp": str,
    "timestamp": int,
    "userId": str,
    "instanceId": str,
    **dict.fromkeys(("ip", "device", "state", "processName"), str),
    **dict.fromkeys(STATISTICS, float),
}


def metric_option(source: Source) -> Callable[[F], F]:
    """Return what gives a command `--metric`; it receives the fields that are meant."""

    def read(ctx: click.Context, parameter: click.Parameter, words: Sequence[str]) -> list[str]:
        return [field_of(source, name) for name in names_in(words)]

    return click.option(
        "--metric",
        "fields",
        multiple=True,
        metavar="METRIC,...",
        callback=read,
        help="Only these metrics, such as cpu,internet-out; `ecsops monitor metrics` lists them.",
    )


def field_of(source: Source, name: str) -> str:
    """Return the field of a metric, or for instances a metric of CloudMonitor.

    An unknown one is a usage error.
    """
    more = METRICS if source is monitor_data.INSTANCE else {}
    field = source.field(name) or {each.lower(): each for each in more}.get(name.lower())
    if field is None:
        raise no_such_metric(name, [*source.metrics, *source.fields, *more])
    return field


period_option = click.option(
    "--period",
    type=DURATION,
    default="1m",
    show_default=True,
    metavar="DURATION",
    help="Length of a data point: 1m, 10m or 1h.",
)


@click.command(cls=Command)
@click.argument("instance_ids", nargs=-1, required=True, metavar="INSTANCE...")
@metric_option(monitor_data.INSTANCE)
@span_options("1h")
@period_option
@output_option
@pass_session
def data(session: Session, /, instance_ids: Sequence[str], **options: Any) -> None:
    """Show instance usage: CPU, traffic and system disk operations.

    Traffic is in Kbit per period, CPU in percent, reads and writes in operations per
    second. CloudMonitor metrics have one row per data point, with average, minimum and
    maximum.
    """
    ours = [name for name in options["fields"] if name in METRICS]
    if not ours:
        show_points(session, monitor_data.INSTANCE, instance_ids, **options)
    elif ours == options["fields"]:
        show_metrics(session, instance_ids, **options)
    else:
        raise click.UsageError(
            _("{metric} is a CloudMonitor metric; request it separately from the others.").format(
                metric=ours[0]
            )
        )


@click.command(cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="DISK|INSTANCE...")
@metric_option(monitor_data.DISK)
@span_options("1h")
@period_option
@output_option
@pass_session
def disk(session: Session, /, names: Sequence[str], **options: Any) -> None:
    """Show disk usage: operations and bytes per second, and latencies in µs.

    An instance stands for all of its disks.
    """
    disk_ids = [each for name in names for each in disks_meant(session, name)]
    show_points(session, monitor_data.DISK, disk_ids, **options)


def disks_meant(session: Session, name: str) -> list[str]:
    """Return the disks that a word means: an id or a name of a disk or of an instance.

    A word that is neither stays, for the service to refuse.
    """
    disk_kind, instance_kind = KINDS["DISK"], KINDS["INSTANCE"]
    if is_id(disk_kind, name):
        return [name]
    (found,) = [name] if is_id(instance_kind, name) else ids_of(session, disk_kind, [name])
    if is_id(disk_kind, found):
        return [found]
    (instance_id,) = ids_of(session, instance_kind, [found])
    if not is_id(instance_kind, instance_id):
        return [name]
    disks = session.client.items(DescribeDisks, InstanceId=instance_id)
    return [each["DiskId"] for each in disks] or [name]


@click.command(cls=Command)
@click.argument("instance_id", metavar="INSTANCE")
@click.option("--eni", "EniId", metavar="ENI", help="Only this network interface.")
@metric_option(monitor_data.ENI)
@span_options("1h")
@period_option
@output_option
@pass_session
def eni(session: Session, /, instance_id: str, **options: Any) -> None:
    """Show the traffic of the secondary network interfaces of an instance."""
    show_points(session, monitor_data.ENI, [instance_id], **options)


def show_points(
    session: Session,
    source: Source,
    resource_ids: Sequence[str],
    *,
    fields: list[str],
    since: Moment,
    until: Moment | None,
    period: float,
    layout: Layout,
    **parameters: str | None,
) -> None:
    """Show the points of several things, one thing after the other."""
    own_id = "EniId" if source is monitor_data.ENI else source.id_name
    asked: dict[str, Any] = {"period_s": int(period), **parameters}

    def read(resource_id: str, begin: float, end: float) -> Iterator[Document]:
        found = monitor_data.read_points(
            session.client, source, resource_id, begin=begin, end=end, **asked
        )
        return monitor_data.selected(found, [own_id, "TimeStamp", *fields]) if fields else found

    show_items(
        session,
        layout,
        lambda: between(session, since, until, read, dict.fromkeys(resource_ids)),
        columns=(own_id, "TimeStamp", *(fields or DEFAULT_METRICS[source.operation.name])),
        shape=source.operation.item,
    )


def show_metrics(
    session: Session,
    instance_ids: Sequence[str],
    *,
    fields: list[str],
    since: Moment,
    until: Moment | None,
    period: float,
    layout: Layout,
) -> None:
    """Show the points of metrics of CloudMonitor, metric by metric."""
    apart = dict.fromkeys(name for field in fields for name in METRICS[field].dimensions[2:])

    def read(wanted: tuple[str, str], begin: float, end: float) -> Iterator[Document]:
        return metric_points(session.client, *wanted, begin=begin, end=end, period_s=int(period))

    def nothing() -> str:
        of_agent = any(METRICS[field].agent for field in fields)
        asked = instance_ids if of_agent else ()
        missing = [each for each in asked if not has_agent(session.client, each)]
        if not missing:
            return _("No data of {metrics} in this time.").format(metrics=",".join(fields))
        return _(
            "No data of {metrics}: the CloudMonitor agent is not installed on {ids}. "
            "Install it with `ecsops monitor agent install {command}`."
        ).format(metrics=",".join(fields), ids=", ".join(missing), command=" ".join(missing))

    wanted = product(fields, dict.fromkeys(instance_ids))
    show_items(
        session,
        layout,
        lambda: between(session, since, until, read, wanted),
        columns=("instanceId", "MetricName", *apart, "TimeStamp", *STATISTICS),
        shape=METRIC_POINT,
        nothing=nothing,
    )


def between(
    session: Session,
    since: Moment,
    until: Moment | None,
    read: Callable[[T, float, float], Iterator[Document]],
    things: Iterable[T],
) -> Iterator[Document]:
    """Return what is read of each thing from one time to the other, one thing after the other."""
    begin, end = span(since, until, session.backend.now())
    found = session.client.each(lambda thing: list(read(thing, begin, end)), things)
    return chain.from_iterable(found)
