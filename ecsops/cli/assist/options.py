"""The options and arguments that several commands of `ecsops assist` have."""

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.ecs.assistant.commands import CommandType
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.session import Session
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.type_variables import F

TYPES = {
    "shell": CommandType.RUN_SHELL_SCRIPT,
    "bat": CommandType.RUN_BAT_SCRIPT,
    "powershell": CommandType.RUN_POWER_SHELL_SCRIPT,
}
"""Short words for the types; the service's own are taken too, in any case."""


class TypeOfCommand(click.ParamType[str]):
    """A type of command: shell, bat or powershell, or the service's word for it."""

    name = "type"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the service's word."""
        words = {**TYPES, **{str(each).lower(): each for each in CommandType}}
        if value.lower() not in words:
            self.fail(
                _("{value!r}. Use one of {types}.").format(value=value, types=", ".join(TYPES))
                + did_you_mean(value, TYPES),
                param,
                ctx,
            )
        return str(words[value.lower()])


class Pair(click.ParamType[tuple[str, str]]):
    """A name and a value, written NAME=VALUE."""

    name = "pair"

    def convert(
        self,
        value: str | tuple[str, str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Return both."""
        if isinstance(value, tuple):
            return value
        name, equals, text = value.partition("=")
        if not name or not equals:
            self.fail(_("{value!r}. Use NAME=VALUE.").format(value=value), param, ctx)
        return name, text


def several(function: F, options: Sequence[Callable[[Any], Any]]) -> F:
    """Give a command these options, in the order in which help shows them."""
    decorated: Any = function
    for option in reversed(options):
        decorated = option(decorated)
    result: F = decorated
    return result


def script_options(function: F) -> F:
    """Give a command -c and -f; `script_of` reads what they say."""
    return several(
        function,
        (
            click.option("-c", "--content", metavar="SCRIPT", help="Script text."),
            click.option(
                "-f",
                "--file",
                metavar="FILE",
                type=click.File("rb"),
                help="File with the script; - reads stdin.",
            ),
        ),
    )


def script_of(content: str | None, file: Any) -> bytes | None:
    """Return the script that -c or -f gives, or None; a file is taken as it is, byte for byte."""
    if content is not None and file is not None:
        raise click.UsageError(_("Use either -c or -f for the script, not both."))
    if content is not None:
        return content.encode("utf-8", "surrogateescape")
    return None if file is None else bytes(file.read())


def needed_script(content: str | None, file: Any) -> bytes:
    """Return the script of -c or -f, else of stdin when it is not a terminal."""
    script = script_of(content, file)
    if script is None and not sys.stdin.isatty():
        script = sys.stdin.buffer.read()
    if not script:
        raise click.UsageError(_("No script. Use -c SCRIPT, -f FILE, or pipe one in."))
    return script


def warn_of_windows(session: Session, script: bytes, command_type: str) -> None:
    """Warn about parts of a script that a shell misreads. The script is sent unchanged."""
    if command_type != CommandType.RUN_SHELL_SCRIPT:
        return
    if script.startswith(BOM_UTF8):
        session.note(
            _(
                "Warning: the script starts with a byte order mark, which the shell "
                "reads as part of the first word."
            )
        )
    if b"\r\n" in script:
        session.note(
            _(
                "Warning: the script has CR LF line ends; the shell reads the CR as "
                "part of each line."
            )
        )


type_option = click.option(
    "--type",
    "command_type",
    type=TypeOfCommand(),
    default=CommandType.RUN_SHELL_SCRIPT.value,
    metavar="TYPE",
    help="Script type: shell (the default), bat or powershell.",
)


def start_options(function: F) -> F:
    """Give a command what can be said about one start of a script."""
    return several(
        function,
        (
            click.option(
                "--param",
                "params",
                type=Pair(),
                multiple=True,
                metavar="NAME=VALUE",
                help="Value of {{NAME}} in the script; can be repeated.",
            ),
            click.option(
                "--timeout", type=DURATION, metavar="DURATION", help="Timeout of the script."
            ),
            click.option(
                "--workdir", metavar="DIRECTORY", help="Working directory (default: /root)."
            ),
            click.option("--user", metavar="USER", help="User to run as (default: root)."),
            click.option("--launcher", metavar="LAUNCHER", help="Interpreter, such as python3."),
            click.option(
                "--schedule",
                metavar="EXPR",
                help="Run on a schedule: cron of 6 to 8 fields, rate(…) or at(…).",
            ),
            click.option("--no-wait", is_flag=True, help="Do not wait for the results."),
            click.option(
                "--wait-timeout",
                type=DURATION,
                metavar="DURATION",
                help="How long to wait (default: slightly longer than the script's timeout).",
            ),
            click.option(
                "--no-group",
                is_flag=True,
                help="Do not group identical outputs; print each as it arrives.",
            ),
        ),
    )


def start_fields(
    params: Sequence[tuple[str, str]],
    timeout: float | None,
    workdir: str | None,
    user: str | None,
    launcher: str | None,
    schedule: str | None,
) -> dict[str, Any]:
    """Return the parameters of the API that these options mean."""
    return {
        "Parameters": dict(params) or None,
        "Timeout": None if timeout is None else int(timeout),
        "WorkingDir": workdir,
        "Username": user,
        "Launcher": launcher,
        "Frequency": schedule,
        "Timed": True if schedule else None,
    }
