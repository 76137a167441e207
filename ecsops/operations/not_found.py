"""What a listing did not return: the refusal that a call about it would meet."""

from ecsops.catalogue.model import Refusal
from ecsops.errors import NotFound


def absent(code: str, *ids: str) -> NotFound:
    """Return the refusal with this documented code, and the ids that were not found."""
    refusal = Refusal(code).in_full()
    message = f"{refusal.message.removesuffix('.')}: {', '.join(ids)}."
    return NotFound(code, message, http_status=refusal.http_status)
