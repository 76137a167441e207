"""Data of a chart: one line of values over time for each instance and dimension."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.client import Client
from ecsops.operations.monitoring import monitor_data
from ecsops.operations.monitoring.metrics import metric_named, metric_points
from ecsops.operations.monitoring.monitor_data import INSTANCE
from ecsops.times import seconds_of

PERIOD_BELOW_S = ((86400, 60), (5 * 86400, 600))
"""Below which span a chart has which period; a longer one has hours."""


class Line(NamedTuple):
    """Values over time: times in seconds since 1970, and None where there is no data."""

    label: str
    times: list[float]
    values: list[float | None]


class Chart(NamedTuple):
    """The lines of one metric and their unit, from begin to end in seconds since 1970."""

    metric: str
    unit: str
    begin: float
    end: float
    lines: list[Line]


def period_for(span_s: float) -> int:
    """Return the period that gives a chart enough points and not too many."""
    return next((period for below, period in PERIOD_BELOW_S if span_s <= below), 3600)


def read_chart(
    client: Client,
    instance_ids: Sequence[str],
    metric: str,
    *,
    begin: float,
    end: float,
    period_s: int,
) -> Chart:
    """Return the chart of a metric: a built-in one by our name or the API's, or CloudMonitor's.

    Raises KeyError for a metric that is neither.
    """
    field = INSTANCE.field(metric)
    found = field or metric_named(metric)
    if found is None:
        raise KeyError(metric)

    def lines_about(instance_id: str) -> list[Line]:
        values = (
            built_in(client, instance_id, field, begin, end, period_s)
            if field
            else of_cloud_monitor(client, instance_id, found, begin, end, period_s)
        )
        return lines_of(values, instance_id, period_s)

    lines = list(chain.from_iterable(client.each(lines_about, dict.fromkeys(instance_ids))))
    unit = INSTANCE.fields[field].unit if field else METRICS[found].unit
    return Chart(found, unit, begin, end, lines)


Value = tuple[str, float, float]
"""Dimensions, time and value."""


def built_in(
    client: Client, instance_id: str, field: str, begin: float, end: float, period_s: int
) -> Iterator[Value]:
    """Yield the values of a field of the built-in monitoring."""
    for point in monitor_data.read_points(
        client, INSTANCE, instance_id, begin=begin, end=end, period_s=period_s
    ):
        if field in point:
            at = seconds_of(point["TimeStamp"])
            yield "", at, point[field]


def of_cloud_monitor(
    client: Client, instance_id: str, metric: str, begin: float, end: float, period_s: int
) -> Iterator[Value]:
    """Yield the values of a metric of CloudMonitor; Maximum where the mean is missing."""
    names = METRICS[metric].dimensions[2:]
    statistic = "Average" if "Average" in METRICS[metric].statistics else "Maximum"
    points = metric_points(client, metric, instance_id, begin=begin, end=end, period_s=period_s)
    for point in points:
        apart = " ".join(str(point[name]) for name in names)
        yield apart, point["timestamp"] / 1000, point[statistic]


def lines_of(values: Iterator[Value], instance_id: str, period_s: int) -> list[Line]:
    """Return the lines of an instance; where periods are missing a line is interrupted."""
    lines: dict[str, Line] = {}
    for apart, at, value in values:
        label = f"{instance_id} {apart}".strip()
        line = lines.setdefault(apart, Line(label, [], []))
        if line.times and at - line.times[-1] > period_s:
            line.times.append(line.times[-1] + period_s)
            line.values.append(None)
        line.times.append(at)
        line.values.append(value)
    return list(lines.values())
