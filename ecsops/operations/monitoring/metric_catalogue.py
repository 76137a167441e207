"""Metrics, built-in and of CloudMonitor."""

from collections.abc import Iterator

from ecsops.catalogue.cms.monitoring.metrics import ECS_NAMESPACE, DescribeMetricMetaList
from ecsops.catalogue.ecs.monitoring.monitor_data import INSTANCE_FIELDS, PERIODS
from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.operations.monitoring.monitor_data import INSTANCE


def list_metrics(client: Client) -> Iterator[Document]:
    """Yield what can be read: the built-in metrics, then those of CloudMonitor."""
    for name, field in INSTANCE.metrics.items():
        yield {
            "MetricName": name,
            "Field": field,
            "Unit": INSTANCE_FIELDS[field].unit,
            "Periods": ",".join(map(str, PERIODS)),
            "Statistics": "Value",
            "Description": INSTANCE_FIELDS[field].chinese_name,
            "Source": "ECS",
        }
    for metric in client.items(DescribeMetricMetaList, Namespace=ECS_NAMESPACE):
        yield {**metric, "Source": "CloudMonitor"}
