"""How instances, disks and their traffic are billed."""

from enum import StrEnum


class InstanceChargeType(StrEnum):
    """How an instance or a disk is billed: by subscription, or pay-as-you-go."""

    PRE_PAID = "PrePaid"
    POST_PAID = "PostPaid"


class InternetChargeType(StrEnum):
    """How public traffic is billed."""

    PAY_BY_BANDWIDTH = "PayByBandwidth"
    PAY_BY_TRAFFIC = "PayByTraffic"


class SpotStrategy(StrEnum):
    """How a preemptible instance bids, or that it is none."""

    NO_SPOT = "NoSpot"
    SPOT_WITH_PRICE_LIMIT = "SpotWithPriceLimit"
    SPOT_AS_PRICE_GO = "SpotAsPriceGo"


class StoppedMode(StrEnum):
    """Whether a stopped pay-as-you-go instance is still billed for vCPUs and memory."""

    STOP_CHARGING = "StopCharging"
    KEEP_CHARGING = "KeepCharging"
    NOT_APPLICABLE = "Not-applicable"
