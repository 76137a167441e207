"""Metrics of CloudMonitor: their points over any time, and the newest ones."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ecsops.catalogue.cms.monitoring import metrics as api
from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, METRICS
from ecsops.catalogue.model import Document, Operation
from ecsops.catalogue.quotas import QUOTAS
from ecsops.client import Client
from ecsops.operations.batching import batches
from ecsops.times import iso_seconds

INSTANCES_IN_A_CALL = QUOTAS["MetricInstances"].current


BUILT_IN = {
    "CPU": "CPUUtilization",
    "InternetRX": "InternetInRate",
    "InternetTX": "InternetOutRate",
    "InternetBandwidth": "InternetOutRate",
    "IntranetRX": "IntranetInRate",
    "IntranetTX": "IntranetOutRate",
    "IntranetBandwidth": "IntranetOutRate",
    "IOPSRead": "DiskReadIOPS",
    "IOPSWrite": "DiskWriteIOPS",
    "BPSRead": "DiskReadBPS",
    "BPSWrite": "DiskWriteBPS",
    "CPUCreditUsage": "BurstCredit",
    "CPUCreditBalance": "TotlCredit",
    "CPUAdvanceCreditBalance": "AdvanceCredit",
    "CPUNotpaidSurplusCreditUsage": "NotpaidSurplusCredit",
}
"""The metric of CloudMonitor that watches what a field of the built-in monitoring shows."""


def metric_named(name: str) -> str | None:
    """Return the metric of CloudMonitor that a name means, in any case, or None.

    The name may be one of the built-in monitoring, such as `cpu` or `CPU`.
    """
    from ecsops.operations.monitoring.monitor_data import INSTANCE  # lazy import

    own = {metric.lower(): metric for metric in METRICS}.get(name.lower())
    return own or BUILT_IN.get(INSTANCE.field(name) or "")


def metric_points(
    client: Client, metric: str, instance_id: str, *, begin: float, end: float, period_s: int
) -> Iterator[Document]:
    """Yield the points of one instance from begin to before end.

    They have two fields more, for they are read side by side: `MetricName`, and `TimeStamp`.
    """
    found = series(
        client,
        api.DescribeMetricList,
        metric,
        Dimensions=[{"instanceId": instance_id}],
        # The service takes what comes after the start until the end, in milliseconds.
        StartTime=str(int(begin * 1000) - 1),
        EndTime=str(int(end * 1000) - 1),
        Period=str(period_s),
    )
    for point in found:
        at = iso_seconds(point["timestamp"] / 1000)
        yield {"MetricName": metric, "TimeStamp": at, **point}


def newest(client: Client, metric: str, instance_ids: Sequence[str] = ()) -> dict[str, Document]:
    """Return the newest point of each instance, all or the named ones, by its id."""
    asked: list[Any] = [
        [{"instanceId": each} for each in batch]
        for batch in batches(instance_ids, INSTANCES_IN_A_CALL)
    ]

    def read(batch: Any) -> list[Document]:
        return list(series(client, api.DescribeMetricLast, metric, Dimensions=batch))

    return {
        point["instanceId"]: point
        for points in client.each(read, asked or [None])
        for point in points
    }


def series(
    client: Client, operation: Operation, metric: str, **parameters: Any
) -> Iterator[Document]:
    """Yield the points that an operation answers, page by page."""
    pages = client.pages(operation, Namespace=ECS_NAMESPACE, MetricName=metric, **parameters)
    for page in pages:
        yield from json.loads(page["Datapoints"])
