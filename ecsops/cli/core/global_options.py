"""Kinds of options, the sections of help that they stand in, and those that every command has."""

from gettext import ngettext
from typing import Any

import click

from ecsops import language
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session

WHICH_INSTANCES = "Instance selection"
OUTPUT = "Output"
EVERY_COMMAND = "Every command"
"""Sections of help, after the command's own options."""


class Choice(click.Choice[Any]):
    """One of several words; a wrong one may be told what it may have meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return what is said of a word that is none of them; they are spelled as in the help."""
        # Only a mistake pays for what may have been meant.
        from ecsops.cli.core.suggestions import did_you_mean

        words = [*map(str, self.choices)]
        message = ngettext(
            "{value!r} is not {choice}.", "{value!r} is not one of {choices}.", len(words)
        ).format(value=value, choice=words[0], choices=", ".join(words))
        return message + did_you_mean(str(value), words)


class Sectioned(click.Option):
    """An option that help shows in a section of its kind, not among the command's own."""

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section


def remember(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep the value of a common option in the session; a later one wins."""
    if value:
        assert parameter.name is not None
        setattr(ctx.ensure_object(Session), parameter.name, value)


def show_help(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Print the help of the command. Of the options that stand after it, --no-pager counts too."""
    if wanted:
        session = ctx.ensure_object(Session)
        session.no_pager = session.no_pager or "--no-pager" in session.words
        session.print([ctx.get_help(), "\n"])
        ctx.exit()


HELP_OPTION = Sectioned(
    ["-h", "--help"],
    section=EVERY_COMMAND,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_help,
    help="Show this message and exit.",
)

DRY_RUN = Sectioned(
    ["--dry-run"],
    section=EVERY_COMMAND,
    is_flag=True,
    expose_value=False,
    callback=remember,
    help="Show the API calls without making them.",
)
"""Offered by commands that call a service; the others take it too, and say that they call none."""

COMMON_OPTIONS = (
    *(
        Sectioned(
            names,
            section=EVERY_COMMAND,
            metavar=metavar,
            help=text,
            expose_value=False,
            callback=remember,
        )
        for names, metavar, text in (
            (
                ["--region"],
                "REGION,...",
                ("Region such as cn-hangzhou; listings accept several, or all."),
            ),
            (["--profile"], "PROFILE", "Profile of `ecsops configure` or of the vendor's CLI."),
            (
                ["--backend", "backend_name"],
                "BACKEND",
                ("simulator, or openapi for the real service."),
            ),
            (["--endpoint"], "ADDRESS", "Host to call, or http://HOST:PORT of `sim serve`."),
        )
    ),
    DRY_RUN,
    *(
        Sectioned(
            names,
            section=EVERY_COMMAND,
            is_flag=True,
            help=text,
            expose_value=False,
            callback=remember,
        )
        for names, text in (
            (["--quiet", "-q"], "Hide progress and hints on stderr."),
            (["--verbose", "-v"], "Show which backend, account and region a command uses."),
            (["--debug"], "Show tracebacks and each request to the service, without secrets."),
            (["--no-pager"], "Print long text on a terminal without a pager."),
        )
    ),
    Sectioned(
        ["--parallel"],
        section=EVERY_COMMAND,
        type=Whole(1, 100),
        metavar="N",
        expose_value=False,
        callback=remember,
        help="Maximum number of parallel calls to the real service (default: 8).",
    ),
    Sectioned(
        [language.OPTION],
        section=EVERY_COMMAND,
        type=Choice([*language.LOCALES]),
        expose_value=False,
        help="Language of messages; machine-readable output is unaffected.",
    ),
)
"""The options that every command takes."""
