"""Suggestions for mistyped words."""

from collections.abc import Iterable
from gettext import gettext as _

AS_NEAR = 0.05
"""How much less like the word than the nearest one a suggestion may be; our choice."""

CUTOFF = 0.6
"""How like the word a suggestion is at least; our choice."""


def nearest(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> list[str]:
    """Return the known words that are most like this one, ignoring case."""
    # Only a mistake pays for difflib.
    from difflib import SequenceMatcher, get_close_matches

    spelled: dict[str, str] = {}
    for each in known:
        spelled.setdefault(each.casefold(), each)
    likeness = {
        each: SequenceMatcher(None, each, word.casefold()).ratio()
        for each in get_close_matches(word.casefold(), spelled, n=3, cutoff=cutoff)
    }
    best = max(likeness.values(), default=0)
    least = best if best == 1 else best - AS_NEAR
    return [spelled[each] for each, ratio in likeness.items() if ratio >= least]


def did_you_mean(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str:
    """Return ` Did you mean …?` for the nearest words, else nothing."""
    near = nearest(word, known, cutoff)
    if not near:
        return ""
    guess = _(" or ").join(filter(None, (", ".join(near[:-1]), near[-1])))
    return _(" Did you mean {guess}?").format(guess=guess)
