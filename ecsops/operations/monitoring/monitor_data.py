"""Built-in monitoring data of instances, disks and network interfaces, over any time."""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil
from typing import Any, NamedTuple

from ecsops.catalogue.ecs.monitoring import monitor_data as api
from ecsops.catalogue.ecs.monitoring.monitor_data import MonitorField
from ecsops.catalogue.model import Document, Operation
from ecsops.catalogue.quotas import QUOTAS
from ecsops.client import Client
from ecsops.times import iso_seconds

POINTS_IN_A_CALL = QUOTAS["MonitorPoints"].current


class Source(NamedTuple):
    """A kind of thing that is measured: how its points are read, and what they hold."""

    operation: Operation
    id_name: str
    fields: dict[str, MonitorField]
    metrics: dict[str, str]

    def field(self, metric: str) -> str | None:
        """Return the field that a metric's name means, in any case, or None."""
        known = {name.lower(): name for name in self.fields} | self.metrics
        return known.get(metric.lower())


INSTANCE = Source(
    api.DescribeInstanceMonitorData,
    "InstanceId",
    api.INSTANCE_FIELDS,
    {
        "cpu": "CPU",
        "internet-in": "InternetRX",
        "internet-out": "InternetTX",
        "internet-bandwidth": "InternetBandwidth",
        "intranet-in": "IntranetRX",
        "intranet-out": "IntranetTX",
        "intranet-bandwidth": "IntranetBandwidth",
        "iops-read": "IOPSRead",
        "iops-write": "IOPSWrite",
        "bps-read": "BPSRead",
        "bps-write": "BPSWrite",
        "credit-usage": "CPUCreditUsage",
        "credit-balance": "CPUCreditBalance",
        "advance-credit-balance": "CPUAdvanceCreditBalance",
        "notpaid-surplus-credit-usage": "CPUNotpaidSurplusCreditUsage",
    },
)

DISK = Source(
    api.DescribeDiskMonitorData,
    "DiskId",
    api.DISK_FIELDS,
    {
        "iops-read": "IOPSRead",
        "iops-write": "IOPSWrite",
        "iops-total": "IOPSTotal",
        "bps-read": "BPSRead",
        "bps-write": "BPSWrite",
        "bps-total": "BPSTotal",
        "latency-read": "LatencyRead",
        "latency-write": "LatencyWrite",
    },
)

ENI = Source(
    api.DescribeEniMonitorData,
    "InstanceId",
    api.ENI_FIELDS,
    {
        "intranet-in": "IntranetRx",
        "intranet-out": "IntranetTx",
        "packets-in": "PacketRx",
        "packets-out": "PacketTx",
        "dropped-in": "DropPacketRx",
        "dropped-out": "DropPacketTx",
    },
)


def read_points(
    client: Client,
    source: Source,
    resource_id: str,
    *,
    begin: float,
    end: float,
    period_s: int,
    **parameters: Any,
) -> Iterator[Document]:
    """Return the points of one thing from begin to before end, oldest first.

    As many calls are made as the points need, side by side; at least one, so that the service
    can refuse a span that is none.
    """
    parameters[source.id_name] = resource_id
    parameters["Period"] = period_s

    def read(span: tuple[float, float]) -> list[Document]:
        begin, end = (iso_seconds(ceil(at)) for at in span)
        return list(client.items(source.operation, StartTime=begin, EndTime=end, **parameters))

    return chain.from_iterable(client.each(read, spans(begin, end, POINTS_IN_A_CALL * period_s)))


def spans(begin: float, end: float, longest_s: int) -> Iterator[tuple[float, float]]:
    """Yield the parts of a span of time, as long as they may be."""
    at = begin
    while at == begin or at < end:
        until = min(end, at + longest_s)
        yield at, until
        at = until


def selected(points: Iterator[Document], names: Sequence[str]) -> Iterator[Document]:
    """Yield the points with these fields only."""
    for point in points:
        yield {name: point[name] for name in names if name in point}
