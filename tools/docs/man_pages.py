"""Man pages of the program and of its commands, made when a wheel is built (hatch_build.py).

`python -m tools.docs.man_pages DIRECTORY` writes them there. The operations of the API have none:
what is known of them is the catalogue's, and `ecsops ecs OPERATION --help` shows it.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from ecsops.catalogue.index import MODULES
from ecsops.catalogue.model import Document
from ecsops.cli import ecsops
from ecsops.cli.help.schema_document import schema
from ecsops.cli.help.topics import TOPICS

ROOT = Path(__file__).parents[2]

ESCAPED = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga"}
"""Characters that are special in roff."""

SECTION = 1
"""Of the manual: commands of users."""


def pages(version: str) -> dict[str, str]:
    """Return the text of each page by the name of its file."""
    document = schema(click.Context(ecsops, info_name="ecsops"))
    shown = [each for each in document["Commands"] if not is_operation(each["Path"])]
    return {f"{name_of(each['Path'])}.{SECTION}": page(each, document, version) for each in shown}


def is_operation(path: str) -> bool:
    """Return whether that is a raw call."""
    group, _, rest = path.partition(" ")
    return group in MODULES and bool(rest)


def name_of(path: str) -> str:
    """Return the name of a command's page."""
    return "-".join(["ecsops", *path.split()])


def page(command: Document, document: Document, version: str) -> str:
    """Return the page of a command in roff."""
    name = name_of(command["Path"])
    lines = [
        f'.TH {roff(name.upper())} {SECTION} "" "ecsops {version}" "ecsops"',
        ".SH NAME",
        f"{roff(name)} \\- {roff(command['Summary'].removesuffix('.'))}",
        ".SH SYNOPSIS",
        f"\\fB{roff(' '.join(['ecsops', *command['Path'].split()]))}\\fR {synopsis(command)}",
        ".SH DESCRIPTION",
        *paragraphs(command["Summary"], command["Description"]),
        *commands(command, document["Commands"]),
        *options(command, document["EveryCommand"]),
        *examples(command["Examples"]),
        *operations(command["Operations"]),
        *exit_statuses(command, document["ExitStatuses"]),
        *see_also(command["Path"], command["Commands"]),
    ]
    return "\n".join(lines) + "\n"


def roff(text: str) -> str:
    """Return text as roff prints it as it stands; a hyphen is one that can be copied."""
    text = "".join(ESCAPED.get(each, each) if each.isascii() else unicode(each) for each in text)
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def unicode(letter: str) -> str:
    """Return a non-ASCII letter, independent of the page's encoding."""
    return f"\\[u{ord(letter):04X}]"


def synopsis(command: Document) -> str:
    """Return what follows a command's name in its usage."""
    words = command["Usage"].split()[1 + len(command["Path"].split()) :]
    return re.sub(r"[A-Z_|]{2,}", r"\\fI\g<0>\\fR", roff(" ".join(words)))


def paragraphs(first: str, *texts: str) -> Iterator[str]:
    """Yield the paragraphs of a section."""
    yield roff(first)
    for text in filter(None, texts):
        yield ".PP"
        yield roff(text)


def tagged(tag: str, text: str) -> Iterator[str]:
    """Yield an item of a list: a tag in roff, and its text beside it."""
    yield ".TP"
    yield tag
    yield roff(text) or "\\&"


def commands(command: Document, known: Iterable[Document]) -> Iterator[str]:
    """Yield the commands of a group with their sentences."""
    if command["Commands"]:
        yield ".SH COMMANDS"
    summaries = {each["Path"]: each["Summary"] for each in known}
    for name in command["Commands"]:
        yield from tagged(f"\\fB{roff(name)}\\fR", summaries[f"{command['Path']} {name}".strip()])


def options(command: Document, every: list[Document]) -> Iterator[str]:
    """Yield the options by sections; those of every command too, though it were in short."""
    own = sorted(command["Options"], key=lambda each: each["Section"] != "Options")
    if not (command["Commands"] and command["Path"]):
        own += every
    for section, found in groupby(own, key=lambda each: str(each["Section"])):
        yield f".SH {roff(section.upper())}"
        for each in found:
            names = ", ".join(f"\\fB{roff(name)}\\fR" for name in spellings(each))
            metavar = f" \\fI{roff(each['Metavar'])}\\fR" if each["Metavar"] else ""
            yield from tagged(names + metavar, each["Help"])


def spellings(option: Document) -> list[str]:
    """Return how an option is written, in short first."""
    return [*sorted(option["Names"], key=len), *option["Off"]]


def examples(shown: Iterable[Document]) -> Iterator[str]:
    """Yield examples, their lines as they are typed."""
    for place, each in enumerate(shown):
        yield ".PP" if place else ".SH EXAMPLES"
        yield roff(f"{each['Text']}:")
        yield from (".PP", ".RS 4", ".nf", *map(roff, each["Lines"]), ".fi", ".RE")


def operations(calls: Iterable[Document]) -> Iterator[str]:
    """Yield the operations of the API, and the permissions that they need."""
    for place, each in enumerate(calls):
        if not place:
            yield ".SH API OPERATIONS"
            yield "The operations that it calls, and the permissions of RAM that they need."
        yield from tagged(f"\\fB{roff(each['Name'])}\\fR", each["Permission"])


def exit_statuses(command: Document, known: Iterable[Document]) -> Iterator[str]:
    """Yield the exit statuses of a command with their meanings."""
    if command["Commands"]:
        return
    yield ".SH EXIT STATUS"
    for each in known:
        if each["Status"] in command["ExitStatuses"]:
            yield from tagged(f"\\fB{each['Status']}\\fR", each["Meaning"])


def see_also(path: str, below: Iterable[str]) -> Iterator[str]:
    """Yield the pages above and below, and the topics."""
    *above, _ = path.split() or [""]
    names = [name_of(" ".join(above))] if path else []
    names += [name_of(f"{path} {name}") for name in below if not is_operation(f"{path} {name}")]
    yield ".SH SEE ALSO"
    yield ", ".join(f"\\fB{roff(name)}\\fR({SECTION})" for name in names) or "\\&"
    yield ".PP"
    yield roff(f"`ecsops help TOPIC` explains: {', '.join(TOPICS)}.")


def main(directory: str) -> None:
    """Write the pages."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    Path(directory).mkdir(parents=True, exist_ok=True)
    for name, text in pages(version).items():
        (Path(directory) / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
