"""`ecsops sim script`: what scripts say on the simulator without being run."""

from collections.abc import Sequence
from gettext import gettext as _

import click

from ecsops import language
from ecsops.catalogue.model import Shape
from ecsops.cli.core.commands import output_option
from ecsops.cli.core.durations import DURATION
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.groups import Group
from ecsops.cli.core.numbers import Whole
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_document, show_items
from ecsops.cli.sim.backend import simulator
from ecsops.output import Layout
from ecsops.simulator.assistant import canned_answers

COLUMNS = ("AnswerId", "Match", "ExitCode", "Seconds", "Output")

SHAPE: Shape = {
    "AnswerId": str,
    "Match": str,
    "ExitCode": int,
    "Seconds": float,
    "Output": str,
}


@click.group("script", cls=Group, help="Manage canned answers to scripts.")
def script() -> None:
    """Group of the commands below."""


@script.command()
@click.option(
    "--match",
    required=True,
    metavar="PATTERN",
    help="Pattern of the script; * matches any text and ? any character.",
)
@click.option("--output", "text", default="", metavar="TEXT", help="Output of the script.")
@click.option(
    "--exit-code", type=Whole(0, 255), default=0, metavar="N", help="Exit code of the script."
)
@click.option(
    "--takes", type=DURATION, default=1, metavar="DURATION", help="Duration of the script."
)
@pass_session
def add(session: Session, /, match: str, text: str, exit_code: int, takes: float) -> None:
    """Answer scripts that match the pattern; the newest matching answer is used.

    Here --output is the script's output, not the output format of ecsops.
    """
    account = simulator(session.backend)
    show_document(
        session,
        Layout("table", words=language.words()),
        lambda: account.control(canned_answers.add, match, text, exit_code, takes),
        shape=SHAPE,
    )


@script.command("list")
@output_option
@pass_session
def list_(session: Session, /, layout: Layout) -> None:
    """List the canned answers in the order in which they are tried."""
    account = simulator(session.backend)
    show_items(
        session,
        layout,
        lambda: account.control(canned_answers.listed),
        columns=COLUMNS,
        shape=SHAPE,
        nothing=lambda: _("No canned answers."),
    )


@script.command()
@click.argument("answer_ids", nargs=-1, metavar="[ANSWER]...")
@click.option("--all", "everything", is_flag=True, help="Remove all canned answers.")
@output_option
@pass_session
def clear(session: Session, /, answer_ids: Sequence[str], everything: bool, layout: Layout) -> None:
    """Remove canned answers."""
    if bool(answer_ids) == everything:
        raise click.UsageError(_("No answers named. Name the answers to remove, or use --all."))
    account = simulator(session.backend)
    show_items(
        session,
        layout,
        lambda: account.control(canned_answers.clear, list(answer_ids)),
        columns=("AnswerId", "Match"),
        shape=SHAPE,
    )


@script.command()
@click.argument("who", type=Choice(["auto", "bubblewrap", "built-in"]))
@output_option
@pass_session
def guest(session: Session, /, who: str, layout: Layout) -> None:
    """Choose how other scripts run: with bubblewrap, or by the fake shell that knows a few
    commands."""
    account = simulator(session.backend)
    show_document(
        session,
        layout,
        lambda: account.control(canned_answers.set_guest, who),
        shape={"Guest": str},
    )
