"""`python -m tools.translations.update`: bring the catalogues up to date with the texts.

New texts come in without a translation, those that are gone go; then the catalogues are compiled,
whether or not all is translated. The tests say what is missing.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ecsops.language import DOMAIN, ENGLISH, LOCALES, TRANSLATIONS
from tools.translations.sources import CLICK, Message, messages

CHINESE = LOCALES["zh"]
"""The locale whose words the catalogue of the API has."""

UNCHANGING = datetime(2019, 6, 25, tzinfo=UTC)
"""The date of the compiled files: they change only with what they say."""

HEADER = """\
# What ecsops says in another language. `python -m tools.translations.update` keeps it up to date.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def path_of(locale: str) -> Path:
    """Return the file of translations into the language of a locale."""
    return Path(TRANSLATIONS) / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def updated(text: str, locale: str) -> str:
    """Return a file of translations with what there is to translate now."""
    before = read_po(StringIO(text), locale)
    after = Catalog(locale, fuzzy=False)
    for message in messages():
        add(after, message, before, locale)
    for known in before:
        if CLICK in known.auto_comments and known.id and after.get(known.id, known.context) is None:
            after[known.id] = known
    body = BytesIO()
    write_po(body, after, omit_header=True, width=100)
    return HEADER.format(plural_forms=after.plural_forms) + body.getvalue().decode()


def add(catalog: Catalog, message: Message, before: Catalog, locale: str) -> None:
    """Add a message with the translation that is given, or that it had."""
    known = before.get(message.text, message.context or None)
    given = message.chinese if locale == CHINESE else ""
    plural = message.plural
    catalog.add(
        (message.text, plural) if plural else message.text,
        given or (known.string if known else None),
        auto_comments=[message.origin],
        context=message.context or None,
    )


def compiled(text: str, locale: str) -> bytes:
    """Return a file of translations in the form that gettext reads."""
    catalog = read_po(StringIO(text), locale)
    catalog.creation_date = UNCHANGING
    binary = BytesIO()
    write_mo(binary, catalog)
    return binary.getvalue()


def main() -> None:
    """Rewrite the catalogues; tell how much is not translated."""
    for language, locale in LOCALES.items():
        if language == ENGLISH:
            continue
        path = path_of(locale)
        text = updated(path.read_text("utf-8") if path.exists() else "", locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.with_suffix(".mo").write_bytes(compiled(text, locale))
        missing = [
            each.id for each in read_po(StringIO(text), locale) if each.id and not each.string
        ]
        print(f"{path}: {len(missing)} are not translated", file=sys.stderr)


if __name__ == "__main__":
    main()
