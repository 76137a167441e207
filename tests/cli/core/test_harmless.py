"""What comes from outside drives no terminal, and passwords of webhooks are shown to nobody."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ecsops.output.harmless import for_terminal, harmless, masked, masked_document

Run = Callable[..., Any]

HOSTILE = {
    "a title": ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
    "a clipboard": ("\x1b]52;c;Zm9v\x1b\\", r"\x1b]52;c;Zm9v\x1b\\"[:-1]),
    "a cleared screen": ("\x1b[2J\x1b[H", r"\x1b[2J\x1b[H"),
    "hidden text": ("\x1b[8mrm", r"\x1b[8mrm"),
    "eight-bit CSI": ("\x9b2J", r"\x9b2J"),
    "eight-bit OSC": ("\x9d0;x\x9c", r"\x9d0;x\x9c"),
    "a return": ("bad\rgood", r"bad\rgood"),
    "a backspace": ("bad\b\b\bgood", r"bad\x08\x08\x08good"),
    "a bell": ("\a", r"\x07"),
    "a NUL": ("\0", r"\x00"),
    "a delete": ("\x7f", r"\x7f"),
    "an override": ("\u202eexe.txt", r"\u202eexe.txt"),
    "an isolate": ("\u2066x\u2069", r"\u2066x\u2069"),
    "a line separator": ("a\u2028b", r"a\u2028b"),
    "half a pair": ("\ud800", r"\ud800"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_drives_a_terminal_is_an_escape(name: str) -> None:
    text, expected = HOSTILE[name]

    assert harmless(text) == expected
    assert "".join(for_terminal([text])) == expected


@pytest.mark.parametrize("text", ["", "plain", "多行\n\ttext\n", "é ñ 👩\u200d💻", "\xa0"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_lines_of_windows_end_as_others_do() -> None:
    assert harmless("one\r\ntwo\r\n") == "one\ntwo\n"


def test_our_own_colours_stay() -> None:
    text = "\x1b[32mRunning\x1b[0m | \x1b[2J\x1b[38;5;12mx\x1b[0m\n"

    assert "".join(for_terminal([text])) == text.replace("\x1b[2J", r"\x1b[2J")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://joe:secret@127.0.0.1/x", "http://joe:***@127.0.0.1/x"),
        ("http://:secret@127.0.0.1/x", "http://:***@127.0.0.1/x"),
        ("see https://joe:s@cret@host/x?a=b:c@d now", "see https://joe:***@host/x?a=b:c@d now"),
        ("http://a:1@b/ http://c:2@d/", "http://a:***@b/ http://c:***@d/"),
        ("http://joe@host/x", "http://joe@host/x"),
        ("http://host:8080/x@y", "http://host:8080/x@y"),
        ("joe:secret@host", "joe:secret@host"),
    ],
)
def test_the_password_of_a_url_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert masked_document({"a": [{"b": text}, 1, None]}) == {"a": [{"b": expected}, 1, None]}


WEBHOOK = "http://joe:seCRet@127.0.0.1:9/x"

LINES = [
    f"notify rule create all --event * --webhook {WEBHOOK}",
    "notify rule list",
    "notify rule show all",
    "notify target list all",
    "notify history",
    "notify test all",
    f"notify target add all --webhook {WEBHOOK}",
]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv"])
def test_no_task_command_prints_the_password_of_a_webhook(
    ecsops: Run, home: Path, form: str
) -> None:
    said = []
    for line in LINES:
        ran = ecsops(f"{line} -o {form} --debug")
        said.append(ran.stdout + ran.stderr)

    assert "seCRet" not in "".join(said)
    assert "joe:***@127.0.0.1:9" in "".join(said)
    database = sqlite3.connect(home / "simulator.db")
    (rule,) = database.execute('SELECT facts FROM "EventRule"').fetchone()
    database.close()
    assert "seCRet" in json.dumps(rule)


def test_the_api_itself_shows_its_documents_unchanged(ecsops: Run) -> None:
    ecsops(LINES[0])

    assert WEBHOOK in ecsops("cms DescribeEventRuleTargetList --RuleName all").stdout


def test_an_error_masks_the_password(ecsops: Run) -> None:
    ran = ecsops("notify rule create all --event * --webhook ftp://joe:seCRet@127.0.0.1/x")

    assert ran.exit_status != 0
    assert "seCRet" not in ran.stdout + ran.stderr
