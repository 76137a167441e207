"""The command class, and the options that two commands or more have, but not every one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from ecsops import language
from ecsops.cli.core.global_options import COMMON_OPTIONS, HELP_OPTION, OUTPUT, Sectioned, show_help
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session
from ecsops.cli.core.terminal import narrow_width
from ecsops.type_variables import F

if TYPE_CHECKING:
    from ecsops.output import Layout


OUTPUT_FLAGS = ("-o", "--output", "--Output")


class WithHelp(click.Command):
    """A command or a group with our help: options by sections, and its page of the manual.

    Its --help is the same one option. Click makes one for each command, and looks for a
    translation of its help every time.
    """

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Return the one --help that all commands have."""
        return HELP_OPTION

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, or with --dry-run show what it would call."""
        if not ctx.ensure_object(Session).dry_run:
            return self.run(ctx)
        # Only who asks for a plan pays for it.
        from ecsops.cli.core.dry_run import dry_run, refuse_local

        refuse_local(ctx)
        if isinstance(self, click.Group):
            return super().invoke(ctx)
        return dry_run(ctx, self.run)

    def run(self, ctx: click.Context) -> Any:
        """Run the command as click does."""
        return super().invoke(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, in the language of the run and as wide as the terminal."""
        fit(ctx)
        return super().get_help(ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """Return the usage line, in the language of the run and as wide as the terminal."""
        fit(ctx)
        return super().get_usage(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line and suggest a correction of an unknown option. --help works even
        on an incomplete command line.

        Who asks for help gets it, whatever else the line lacks.
        """
        words = [*args]  # click takes them away
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            show_help(ctx, HELP_OPTION, any(each in HELP_OPTION.opts for each in words))
            error.ctx = error.ctx or ctx
            if not isinstance(error, click.NoSuchOption):
                raise
            # Only a mistake pays for what may have been meant.
            from ecsops.cli.core.suggestions import meant_option, sentence

            options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
            near = meant_option(error.option_name, [name for each in options for name in each.opts])
            # click itself would suggest only options that are spelled alike
            message = error.message + sentence([repr(each) for each in near])
            raise click.NoSuchOption(error.option_name, message, ctx=ctx) from error

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands of a group, and the options."""
        # Only help pays for writing it.
        from ecsops.cli.core.help_sections import write_options

        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command says of itself, and what the manual says of it."""
        # Only help pays for writing it.
        from ecsops.cli.core.help_sections import write_page

        super().format_epilog(ctx, formatter)
        write_page(ctx, formatter)


def fit(ctx: click.Context) -> None:
    """Adapt the text of a command to the terminal and the language."""
    ctx.terminal_width = narrow_width()
    if not language.is_english():
        # English help is written by click, and needs no other formatter.
        from ecsops.cli.core.localized_formatter import Formatter

        ctx.formatter_class = Formatter


class Command(WithHelp):
    """A command with the options that every command has.

    `--output` takes several words, as in the vendor's CLI: `-o cols=A,B rows=X num=true`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {name for each in self.params for name in each.opts}
        self.params += [each for each in COMMON_OPTIONS if not own.intersection(each.opts)]

    def run(self, ctx: click.Context) -> Any:
        """Run the command; names in the places of ids are looked up first."""
        if any(ctx.params.get(each.name or "") not in (None, ()) for each in self.named):
            from ecsops.cli.core.names import resolve  # lazy import

            resolve(ctx)
        return super().run(ctx)

    @property
    def named(self) -> Iterator[click.Parameter]:
        """The parameters that take ids or names."""
        kinds = ("INSTANCE", "DEPLOYMENT_SET", "COMMAND", "DISK")
        own = (each for each in self.params if each.name != "words")
        return (each for each in own if (each.metavar or "").strip("[].") in kinds)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line after giving each word of --output a flag of its own."""
        return super().parse_args(ctx, list(with_output_flags(args)))


def with_output_flags(args: Sequence[str]) -> Iterable[str]:
    """Yield the arguments; `-o cols=A rows=B` becomes `-o cols=A -o rows=B`."""
    gathering = False
    for place, arg in enumerate(args):
        follows_flag = place > 0 and args[place - 1] in OUTPUT_FLAGS
        if gathering and not follows_flag and arg.startswith(("cols=", "rows=", "num=")):
            yield "--output"
        gathering = follows_flag or (gathering and not arg.startswith("-"))
        yield "--output" if arg == "--Output" else arg


def output_option(function: F, default: str = "table") -> F:
    """Give a command `--output` and `--query`; it receives them as `layout`."""
    for flag, text in (
        ("--utc", "Show times in UTC instead of local time."),
        ("--wide", "Show all columns and full values."),
    ):
        function = click.option(
            flag,
            cls=Sectioned,
            section=OUTPUT,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=keep_in_meta,
            help=text,
        )(function)
    function = click.option(
        "-o",
        "--output",
        "layout",
        cls=Sectioned,
        section=OUTPUT,
        multiple=True,
        metavar="FORMAT",
        callback=partial(read_layout, default=default),
        help="table, json, jsonl, csv, tsv, table:STYLE, or cols=A,B [rows=JMESPATH] [num=true].",
    )(function)
    return click.option(
        "--query",
        cls=Sectioned,
        section=OUTPUT,
        metavar="JMESPATH",
        is_eager=True,
        expose_value=False,
        default="",
        callback=keep_in_meta,
        help="Show only the result of a JMESPath expression.",
    )(function)


def read_layout(
    ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...], default: str
) -> "Layout":
    """Return the layout that the words of --output and --query mean."""
    # The help of the program must not pay for JSON.
    from ecsops.output import parse

    with usage_errors(ctx):
        layout = parse(words, default=default, query=ctx.meta["query"])
    session = ctx.ensure_object(Session)
    session.output_kind = layout.kind
    if not layout.is_for_a_reader:
        return layout
    screen = session.screen(utc=ctx.meta["utc"], wide=ctx.meta["wide"])
    return layout._replace(words=language.words(), screen=screen)


def keep_in_meta(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep an option for the callback that reads --output."""
    ctx.meta[str(parameter.name)] = value


@contextmanager
def usage_errors(ctx: click.Context | None = None) -> Iterator[None]:
    """Make what output refuses, a wrong --output or --query, a usage error."""
    # The help of the program must not pay for JSON.
    from ecsops.output import OutputError

    try:
        yield
    except OutputError as error:
        raise click.UsageError(str(error), ctx) from error


def not_empty(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the value; an empty one is a mistake, which the API would take for none at all."""
    if not value:
        raise click.BadParameter(_("The value is empty."), ctx, parameter)
    return value


limit_option = click.option("--limit", type=Whole(1), metavar="N", help="Stop after N items.")

yes_option = click.option("--yes", "-y", is_flag=True, help="Skip the confirmation prompt.")
