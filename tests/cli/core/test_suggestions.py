"""Suggestions: commands by what their names mean in other programs, and misspelled words."""

import pytest

from tests.conftest import Ecsops


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("instance restart", "reboot"),
        ("restart", "instance reboot"),
        ("instance describe", "show"),
        ("instance get", "list"),
        ("instance ls", "list"),
        ("instance rm", "delete"),
        ("assist exec", "assist run"),
        ("assist logs", "results"),
        ("exec", "assist run"),
        ("logs", "assist results"),
        ("top", "monitor top"),
        ("watch", "events watch"),
        ("profile", "configure"),
        ("subscribe", "notify rule create"),
        ("instances", "instance"),
        ("instence", "instance"),
        ("instance lsit", "list"),
        ("instance shwo", "show"),
        ("assist result", "results"),
    ],
)
def test_a_command_is_suggested_by_its_meaning_or_its_letters(
    ecsops: Ecsops, line: str, meant: str
) -> None:
    ran = ecsops(line)

    assert ran.exit_status == 2
    assert f"No such command: {line.split()[-1]}. Did you mean {meant}?" in ran.stderr


@pytest.mark.parametrize("line", ["instance frobnicate", "frobnicate"])
def test_nothing_is_suggested_for_a_word_that_means_nothing(ecsops: Ecsops, line: str) -> None:
    ran = ecsops(line)

    assert ran.exit_status == 2
    assert "Did you mean" not in ran.stderr


@pytest.mark.parametrize(
    ("option", "meant"),
    [
        ("--filter", "--query"),
        ("--region-id", "--region"),
        ("--labels", "--tag"),
        ("--format", "--output"),
        ("--statsu", "--status"),
    ],
)
def test_an_option_is_suggested_by_its_meaning_or_its_letters(
    ecsops: Ecsops, option: str, meant: str
) -> None:
    ran = ecsops(f"instance list {option}")

    assert ran.exit_status == 2
    assert f"Did you mean '{meant}'?" in ran.stderr
    assert "--profile" not in ran.stderr.partition("Did you mean")[2]
