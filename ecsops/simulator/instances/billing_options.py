"""Rules on charges and bandwidths of calls that create instances.

Source: the pages of RunInstances and CreateInstance, 2021.
"""

from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record

PERIODS = {"Week": (1, 2, 3, 4), "Month": (*range(1, 10), 12, 24, 36, 48, 60)}
RENEWAL_PERIODS = {"Week": (1, 2, 3), "Month": (1, 2, 3, 6, 12, 24, 36, 48, 60)}
"""How long a subscription, and a renewal of it, may be, by PeriodUnit."""

SPOT_HOURS = range(7)
BANDWIDTHS_OUT = range(101)
BANDWIDTHS_IN = range(1, 201)
"""Inbound bandwidths in Mbit/s, independent of the outbound one.

Source: the bounds that the gateway declares for CreateInstance. The page has 1 to 10, or to the
outbound bandwidth; recorded instances have 50 with 5, and 200 with 0.
"""


def charge(request: Request, record: Record, value: str) -> None:
    """Refuse a subscription without a period, or for a period that there is not."""
    if value != "PrePaid":
        return
    if "Period" not in request.parameters:
        request.refuse("MissingParamter")
    if request.parameters["Period"] not in PERIODS[request.get("PeriodUnit")]:
        request.refuse("InvalidPeriod")


def auto_renew(request: Request, record: Record, value: bool) -> None:
    """Set automatic renewal of the subscription; pay-as-you-go instances have none."""
    if not value or record.document["InstanceChargeType"] != "PrePaid":
        return
    unit, period = request.get("PeriodUnit"), request.get("AutoRenewPeriod") or 1
    if period not in RENEWAL_PERIODS[unit]:
        request.refuse("InvalidAutoRenewPeriod.ValueNotSupported")
    record.facts["AutoRenew"] = {"Period": period, "PeriodUnit": unit}


def bandwidth_in(request: Request, record: Record, value: int) -> None:
    """Refuse an inbound bandwidth outside the range of the service."""
    if value not in BANDWIDTHS_IN:
        request.refuse("InvalidInternetMaxBandwidthIn.Malformed", "InvalidParameter")


def bandwidth_out(request: Request, record: Record, value: int) -> None:
    """Refuse an outbound bandwidth that there is not."""
    if value not in BANDWIDTHS_OUT:
        request.refuse("InvalidInternetMaxBandwidthOut.Malformed", "InvalidParameter")


def spot_duration(request: Request, record: Record, value: int) -> None:
    """Refuse a time of protection that there is not."""
    if value not in SPOT_HOURS:
        request.refuse("InvalidSpotDuration")


def spot_interruption(request: Request, record: Record, value: str) -> None:
    """Refuse in 2019 to keep a spot instance that is interrupted: it is released."""
    if value != "Terminate" and request.profile == "document":
        request.refuse("InvalidSpotInterruptionBehavior")


def spot_price(request: Request, record: Record, value: float) -> None:
    """Refuse a price that is none, or has more than three decimals."""
    if value <= 0 or round(value, 3) != value:
        request.refuse("InvalidSpotPriceLimit")
