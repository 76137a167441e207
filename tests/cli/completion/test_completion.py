"""`ecsops completion`: the scripts printed, installed where shells look, and removed again."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ecsops import completion_values
from ecsops.cli.completion.group import SHELLS, script_of
from tests.conftest import Ecsops, Ran

PLACES = {
    "bash": ".local/share/bash-completion/completions/ecsops",
    "zsh": ".local/share/zsh/site-functions/_ecsops",
    "fish": ".config/fish/completions/ecsops.fish",
}


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a user who has set none of the variables that move things."""
    for name in ("BASH_COMPLETION_USER_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "FPATH", "SHELL"):
        monkeypatch.delenv(name, raising=False)
    directory = tmp_path / "user"
    directory.mkdir()
    monkeypatch.setenv("HOME", str(directory))
    return directory


def files(directory: Path) -> list[Path]:
    """Return every file below a directory."""
    return sorted(each for each in directory.rglob("*") if each.is_file())


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_as_it_is(ecsops: Ecsops, shell: str) -> None:
    assert ecsops(f"completion {shell}") == Ran(script_of(SHELLS[shell]), "", 0)


def test_scripts_go_where_the_shells_look_and_away_again(ecsops: Ecsops, user: Path) -> None:
    places = sorted(user / place for place in PLACES.values())

    installed = ecsops("--quiet completion install bash zsh fish")

    assert installed == Ran("".join(f"{user / place}\n" for place in PLACES.values()), "", 0)
    assert files(user) == places
    assert [each.read_text() for each in places] == [
        script_of(SHELLS[shell]) for shell in sorted(PLACES, key=lambda shell: PLACES[shell])
    ]

    assert ecsops("completion uninstall").stdout == installed.stdout
    assert files(user) == []
    assert ecsops("completion uninstall") == Ran("", "", 0)


def test_without_a_name_it_is_the_shell_of_the_user(
    ecsops: Ecsops, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    place = user / PLACES["zsh"]

    assert ecsops("completion install") == Ran(
        f"{place}\n",
        "Completion works in every new shell.\n"
        "Add this line to ~/.zshrc, before the line with compinit:\n"
        f"  fpath=({place.parent} $fpath)\n"
        "If no line there has compinit, add this one after it:\n"
        "  autoload -Uz compinit && compinit\n",
        0,
    )
    assert files(user) == [place]


def test_without_a_variable_it_is_the_shell_of_the_login(
    ecsops: Ecsops, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwd.getpwuid", lambda uid: SimpleNamespace(pw_shell="/usr/bin/fish"))

    assert ecsops("completion install -q").stdout == f"{user / PLACES['fish']}\n"


def test_bash_is_told_what_to_do_where_it_does_not_look(ecsops: Ecsops, user: Path) -> None:
    place = user / PLACES["bash"]

    assert ecsops("completion install bash") == Ran(
        f"{place}\n",
        "Completion works in every new shell.\n"
        "If TAB finds nothing, add this line to ~/.bashrc:\n"
        f"  source {place}\n",
        0,
    )


def test_an_unknown_shell_has_to_be_named(
    ecsops: Ecsops, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/dash")

    assert ecsops("completion install") == Ran(
        "",
        "Usage: ecsops completion install [OPTIONS] [SHELL]...\n"
        "Try 'ecsops completion install --help' for help.\n\n"
        "Error: Cannot detect the shell. Name it, as in `ecsops completion install "
        "bash`: bash, zsh, fish.\n",
        2,
    )


def test_the_directories_that_the_user_has_chosen_count(
    ecsops: Ecsops, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(user / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(user / "config"))
    monkeypatch.setenv("BASH_COMPLETION_USER_DIR", str(user / "bash"))

    ecsops("completion install bash zsh fish")

    assert files(user) == [
        user / "bash/completions/ecsops",
        user / "config/fish/completions/ecsops.fish",
        user / "data/zsh/site-functions/_ecsops",
    ]


def test_a_file_of_somebody_else_is_left_alone(ecsops: Ecsops, user: Path) -> None:
    place = user / PLACES["bash"]
    place.parent.mkdir(parents=True)
    place.write_text("complete -W 'my own' ecsops\n")

    for command in ("install bash", "uninstall"):
        ran = ecsops(f"completion {command}")

        assert ran.exit_status == 2
        assert f"{place} is not an ecsops script. Move it away first." in ran.stderr
    assert place.read_text() == "complete -W 'my own' ecsops\n"


def test_the_helper_is_told_to_the_scripts(ecsops: Ecsops) -> None:
    assert ecsops("completion helper") == Ran(
        f"{sys.executable}\n{Path(completion_values.__file__).parent}\n", "", 0
    )
