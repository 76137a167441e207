"""Pages of a listing, in both of the service's styles."""

from collections.abc import Callable, Sequence
from typing import Any

from ecsops.catalogue.model import Document, Operation
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.query import Where
from ecsops.simulator.engine.records import Record

SEQUENCE_MOST = 2**63 - 1
"""The largest number that SQLite has."""

PAGE_SIZE_MOST = 100
"""The largest PageSize of operations that page in both styles (their pages)."""

Show = Callable[[Record], Document]


def listing(request: Request, kind: str, where: Where, show: Show | None = None) -> Document:
    """Return the page that the request asks for; `show` makes an item where a record is not one.

    The page costs the same however long the listing is. Refuses sizes out of range as the
    operation documents it, and a NextToken that this query did not give.
    """
    assert request.operation.paging is not None
    counted = request.operation.paging.total
    total = request.store.count(kind, request.region_id, where) if counted else 0
    if by_token(request):
        return token_page(request, kind, where, total, show)
    number, size = page_asked(request)
    items, _last = page(request, kind, where, show, size, offset=(number - 1) * size)
    return numbered(request, items, total, number, size)


def page(
    request: Request,
    kind: str,
    where: Where,
    show: Show | None,
    size: int,
    *,
    offset: int = 0,
    after: int | None = None,
) -> tuple[list[Any] | bytes, int | None]:
    """Return so many items, or the text of their list, and the sequence of the last."""
    if show is None:
        return request.store.texts(kind, request.region_id, where, size, offset, after)
    rows = request.store.rows(kind, request.region_id, where, size, offset, after)
    return [show(record) for record, _ in rows], rows[-1][1] if rows else None


def of_list(request: Request, items: Sequence[Any]) -> Document:
    """Return the page of a list that is computed, not stored."""
    if request.operation.paging is None:
        return answer(request.operation, list(items))
    if by_token(request):
        return token_page_of_list(request, items)
    number, size = page_asked(request)
    begin = (number - 1) * size
    return numbered(request, list(items[begin : begin + size]), len(items), number, size)


def by_token(request: Request) -> bool:
    """Return whether the request pages by token."""
    paging = request.operation.paging
    assert paging is not None
    given = request.parameters.keys() & {"NextToken", paging.size}
    return paging.token and bool(given or not paging.page)


def page_asked(request: Request) -> tuple[int, int]:
    """Return PageNumber and PageSize."""
    assert request.operation.paging is not None
    name = request.operation.paging.number
    number = whole(request, name, 1)
    if number < 1:
        request.refuse_parameter(name, "invalid")
    return number, size_asked(request, "PageSize")


def whole(request: Request, name: str, default: int) -> int:
    """Return a number of pages or items; the event rules of CloudMonitor take it as a text."""
    given = request.parameters.get(name, default)
    try:
        return int(given)
    except ValueError:
        request.refuse_parameter(name, "invalid")


def size_asked(request: Request, name: str) -> int:
    """Return the size of a page, moved into its range or refused outside it."""
    paging = request.operation.paging
    assert paging is not None
    size = whole(request, name, paging.default)
    smallest, largest = paging.smallest, paging.largest
    if paging.token and name == "PageSize":
        smallest, largest = 1, min(largest, PAGE_SIZE_MOST)
    if paging.clamps:
        return min(max(size, smallest), largest)
    if not smallest <= size <= largest:
        request.refuse_parameter(name, "invalid")
    return size


def numbered(
    request: Request, items: list[Any] | bytes, total: int, number: int, size: int
) -> Document:
    """Return a page by number."""
    return answer(
        request.operation, items, TotalCount=total, PageNumber=number, PageSize=size, NextToken=""
    )


def token_page(
    request: Request, kind: str, where: Where, total: int, show: Show | None
) -> Document:
    """Return the page that follows the NextToken."""
    size = size_asked(request, page_size_name(request))
    items, last = page(request, kind, where, show, size, after=position(request, where))
    more = "" if last is None else token_after(request, kind, where, last)
    return answer(
        request.operation, items, TotalCount=total, PageNumber=1, PageSize=size, NextToken=more
    )


def token_after(request: Request, kind: str, where: Where, sequence: int) -> str:
    """Return the NextToken of a page that ends there: empty where nothing follows."""
    following = request.store.values(
        kind, request.region_id, where, ("id",), limit=1, after=sequence
    )
    return token(request, where, sequence) if following else ""


def token_page_of_list(request: Request, items: Sequence[Any]) -> Document:
    """Return the page of a computed list that follows the NextToken."""
    size = size_asked(request, page_size_name(request))
    begin = position(request, {}) or 0
    end = begin + size
    return answer(
        request.operation,
        list(items[begin:end]),
        TotalCount=len(items),
        PageNumber=1,
        PageSize=size,
        NextToken=token(request, {}, end) if end < len(items) else "",
    )


def page_size_name(request: Request) -> str:
    """Return the name of the parameter that tells the size of a page by token."""
    assert request.operation.paging is not None
    return request.operation.paging.size


def token(request: Request, where: Where, sequence: int) -> str:
    """Return the NextToken of the place after which the next page begins."""
    return f"{mark(request, where):08x}{sequence:x}"


def position(request: Request, where: Where) -> int | None:
    """Return the place that the NextToken stands for, or None for the first page."""
    given = request.parameters.get("NextToken", "")
    if not given:
        return None
    try:
        begins, sequence = int(given[:8], 16), int(given[8:], 16)
    except ValueError:
        request.refuse_parameter("NextToken", "invalid")
    if begins != mark(request, where) or sequence > SEQUENCE_MOST:
        request.refuse_parameter("NextToken", "invalid")
    return sequence


def mark(request: Request, where: Where) -> int:
    """Return a number that tells one query's tokens from another's."""
    # zlib is needed by token pages alone.
    from zlib import crc32

    asked = repr((request.operation.name, request.region_id, sorted(map(repr, where.items()))))
    return crc32(asked.encode())


def answer(operation: Operation, items: list[Any] | bytes, **fields: Any) -> Document:
    """Return the response around the items, with those of the fields that the operation has.

    TotalCount goes by the name and the type that the operation has for it.
    """
    paging = operation.paging
    inside = paging.inside if paging else ""
    holder: dict[str, Any] = operation.answer[inside] if inside else operation.answer
    if paging and paging.total in holder and "TotalCount" in fields:
        fields[paging.total] = holder[paging.total](fields.pop("TotalCount"))
    kept = {name: value for name, value in fields.items() if name in holder}
    found: Any = items
    for name in reversed(operation.items.split(".")):
        found = {name: found}
    (found[inside] if inside else found).update(kept)
    whole_answer: Document = found
    return whole_answer
