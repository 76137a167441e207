"""The program at a terminal: the pager, colours, narrow screens, Ctrl-C and SIGTERM."""

import os
import re
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pexpect
import pytest
from click.testing import CliRunner

from ecsops.cli import ecsops as program
from ecsops.cli.core import pager as paging
from ecsops.cli.core.process_exit import Terminated
from ecsops.simulator.account import Simulator
from tests.support.forked import forked
from tests.support.screens import shown

ROOT = Path(__file__).parents[3]

WEB = "i-bp11icv3rbg0ijc177n1"

ROWS = 20

MARK = "PAGED\r\n"

MARKING = "sh -c 'echo PAGED; cat'"
"""A pager that says that it is one."""

LONG = "ecs DescribeInstances"

SHORT = "deployset list"


def test_what_is_longer_than_the_screen_goes_through_the_pager(home: Path) -> None:
    plain = shown(f"{LONG} --no-pager", home, ECSOPS_PAGER=MARKING)

    assert MARK not in plain
    assert MARK + plain == shown(LONG, home, ECSOPS_PAGER=MARKING)
    assert MARK in shown("instance list --help", home, ECSOPS_PAGER=MARKING)
    assert MARK not in shown("instance list --help --no-pager", home, ECSOPS_PAGER=MARKING)
    assert MARK not in shown(SHORT, home, ECSOPS_PAGER=MARKING)
    assert plain == shown(LONG, home, columns=0, ECSOPS_PAGER=MARKING)


@pytest.mark.parametrize(
    ("variables", "is_paged"),
    [
        ({"PAGER": MARKING}, True),
        ({"PAGER": "false", "ECSOPS_PAGER": MARKING}, True),
        ({"PAGER": MARKING, "ECSOPS_PAGER": ""}, False),
        ({"PAGER": "cat"}, False),
        ({"PAGER": "there-is-no-such-pager -x"}, False),
        ({"PAGER": "'unbalanced"}, False),
        ({"PAGER": MARKING, "TERM": "dumb"}, False),
    ],
)
def test_the_pager_is_the_users(variables: dict[str, str], is_paged: bool, home: Path) -> None:
    text = shown(LONG, home, **variables)

    assert is_paged == text.startswith(MARK)
    assert text.endswith("}\r\n")


def test_less_is_told_to_keep_colours_unless_the_user_tells_it(home: Path) -> None:
    saying = "sh -c 'echo $LESS; cat >/dev/null'"

    assert shown(LONG, home, PAGER=saying) == "FRX\r\n"
    assert shown(LONG, home, PAGER=saying, LESS="-S") == "-S\r\n"


def test_less_shows_chinese_where_the_locale_is_not_installed(home: Path) -> None:
    saying = "sh -c 'echo $LESSCHARSET; cat >/dev/null'"
    where = {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}

    assert shown(LONG, home, PAGER=saying, **where) == "utf-8\r\n"
    assert shown(LONG, home, PAGER=saying, LESSCHARSET="koi8-r", **where) == "koi8-r\r\n"


def test_the_pager_is_given_colours(home: Path) -> None:
    wide = "monitor health --wide"
    narrow = shown(wide, home, columns=20, ECSOPS_PAGER=MARKING)
    plain = shown(wide, home, columns=20, ECSOPS_PAGER=MARKING, NO_COLOR="1")

    assert (narrow.startswith(MARK), plain.startswith(MARK)) == (True, True)
    assert ("\x1b[32mOk" in narrow, "\x1b" in plain) == (True, False)


def test_sigterm_ends_a_pager_that_is_still_fed() -> None:
    pager = paging.started("sleep 60")
    assert pager is not None

    with pytest.raises(Terminated), paging.fed(pager):
        raise Terminated

    assert pager.returncode == -signal.SIGTERM


def test_the_reader_of_a_pipe_needs_no_pager(home: Path) -> None:
    assert forked(*LONG.split(), home=home, PAGER=MARKING).stdout.startswith("{\n")


