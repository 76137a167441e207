"""Metrics of CloudMonitor: their list and their points.

Sources: the pages of each operation; the list of metrics of ECS of 2021. Where the page of
DescribeMetricList prints placeholders for its errors, those of DescribeMetricLast stand here.
"""

from typing import NamedTuple

from ecsops.catalogue.cms.shared_parameters import CMS_CODES, CMS_DONE, METRIC_NAME, NAMESPACE
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal, documented
from ecsops.catalogue.products import CMS
from ecsops.catalogue.shared_parameters import NEXT_TOKEN, OPTIONAL_REGION_ID, PAGE_NUMBER

ECS_NAMESPACE = "acs_ecs_dashboard"
"""The namespace of the metrics of ECS."""


class Metric(NamedTuple):
    """A metric: its unit and description, and what may be asked of it.

    `period_s` is the shortest period; all others are multiples of it. An `agent` metric comes
    from inside the instance, the others from its server.
    """

    unit: str
    description: str
    period_s: int = 60
    statistics: tuple[str, ...] = ("Average", "Minimum", "Maximum")
    dimensions: tuple[str, ...] = ("userId", "instanceId")
    agent: bool = False


_MAXIMUM = ("Maximum",)
_AVERAGE = ("Average",)
_ADDRESS = ("userId", "instanceId", "ip")


def _agent(unit: str, description: str, *dimensions: str) -> Metric:
    """Return a metric of the agent, with its dimensions in addition to the instance."""
    return Metric(
        unit, description, 15, dimensions=("userId", "instanceId", *dimensions), agent=True
    )


METRICS = {
    "CPUUtilization": Metric("%", "use of the vCPUs"),
    "DiskReadBPS": Metric("Byte/s", "bytes read from all disks"),
    "DiskWriteBPS": Metric("Byte/s", "bytes written to all disks"),
    "DiskReadIOPS": Metric("Count/Second", "reads from all disks"),
    "DiskWriteIOPS": Metric("Count/Second", "writes to all disks"),
    "InternetInRate": Metric("bit/s", "public traffic received"),
    "InternetOutRate": Metric("bit/s", "public traffic sent"),
    "IntranetInRate": Metric("bit/s", "internal traffic received"),
    "IntranetOutRate": Metric("bit/s", "internal traffic sent"),
    "InternetOutRate_Percent": Metric(
        "%", "use of the public bandwidth for sending", statistics=_AVERAGE
    ),
    "VPC_PublicIP_InternetInRate": Metric(
        "bit/s", "traffic received at a public address", dimensions=_ADDRESS
    ),
    "VPC_PublicIP_InternetOutRate": Metric(
        "bit/s", "traffic sent from a public address", dimensions=_ADDRESS
    ),
    "VPC_PublicIP_InternetOutRate_Percent": Metric(
        "%", "use of a public address's bandwidth", statistics=_AVERAGE, dimensions=_ADDRESS
    ),
    "concurrentConnections": Metric("Count", "connections at a time", statistics=_MAXIMUM),
    "packetInDropRates": Metric("%", "packets dropped on receipt", statistics=_MAXIMUM),
    "packetOutDropRates": Metric("%", "packets dropped on sending", statistics=_MAXIMUM),
    "BurstCredit": Metric("Count", "credits spent"),
    "TotlCredit": Metric("Count", "credits left; the spelling is the service's own"),
    "AdvanceCredit": Metric("Count", "credits spent in advance"),
    "NotpaidSurplusCredit": Metric("Count", "surplus credits not yet paid"),
    "cpu_total": _agent("%", "use of all processors"),
    "cpu_idle": _agent("%", "time that the processors are idle"),
    "cpu_user": _agent("%", "time in user space"),
    "cpu_system": _agent("%", "time in the kernel"),
    "cpu_wait": _agent("%", "time waiting for I/O"),
    "cpu_other": _agent("%", "time for other work"),
    "memory_totalspace": _agent("Byte", "memory"),
    "memory_usedspace": _agent("Byte", "memory used, caches included"),
    "memory_actualusedspace": _agent("Byte", "memory used by processes"),
    "memory_freespace": _agent("Byte", "memory free"),
    "memory_usedutilization": _agent("%", "use of the memory"),
    "memory_freeutilization": _agent("%", "part of the memory that is free"),
    "load_1m": _agent("", "load over one minute"),
    "load_5m": _agent("", "load over five minutes"),
    "load_15m": _agent("", "load over fifteen minutes"),
    "load_per_core_1m": _agent("", "load of a processor over one minute"),
    "load_per_core_5m": _agent("", "load of a processor over five minutes"),
    "load_per_core_15m": _agent("", "load of a processor over fifteen minutes"),
    "disk_readbytes": _agent("Byte/s", "bytes read from a device", "device"),
    "disk_writebytes": _agent("Byte/s", "bytes written to a device", "device"),
    "disk_readiops": _agent("Count/s", "reads from a device", "device"),
    "disk_writeiops": _agent("Count/s", "writes to a device", "device"),
    "diskusage_total": _agent("Byte", "size of a file system", "device"),
    "diskusage_used": _agent("Byte", "space used in a file system", "device"),
    "diskusage_free": _agent("Byte", "space free in a file system", "device"),
    "diskusage_avail": _agent("Byte", "space left to users in a file system", "device"),
    "diskusage_utilization": _agent("%", "use of a file system", "device"),
    "fs_inodeutilization": _agent("%", "use of a file system's inodes", "device"),
    "networkin_rate": _agent("bit/s", "traffic received", "device"),
    "networkout_rate": _agent("bit/s", "traffic sent", "device"),
    "networkin_packages": _agent("Count/s", "packets received", "device"),
    "networkout_packages": _agent("Count/s", "packets sent", "device"),
    "networkin_errorpackages": _agent("Count/s", "faulty packets received", "device"),
    "networkout_errorpackages": _agent("Count/s", "faulty packets sent", "device"),
    "net_tcpconnection": _agent("Count", "TCP connections in a state", "state"),
    "process.number": _agent("Count/Min", "processes of a name", "processName"),
}
"""The metrics of ECS by name, of the list of 2021; those of GPUs and of groups are left out."""

