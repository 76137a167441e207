"""Suggestions for mistyped words."""

from collections.abc import Iterable, Sequence
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


SYNONYMS = {
    "activate": ("enable", "start"),
    "add": ("create",),
    "cat": ("show",),
    "check": ("monitor health",),
    "copy": ("clone", "assist send"),
    "cp": ("assist send", "clone"),
    "deactivate": ("disable", "stop"),
    "delete": ("remove", "cancel"),
    "describe": ("show", "list"),
    "destroy": ("delete",),
    "edit": ("update",),
    "exec": ("assist run",),
    "execute": ("run", "assist run"),
    "filter": ("--query",),
    "find": ("list",),
    "get": ("list", "show"),
    "graph": ("chart", "monitor chart"),
    "inspect": ("show",),
    "instances": ("instance",),
    "kill": ("stop", "delete"),
    "list": ("families",),
    "log": ("assist results",),
    "login": ("configure",),
    "logs": ("results", "assist results"),
    "ls": ("list",),
    "modify": ("update",),
    "new": ("create",),
    "output": ("results", "assist results"),
    "plot": ("chart", "monitor chart"),
    "poweroff": ("stop", "instance stop"),
    "profile": ("configure",),
    "profiles": ("configure list",),
    "ps": ("list", "monitor top"),
    "put": ("create", "assist send"),
    "push": ("assist send",),
    "quota": ("sim quota",),
    "release": ("delete", "instance delete"),
    "remove": ("delete",),
    "restart": ("reboot", "instance reboot"),
    "rm": ("delete",),
    "scp": ("assist send",),
    "search": ("list",),
    "see": ("show",),
    "set": ("update", "deployset"),
    "sets": ("deployset",),
    "ssh": ("assist run",),
    "stats": ("data", "monitor data"),
    "status": ("show", "sim status", "monitor health"),
    "subscribe": ("notify rule create",),
    "tail": ("watch", "events watch"),
    "terminate": ("delete", "instance delete"),
    "top": ("monitor top",),
    "unsubscribe": ("notify rule delete",),
    "upload": ("assist send",),
    "usage": ("monitor data",),
    "view": ("show",),
    "wait": ("assist results",),
    "watch": ("events watch",),
}
"""What users of kubectl, aws, aliyun and gh type, and our commands for it."""

OPTIONS = {
    "--all-namespaces": ("--region",),
    "--assume-yes": ("--yes",),
    "--columns": ("--output",),
    "--command": ("--content",),
    "--confirm": ("--yes",),
    "--count": ("--limit",),
    "--filter": ("--query",),
    "--filters": ("--query",),
    "--format": ("--output",),
    "--id": (),
    "--instance-id": ("--instance",),
    "--instance-ids": ("--instance",),
    "--jmespath": ("--query",),
    "--json": ("--output",),
    "--jq": ("--query",),
    "--label": ("--tag",),
    "--labels": ("--tag",),
    "--max-items": ("--limit",),
    "--no-prompt": ("--yes",),
    "--region-id": ("--region",),
    "--regionid": ("--region",),
    "--script": ("--content", "--file"),
    "--selector": ("--tag",),
    "--tags": ("--tag",),
}
"""Options of the same programs, and ours for them."""

LETTERS_FOR_A_MISTAKE = 4
"""Of how many letters one may be wrong; our choice."""


def meant_command(word: str, here: Iterable[str], elsewhere: Iterable[str] = ()) -> list[str]:
    """Return the commands that a word may have meant: by what it means elsewhere, or misspelled.

    Commands of other groups are their words after `ecsops`.
    """
    own = [*here]
    named = SYNONYMS.get(word.casefold(), ())
    if found := [each for each in named if each in own]:
        return found[:1]
    near = misspelled(word, own)
    known = {*elsewhere}
    far = [each for each in named if each.partition(" ")[0] in known or each.startswith("--")]
    return near or far[:1]


def meant_option(word: str, known: Iterable[str]) -> list[str]:
    """Return the options that one may have meant."""
    options = [*known]
    named = [each for each in OPTIONS.get(word.casefold(), ()) if each in options]
    return named or misspelled(word, options)


def misspelled(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that this one is, but for a letter or two, or begins."""
    typed = word.casefold()
    by_distance: dict[int, list[str]] = {}
    for each in dict.fromkeys(known):
        letters = min(len(typed), len(each)) - (2 if each.startswith("--") else 0)
        most = max(1, letters // LETTERS_FOR_A_MISTAKE)
        if (found := distance(typed, each.casefold())) <= most:
            by_distance.setdefault(found, []).append(each)
    if by_distance:
        return by_distance[min(by_distance)]
    return [each for each in known if len(typed) > 2 and each.casefold().startswith(typed)]


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or exchanged with the next."""
    before: list[int] = []
    row = [*range(len(other) + 1)]
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for place, wanted in enumerate(other, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                least = min(least, last[place - 2] + 1)
            row.append(least)
    return row[-1]


def sentence(near: Sequence[str]) -> str:
    """Return ` Did you mean …?` for suggestions, else nothing."""
    if not near:
        return ""
    guess = _(" or ").join(filter(None, (", ".join(near[:-1]), near[-1])))
    return _(" Did you mean {guess}?").format(guess=guess)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str:
    """Return ` Did you mean …?` for the nearest words, else nothing."""
    return sentence(nearest(word, known, cutoff))
