"""Long lines of words, such as command lines, over several lines."""

from collections.abc import Iterable, Iterator


def folded(
    words: Iterable[str], *, first: str = "", indent: str = "  ", end: str = " \\", width: int = 74
) -> Iterator[str]:
    """Yield the lines of some words; `end` marks a line that goes on in the next."""
    line = first
    for word in words:
        if len(line) + len(word) > width and line.strip():
            yield line.rstrip() + end
            line = indent
        line += f"{word} "
    yield line.rstrip()
