"""A backend that calls nothing and writes down what would be called, for `--dry-run`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ecsops.catalogue.model import Document, Operation, Shape
from ecsops.catalogue.products import host_of
from ecsops.config import OPENAPI, Settings
from ecsops.openapi.wire import flatten, told
from ecsops.type_variables import R, T

CALL: Shape = {"Operation": str, "Product": str, "Version": str, "Endpoint": str, "Parameters": {}}
"""A call that was not made: its parameters in wire format, without secrets."""

DONE = {"Code": "200", "Message": "success", "Success": True}
"""The fields that responses add about themselves; a plan assumes that no call is rejected."""


class PlanEnds(BaseException):
    """The next call depends on a response that does not exist.

    This is not an error, and error handlers must not catch it.
    """

    def __init__(self, operation: Operation) -> None:
        super().__init__(operation.name)
        self.operation = operation


class DryRun:
    """Answers calls that do something with symbols, and none that read."""

    at_once = 1

    def __init__(self, settings: Settings, now: Callable[[], float]) -> None:
        """Begin with no calls; `now` tells the time of the backend in whose place this one is."""
        self.calls: list[Document] = []
        self._settings = settings
        self._now = now

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Write the call down, and return symbols such as `<InvokeId>`. Raises PlanEnds."""
        flat = flatten(operation, parameters)
        if self._settings.backend == OPENAPI and operation.parameter("ClientToken"):
            flat.setdefault("ClientToken", "<ClientToken>")
        self.calls.append(
            {
                "Operation": operation.name,
                "Product": operation.product.code,
                "Version": operation.product.version,
                "Endpoint": self._endpoint(operation, flat),
                "Parameters": told(flat),
            }
        )
        if operation.reads:
            raise PlanEnds(operation)
        number = sum(each["Operation"] == operation.name for each in self.calls)
        answer: Document = symbols(operation.answer, "", f" {number}" if number > 1 else "")
        return answer

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns: the plan of one thing may end, and that of the next begins."""
        end: PlanEnds | None = None
        for thing in things:
            try:
                yield act(thing)
            except PlanEnds as reached:
                end = end or reached
        if end:
            raise end

    def wait(self, seconds: float) -> None:
        """Do not wait."""

    def now(self) -> float:
        """Return the time."""
        return self._now()

    def close(self) -> None:
        """Release nothing."""

    def _endpoint(self, operation: Operation, flat: Mapping[str, str]) -> str:
        settings = self._settings
        if settings.backend != OPENAPI:
            return settings.backend
        region_id = flat.get("RegionId") or settings.region_id
        return settings.endpoint or host_of(operation.product, region_id)


def symbols(shape: Any, name: str, number: str) -> Any:
    """Return an answer of the shape: every list has one item, every text is the field's name."""
    if isinstance(shape, dict):
        return {field: symbols(part, field, number) for field, part in shape.items()}
    if isinstance(shape, list):
        return [symbols(shape[0], name.removesuffix("Set"), number)]
    if name in DONE:
        return shape(DONE[name])
    return f"<{name}{number}>" if shape is str else shape()
