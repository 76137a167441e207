"""The built-in monitoring data of instances, disks and network interfaces.

Sources: the pages of each operation; the feature document, section 5.1, where the texts of
reads and writes of the system disk are swapped: here IOPS count operations and BPS count bytes.
"""

from typing import NamedTuple

from ecsops.catalogue.model import Operation, Parameter, documented, with_status
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

PERIODS = (60, 600, 3600)
"""How many seconds one point may stand for; data is collected every 60 seconds."""


class MonitorField(NamedTuple):
    """The unit of a field and its name in the console; `burstable` types alone have credits."""

    unit: str
    chinese_name: str
    burstable: bool = False


INSTANCE_FIELDS = {
    "CPU": MonitorField("%", "vCPU"),
    "IntranetRX": MonitorField("Kbit", "内网入方向流量"),
    "IntranetTX": MonitorField("Kbit", "内网出方向流量"),
    "IntranetBandwidth": MonitorField("Kbit/s", "内网带宽"),
    "InternetRX": MonitorField("Kbit", "公网入方向流量"),
    "InternetTX": MonitorField("Kbit", "公网出方向流量"),
    "InternetBandwidth": MonitorField("Kbit/s", "公网带宽"),
    "IOPSRead": MonitorField("operations/s", "系统盘读操作"),
    "IOPSWrite": MonitorField("operations/s", "系统盘写操作"),
    "BPSRead": MonitorField("Byte/s", "系统盘读带宽"),
    "BPSWrite": MonitorField("Byte/s", "系统盘写带宽"),
    "CPUCreditUsage": MonitorField("credits", "CPU积分消耗", burstable=True),
    "CPUCreditBalance": MonitorField("credits", "CPU积分余额", burstable=True),
    "CPUAdvanceCreditBalance": MonitorField("credits", "CPU预支积分余额", burstable=True),
    "CPUNotpaidSurplusCreditUsage": MonitorField("credits", "CPU超额未付费积分", burstable=True),
}
"""The fields of DescribeInstanceMonitorData; traffic is the sum over the period."""

DISK_FIELDS = {
    "IOPSRead": MonitorField("operations/s", "磁盘读操作"),
    "IOPSWrite": MonitorField("operations/s", "磁盘写操作"),
    "IOPSTotal": MonitorField("operations/s", "磁盘读写操作"),
    "BPSRead": MonitorField("Byte/s", "磁盘读带宽"),
    "BPSWrite": MonitorField("Byte/s", "磁盘写带宽"),
    "BPSTotal": MonitorField("Byte/s", "磁盘读写带宽"),
    "LatencyRead": MonitorField("µs", "磁盘读时延"),
    "LatencyWrite": MonitorField("µs", "磁盘写时延"),
}
"""The fields of DescribeDiskMonitorData."""

ENI_FIELDS = {
    "IntranetRx": MonitorField("Kbit/s", "内网入方向带宽"),
    "IntranetTx": MonitorField("Kbit/s", "内网出方向带宽"),
    "PacketRx": MonitorField("packets", "接收数据包"),
    "PacketTx": MonitorField("packets", "发送数据包"),
    "DropPacketRx": MonitorField("packets", "丢弃的接收数据包"),
    "DropPacketTx": MonitorField("packets", "丢弃的发送数据包"),
}
"""The fields of DescribeEniMonitorData, whose values are strings."""

START_TIME = Parameter(
    "StartTime", limits="rounded up to the minute; at most quota MonitorDays ago", required=True
)
END_TIME = Parameter(
    "EndTime",
    limits="rounded up to the minute; at most quota MonitorPoints periods after StartTime",
    required=True,
)
PERIOD = Parameter("Period", int, "seconds", enum=PERIODS, default=60)
INSTANCE_ID = Parameter("InstanceId", limits="i-... id", required=True)

