"""Reading the metrics of CloudMonitor.

Points are given instance by instance, and within an instance in the order of time.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, METRICS, RETENTION_DAYS, Metric
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import DAY_S, EPOCH_DIGITS, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import SEQUENCE_MOST
from ecsops.simulator.engine.store import Record
from ecsops.simulator.monitoring.points import Dimensions, Series, points_of

UTC_PLUS_8_S = assumed.UTC_PLUS_8_MINUTES * 60

SPANS_S = ((60, 1200), (3600, 7200))
"""Below which period Last and Data look back how far; beyond, two days (their pages)."""


class Place(NamedTuple):
    """The place of a point: its instance's sequence, its time, its number at that time."""

    sequence: int = 0
    begin: int = 0
    number: int = 0


def describe_metric_list(request: Request) -> Document:
    """Return the points of a metric over any time."""
    series = series_asked(request)
    if series.end - series.begin > request.quota("MetricSpanDays") * DAY_S:
        request.refuse("ParameterInvalid")
    return page(request, series)


def describe_metric_data(request: Request) -> Document:
    """Return the points of a metric over the last hours."""
    series = recent(series_asked(request))
    found = islice(points(request, series, Place()), length_asked(request))
    return succeeded(request, series, [point for _, point in found])


def describe_metric_last(request: Request) -> Document:
    """Return the newest point of a metric for each instance."""
    return page(request, recent(series_asked(request)), newest=True)


def recent(series: Series) -> Series:
    """Return the series as far as Last and Data look back."""
    back_s = next((span for below, span in SPANS_S if series.period_s < below), 2 * DAY_S)
    return series._replace(begin=max(series.begin, series.end - back_s))


def page(request: Request, series: Series, *, newest: bool = False) -> Document:
    """Return the points from the NextToken on, at most Length of them."""
    length = length_asked(request)
    found = list(islice(points(request, series, place_asked(request), newest=newest), length + 1))
    answer = succeeded(request, series, [point for _, point in found[:length]])
    if len(found) > length:
        answer["NextToken"] = "-".join(f"{part:x}" for part in found[length][0])
    return answer


def succeeded(request: Request, series: Series, found: list[Document]) -> Document:
    """Return the answer that holds the points as text, the way the service does."""
    answer = {
        "Code": "200",
        "Message": "",
        "Success": True,
        "Period": str(series.period_s),
        "Datapoints": json.dumps(found, separators=(",", ":")),
    }
    return {name: value for name, value in answer.items() if name in request.operation.answer}


def series_asked(request: Request) -> Series:
    """Return the series that the parameters mean."""
    metric = metric_asked(request)
    period_s = period_asked(request, METRICS[metric])
    end = time_asked(request, "EndTime", request.now)
    begin = time_asked(request, "StartTime", end - assumed.METRIC_SPAN_S)
    if begin > end:
        request.refuse("ParameterInvalid")
    kept_days = max(days for least, days in RETENTION_DAYS.items() if period_s >= least)
    return Series(metric, period_s, max(begin, request.now - kept_days * DAY_S), end)


def metric_asked(request: Request) -> str:
    """Return the metric, refused when the namespace or the name is unknown."""
    metric: str = request.get("MetricName")
    if request.get("Namespace") != ECS_NAMESPACE or metric not in METRICS:
        request.refuse("ResourceNotFound")
    return metric


def period_asked(request: Request, metric: Metric) -> int:
    """Return the period in seconds: the metric's own, or a multiple of it."""
    text = str(request.get("Period") or metric.period_s)
    if not text.isdecimal() or int(text) == 0 or int(text) % metric.period_s:
        request.refuse("ParameterInvalid")
    return int(text)


def length_asked(request: Request) -> int:
    """Return how many points the answer may have."""
    text = str(request.get("Length"))
    if not is_number(text) or not 1 <= int(text) <= request.quota("MetricPoints"):
        request.refuse("ParameterInvalid")
    return int(text)


def place_asked(request: Request) -> Place:
    """Return where the page begins."""
    token = request.parameters.get("NextToken", "")
    try:
        place = Place(*(int(part, 16) for part in token.split("-"))) if token else Place()
    except (TypeError, ValueError):
        request.refuse("ParameterInvalid")
    if max(place) > SEQUENCE_MOST:
        request.refuse("ParameterInvalid")
    return place


