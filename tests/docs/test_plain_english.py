"""Help, errors, pages and docstrings are in plain English: no riddles, no literary words.

Each pattern has its reason. A sentence that needs one of these words can nearly always be said with
a subject, a verb and an object.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools.docs.console import ROOT

WORDS = {
    r"\banew\b": "write 'again' or 'start over'",
    r"\bbesides\b": "write 'in addition to'",
    r"\bseldom\b": "write 'rarely'",
    r"\bthereby\b": "start a sentence of its own",
    r"\bthe while\b": "write 'meanwhile'",
    r"\b(has|had) (had )?its while\b": "write 'timed out'",
    r"\bin the stead of\b": "write 'instead of'",
    r"\bwhoever\b": "name the actor",
    r"\bnobody\b": "name the actor",
    r"\bunless told\b": "write 'by default'",
    r"\b(is|are) no [a-z]+ (of|such as|like)\b": "write 'is not a valid …' or 'does not …'",
    r"^There (is|are) no\b": "write 'No such …' or 'No …'",
    r"\basking nobody\b": "write 'without confirmation'",
    r"\bfor ever\b": "give the duration",
}
"""Words that the reader does not expect, anywhere in a sentence."""

STARTS = {
    r"(Have|Let) ": "use the verb: create, show, set, enable",
    r"(Say|Tell) ": "use the verb: report, print, return",
    r"(What|Who|Whose|Whoever) ": "use a noun as the subject",
    r"Only its\b": "finish the noun phrase",
    r"Is (it|the|this) .*\?": "tell the reader to check it",
}
"""Beginnings of help, errors and docstrings."""

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("**/*.md")])

BLOCK = re.compile(r"^```.*?^```$|^<!-- generated: .*?^<!-- end -->$", re.DOTALL | re.MULTILINE)
"""Code, output and generated tables of a page: other tests and sources answer for these."""


def problems(sentence: str, *, starts: bool) -> Iterator[str]:
    """Yield the banned patterns of a text, with the advice for each."""
    found = list(WORDS.items())
    found += [(f"^{pattern}", advice) for pattern, advice in STARTS.items() if starts]
    for pattern, advice in found:
        if re.search(pattern, sentence):
            yield f"{sentence[:90]!r}: {advice}"


def messages() -> Iterator[str]:
    """Yield the sentences that the program prints: help, errors, hints and headings."""
    path = ROOT / "ecsops/translations/zh_CN/LC_MESSAGES/ecsops.po"
    with path.open("rb") as catalogue:
        for message in read_po(catalogue):
            texts = message.id if isinstance(message.id, tuple) else (message.id,)
            yield from filter(None, texts)


def docstrings(directory: str) -> Iterator[str]:
    """Yield the docstrings below a directory, of modules, classes, functions and values."""
    for path in sorted((ROOT / directory).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                text = node.value.value
                if isinstance(text, str):
                    yield " ".join(text.split())


def prose(path: Path) -> list[str]:
    """Return the paragraphs of a page, without its code and generated parts."""
    text = BLOCK.sub("", path.read_text("utf-8"))
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def test_messages_are_plain() -> None:
    assert [each for text in messages() for each in problems(text, starts=True)] == []


@pytest.mark.parametrize("directory", ["ecsops", "tools"])
def test_docstrings_are_plain(directory: str) -> None:
    found = [each for text in docstrings(directory) for each in problems(text, starts=True)]

    assert found == []


@pytest.mark.parametrize("page", [str(path.relative_to(ROOT)) for path in PAGES])
def test_pages_are_plain(page: str) -> None:
    found = [each for text in prose(ROOT / page) for each in problems(text, starts=False)]

    assert found == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Have rules for which events are delivered.",
        "Let PROFILE count where none is named",
        "Say which backend and region is used.",
        "What the profile speaks.",
        "Only its.",
        "Is it locked?",
        "There is no column 'x'.",
        "Throw the state away and begin anew.",
        "Delete one, asking nobody",
        "ever more seldom, by the next command",
        "What the role asks for besides.",
    ],
)
def test_the_old_voice_is_found(sentence: str) -> None:
    assert list(problems(sentence, starts=True)) != []
