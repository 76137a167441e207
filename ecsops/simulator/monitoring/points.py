"""The points of a metric of one instance: made of samples, in periods of any length.

A point is the mean, the least and the most of the samples of its period.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import MINUTE_S
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.guest_agents import has_cloud_monitor
from ecsops.simulator.monitoring.activity_history import last_minute, measured
from ecsops.simulator.monitoring.formulas import VALUES, WINDOWS, Machine, samples
from ecsops.simulator.monitoring.usage_model import Usage

CREDIT_METRICS = ("BurstCredit", "TotlCredit", "AdvanceCredit", "NotpaidSurplusCredit")

OF_DISKS = ("Disk", "disk", "fs_")
"""How the names of metrics begin that are about disks."""

SAMPLE_S = 15
"""How far the samples of the agent are apart."""

Dimensions = Mapping[str, str]


class Series(NamedTuple):
    """Which points are meant: a metric's, in periods of so many seconds, after begin to end."""

    metric: str
    period_s: int
    begin: float
    end: float

    @property
    def first(self) -> int:
        """The begin of the first period after `begin`, in seconds."""
        return int(self.begin // self.period_s + 1) * self.period_s

    @property
    def last(self) -> int:
        """The begin of the last period until `end`, in seconds."""
        return int(self.end // self.period_s) * self.period_s


def points_of(
    context: Context,
    record: Record,
    series: Series,
    wanted: list[Dimensions],
    *,
    newest: bool = False,
) -> Iterator[Document]:
    """Yield the points of one instance; `wanted` dimensions leave out all others."""
    if not exists(record, series.metric):
        return
    if METRICS[series.metric].agent:
        since = record.facts.get("CloudMonitorSince", 0)
        series = series._replace(begin=max(series.begin, since))
    if newest:
        series = narrowed(context, record, series)
    machine = Machine(record.document, disks_for(context, record, series.metric))
    combinations = [
        each
        for each in machine.dimensions(series.metric)
        if not wanted or any(fits(one, each) for one in wanted)
    ]
    for begin, usages in periods(context, record, series):
        for dimensions in combinations:
            last = next(iter(dimensions.values()), "")
            values = [VALUES[series.metric](usage, machine, last) for usage in usages]
            yield point(series.metric, begin, record.id, dimensions, values)


def disks_for(context: Context, record: Record, metric: str) -> list[Document]:
    """Return the disks of an instance where the metric is about them."""
    if not metric.startswith(OF_DISKS):
        return []
    disks = context.store.select("Disk", record.region_id, {"InstanceId": record.id})
    return [disk.document for disk in disks]


def exists(record: Record, metric: str) -> bool:
    """Return whether an instance has a metric: the agent's need it, credits a burstable type."""
    if METRICS[metric].agent:
        return has_cloud_monitor(record)
    return metric not in CREDIT_METRICS or bool(record.document["CreditSpecification"])


def fits(wanted: Dimensions, dimensions: Dimensions) -> bool:
    """Return whether what a metric tells apart is what is wanted."""
    return all(wanted.get(name, value) == value for name, value in dimensions.items())


def narrowed(context: Context, record: Record, series: Series) -> Series:
    """Return the series of the last period alone in which the instance was measured."""
    last = last_over(context, series)
    end = -(-(last + series.period_s) // MINUTE_S)
    minute = last_minute(context, record, series.first // MINUTE_S, end)
    if minute is None:
        return series._replace(begin=series.end)
    begin = min(last, (minute * MINUTE_S + MINUTE_S - 1) // series.period_s * series.period_s)
    return series._replace(begin=begin - 1, end=begin)


def last_over(context: Context, series: Series) -> int:
    """Return the begin of the last period of a series that is over."""
    return min(series.last, int(context.now // series.period_s - 1) * series.period_s)


def periods(context: Context, record: Record, series: Series) -> Iterator[tuple[int, list[Usage]]]:
    """Yield each measured period of a series that is over: its begin, and its samples."""
    last = last_over(context, series)
    timed = (
        (at, usage)
        for at, usage in timed_samples(context, record, series, last + series.period_s)
        if series.first <= at < last + series.period_s
    )
    for number, group in groupby(timed, lambda each: each[0] // series.period_s):
        yield number * series.period_s, [usage for _, usage in group]


def timed_samples(
    context: Context, record: Record, series: Series, end: float
) -> Iterator[tuple[int, Usage]]:
    """Yield the samples of all minutes of a series, each with its time in seconds."""
    first = series.first // MINUTE_S
    window = WINDOWS.get(series.metric, 1)
    usages = measured(context, record, first - window + 1, int(-(-end // MINUTE_S)))
    for usage in smoothed(usages, window) if window > 1 else usages:
        if usage.minute < first:
            continue
        if METRICS[series.metric].agent:
            for place, sample in enumerate(samples(usage)):
                yield usage.begin + place * SAMPLE_S, sample
        else:
            yield usage.begin, usage


def smoothed(usages: Iterator[Usage], minutes: int) -> Iterator[Usage]:
    """Yield the usages with a CPU use that is the mean of so many minutes, or of those since up."""
    past: deque[Usage] = deque(maxlen=minutes)
    for usage in usages:
        if past and past[-1].minute < usage.minute - 1:
            past.clear()
        past.append(usage)
        yield usage._replace(cpu=sum(each.cpu for each in past) / len(past))


def point(
    metric: str, begin: int, instance_id: str, dimensions: Dimensions, values: list[float]
) -> Document:
    """Return a point, with those statistics that the metric has."""
    statistics = {
        "Minimum": min(values),
        "Average": sum(values) / len(values),
        "Maximum": max(values),
    }
    return {
        "timestamp": begin * 1000,
        "userId": assumed.ACCOUNT_ID,
        "instanceId": instance_id,
        **dimensions,
        **{
            name: round(value, 4)
            for name, value in statistics.items()
            if name in METRICS[metric].statistics
        },
    }