def is_number(text: str) -> bool:
    """Return whether the text is a whole number that is no longer than any that means something."""
    return text.isdecimal() and len(text) <= EPOCH_DIGITS


def time_asked(request: Request, name: str, default: float) -> float:
    """Return a time: epoch milliseconds, UTC as in ECS, or `2019-06-25 16:00:00` in UTC+8."""
    text = str(request.parameters.get(name, ""))
    if not text:
        return default
    if is_number(text):
        return int(text) / 1000
    # Most calls give milliseconds, and need no calendar.
    from calendar import timegm
    from time import strptime

    try:
        if "T" in text:
            return parse_iso(text)
        return timegm(strptime(text, "%Y-%m-%d %H:%M:%S")) - UTC_PLUS_8_S
    except ValueError:
        request.refuse("ParameterInvalid")


def points(
    request: Request, series: Series, begin: Place, *, newest: bool = False
) -> Iterator[tuple[Place, Document]]:
    """Yield the points that are asked for from a place on: of instances, or of groups of them."""
    names = groups_asked(request, series.metric)
    if not names:
        yield from single_points(request, series, begin, newest=newest)
        return
    groups: dict[tuple[Any, ...], list[Document]] = {}
    for _, point in single_points(request, series, Place(), newest=newest):
        key = (point["timestamp"], *(point[name] for name in names))
        groups.setdefault(key, []).append(point)
    for number, key in enumerate(sorted(groups)):
        place = Place(0, key[0] // 1000, number)
        if place >= begin:
            yield place, together(groups[key], names)


def groups_asked(request: Request, metric: str) -> list[str]:
    """Return by which dimensions Express groups the points; none if it does not."""
    express = request.parameters.get("Express", {})
    names = express.get("groupby", []) if isinstance(express, dict) else None
    if not isinstance(names, list) or not set(names) <= set(METRICS[metric].dimensions):
        request.refuse("ParameterInvalid")
    return names


def together(found: list[Document], names: list[str]) -> Document:
    """Return one point for those of a group."""
    point = {name: found[0][name] for name in ("timestamp", *names)}
    for name, of in (("Minimum", min), ("Maximum", max), ("Average", mean)):
        if name in found[0]:
            point[name] = round(of(each[name] for each in found), 4)
    return point


def mean(values: Iterable[float]) -> float:
    """Return the mean of values that are read once."""
    listed = list(values)
    return sum(listed) / len(listed)


def single_points(
    request: Request, series: Series, begin: Place, *, newest: bool = False
) -> Iterator[tuple[Place, Document]]:
    """Yield the points of the instances that the dimensions name, or of all, from a place on."""
    for record, sequence, wanted in targets(request, begin.sequence):
        at = begin if sequence == begin.sequence else Place()
        rest = series._replace(begin=max(series.begin, at.begin - 1))
        found = points_of(request, record, rest, wanted, newest=newest)
        for time, at_once in groupby(found, lambda point: point["timestamp"] // 1000):
            for number, point in enumerate(at_once):
                if (place := Place(sequence, time, number)) >= at:
                    yield place, point


def targets(request: Request, begin: int) -> Iterator[tuple[Record, int, list[Dimensions]]]:
    """Yield the instances from a sequence on, and the dimensions that their points must have."""
    asked = dimensions_asked(request)
    ids = list(dict.fromkeys(each["instanceId"] for each in asked if "instanceId" in each))
    if len(ids) > request.quota("MetricInstances"):
        request.refuse("ParameterInvalid")
    where = {"id": ids} if ids else {}
    after = begin + 1 if begin else None
    for record, sequence in request.store.rows("Instance", request.region_id, where, after=after):
        fitting = [each for each in asked if each.get("instanceId", record.id) == record.id]
        if fitting or not asked:
            yield record, sequence, fitting


def dimensions_asked(request: Request) -> list[Dimensions]:
    """Return the objects of Dimensions; one may stand alone."""
    asked = request.parameters.get("Dimensions", [])
    found = [asked] if isinstance(asked, dict) else asked
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        request.refuse("ParameterInvalid")
    return found
