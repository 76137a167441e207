"""Dividing what is too much for one call."""

from collections.abc import Iterator, Sequence


def batches(ids: Sequence[str], size: int = 100) -> Iterator[list[str]]:
    """Yield the ids, each once, in lists of as many as one call takes."""
    unique = list(dict.fromkeys(ids))
    for begin in range(0, len(unique), size):
        yield unique[begin : begin + size]
