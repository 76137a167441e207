"""Detection of ids that a listing did not return: the error of a call about them."""

from ecsops.catalogue.model import Refusal
from ecsops.errors import NotFound


def absent(code: str, *ids: str) -> NotFound:
    """Return the refusal with this documented code, and the ids that were not found."""
    refusal = Refusal(code).in_full()
    message = f"{refusal.message.removesuffix('.')}: {', '.join(ids)}."
    return NotFound(code, message, http_status=refusal.http_status)
