"""The type variables of generic functions, defined once for the whole program."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
"""The type of an argument."""

R = TypeVar("R")
"""The type of a result."""

F = TypeVar("F", bound=Callable[..., Any])
"""The type of a function that a decorator returns as it is."""
