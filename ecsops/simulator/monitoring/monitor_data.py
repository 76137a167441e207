"""The built-in monitoring data of instances, disks and network interfaces.

A minute is measured once; longer periods are made of the same minutes: traffic and credits spent
are added up, balances are those of the last minute, everything else is the mean.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import DAY_S, MINUTE_S, iso_seconds, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.ids import mixed
from ecsops.simulator.engine.paging import answer
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.listing import existing_instance
from ecsops.simulator.monitoring.activity_history import measured, whole_minutes
from ecsops.simulator.monitoring.usage_model import Usage, jitter, key, share

Values = Callable[[Usage], Document]


class Range(NamedTuple):
    """A requested period: from which minute to before which, in periods of so many seconds."""

    first: int
    end: int
    period_s: int

    @property
    def measured_end(self) -> int:
        """The minute before which the last period ends that begins in the range."""
        periods = -(-self.end * MINUTE_S // self.period_s)
        return periods * self.period_s // MINUTE_S

    @property
    def measured_first(self) -> int:
        """The minute in which the first period begins that begins in the range."""
        return -(-self.first * MINUTE_S // self.period_s) * self.period_s // MINUTE_S


def describe_instance_monitor_data(request: Request) -> Document:
    """Return what an instance used."""
    asked = range_asked(request, "InvalidStartTime.ValueNotSupported")
    record = existing_instance(request, request.get("InstanceId"))
    found = points(request, record, asked, instance_values(record.id))
    return answer(request.operation, list(found))


def describe_disk_monitor_data(request: Request) -> Document:
    """Return how a disk was used."""
    asked = range_asked(request, "InvalidParameter.EndTime")
    disk = request.existing("Disk", request.get("DiskId"), "InvalidDiskId.NotFound")
    instance = request.store.get("Instance", disk.document["InstanceId"])
    values = disk_values(disk.document)
    found = [] if instance is None else list(points(request, instance, asked, values))
    return answer(request.operation, found, TotalCount=len(found))


def describe_eni_monitor_data(request: Request) -> Document:
    """Return the traffic of the secondary network interfaces of an instance."""
    asked = range_asked(request, "InvalidParameter.EndTime")
    record = request.existing("Instance", request.get("InstanceId"), "InvalidEcsId.NotFound")
    found = [
        {name: value if isinstance(value, str) else str(value) for name, value in point.items()}
        for eni_id in enis_asked(request, record)
        for point in points(request, record, asked, eni_values(eni_id))
    ]
    return answer(request.operation, found, TotalCount=len(found))


def enis_asked(request: Request, record: Record) -> list[str]:
    """Return the ids of the interfaces that the request asks for."""
    interfaces = record.document["NetworkInterfaces"]["NetworkInterface"]
    types = {each["NetworkInterfaceId"]: each["Type"] for each in interfaces}
    secondary = [eni_id for eni_id, type_ in types.items() if type_ == "Secondary"]
    eni_id = request.get("EniId")
    if not eni_id:
        return secondary
    if eni_id in types and eni_id not in secondary:
        request.refuse("InvalidParam.Malformed")
    if eni_id not in secondary:
        request.refuse("InvalidEniId.NotFound")
    return [eni_id]


def range_asked(request: Request, turned_code: str) -> Range:
    """Return the range of the request, refused when its times do not suit the service.

    `turned_code` is what the operation documents for a start that is later than the end.
    """
    begin, end = minute_asked(request, "StartTime"), minute_asked(request, "EndTime")
    period_s = request.get("Period")
    if begin * MINUTE_S < request.now - request.quota("MonitorDays") * DAY_S:
        request.refuse("InvalidStartTime.TooEarly")
    if begin > end:
        request.refuse(turned_code)
    if (end - begin) * MINUTE_S > request.quota("MonitorPoints") * period_s:
        request.refuse("InvalidParameter.TooManyDataQueried")
    return Range(begin, end, period_s)


def minute_asked(request: Request, name: str) -> int:
    """Return the minute of a time; seconds are rounded up."""
    text = request.get(name)
    try:
        at = parse_iso(text)
    except ValueError:
        request.refuse_parameter(name, "invalid")
    if iso_seconds(at) != text:
        request.refuse_parameter(name, "invalid")
    return whole_minutes(at)


def points(request: Request, record: Record, asked: Range, values: Values) -> Iterator[Document]:
    """Yield a point for every period that is over, begins in the range, and was measured."""
    end = min(asked.measured_end, int(request.now // asked.period_s) * asked.period_s // MINUTE_S)
    minutes = measured(request, record, asked.measured_first, end)
    for number, usages in groupby(minutes, lambda usage: usage.begin // asked.period_s):
        yield {
            **aggregated([values(usage) for usage in usages]),
            "TimeStamp": iso_seconds(number * asked.period_s),
        }


def instance_values(instance_id: str) -> Values:
    """Return what makes the documented values of an instance from a minute's usage."""

    def values(usage: Usage) -> Document:
        return {
            "InstanceId": instance_id,
            "CPU": int(usage.cpu + 0.5),
            "IntranetRX": usage.intranet_rx,
            "IntranetTX": usage.intranet_tx,
            "IntranetBandwidth": (usage.intranet_rx + usage.intranet_tx) // MINUTE_S,
            "InternetRX": usage.internet_rx,
            "InternetTX": usage.internet_tx,
            "InternetBandwidth": (usage.internet_rx + usage.internet_tx) // MINUTE_S,
            "IOPSRead": usage.reads,
            "IOPSWrite": usage.writes,
            "BPSRead": usage.reads * usage.block,
            "BPSWrite": usage.writes * usage.block,
            **usage.credits,
        }

    return values


