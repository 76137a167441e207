"""Dividing what is too much for one call."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client


def batches(ids: Sequence[str], size: int = 100) -> Iterator[list[str]]:
    """Yield the ids, each once, in lists of as many as one call takes."""
    unique = list(dict.fromkeys(ids))
    for begin in range(0, len(unique), size):
        yield unique[begin : begin + size]


def named_items(
    client: Client,
    operation: Operation,
    name: str,
    ids: Sequence[str],
    *,
    size: int = 100,
    **filters: Any,
) -> Iterator[Document]:
    """Yield the items of a listing of named things, whose ids go into the parameter `name`.

    As many calls are made as the ids need, side by side.
    """

    def read(batch: list[str]) -> list[Document]:
        return list(client.items(operation, **{**filters, name: batch}))

    return chain.from_iterable(client.each(read, batches(ids, size)))
