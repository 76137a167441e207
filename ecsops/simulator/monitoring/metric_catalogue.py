"""The list of the metrics of CloudMonitor."""

import json
from typing import Any

from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, METRICS, Metric
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import MINUTE_S
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.paging import of_list

PERIODS_S = (15, 60, 300, 900, 3600)
"""The periods that the list of metrics names."""


def describe_metric_meta_list(request: Request) -> Document:
    """List the metrics with their units, periods and statistics."""
    given = request.parameters
    labels = given.get("Labels", [])
    if not isinstance(labels, list) or not all(isinstance(each, dict) for each in labels):
        request.refuse("ParameterInvalid")
    namespace_fits = given.get("Namespace", ECS_NAMESPACE) == ECS_NAMESPACE
    found = [
        meta(name, metric)
        for name, metric in METRICS.items()
        if namespace_fits and given.get("MetricName", name) == name and labelled(metric, labels)
    ]
    answer = of_list(request, found)
    total = {"TotalCount": str(answer["TotalCount"])}
    return {**answer, **total, "Code": "200", "Message": "", "Success": True}


def labels_of(metric: Metric) -> list[dict[str, str]]:
    """Return the labels of a metric."""
    values = {
        "metricCategory": "agent" if metric.agent else "hypervisor",
        "alertEnable": "true",
        "alertUnit": metric.unit,
        "unitFactor": "1",
        "minAlertPeriod": str(max(metric.period_s, MINUTE_S)),
        "productCategory": "ecs",
    }
    return [{"name": name, "value": value} for name, value in values.items()]


def labelled(metric: Metric, wanted: list[dict[str, Any]]) -> bool:
    """Return whether a metric has all of the labels."""
    own = labels_of(metric)
    return all({"name": each.get("name"), "value": each.get("value")} in own for each in wanted)


def meta(name: str, metric: Metric) -> Document:
    """Return what the list of metrics says of one."""
    return {
        "MetricName": name,
        "Namespace": ECS_NAMESPACE,
        "Description": metric.description,
        "Unit": metric.unit,
        "Dimensions": ",".join(metric.dimensions),
        "Statistics": ",".join(metric.statistics),
        "Periods": ",".join(str(each) for each in PERIODS_S if each % metric.period_s == 0),
        "Labels": json.dumps(labels_of(metric), separators=(",", ":")),
    }
