"""Values of CloudMonitor metrics, derived from an instance's usage.

A metric of the server has one sample a minute. One of the agent has four, whose mean is the value
of the minute; it exists where CloudMonitor's agent is installed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import MINUTE_S
from ecsops.simulator.engine.ids import mixed
from ecsops.simulator.monitoring.usage_model import Usage, key, public_addresses, share

Value = Callable[[Usage, "Machine", str], float]
"""The value of a minute, of an instance, in what the last dimension names."""

QUARTERS = (1.0, -1.0, 0.5, -0.5)
"""How the four samples of a minute differ from its value, in the width of their jitter."""


JITTERED = (
    "activity",
    "cpu",
    "internet_rx",
    "internet_tx",
    "intranet_rx",
    "intranet_tx",
    "reads",
    "writes",
)


class Volume(NamedTuple):
    """A disk: its device inside the system, its size, and its part of the instance's operations."""

    device: str
    size: int
    part: float
    used: float


class Machine:
    """Facts about an instance that metrics need in addition to its usage."""

    def __init__(self, instance: Document, disks: Iterable[Document]) -> None:
        windows = instance["OSType"] == "windows"
        self.vcpus = max(int(instance["Cpu"]), 1)
        self.memory = int(instance["Memory"]) * 2**20
        self.out_most = max(int(instance["InternetMaxBandwidthOut"]), 1) * 1_000_000
        self.addresses = public_addresses(instance)
        self.volumes = {each.device: each for each in volumes(disks, windows=windows)}
        self.parts = sum(volume.part for volume in self.volumes.values())
        interfaces = instance["NetworkInterfaces"]["NetworkInterface"]
        self.cards = [f"eth{number}" for number in range(len(interfaces))]
        self.processes = assumed.PROCESSES["windows" if windows else "linux"]
        self.full = share(mixed(key(instance["InstanceId"])))

    def dimensions(self, metric: str) -> list[dict[str, str]]:
        """Return what a metric tells apart on this instance; one empty dict if nothing."""
        known: dict[str, Iterable[str]] = {
            "ip": self.addresses,
            "device": self.cards if metric.startswith("network") else self.volumes,
            "state": assumed.CONNECTION_STATES,
            "processName": self.processes,
        }
        names = METRICS[metric].dimensions[2:]
        return [
            dict(zip(names, values, strict=True))
            for values in product(*(known[name] for name in names))
        ]


def volumes(disks: Iterable[Document], *, windows: bool) -> Iterator[Volume]:
    """Yield the volumes of the disks."""
    for disk in disks:
        letter = disk["Device"][-1]
        device = f"{chr(ord(letter.upper()) + 2)}:" if windows else f"/dev/vd{letter}1"
        drawn = share(mixed(key(disk["DiskId"])))
        part = 1.0 if disk["Type"] == "system" else drawn
        yield Volume(device, disk["Size"] * 2**30, part, 0.15 + 0.5 * drawn)


def bits(kbit: float) -> float:
    """Return Kbit in a minute as bit/s."""
    return kbit * 1000 / MINUTE_S


def memory_share(usage: Usage, machine: Machine) -> float:
    """Return which part of the memory is used: some always, more when the instance is active."""
    return 0.2 + 0.35 * machine.full + 0.3 * usage.activity


def connections(usage: Usage) -> float:
    """Return how many connections there are."""
    return int(8 + assumed.CONNECTIONS * usage.activity)


def on_volume(value: Callable[[Usage], float]) -> Value:
    """Return the metric of one device, whose part of the operations it does."""
    return lambda usage, machine, device: value(usage) * machine.volumes[device].part


def of_volume(value: Callable[[Volume], float]) -> Value:
    """Return the metric of a file system, which changes slowly if at all."""
    return lambda usage, machine, device: value(machine.volumes[device])


def on_card(value: Callable[[Usage], float]) -> Value:
    """Return the metric of a network card: public traffic and most of the other pass the first."""

    def of_card(usage: Usage, machine: Machine, device: str) -> float:
        others = len(machine.cards) - 1
        rest = assumed.SECONDARY_ENI_SHARE / 2 if others else 0.0
        return value(usage) * (1 - rest if device == machine.cards[0] else rest / others)

    return of_card


def received(usage: Usage) -> float:
    """Return all traffic received, bit/s."""
    return bits(usage.internet_rx + usage.intranet_rx)


def sent(usage: Usage) -> float:
    """Return all traffic sent, bit/s."""
    return bits(usage.internet_tx + usage.intranet_tx)


def credit(field: str) -> Value:
    """Return the metric of a field of burstable types."""
    return lambda usage, machine, _: usage.credits[field]


PACKET_BITS = assumed.PACKET_KBIT * 1000

