"""Numbers as people type them; every number has a maximum."""

import math
from gettext import gettext as _
from typing import Any

import click

LARGEST = 2**31 - 1
"""The largest whole number that an option takes unless it says otherwise: that of the API."""

LARGEST_DECIMAL = 1e12


class Whole(click.IntRange):
    """A whole number from `min` up to `max`, which is 2,147,483,647 if it is not given."""

    def __init__(self, min: int = 0, max: int = LARGEST) -> None:
        super().__init__(min, max)


class Decimal(click.FloatRange):
    """A finite number from `min` up to `max`."""

    def __init__(
        self, min: float = -LARGEST_DECIMAL, max: float = LARGEST_DECIMAL, min_open: bool = False
    ) -> None:
        super().__init__(min, max, min_open=min_open)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; NaN and infinity are refused."""
        found = super().convert(value, param, ctx)
        if not math.isfinite(found):
            self.fail(_("{value!r} is not a number.").format(value=value), param, ctx)
        return found
