"""Usage of an instance, minute by minute: a function of the seed, the instance and the minute.

Nothing is stored. A minute has a little noise; slow waves, bursts and the hour of the day make
the instance more or less active; and what happened to it (a start, a script, a fault) adds to it.
All arithmetic is of the kind that every machine does alike, so a seed gives the same numbers
everywhere.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ecsops.catalogue.model import Document
from ecsops.simulator import assumptions as assumed
from ecsops.simulator.engine.clock import MINUTE_S
from ecsops.simulator.engine.ids import mixed

DAY_MINUTES = 1440
PRIME = 2**61 - 1
SWINGS = tuple(byte / 127.5 - 1 for byte in range(256))
"""From eight bits to a number from -1 to 1."""

NO_CREDITS: Mapping[str, float] = {}


class Effect(NamedTuple):
    """Effect of an activity on an instance, from one moment to another.

    The CPU use was at least so many percent, and so many percent more; the reads per second more.
    """

    begin: float
    until: float
    at_least: float = 0.0
    more: float = 0.0
    reads: float = 0.0

    def share(self, minute: int) -> float:
        """Return which part of the minute it lasted."""
        begin = minute * MINUTE_S
        lasted = min(self.until, begin + MINUTE_S) - max(self.begin, begin)
        return max(lasted, 0.0) / MINUTE_S


class Usage(NamedTuple):
    """Usage of an instance in one minute.

    `cpu` is percent of all vCPUs, traffic Kbit in the minute, `reads` and `writes` operations of
    the system disk per second, of `block` bytes each. `activity` lies between 0 and 1; `noise` is
    a number that looks random, for what is derived from a usage. `credits` are the documented
    fields of burstable types, and of no others.
    """

    minute: int
    activity: float
    noise: int
    cpu: float
    internet_rx: int
    internet_tx: int
    intranet_rx: int
    intranet_tx: int
    reads: int
    writes: int
    block: int
    credits: Mapping[str, float] = NO_CREDITS

    @property
    def begin(self) -> int:
        """When the minute began."""
        return self.minute * MINUTE_S


def public_addresses(instance: Document) -> list[str]:
    """Return the addresses at which the Internet reaches an instance."""
    elastic = instance.get("EipAddress", {}).get("IpAddress")
    return [*instance["PublicIpAddress"]["IpAddress"], *([elastic] if elastic else [])]


class Character:
    """How one instance behaves: what differs between instances and stays the same over time."""

    def __init__(self, seed: int, instance: Document) -> None:
        self.key = mixed(seed ^ key(instance["InstanceId"]))
        self.vcpus = max(int(instance["Cpu"]), 1)
        self.night = self._drawn(1, *assumed.NIGHT_CPU_PERCENT)
        self.swing = self._drawn(2, *assumed.BUSY_CPU_PERCENT) - self.night
        self.peak = self._drawn(3, *assumed.PEAK_MINUTES)
        self.traffic = self._drawn(4, 0.2, 1.0)
        self.answers = self._drawn(5, 0.1, 0.6)
        self.reads_per_write = self._drawn(6, *assumed.READS_PER_WRITE)
        self.block = int(self._drawn(7, *assumed.BLOCK_BYTES))
        public = public_addresses(instance)
        self.out_most = int(instance["InternetMaxBandwidthOut"]) * 1000 if public else 0
        self.in_most = assumed.INTERNET_IN_KBIT_PER_S if public else 0
        self._wave_key, self._burst_key = mixed(self.key + 8), mixed(self.key + 9)
        self._waves: dict[int, float] = {}
        self._bursts: dict[int, tuple[int, int, float]] = {}

    def _drawn(self, what: int, low: float, high: float) -> float:
        """Return a value of this instance between the two."""
        return low + (high - low) * share(mixed(self.key + what))

    def activity(self, minute: int) -> float:
        """Return how active the instance is in the minute, from 0 to 1."""
        busy = assumed.DAY_SHARE * self._of_day(minute)
        return min(1.0, busy + self._wave(minute) + self._burst(minute))

    def _of_day(self, minute: int) -> float:
        apart = abs((minute + assumed.UTC_PLUS_8_MINUTES) % DAY_MINUTES - self.peak)
        return eased(1 - min(apart, DAY_MINUTES - apart) / (DAY_MINUTES / 2))

    def _wave(self, minute: int) -> float:
        number, passed = divmod(minute, assumed.WAVE_MINUTES)
        before, after = self._crest(number), self._crest(number + 1)
        return before + (after - before) * eased(passed / assumed.WAVE_MINUTES)

    def _crest(self, number: int) -> float:
        if number not in self._waves:
            self._waves[number] = assumed.WAVE_SHARE * share(mixed(self._wave_key ^ number))
        return self._waves[number]

    def _burst(self, minute: int) -> float:
        number, passed = divmod(minute, assumed.BURST_SLOT_MINUTES)
        if number not in self._bursts:
            self._bursts[number] = self._burst_of(number)
        begin, end, height = self._bursts[number]
        return height if begin <= passed < end else 0.0

    def _burst_of(self, number: int) -> tuple[int, int, float]:
        """Return from which to which minute of its slot a burst lasts, and how high it is."""
        drawn = mixed(self._burst_key ^ number)
        if drawn % assumed.BURST_EVERY_SLOTS:
            return 0, 0, 0.0
        shortest, longest = assumed.BURST_MINUTES
        length = shortest + (drawn >> 8) % (longest - shortest)
        begin = (drawn >> 16) % (assumed.BURST_SLOT_MINUTES - length)
        low, high = assumed.BURST_SHARE
        return begin, begin + length, low + (high - low) * ((drawn >> 24) % 256) / 256

    def usage(self, minute: int, effects: Iterable[Effect] = ()) -> Usage:
        """Return what the instance does in the minute, under the effects of what happened."""
        noise = mixed(self.key ^ minute)
        activity = self.activity(minute)
        own = self.cpu(activity, noise)
        cpu, reads_more = own, 0.0
        for effect in effects:
            if lasted := effect.share(minute):
                cpu += lasted * (max(own, effect.at_least) - own + effect.more)
                reads_more += lasted * effect.reads
        out = self.out_most * min(1.0, self.traffic * activity * jitter(noise, 8, 0.5))
        into = self.in_most * self.answers * self.traffic * activity * jitter(noise, 16, 0.5) / 10
        intranet = assumed.INTRANET_KBIT_PER_S_PER_VCPU * self.vcpus * activity
        writes = 1 + assumed.WRITES_PER_S_PER_VCPU * self.vcpus * activity * jitter(noise, 32, 0.4)
        reads = writes * self.reads_per_write * jitter(noise, 40, 0.4) + reads_more
        return Usage(
            minute,
            activity,
            noise,
            round(min(max(cpu, 0.0), 100.0), 2),
            int(into * MINUTE_S),
            int(out * MINUTE_S),
            int(intranet * jitter(noise, 24, 0.4) * MINUTE_S),
            int(intranet * self.answers * jitter(noise, 28, 0.4) * MINUTE_S),
            int(reads),
            int(writes),
            self.block,
        )

    def cpu(self, activity: float, noise: int) -> float:
        """Return the CPU use in percent that the activity alone would bring."""
        return (self.night + self.swing * activity) * jitter(noise, 0, 0.2)


def key(text: str) -> int:
    """Return a number that stands for an id."""
    return int.from_bytes(text.encode()) % PRIME


def share(number: int) -> float:
    """Return a number that looks random as one from 0 to 1."""
    return (number >> 11) / 2**53


def jitter(noise: int, shift: int, width: float) -> float:
    """Return a factor around 1, at most so much away, from eight bits of the noise."""
    return 1 + width * SWINGS[noise >> shift & 255]


def eased(part: float) -> float:
    """Return the part of the way, from 0 to 1, with a soft beginning and end."""
    return part * part * (3 - 2 * part)
