"""Which id or which word was meant by one that names nothing, without asking the service again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from itertools import pairwise
from typing import NamedTuple

from ecsops import completion_values
from ecsops.cli.core.session import Session
from ecsops.cli.core.suggestions import nearest
from ecsops.config import SIMULATOR
from ecsops.errors import ApiError

INSTANCES = ("instance",)
COMMANDS = ("command",)
RULES = ("alarm", "rule", "contact", "contact-group")

KINDS = {
    "ContactGroup.NotExists": ("contact-group",),
    "DeploymentSet.NotFound": ("deployment-set",),
    "InvalidCmdId.NotFound": COMMANDS,
    "InvalidCommandId.NotFound": COMMANDS,
    "InvalidDeploymentSetId.NotFound": ("deployment-set",),
    "InvalidDiskId.NotFound": ("disk",),
    "InvalidEcsId.NotFound": INSTANCES,
    "InvalidEventId.NotFound": ("event",),
    "InvalidInstance.NotFound": INSTANCES,
    "InvalidInstanceId.NotFound": INSTANCES,
    "InvalidInstanceIds.NotFound": INSTANCES,
    "InvalidInvokeId.NotFound": ("invocation",),
    "InvalidLaunchTemplate.NotFound": ("launch-template",),
    "InvalidSnapshot.NotFound": ("snapshot",),
    "InvalidZoneId.NotFound": ("zone",),
    "ResourceNotFound": RULES,
}
"""The kinds of `ecsops.completion_values` that an error code reports as missing."""

WORDS = {
    "InvalidInstanceType.NotSupported": "instance-type",
    "InvalidInstanceType.ValueNotSupported": "instance-type",
    "InvalidParameter": "simulated-event-type",
    "InvalidRegionId.NotFound": "region",
    "InvalidStatus.NotFound": "instance-status",
}
"""Which word is wrong, by the code of the refusal: lists of `ecsops.cli.completion.values`."""

MOST = 20_000
"""How many ids are compared; with more it would take longer than a person wants to wait."""

AS_LIKE = 0.75
"""How like a word an id is at least. Two ids of an account have a third in common by chance."""

LEAST = 6
"""Letters of an id that are enough where only one begins so."""

INDEX = re.compile(r"\.\d+")

WORD = re.compile(r"""[^\s,=:"'\[\]{}]+""")


class Known(NamedTuple):
    """An id and the name of what has it, if it has one."""

    id: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.id} ({self.name})" if self.name else self.id


def meant(error: ApiError, session: Session) -> str:
    """Return the sentence that says which id or word may have been meant, or nothing."""
    known = [each for kind in KINDS.get(error.code, ()) for each in known_of(kind, session)]
    known += map(Known, words_of(error.code))
    guessed = [*guesses(session.words, known)]
    if error.code.startswith("Invalid"):
        guessed += map(Known, values_meant(session.words))
    found = list(dict.fromkeys(guessed))
    if not found:
        return ""
    return _("Did you mean {guess}?").format(guess=_(" or ").join(map(str, found)))


def words_of(code: str) -> list[str]:
    """Return the words of which one is wrong when the service refuses with that code."""
    if code not in WORDS:
        return []
    # Only such a refusal pays for the words of the whole catalogue.
    from ecsops.cli.completion.values import WORD_LISTS

    return [word for word, _ in WORD_LISTS[WORDS[code]]()]


def values_meant(words: Sequence[str]) -> Iterator[str]:
    """Yield what values of a raw call may have meant, where the catalogue lists what there is."""
    # Only such a refusal pays for the operation.
    from ecsops.catalogue.index import MODULES, find, names
    from ecsops.cli.raw.names import written

    for product, operation in pairwise(words):
        if product in MODULES and operation in names(product):
            parameters = dict(written(find(product, operation).parameters, "N"))
            for name, value in given(words):
                values = [str(each) for each in parameters[name].enum] if name in parameters else []
                if value not in values:
                    yield from nearest(value, values, AS_LIKE)[:1]


def given(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of parameters in the words of a raw call, with N for a number, and values."""
    for word, following in pairwise([*words, ""]):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            yield INDEX.sub(".N", name), value if equals else following


def known_of(kind: str, session: Session) -> list[Known]:
    """Return what there is of a kind in the region; of a real account, what was seen lately."""
    settings = session.settings
    path = settings.state_path if settings.backend == SIMULATOR else settings.seen_path
    try:
        rows = completion_values.of_the_state(
            completion_values.query(kind, True), "", session.region_id, path, MOST
        )
    except Exception:
        # The refusal is what has to be told; a second error would hide it.
        return []
    described = completion_values.IDS.get(kind, ())[1:2]
    has_name = any(field.endswith("Name") and "." not in field for field in described)
    return [Known(row[0] or "", (row[1] or "") if has_name else "") for row in rows]


def guesses(words: Iterable[str], known: Sequence[Known]) -> Iterator[Known]:
    """Yield suggestions for each word that is not an id."""
    ids = {each.id: each for each in known}
    names = {each.name: each for each in known if each.name}
    for word in typed(words):
        if word not in ids:
            yield from guess(word, ids, names)


def typed(words: Iterable[str]) -> Iterator[str]:
    """Yield what may be ids in the words of a command line."""
    for word in words:
        if not word.startswith("-"):
            yield from WORD.findall(word)
        elif "=" in word:
            yield from WORD.findall(word.partition("=")[2])


def guess(word: str, ids: Mapping[str, Known], names: Mapping[str, Known]) -> Iterator[Known]:
    """Yield what has this name, or the only id that begins so, or else what is most like it."""
    begun = [each for each in ids if each.startswith(word)] if len(word) >= LEAST else []
    if word in names:
        yield names[word]
    elif len(begun) == 1:
        yield ids[begun[0]]
    else:
        everything = {**names, **ids}
        yield from (everything[each] for each in nearest(word, everything, AS_LIKE)[:1])
