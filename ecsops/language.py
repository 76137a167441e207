"""Which language a run speaks. gettext does the rest.

A sentence made at run time is marked where it is made, by gettext's own `_`; click marks its own
the same way. Texts of help are translated as they are written (`cli/core/localized_formatter.py`),
headings and states as a table is drawn. English needs no catalogue, so it pays for none.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from gettext import bindtextdomain, textdomain, translation
from typing import TYPE_CHECKING

from ecsops.config import language_of_profile

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "ecsops"
"""The name of our catalogues of translations."""

NO_DOMAIN = textdomain()
"""The directory that gettext uses by default."""

TRANSLATIONS = os.path.join(os.path.dirname(__file__), "translations")

ENGLISH = "en"

LOCALES = {ENGLISH: "en", "zh": "zh_CN"}
"""The languages that `--lang` takes, and the directories of their catalogues."""

OPTION = "--lang"

LANGUAGE_VARIABLE = "ECSOPS_LANG"

LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where gettext looks for languages: the first one that is set counts."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Set the language of gettext for this process and its children during the block."""
    if language == ENGLISH:
        yield
        return
    before = os.environ.get(LOCALE_VARIABLES[0])
    os.environ[LOCALE_VARIABLES[0]] = LOCALES[language]
    bindtextdomain(DOMAIN, TRANSLATIONS)
    textdomain(DOMAIN)
    try:
        yield
    finally:
        textdomain(NO_DOMAIN)
        del os.environ[LOCALE_VARIABLES[0]]
        if before is not None:
            os.environ[LOCALE_VARIABLES[0]] = before


def is_english() -> bool:
    """Return whether texts are shown as they stand in the source."""
    return textdomain() != DOMAIN


def page_suffix() -> str:
    """Return what the names of pages in the language of the run end in, such as `.zh-CN`."""
    return "" if is_english() else f".{os.environ[LOCALE_VARIABLES[0]].replace('_', '-')}"


def words() -> "Callable[[str, str], str] | None":
    """Return what headings and values of a table are called, or None where they keep their names.

    It is a look-up in a dictionary; gettext's own functions look for their file every time.
    """
    return None if is_english() else translation(DOMAIN, TRANSLATIONS).pgettext


def values_displayed(column: str, values: Sequence[str]) -> dict[str, str]:
    """Return the values of a column by the words of every translation, whatever the run speaks."""
    found = {}
    for locale in LOCALES.values():
        known = translation(DOMAIN, TRANSLATIONS, [locale], fallback=True)
        found.update({known.pgettext(column, each): each for each in values})
    return found


def chosen(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of a run: of the option, the environment, the profile, the locale."""
    return next((each for each in asked(arguments, environment) if each in LOCALES), ENGLISH)


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the languages that are asked for, the one that counts most first."""
    yield value_of(OPTION, arguments)
    yield environment.get(LANGUAGE_VARIABLE, "")
    yield language_of_profile(value_of("--profile", arguments), environment)
    yield from languages_of_locale(environment)


def value_of(option: str, arguments: Sequence[str]) -> str:
    """Return what follows an option, the last time that it is given; nothing where it is not.

    The language is needed before click reads the command line: its help and errors speak it.
    """
    found = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
        elif place and arguments[place - 1] == option:
            found = argument
    return found


def languages_of_locale(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the languages of the locale, such as zh of `zh_CN.UTF-8`."""
    named = next(filter(None, map(environment.get, LOCALE_VARIABLES)), "")
    for each in named.split(":"):
        yield each.partition(".")[0].partition("_")[0]