def test_who_leaves_the_pager_stops_the_reading(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGER", "head -n 1")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, ROWS)))
    read = []

    def lines() -> Iterator[str]:
        for number in range(1_000_000):
            read.append(number)
            yield f"{number}\n"

    assert list(paging.paged(lines())) == []
    assert capfd.readouterr().out == "0\n"
    assert len(read) < 100_000


def test_a_line_that_is_wider_than_the_terminal_takes_more_rows() -> None:
    assert [paging.rows(text, 4) for text in ("", "\n", "abcd", "abcde", "名字名")] == [
        0,
        1,
        1,
        2,
        2,
    ]


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_for_terminals_that_want_them(variables: dict[str, str], home: Path) -> None:
    for line in ("monitor health", f"monitor chart {WEB}"):
        coloured = shown(f"{line} --no-pager", home, NO_COLOR="")
        plain = shown(f"{line} --no-pager", home, **variables)

        assert "\x1b[" in coloured
        assert "\x1b" not in plain
        assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


@pytest.mark.parametrize("columns", [40, 20, 1])
def test_help_is_as_narrow_as_the_terminal(columns: int) -> None:
    text = CliRunner().invoke(program, ["events", "--help"], env={"COLUMNS": str(columns)}).stdout

    assert "watch" in text
    if columns == 40:
        # What can be copied is one line.
        assert max(map(len, text.partition("Example")[0].splitlines())) <= 40


@pytest.mark.parametrize("columns", [40, 20])
def test_a_wide_table_is_the_same_on_a_narrow_terminal(columns: int, home: Path) -> None:
    wide = shown(f"{SHORT} --wide --no-pager", home, columns=columns)

    assert wide == shown(SHORT, home, columns=200)


def at_terminal(line: str, home: Path) -> Any:
    environment = {**os.environ, "ECSOPS_HOME": str(home), "HOME": str(home), "TERM": "xterm"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "ecsops", *line.split()],
        cwd=str(ROOT),
        env=environment,
        encoding="utf-8",
        timeout=20,
    )


def ended(terminal: Any) -> tuple[str, int, bool]:
    """Return the last lines, the signal that ended the program, and whether typing is seen."""
    terminal.expect(pexpect.EOF)
    echoes = bool(termios.tcgetattr(terminal.child_fd)[3] & termios.ECHO)
    terminal.close()
    return terminal.before, terminal.signalstatus, echoes


@pytest.mark.parametrize(
    ("number", "said"), [(signal.SIGINT, "\r\nInterrupted."), (signal.SIGTERM, "Terminated.")]
)
def test_a_hidden_question_that_is_interrupted_lets_typing_be_seen_again(
    number: signal.Signals, said: str, home: Path
) -> None:
    terminal = at_terminal("configure set --profile prod --access-key-id LTAI5tNone", home)
    terminal.expect("AccessKeySecret: ")
    terminal.waitnoecho()
    terminal.kill(number)

    assert ended(terminal) == (f"\r\n{said}\r\n", number, True)


def test_the_screen_of_top_is_left_on_sigterm(home: Path) -> None:
    terminal = at_terminal("monitor top", home)
    terminal.expect("q=quit")
    terminal.kill(signal.SIGTERM)
    before, number, echoes = ended(terminal)

    assert before.endswith("\x1b[?25h\x1b[?1049lTerminated.\r\n")
    assert (number, echoes) == (signal.SIGTERM, True)


PROMPT_OF_LESS = r"\n:\x1b\[K"


def test_ctrl_c_in_less_is_its_own_affair(home: Path) -> None:
    terminal = at_terminal(LONG, home)
    terminal.expect(PROMPT_OF_LESS)
    terminal.sendintr()
    terminal.send("G")
    terminal.expect("END")
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert (terminal.exitstatus, terminal.signalstatus) == (0, None)


def test_sigterm_ends_less_too(home: Path) -> None:
    terminal = at_terminal(LONG, home)
    terminal.expect(PROMPT_OF_LESS)
    terminal.kill(signal.SIGTERM)
    before, number, echoes = ended(terminal)

    assert before.endswith("Terminated.\r\n")
    assert (number, echoes) == (signal.SIGTERM, True)


def test_sigterm_names_what_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def terminated(self: Simulator, seconds: float) -> None:
        raise Terminated

    monkeypatch.setattr(Simulator, "wait", terminated)
    monkeypatch.setenv("ECSOPS_HOME", str(home))
    ran = CliRunner().invoke(program, ["assist", "run", WEB, "-c", "sleep 60", "--quiet"])

    assert ran.exit_code == 143
    assert re.fullmatch(
        r"Terminated\.\nStill running: (t-\w+)\n"
        r"Show the results with: ecsops assist results \1 --wait\n"
        r"Stop it with: ecsops assist stop \1\n",
        ran.stderr,
    )


@pytest.mark.parametrize(
    ("cause", "status", "said"),
    [(KeyboardInterrupt(), 130, "Interrupted.\n"), (None, 1, "Aborted!\n")],
)
def test_ctrl_c_at_a_question_is_not_a_no(
    cause: BaseException | None, status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: Any) -> None:
        try:
            if cause:
                raise cause
        finally:
            raise click.Abort

    monkeypatch.setattr(program, "invoke", asked)
    ran = CliRunner().invoke(program, ["deployset", "list"])

    assert (status, said) == (ran.exit_code, ran.stderr)