VALUES: Mapping[str, Value] = {
    "CPUUtilization": lambda usage, machine, _: usage.cpu,
    "DiskReadBPS": lambda usage, machine, _: usage.reads * usage.block * machine.parts,
    "DiskWriteBPS": lambda usage, machine, _: usage.writes * usage.block * machine.parts,
    "DiskReadIOPS": lambda usage, machine, _: usage.reads * machine.parts,
    "DiskWriteIOPS": lambda usage, machine, _: usage.writes * machine.parts,
    "InternetInRate": lambda usage, machine, _: bits(usage.internet_rx),
    "InternetOutRate": lambda usage, machine, _: bits(usage.internet_tx),
    "IntranetInRate": lambda usage, machine, _: bits(usage.intranet_rx),
    "IntranetOutRate": lambda usage, machine, _: bits(usage.intranet_tx),
    "InternetOutRate_Percent": lambda usage, machine, _: (
        100 * bits(usage.internet_tx) / machine.out_most
    ),
    "VPC_PublicIP_InternetInRate": lambda usage, machine, _: bits(usage.internet_rx),
    "VPC_PublicIP_InternetOutRate": lambda usage, machine, _: bits(usage.internet_tx),
    "VPC_PublicIP_InternetOutRate_Percent": lambda usage, machine, _: (
        100 * bits(usage.internet_tx) / machine.out_most
    ),
    "concurrentConnections": lambda usage, machine, _: connections(usage),
    "packetInDropRates": lambda usage, machine, _: (
        100 * assumed.DROPPED_PACKETS_SHARE * usage.activity
    ),
    "packetOutDropRates": lambda usage, machine, _: (
        50 * assumed.DROPPED_PACKETS_SHARE * usage.activity
    ),
    "BurstCredit": credit("CPUCreditUsage"),
    "TotlCredit": credit("CPUCreditBalance"),
    "AdvanceCredit": credit("CPUAdvanceCreditBalance"),
    "NotpaidSurplusCredit": credit("CPUNotpaidSurplusCreditUsage"),
    "cpu_total": lambda usage, machine, _: usage.cpu,
    "cpu_idle": lambda usage, machine, _: 100 - usage.cpu,
    "cpu_user": lambda usage, machine, _: 0.70 * usage.cpu,
    "cpu_system": lambda usage, machine, _: 0.22 * usage.cpu,
    "cpu_wait": lambda usage, machine, _: 0.05 * usage.cpu,
    "cpu_other": lambda usage, machine, _: 0.03 * usage.cpu,
    "memory_totalspace": lambda usage, machine, _: machine.memory,
    "memory_usedspace": lambda usage, machine, _: machine.memory * memory_share(usage, machine),
    "memory_actualusedspace": lambda usage, machine, _: (
        0.8 * machine.memory * memory_share(usage, machine)
    ),
    "memory_freespace": lambda usage, machine, _: (
        machine.memory * (1 - memory_share(usage, machine))
    ),
    "memory_usedutilization": lambda usage, machine, _: 100 * memory_share(usage, machine),
    "memory_freeutilization": lambda usage, machine, _: 100 - 100 * memory_share(usage, machine),
    "load_1m": lambda usage, machine, _: usage.cpu / 100 * machine.vcpus,
    "load_5m": lambda usage, machine, _: usage.cpu / 100 * machine.vcpus,
    "load_15m": lambda usage, machine, _: usage.cpu / 100 * machine.vcpus,
    "load_per_core_1m": lambda usage, machine, _: usage.cpu / 100,
    "load_per_core_5m": lambda usage, machine, _: usage.cpu / 100,
    "load_per_core_15m": lambda usage, machine, _: usage.cpu / 100,
    "disk_readbytes": on_volume(lambda usage: usage.reads * usage.block),
    "disk_writebytes": on_volume(lambda usage: usage.writes * usage.block),
    "disk_readiops": on_volume(lambda usage: usage.reads),
    "disk_writeiops": on_volume(lambda usage: usage.writes),
    "diskusage_total": of_volume(lambda volume: volume.size),
    "diskusage_used": of_volume(lambda volume: volume.size * volume.used),
    "diskusage_free": of_volume(lambda volume: volume.size * (1 - volume.used)),
    "diskusage_avail": of_volume(lambda volume: 0.95 * volume.size * (1 - volume.used)),
    "diskusage_utilization": of_volume(lambda volume: 100 * volume.used),
    "fs_inodeutilization": of_volume(lambda volume: 12 * volume.used),
    "networkin_rate": on_card(received),
    "networkout_rate": on_card(sent),
    "networkin_packages": on_card(lambda usage: received(usage) / PACKET_BITS),
    "networkout_packages": on_card(lambda usage: sent(usage) / PACKET_BITS),
    "networkin_errorpackages": on_card(lambda usage: 0),
    "networkout_errorpackages": on_card(lambda usage: 0),
    "net_tcpconnection": lambda usage, machine, state: (
        connections(usage) * assumed.CONNECTION_STATES[state]
    ),
    "process.number": lambda usage, machine, name: machine.processes[name],
}
"""The value that each metric has of a minute's usage."""

WINDOWS = {
    name: minutes
    for prefix in ("load_", "load_per_core_")
    for name, minutes in ((f"{prefix}5m", 5), (f"{prefix}15m", 15))
}
"""Metrics that are the mean of so many minutes."""


def samples(usage: Usage) -> Iterator[Usage]:
    """Yield the four samples of the agent in a minute; their mean is the minute's usage.

    None of them exceeds what an instance can do.
    """
    width = assumed.SAMPLE_JITTER * (usage.noise >> 44 & 255) / 255
    for most, value in ((100, usage.cpu), (1, usage.activity)):
        if value:
            width = min(width, (most - value) / value)
    for quarter in QUARTERS:
        factor = 1 + width * quarter
        yield usage._replace(**{name: getattr(usage, name) * factor for name in JITTERED})
