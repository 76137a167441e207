"""What a request of Message Service is answered with, before it is XML."""

from collections.abc import Callable
from typing import Any, NamedTuple

Control = Callable[..., Any]
"""Runs a function of a Context as one transaction of the account."""


class Reply(NamedTuple):
    """An answer: its status, its root element if it has one, and the path of what was created."""

    http_status: int
    root: str = ""
    content: Any = ()
    location: str = ""


def shown(value: Any) -> str:
    """Return a value as attributes show it."""
    return {True: "True", False: "False"}[value] if isinstance(value, bool) else str(value)