def disk_values(disk: Document) -> Values:
    """Return what makes the documented values of a disk from its instance's usage.

    The system disk shows what the instance shows; a data disk a constant part of it.
    """
    part = 1.0 if disk["Type"] == "system" else share(mixed(key(disk["DiskId"])))
    latency_us = assumed.LATENCY_US.get(disk["Category"], assumed.OTHER_LATENCY_US)

    def values(usage: Usage) -> Document:
        reads, writes = int(usage.reads * part), int(usage.writes * part)
        slower = 1 + usage.activity
        return {
            "DiskId": disk["DiskId"],
            "IOPSRead": reads,
            "IOPSWrite": writes,
            "IOPSTotal": reads + writes,
            "BPSRead": reads * usage.block,
            "BPSWrite": writes * usage.block,
            "BPSTotal": (reads + writes) * usage.block,
            "LatencyRead": int(latency_us * slower * jitter(usage.noise, 48, 0.3)),
            "LatencyWrite": int(latency_us * slower * jitter(usage.noise, 52, 0.3)),
        }

    return values


def eni_values(eni_id: str) -> Values:
    """Return what makes the documented values of an interface from its instance's usage."""
    part = assumed.SECONDARY_ENI_SHARE * share(mixed(key(eni_id)))

    def values(usage: Usage) -> Document:
        received, sent = int(usage.intranet_rx * part), int(usage.intranet_tx * part)
        packets = [int(traffic / assumed.PACKET_KBIT) for traffic in (received, sent)]
        dropped = assumed.DROPPED_PACKETS_SHARE * usage.activity
        return {
            "EniId": eni_id,
            "IntranetRx": received // MINUTE_S,
            "IntranetTx": sent // MINUTE_S,
            "PacketRx": packets[0],
            "PacketTx": packets[1],
            "DropPacketRx": int(packets[0] * dropped),
            "DropPacketTx": int(packets[1] * dropped),
        }

    return values


def aggregated(minutes: list[Document]) -> Document:
    """Return one document for several minutes."""
    if len(minutes) == 1:
        return minutes[0]
    return {
        name: AGGREGATES.get(name, mean)([each[name] for each in minutes]) for name in minutes[0]
    }


def mean(values: list[int]) -> int:
    """Return the mean, halves rounded up."""
    return (2 * sum(values) + len(values)) // (2 * len(values))


def total(values: list[float]) -> float:
    """Return the sum of credits."""
    return round(sum(values), 4)


def last(values: list[Any]) -> Any:
    """Return the value of the last minute."""
    return values[-1]


AGGREGATES: Mapping[str, Callable[[list[Any]], Any]] = {
    "InstanceId": last,
    "DiskId": last,
    "EniId": last,
    "IntranetRX": sum,
    "IntranetTX": sum,
    "InternetRX": sum,
    "InternetTX": sum,
    "PacketRx": sum,
    "PacketTx": sum,
    "DropPacketRx": sum,
    "DropPacketTx": sum,
    "CPUCreditUsage": total,
    "CPUCreditBalance": last,
    "CPUAdvanceCreditBalance": last,
    "CPUNotpaidSurplusCreditUsage": last,
}
"""How the values of minutes become that of a period; those not named are averaged."""
