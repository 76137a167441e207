"""A backend and a region: calls by operation, and listings read to their end."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from math import ceil
from typing import Any

from ecsops.backends.protocol import Backend
from ecsops.catalogue.model import Document, Operation
from ecsops.type_variables import R, T


class Client:
    """Calls operations in one region."""

    def __init__(self, backend: Backend, region_id: str) -> None:
        self.backend = backend
        self.region_id = region_id

    def call(self, operation: Operation, /, **parameters: Any) -> Document:
        """Return the response. Parameters that are None are not sent; RegionId is added.

        Raises ApiError when the service refuses, TransportError when no answer came.
        """
        return self.backend.call(operation, self._sent(parameters))

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing, in their order, none depending on another.

        As many are acted on side by side as the backend answers at once.
        """
        return self.backend.each(act, things)

    def items(
        self, operation: Operation, /, *, limit: int | None = None, **parameters: Any
    ) -> Iterator[Any]:
        """Return the items of a listing, reading further pages only as they are consumed."""
        pages = self.pages(operation, limit=limit, **parameters)
        return islice(chain.from_iterable(map(operation.items_of, pages)), limit)

    def pages(
        self, operation: Operation, /, *, limit: int | None = None, **parameters: Any
    ) -> Iterator[Document]:
        """Yield the responses of a listing, one for each page.

        Pages are as large as the operation allows, by token where it has them.
        """
        paging = operation.paging
        if paging is None:
            yield self.call(operation, **parameters)
            return
        size = paging.largest if limit is None else min(max(limit, paging.smallest), paging.largest)
        if paging.token:
            yield from self._by_token(operation, size, parameters)
        elif paging.total:
            yield from self._by_total(operation, size, limit, parameters)
        else:
            yield from self._by_number(operation, size, parameters)

    def _by_token(
        self, operation: Operation, size: int, parameters: dict[str, Any]
    ) -> Iterator[Document]:
        assert operation.paging is not None
        if operation.paging.size:
            parameters = {operation.paging.size: size, **parameters}
        more: str | None = None
        while more != "":
            page = self.call(operation, NextToken=more, **parameters)
            more = page_fields(operation, page).get("NextToken") or ""
            yield page

    def _by_total(
        self, operation: Operation, size: int, limit: int | None, parameters: dict[str, Any]
    ) -> Iterator[Document]:
        """Read the first page, and side by side the others that its total tells of."""
        paging = operation.paging
        assert paging is not None
        parameters = {"PageSize": size, **parameters}

        def read(number: int) -> Document:
            return self.call(operation, **{paging.number: number}, **parameters)

        def last(page: Document) -> int:
            total = int(page_fields(operation, page).get(paging.total) or 0)
            wanted = total if limit is None else min(total, limit)
            return ceil(wanted / int(parameters["PageSize"]))

        known, page = 1, read(1)
        yield page
        while known < last(page):
            numbers = range(known + 1, last(page) + 1)
            for page in self.each(read, numbers):
                yield page
            known = numbers[-1]

    def _by_number(
        self, operation: Operation, size: int, parameters: dict[str, Any]
    ) -> Iterator[Document]:
        """Read pages until one is not full."""
        paging = operation.paging
        assert paging is not None
        parameters = {"PageSize": size, **parameters}
        number, more = 1, True
        while more:
            page = self.call(operation, **{paging.number: number}, **parameters)
            number += 1
            more = sum(1 for _ in operation.items_of(page)) == int(parameters["PageSize"])
            yield page

    def _sent(self, parameters: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in parameters.items() if value is not None}
        return {"RegionId": self.region_id, **given}


def page_fields(operation: Operation, page: Document) -> Document:
    """Return the part of a response that tells about its page."""
    inside = operation.paging.inside if operation.paging else ""
    part: Document = page.get(inside, {}) if inside else page
    return part