DescribeInstanceMonitorData = Operation(
    "DescribeInstanceMonitorData",
    ECS,
    "Show the built-in monitoring data of an instance.",
    parameters=(END_TIME, INSTANCE_ID, START_TIME, PERIOD),
    answer={
        "MonitorData": {
            "InstanceMonitorData": [
                {
                    "BPSRead": int,
                    "BPSWrite": int,
                    "CPU": int,
                    "CPUAdvanceCreditBalance": float,
                    "CPUCreditBalance": float,
                    "CPUCreditUsage": float,
                    "CPUNotpaidSurplusCreditUsage": float,
                    "IOPSRead": int,
                    "IOPSWrite": int,
                    "InstanceId": str,
                    "InternetBandwidth": int,
                    "InternetRX": int,
                    "InternetTX": int,
                    "IntranetBandwidth": int,
                    "IntranetRX": int,
                    "IntranetTX": int,
                    "TimeStamp": str,
                }
            ]
        },
        "RequestId": str,
    },
    errors=documented(
        "InvalidStartTime.Malformed",
        "InvalidEndTime.Malformed",
        "InvalidPeriod.ValueNotSupported",
        "InvalidStartTime.TooEarly",
        "InvalidParameter.TooManyDataQueried",
        "Throttling",
        "InvalidStartTime.ValueNotSupported",
        "InvalidInstanceId.NotFound",
        "InternalError",
    ),
    items="MonitorData.InstanceMonitorData",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancemonitordata",
)

DescribeDiskMonitorData = Operation(
    "DescribeDiskMonitorData",
    ECS,
    "Show the built-in monitoring data of a disk.",
    parameters=(
        Parameter("DiskId", limits="d-... id of a disk in use", required=True),
        END_TIME,
        START_TIME,
        PERIOD,
    ),
    answer={
        "MonitorData": {
            "DiskMonitorData": [
                {
                    "BPSRead": int,
                    "BPSTotal": int,
                    "BPSWrite": int,
                    "DiskId": str,
                    "IOPSRead": int,
                    "IOPSTotal": int,
                    "IOPSWrite": int,
                    "LatencyRead": int,
                    "LatencyWrite": int,
                    "TimeStamp": str,
                }
            ]
        },
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        "InvalidStartTime.Malformed",
        "InvalidEndTime.Malformed",
        "InvalidPeriod.ValueNotSupported",
        "InvalidStartTime.TooEarly",
        "InvalidParameter.TooManyDataQueried",
        "Throttling",
        "InvalidInstanceType.NotSupportCredit",
        "InvalidParameter.EndTime",
        "InvalidDiskId.NotFound",
        "InternalError",
    ),
    items="MonitorData.DiskMonitorData",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describediskmonitordata",
)

DescribeEniMonitorData = Operation(
    "DescribeEniMonitorData",
    ECS,
    "Show the built-in monitoring data of secondary network interfaces.",
    parameters=(
        END_TIME,
        INSTANCE_ID,
        REGION_ID,
        START_TIME,
        Parameter("EniId", limits="a secondary ENI; default: all of them"),
        PERIOD,
    ),
    answer={
        "MonitorData": {
            "EniMonitorData": [
                {
                    "DropPacketRx": str,
                    "DropPacketTx": str,
                    "EniId": str,
                    "IntranetRx": str,
                    "IntranetTx": str,
                    "PacketRx": str,
                    "PacketTx": str,
                    "TimeStamp": str,
                }
            ]
        },
        "RequestId": str,
        "TotalCount": int,
    },
    errors=documented(
        "InvalidEniId.NotFound",
        "InvalidDiskId.NotFound",
        "InvalidEcsId.NotFound",
        "InvalidParam.Malformed",
        *with_status(
            403,
            "InvalidStartTime.Malformed",
            "InvalidEndTime.Malformed",
            "InvalidPeriod.ValueNotSupported",
            "InvalidStartTime.TooEarly",
            "InvalidParameter.TooManyDataQueried",
            "Throttling",
            "InvalidInstanceType.NotSupportCredit",
            "InvalidParameter.EndTime",
        ),
    ),
    items="MonitorData.EniMonitorData",
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeenimonitordata",
)