RETENTION_DAYS = {15: 7, 60: 31, 300: 91}
"""How many days points are kept, by the shortest period (in seconds) that it holds for."""

POINT = ("timestamp", "userId", "instanceId", "Minimum", "Average", "Maximum")
"""The fields of a point in Datapoints, which is JSON text inside a string."""

DIMENSIONS = Parameter(
    "Dimensions", limits="JSON array of objects, at most 50 instances", json=True
)
EXPRESS = Parameter("Express", limits="JSON, groupby only", json=True)
LENGTH = Parameter("Length", limits="at most 1440", default="1000")
PERIOD = Parameter("Period", limits="seconds: 15, 60, 900 or 3600")
WINDOW_START = Parameter(
    "StartTime", limits="as EndTime; at most 20 minutes, 2 hours or 2 days before it, by Period"
)
SERIES = {"Datapoints": str, "NextToken": str, "Period": str, **CMS_DONE}
SERIES_ERRORS = documented(
    Refusal("ParameterInvalid", 400, "Illegal parameters."),
    "AccessForbidden",
    "ResourceNotFound",
    "InternalError",
)

DescribeMetricList = Operation(
    "DescribeMetricList",
    CMS,
    "Show the data points of a metric.",
    parameters=(
        METRIC_NAME,
        NAMESPACE,
        DIMENSIONS,
        Parameter("EndTime", limits="epoch milliseconds or yyyy-MM-dd HH:mm:ss; inclusive"),
        EXPRESS,
        LENGTH,
        NEXT_TOKEN,
        Parameter("Period", limits="seconds: 15, 60, 900, 3600 or the metric's least"),
        OPTIONAL_REGION_ID,
        Parameter("StartTime", limits="as EndTime; exclusive; at most 31 days before it"),
    ),
    answer=SERIES,
    errors=(*SERIES_ERRORS, *documented("Throttling.User")),
    paging=Paging(token=True, largest=1440, default=1000, size="Length"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetriclist",
)

DescribeMetricLast = Operation(
    "DescribeMetricLast",
    CMS,
    "Show the newest data points of a metric.",
    parameters=(
        METRIC_NAME,
        NAMESPACE,
        DIMENSIONS,
        Parameter("EndTime", limits="epoch milliseconds or yyyy-MM-dd HH:mm:ss"),
        EXPRESS,
        LENGTH,
        NEXT_TOKEN,
        PERIOD,
        OPTIONAL_REGION_ID,
        WINDOW_START,
    ),
    answer=SERIES,
    errors=SERIES_ERRORS,
    paging=Paging(token=True, largest=1440, default=1000, size="Length"),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetriclast",
)

DescribeMetricData = Operation(
    "DescribeMetricData",
    CMS,
    "Show the data points of a metric over the last period.",
    parameters=(
        METRIC_NAME,
        NAMESPACE,
        DIMENSIONS,
        Parameter("EndTime", limits="epoch milliseconds or yyyy-MM-ddTHH:mm:ssZ"),
        EXPRESS,
        LENGTH,
        PERIOD,
        OPTIONAL_REGION_ID,
        WINDOW_START,
    ),
    answer={
        "Code": str,
        "Datapoints": str,
        "Message": str,
        "Period": str,
        "RequestId": str,
    },
    errors=SERIES_ERRORS,
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetricdata",
)

DescribeMetricMetaList = Operation(
    "DescribeMetricMetaList",
    CMS,
    "List metrics with their unit, periods and statistics.",
    parameters=(
        Parameter(
            "Labels",
            limits="JSON array of {name, value}, such as metricCategory, alertEnable, alertUnit",
            json=True,
        ),
        Parameter("MetricName"),
        Parameter("Namespace", limits="such as acs_ecs_dashboard"),
        PAGE_NUMBER,
        Parameter("PageSize", int, "1 or more", default=30),
    ),
    answer={
        "Resources": {
            "Resource": [
                {
                    "Description": str,
                    "Dimensions": str,
                    "Labels": str,
                    "MetricName": str,
                    "Namespace": str,
                    "Periods": str,
                    "Statistics": str,
                    "Unit": str,
                }
            ]
        },
        "TotalCount": str,
        **CMS_DONE,
    },
    errors=documented(*CMS_CODES),
    items="Resources.Resource",
    paging=Paging(page=True, largest=100, default=30, clamps=True),
    source="https://www.alibabacloud.com/help/en/cms/developer-reference/api-cms-2019-01-01-describemetricmetalist",
)
