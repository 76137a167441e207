"""Refusals of the gateway, before the call reaches the account."""

from typing import NoReturn

from ecsops.catalogue.model import Refusal
from ecsops.errors import refusal


def refuse(code: str, **words: str) -> NoReturn:
    """Raise the ApiError of a code of the gateway; `{Name}` in it is filled from the words."""
    documented = Refusal(code).in_full()
    raise refusal(
        code.format(**words),
        documented.message.format(**words),
        http_status=documented.http_status,
    )
