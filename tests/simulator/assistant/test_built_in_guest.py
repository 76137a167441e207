"""What the built-in guest answers, and what it refuses by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecsops.simulator.assistant.execution.built_in_guest import Machine, Said, run

SHELL, BAT, POWER = "RunShellScript", "RunBatScript", "RunPowerShellScript"
MACHINE = Machine("web1", "root", "/root")


@pytest.mark.parametrize(
    ("kind", "script", "said"),
    [
        (SHELL, "echo 123", Said(b"123\n")),
        (SHELL, "#!/bin/sh\n# a comment\necho 'a  $b' c\n\n", Said(b"a  $b c\n")),
        (SHELL, "hostname\nwhoami\npwd", Said(b"web1\nroot\n/root\n")),
        (SHELL, "echo a\nexit 3\necho b", Said(b"a\n", 3)),
        (SHELL, "sleep 2.5\nfalse", Said(b"", 1, 2.5)),
        (SHELL, "true\necho", Said(b"\n")),
        (BAT, "@echo off\nrem nothing\necho hello you\nexit /b 2", Said(b"hello you\r\n", 2)),
        (BAT, "hostname", Said(b"web1\r\n")),
        (POWER, 'Write-Output "a b"\necho c', Said(b"a b\r\nc\r\n")),
    ],
)
def test_it_answers_the_simplest_scripts(kind: str, script: str, said: Said) -> None:
    assert said == run(kind, script.encode(), MACHINE)


@pytest.mark.parametrize(
    ("kind", "script", "cannot"),
    [
        (SHELL, "yum check-update", "yum"),
        (SHELL, "echo 1\nchpasswd", "chpasswd"),
        (SHELL, "echo root:x | chpasswd", "| in: echo root:x | chpasswd"),
        (SHELL, "echo $HOME", "$ in: echo $HOME"),
        (SHELL, "echo a; echo b", "; in: echo a; echo b"),
        (SHELL, "echo *", "* in: echo *"),
        (SHELL, "echo -n a", "echo"),
        (SHELL, "echo 'a", "echo 'a"),
        (SHELL, "exit a", "exit"),
        (SHELL, "sleep forever", "sleep"),
        (BAT, "echo %PATH%", "% in: echo %PATH%"),
        (BAT, "dir", "dir"),
        (POWER, "Get-Process", "Get-Process"),
        (POWER, "pwd", "pwd"),
    ],
)
def test_it_refuses_what_it_does_not_know(kind: str, script: str, cannot: str) -> None:
    said = run(kind, script.encode(), MACHINE)

    assert (b"", cannot) == (said.output, said.cannot)


def test_a_script_that_is_no_text_is_refused() -> None:
    assert run(SHELL, b"echo \xff\xfe", MACHINE).cannot == "a script that is not UTF-8"


@given(st.binary(max_size=200), st.sampled_from([SHELL, BAT, POWER]))
def test_no_script_confuses_it(script: bytes, kind: str) -> None:
    said = run(kind, script, MACHINE)

    assert not (said.cannot and said.output)
    assert 0 <= said.exit_code <= 255
