"""The error for a wrong --output or --query, and the guess at what was meant."""

from collections.abc import Iterable
from gettext import gettext as _


class OutputError(ValueError):
    """The words after --output or --query ask for something that cannot be shown.

    `columns` are those that there are, where one was asked for that is not among them.
    """

    def __init__(self, message: str, columns: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.columns = tuple(columns)


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """Return the known words that are most like this one, ignoring case, the nearest first.

    Those that have the word in them come before the others.
    """
    from difflib import SequenceMatcher  # lazy import

    matcher = SequenceMatcher(None, "", word.lower())

    def likeness(each: str) -> tuple[bool, float]:
        matcher.set_seq1(each.lower())
        return word.lower() in each.lower(), matcher.ratio()

    return sorted(known, key=likeness, reverse=True)[:most]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean X?` for the nearest known word, ignoring case; else nothing.

    Nearest is the first that goes on where the word ends: it may have been broken off.
    """
    from difflib import get_close_matches  # costs start-up time, and only a mistake needs it

    spelled = {each.lower(): each for each in known}
    longer = [each for each in spelled if each.startswith(word.lower())]
    near = longer or get_close_matches(word.lower(), spelled, n=1)
    return _(" Did you mean {guess}?").format(guess=spelled[near[0]]) if near else ""
