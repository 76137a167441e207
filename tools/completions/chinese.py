"""Chinese descriptions of the completion scripts of zsh and fish.

The scripts hold a dictionary in addition to their tables, and read it where the shell speaks
Chinese.
"""

from collections.abc import Iterator

from ecsops import language
from ecsops.catalogue.regions import REGIONS
from ecsops.cli.core.localized_formatter import translated
from tools.completions.tree import places, word_lists

CONTEXTS = ("Meaning", "NameDesc.En", "Description", "Unit", "Word")
"""Of what tells of words, among the translations."""


def dictionary() -> dict[str, str]:
    """Return the Chinese of the descriptions by their English."""
    english = [*descriptions()]
    with language.speaking("zh"):
        chinese = [*descriptions()]
    return {one: other for one, other in zip(english, chinese, strict=True) if one != other}


def descriptions() -> Iterator[str]:
    """Yield all descriptions of the tables, in the language of the run."""
    for lines in places().values():
        yield from (line.help for line in lines)
    for words in word_lists().values():
        yield from (told(text) for _, text in words)


def told(text: str) -> str:
    """Return what tells of a word, in the language of the run."""
    words = language.words()
    if words is None:
        return text
    regions = {each.english_name: each.chinese_name for each in REGIONS.values()}
    found = [regions.get(text, text), translated(text)]
    found += [words(context, text) for context in CONTEXTS]
    return next((each for each in found if each != text), text)
