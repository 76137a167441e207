"""Every error code of the service, once, with its HTTP status and message.

Where an operation's own page has another status or text for a code, the operation says so.
Pages print many of today's messages as a bare placeholder; those are the texts of older
editions of the same page, or a plain sentence where no edition ever had one.
"""

from ecsops.catalogue.error_codes.cloud_assistant import CLOUD_ASSISTANT
from ecsops.catalogue.error_codes.creation import CREATION
from ecsops.catalogue.error_codes.disks import DISKS
from ecsops.catalogue.error_codes.gateway import GATEWAY
from ecsops.catalogue.error_codes.general import GENERAL
from ecsops.catalogue.error_codes.instances import INSTANCES
from ecsops.catalogue.error_codes.monitoring import MONITORING
from ecsops.catalogue.model import Refusal

CODES: dict[str, tuple[int, str]] = {
    **GATEWAY,
    **GENERAL,
    **INSTANCES,
    **CREATION,
    **DISKS,
    **CLOUD_ASSISTANT,
    **MONITORING,
}


def documented(*codes: str | Refusal) -> tuple[Refusal, ...]:
    """Return the refusals that an operation documents; a name stands for its entry in CODES."""
    return tuple(
        code if isinstance(code, Refusal) else Refusal(code, *CODES[code]) for code in codes
    )


def with_status(http_status: int, *codes: str) -> tuple[Refusal, ...]:
    """Return the refusals of these codes with another HTTP status than the usual one."""
    return tuple(Refusal(code, http_status, CODES[code][1]) for code in codes)
