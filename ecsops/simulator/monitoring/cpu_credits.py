"""CPU credits of burstable types: a credit is one vCPU at 100 % for one minute.

An instance earns what its baseline gives and owns at most what it earns in a day. Without
credits a Standard instance gets its baseline and no more; an Unlimited one uses credits of the
coming day in advance, and then surplus credits that are billed at the full hour.

The balance of a minute follows from the minutes before it. It is counted from the beginning of
the week before, where it is taken to be full: within a week it reaches one of its ends, and how
it began makes no difference.
"""

from collections.abc import Callable, Iterable, Iterator

from ecsops.catalogue.ecs.instances.types import InstanceType
from ecsops.simulator.monitoring.usage_model import DAY_MINUTES, Usage

WEEK_MINUTES = 7 * DAY_MINUTES
HOUR_MINUTES = 60


class Credits:
    """The credits of one instance as they change from minute to minute."""

    def __init__(self, instance_type: InstanceType, *, unlimited: bool, balance: float) -> None:
        self.vcpus = instance_type.vcpus
        self.earned = instance_type.baseline_percent / 100 * instance_type.vcpus
        self.most = self.earned * DAY_MINUTES
        self.balance = min(balance, self.most)
        self.advance = self.most if unlimited else 0.0
        self.advance_most = self.advance
        self.unlimited = unlimited
        self.unpaid = 0.0

    def spent(self, usage: Usage) -> Usage:
        """Return the usage of the next minute as the credits allow it, with what it cost."""
        if usage.minute % HOUR_MINUTES == 0:
            self.unpaid = 0.0
        self._earn()
        wanted = usage.cpu / 100 * self.vcpus
        used = wanted if self.unlimited else min(wanted, self.balance)
        self._pay(used)
        return usage._replace(
            cpu=round(used / self.vcpus * 100, 2),
            credits={
                "CPUCreditUsage": round(used, 4),
                "CPUCreditBalance": round(self.balance, 4),
                "CPUAdvanceCreditBalance": round(self.advance, 4),
                "CPUNotpaidSurplusCreditUsage": round(self.unpaid, 4),
            },
        )

    def _earn(self) -> None:
        """Earn the credits of a minute; those used in advance are given back first."""
        back = min(self.earned, self.advance_most - self.advance)
        self.advance += back
        self.balance = min(self.most, self.balance + self.earned - back)

    def _pay(self, used: float) -> None:
        own = min(used, self.balance)
        ahead = min(used - own, self.advance)
        self.balance -= own
        self.advance -= ahead
        self.unpaid += used - own - ahead


def spent(
    begin: Callable[[int], Credits],
    usages: Callable[[int, int], Iterable[Usage]],
    first: int,
    end: int,
) -> Iterator[Usage]:
    """Yield the usages from the first minute to before the end, with their credits.

    `begin` makes the credits of a minute with which counting begins, `usages` gives what would be
    used without them.
    """
    for week in range(first // WEEK_MINUTES, -(-end // WEEK_MINUTES)):
        counted = (week - 1) * WEEK_MINUTES
        credits = begin(counted)
        for usage in usages(counted, min(end, (week + 1) * WEEK_MINUTES)):
            paid = credits.spent(usage)
            if usage.minute >= max(first, week * WEEK_MINUTES):
                yield paid
