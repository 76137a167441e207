"""`ecsops completion`: the shells' completion, its scripts and where they go."""

import os
import sys
from gettext import gettext as _
from pathlib import Path
from shlex import quote
from typing import NamedTuple

import click

from ecsops.cli.core.commands import Command
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.session import Session, pass_session

PACKAGE = Path(__file__).parents[2]

MARK = "Completion of ecsops for"
"""First line of every ecsops script, and of no other file."""


class Shell(NamedTuple):
    """A shell: the name of its script, and the directory where it looks for a user's own."""

    script: str
    variables: tuple[tuple[str, str], ...]
    default: str

    @property
    def place(self) -> Path:
        """Where the script is installed."""
        for variable, below in self.variables:
            if os.environ.get(variable):
                return Path(os.environ[variable], below, self.target)
        return Path.home() / self.default / self.target

    @property
    def target(self) -> str:
        """The name of the installed file: bash looks for that of the command."""
        return self.script.removesuffix(".bash")


SHELLS = {
    "bash": Shell(
        "ecsops.bash",
        (
            ("BASH_COMPLETION_USER_DIR", "completions"),
            ("XDG_DATA_HOME", "bash-completion/completions"),
        ),
        ".local/share/bash-completion/completions",
    ),
    "zsh": Shell(
        "_ecsops", (("XDG_DATA_HOME", "zsh/site-functions"),), ".local/share/zsh/site-functions"
    ),
    "fish": Shell(
        "ecsops.fish", (("XDG_CONFIG_HOME", "fish/completions"),), ".config/fish/completions"
    ),
}


def script_of(shell: Shell) -> str:
    """Return the script: beside the package in a checkout, inside the package of a wheel."""
    inside, beside = (place / "completions" / shell.script for place in (PACKAGE, PACKAGE.parent))
    return (inside if inside.exists() else beside).read_text(encoding="utf-8")


@click.group(cls=Group, help="Set up tab completion for your shell.")
def completion() -> None:
    """Group of the commands below."""


def print_command(name: str) -> click.Command:
    """Return the command that prints the script of a shell."""

    def show() -> None:
        click.echo(script_of(SHELLS[name]), nl=False)

    return Command(name, callback=show, help=f"Print the script for {name}.")


shells_argument = click.argument(
    "shells", nargs=-1, metavar="[SHELL]...", type=Choice(list(SHELLS))
)


@completion.command()
@shells_argument
@pass_session
def install(session: Session, shells: tuple[str, ...]) -> None:
    """Install the scripts for the named shells, or for your current shell.

    The scripts go to the directories that the shells search; no start-up file is edited.
    Install them again after an upgrade: they contain the commands of one version.
    """
    for name in shells or (own_shell(),):
        place = SHELLS[name].place
        refuse_others_file(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(script_of(SHELLS[name]), encoding="utf-8")
        click.echo(place)
        for line in advice(name, place):
            session.note(line)


@completion.command()
@shells_argument
def uninstall(shells: tuple[str, ...]) -> None:
    """Remove the installed scripts, for all shells or only those named."""
    for name in shells or SHELLS:
        place = SHELLS[name].place
        if place.exists():
            refuse_others_file(place)
            place.unlink()
            click.echo(place)


@completion.command(hidden=True)
def helper() -> None:
    """Print the interpreter, and the directory of the module that tells values of the account."""
    click.echo(sys.executable)
    click.echo(PACKAGE)


def own_shell() -> str:
    """Return the shell of the user. Raises click.UsageError for one that we have no script for."""
    name = os.path.basename(os.environ.get("SHELL") or login_shell())
    if name not in SHELLS:
        known = ", ".join(SHELLS)
        raise click.UsageError(
            _(
                "Cannot detect the shell. Name it, as in `ecsops completion install bash`: "
                "{shells}."
            ).format(shells=known)
        )
    return name


def login_shell() -> str:
    """Return the shell that a user without SHELL would get; bash takes the same for its own."""
    # Only who has no SHELL pays for it.
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_shell
    except KeyError:  # a user without an entry
        return ""


def refuse_others_file(place: Path) -> None:
    """Raise click.UsageError for a file that is there and is not ours."""
    if place.exists() and MARK not in place.read_text(encoding="utf-8", errors="replace")[:200]:
        raise click.UsageError(
            _("{place} is not an ecsops script. Move it away first.").format(place=place)
        )


def advice(name: str, place: Path) -> list[str]:
    """Return what the user still has to see to."""
    lines = [_("Completion works in every new shell.")]
    if name == "bash":
        lines.append(_("If TAB finds nothing, add this line to ~/.bashrc:"))
        lines.append(f"  source {quote(str(place))}")
    if name == "zsh" and str(place.parent) not in os.environ.get("FPATH", "").split(":"):
        lines.append(_("Add this line to ~/.zshrc, before the line with compinit:"))
        lines.append(f"  fpath=({place.parent} $fpath)")
        lines.append(_("If no line there has compinit, add this one after it:"))
        lines.append("  autoload -Uz compinit && compinit")
    return lines


for shell_name in SHELLS:
    completion.add_command(print_command(shell_name))
