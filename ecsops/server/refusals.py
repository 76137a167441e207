"""Refusals of the gateway, before the call reaches the account."""

from typing import NoReturn

from ecsops.catalogue.model import Product, Refusal, not_simulated
from ecsops.errors import refusal


def refuse(code: str, **words: str) -> NoReturn:
    """Raise the ApiError of a code of the gateway; `{Name}` in it is filled from the words."""
    documented = Refusal(code).in_full()
    raise refusal(
        code.format(**words),
        documented.message.format(**words),
        http_status=documented.http_status,
    )


def refuse_unsimulated(product: Product, action: str) -> NoReturn:
    """Raise the ApiError for an operation that the simulator does not have."""
    documented = not_simulated(product, action)
    raise refusal(documented.code, documented.message, http_status=documented.http_status)
