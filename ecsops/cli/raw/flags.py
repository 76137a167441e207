"""The flags that every raw call understands, for all operations.

They are the global flags of the vendor's CLI under the names that scripts use, and our own. Flags
that describe how a request travels are read so that such scripts run unchanged.
"""

from enum import Enum
from gettext import gettext as _
from typing import Any, NamedTuple

import click

from ecsops.cli.raw.credential_flags import CREDENTIAL_FLAGS
from ecsops.config import BACKENDS
from ecsops.language import LOCALES


class Takes(Enum):
    """The argument of a flag."""

    NOTHING = ""
    VALUE = "one value"
    VALUES = "one value each time"
    WORDS = "every word up to the next token that begins with a dash"


class Flag(NamedTuple):
    """One flag: how it is written, what it takes, and what it does.

    `transport` flags concern the account and the wire, which the embedded simulator has not.
    """

    name: str
    summary: str
    takes: Takes = Takes.NOTHING
    short: str = ""
    also: tuple[str, ...] = ()
    shown: str = ""
    choices: tuple[str, ...] = ()
    transport: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every token that means this flag, the usual one first."""
        long = tuple(f"--{name}" for name in (self.name, *self.also))
        return (*long, f"-{self.short}") if self.short else long


class Waiter(NamedTuple):
    """The condition of `--waiter`: a JMESPath expression on the response, compared as text;
    times in seconds."""

    expr: str
    to: str
    timeout: float = 180
    interval: float = 5


FLAGS = (
    Flag(
        "output",
        "Output format: json, jsonl, table, csv, tsv, table:STYLE, or columns.",
        Takes.WORDS,
        short="o",
        also=("Output",),
        shown="FORMAT | cols=A,B [rows=JMESPATH] [num=true]",
    ),
    Flag(
        "query",
        "Print only the result of a JMESPath expression on the response.",
        Takes.VALUE,
        also=("cli-query",),
        shown="JMESPATH",
    ),
    Flag(
        "pager",
        "Read all pages and print them as one response. The vendor's fields (path= "
        "PageNumber= …) are accepted but not needed.",
        Takes.WORDS,
    ),
    Flag(
        "waiter",
        (
            "Repeat the call until the JMESPath expression has that value; both times are in "
            "seconds."
        ),
        Takes.WORDS,
        shown="expr=JMESPATH to=VALUE [timeout=180] [interval=5]",
    ),
    Flag("quiet", "Print nothing when the call succeeds.", short="q"),
    Flag(
        "dryrun",
        "Print the API call without making it.",
        also=("dry-run", "cli-dry-run", "cli-dry-run-json"),
    ),
    Flag("force", "Skip the checks of operation names and required parameters."),
    Flag("version", "API version; accepted for scripts that name it.", Takes.VALUE, shown="DATE"),
    Flag("region", "Region to call; also the default for RegionId.", Takes.VALUE),
    Flag("profile", "Profile for the call.", Takes.VALUE, short="p"),
    Flag("endpoint", "Host to call, or http://HOST:PORT.", Takes.VALUE, short="e"),
    Flag("backend", "Simulator or real service.", Takes.VALUE, choices=BACKENDS),
    Flag("verbose", "Report the account and region of the call on stderr.", short="v"),
    Flag("debug", "Show the traceback of a bug, and each request, without secrets."),
    Flag("wide", "Show all columns of a table, even beyond the terminal's width."),
    Flag("no-pager", "Print long text on a terminal without a pager."),
    Flag("lang", "Language of messages: English or Chinese.", Takes.VALUE, choices=(*LOCALES,)),
    Flag("help", "Show this help.", short="h"),
    *(
        Flag(name, "", Takes.VALUE, also=also, transport=True, choices=choices, short=short)
        for name, short, also, choices in (
            ("endpoint-type", "", (), ()),
            ("method", "", (), ("GET", "POST")),
            ("connect-timeout", "", (), ()),
            ("read-timeout", "", ("retry-timeout",), ()),
            ("retry-count", "", (), ()),
            ("language", "", (), ()),
            ("user-agent", "", (), ()),
        )
    ),
    *(
        Flag(each.name, each.summary, Takes.VALUE, shown=each.metavar, transport=True)
        for each in CREDENTIAL_FLAGS
    ),
    Flag("header", "", Takes.VALUES, transport=True),
    Flag("secure", "", transport=True),
    Flag("insecure", "", transport=True),
    Flag("skip-secure-verify", "", transport=True),
)

BY_SPELLING = {spelling: flag for flag in FLAGS for spelling in flag.spellings}

PAGER_FIELDS = ("path", "PageNumber", "PageSize", "TotalCount", "NextToken")


def checked(flag: Flag, value: Any) -> Any:
    """Return the value in the form that the program uses.

    Raises click.UsageError for a value that the flag does not know.
    """
    if flag.choices and value not in flag.choices:
        raise click.UsageError(
            _("Invalid value {value} for --{name}. Use one of {choices}.").format(
                name=flag.name, choices=", ".join(flag.choices), value=value
            )
        )
    if flag.name == "pager":
        return _fields(flag, value, PAGER_FIELDS)
    if flag.name == "waiter":
        return _waiter(_fields(flag, value, tuple(Waiter.__annotations__)))
    if flag.takes is Takes.WORDS and not value:
        raise click.UsageError(
            _("--{name} requires a value: {shown}").format(name=flag.name, shown=flag.shown)
        )
    return value


def _fields(flag: Flag, words: tuple[str, ...], known: tuple[str, ...]) -> dict[str, str]:
    fields = dict(word.partition("=")[::2] for word in words)
    for word in words:
        if word.partition("=")[0] not in known or "=" not in word:
            shown = " ".join(f"{name}=" for name in known)
            raise click.UsageError(
                _("--{name} has no field {word}. Its fields: {shown}").format(
                    name=flag.name, word=word, shown=shown
                )
            )
    return fields


def _waiter(fields: dict[str, str]) -> Waiter:
    if missing := [name for name in ("expr", "to") if name not in fields]:
        raise click.UsageError(
            _("--waiter requires {names}").format(
                names=" and ".join(f"{name}=" for name in missing)
            )
        )
    times = {name: _seconds(name, fields[name]) for name in ("timeout", "interval") & fields.keys()}
    return Waiter(fields["expr"], fields["to"], **times)


def _seconds(name: str, text: str) -> float:
    # Only plain decimals: float() would also take nan, inf and 1e9.
    if not text.replace(".", "", 1).isdecimal() or not float(text):
        raise click.UsageError(
            _("Invalid value --waiter {name}={text}. Use a number of seconds above 0.").format(
                name=name, text=text
            )
        )
    return float(text)
