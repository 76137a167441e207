"""Rubbish command lines: none ends in a traceback, takes long, or changes anything when refused.

The lines are made from what `ecsops schema` tells of every command. `ECSOPS_FUZZ=20000` tries as
many; the tests try fewer. What was found stands in SEEDS.
"""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import click
import pytest
from click.testing import CliRunner

from ecsops.catalogue.model import Document
from ecsops.cli import ecsops as program
from ecsops.cli.help.schema_document import schema

LINES = int(os.environ.get("ECSOPS_FUZZ", "150"))

STATUSES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 130, 141}

LONGEST_S = 2.0
"""The processor time of a line at most; the goal is one second, on a quiet machine."""

FRESH_AFTER = 250
"""After so many lines the account starts again."""

ODD = (
    *(
        "",
        "0",
        "-1",
        "1",
        "2",
        "1e999",
        "NaN",
        "Infinity",
        "-0",
        "0x10",
        "1_000",
        "\u0663",
        "\u00b2",
    ),
    *("99999999999999999999", "9" * 5000, "9" * 20 + "d", "1h" * 2000, "+" + "9" * 30 + "h"),
    *("[]", "{}", "null", "[" * 5000, "{" * 5000, '{"a":' * 3000, "(" * 3000, "a" * 1_000_000),
    *("\udc80", "\ud800", "\ud800\udc00", "a\x00b", "\x1b[2J", "\u202e", "多", "👩\u200d💻"),
    *("i-bp11icv3rbg0ijc177n1", "i-" + "x" * 70_000, "ds-1", "cn-hangzhou", "all", "*", "?", "["),
    *("2019-06-25T08:00:00Z", "9999-99-99T99:99:99Z", "0001-01-01T00:00", "+9999999999d", "03:00"),
    *("cron(0 0 31 2 ? 2019 UTC)", "0 0 0 31 2 ? *", "rate(0s)", "rate(99999999999999d)"),
    *(
        "table",
        "json",
        "jsonl",
        "csv",
        "tsv",
        "table:grid",
        "cols=" + "A," * 2000,
        "rows=" + "[" * 999,
    ),
    *(
        "http://a:b@127.0.0.1:1/x",
        "http://[",
        "http://127.0.0.1:99999/",
        "../../etc/passwd",
        "/dev/null",
    ),
    *("-", "--", "-x", "--help", "@", "@/nowhere", "true", "false"),
)
"""Values that programs stumble over."""

ENDLESS = (
    "sim serve",
    "sim shell",
    "notify listen",
    "monitor top",
    "events watch",
    "completion install",
)
"""Commands that last until they are stopped, or that write into the user's own files."""

APART = (
    *("--follow", "--watch", "--backend", "--endpoint", "--profile", "--pager", "--wait-timeout"),
    *("--timeout", "--wait", "--max-time", "--exec"),
)
"""Options that wait, that go to a real service, or that start programs."""

SEEDS: tuple[tuple[str, ...], ...] = ()
"""Lines that once found something."""


def commands() -> list[Document]:
    """Return the commands that may be tried, as `ecsops schema` describes them."""
    context = click.Context(program, info_name="ecsops")
    return [
        each
        for each in schema(context)["Commands"]
        if each["Path"] and not each["Commands"] and not each["Path"].startswith(ENDLESS)
    ]


@pytest.fixture(scope="module")
def described() -> list[Document]:
    return commands()


def names(options: Sequence[Document]) -> list[tuple[str, bool]]:
    """Return the options that may be tried, and whether each takes a value."""
    return [
        (name.replace("N", "1") if "." in name else name, option["Type"] != "boolean")
        for option in options
        for name in (*option["Names"], *option["Off"])
        if name.startswith("-") and not name.startswith(APART)
    ]


def line_of(random: Random, described: Sequence[Document]) -> list[str]:
    """Return a command line: a command, odd arguments, and a few of its options."""
    command = random.choice(described)
    words = command["Path"].split()
    for argument in command["Arguments"]:
        if argument["Required"] or random.random() < 0.5:
            words.append(random.choice(ODD))
    options = names(command["Options"])
    required = names([each for each in command["Options"] if each["Required"]])
    chosen = random.sample(options, min(len(options), random.randrange(4)))
    for name, takes_value in (*required, *chosen):
        words.append(name)
        if takes_value:
            words.append(random.choice(ODD))
    if random.random() < 0.3:
        words += [random.choice(("--query", "-o", "--region", "--lang")), random.choice(ODD)]
    if random.random() < 0.2:
        words.insert(0, "--debug")
    if random.random() < 0.3:
        words.append("--yes")
    return words


class Account:
    """The account that the lines work on, and whether it has changed."""

    def __init__(self, first_use: Path, home: Path) -> None:
        self._first_use, self._home = first_use, home
        self.renew()

    def renew(self) -> None:
        """Start again with the first-use account."""
        shutil.rmtree(self._home, ignore_errors=True)
        self._home.mkdir()
        shutil.copy(self._first_use, self._home / "simulator.db")

    def content(self) -> list[Any]:
        """Return everything but the last time that was seen."""
        with closing(sqlite3.connect(self._home / "simulator.db")) as database:
            tables = [
                name
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table'"
                )
            ]
            rows = [row for name in tables for row in database.execute(f'SELECT * FROM "{name}"')]
        return [row for row in rows if row[0] != "clock.latest"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("ECSOPS_REGION_ID", "ALIBABA_CLOUD_REGION_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ECSOPS_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def shortened(words: Sequence[str]) -> list[str]:
    """Return a line as a failure shows it."""
    return [ascii(each[:60]) + (f"({len(each)})" if len(each) > 60 else "") for each in words]


def fault_of(words: list[str]) -> str:
    """Run a line; return what is wrong with how it ended, or nothing."""
    begun = process_time()
    result = CliRunner().invoke(program, words, prog_name="ecsops")
    took = process_time() - begun
    if result.exception and not isinstance(result.exception, SystemExit):
        return f"{type(result.exception).__name__}: {str(result.exception)[:200]}"
    if result.exit_code not in STATUSES:
        return f"exit status {result.exit_code}"
    if "Traceback" in result.output and "--debug" not in words:
        return "a traceback"
    return f"{took:.1f} s" if took > LONGEST_S else ""


@pytest.mark.parametrize("words", SEEDS, ids=lambda words: " ".join(shortened(words))[:80])
def test_what_was_found_is_mended(first_use: Path, place: Path, words: tuple[str, ...]) -> None:
    Account(first_use, place / "home")

    assert fault_of(list(words)) == ""


def test_no_line_is_a_defect(first_use: Path, place: Path, described: list[Document]) -> None:
    account = Account(first_use, place / "home")
    begin = int(os.environ.get("ECSOPS_FUZZ_SEED", "0"))
    found = []
    for number in range(begin, begin + LINES):
        if number % FRESH_AFTER == 0:
            account.renew()
        words = line_of(Random(number), described)
        before = account.content()
        fault = fault_of(words)
        if not fault and before != account.content() and refused_by_us(words):
            fault = "a refused line changed the account"
        if fault:
            found.append((number, fault, shortened(words)))

    assert found == [], "\n".join(map(str, found))


def refused_by_us(words: list[str]) -> bool:
    """Tell whether the line, run once more, is a usage error."""
    return CliRunner().invoke(program, words, prog_name="ecsops").exit_code == 2
