"""`ecsops assist run` and `invoke`: a script on instances, and what it says there."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from gettext import gettext as _
from gettext import ngettext, pgettext
from itertools import islice
from typing import Any

import click

from ecsops.catalogue.model import Document
from ecsops.cli.assist.options import (
    needed_script,
    script_options,
    start_fields,
    start_options,
    type_option,
    warn_of_windows,
)
from ecsops.cli.assist.results_view import Waiting, check_results_layout, is_plain, show_results
from ecsops.cli.core.commands import Command, output_option, yes_option
from ecsops.cli.core.instance_selection import selection_options
from ecsops.cli.core.session import Session, pass_session
from ecsops.cli.core.show import show_items
from ecsops.cli.instance.confirmations import confirm_instances, listed
from ecsops.config import OPENAPI
from ecsops.errors import ApiError
from ecsops.operations.assistant import commands, invocations
from ecsops.operations.assistant.follow_invocation import follow
from ecsops.operations.assistant.invocations import Started
from ecsops.operations.assistant.run_targets import Unfit, choose, unfit_targets
from ecsops.operations.instances.lifecycle import Selection
from ecsops.output import Layout

DEFAULT_TIMEOUT_S = 3600
"""How long to wait for a script whose own Timeout is the service's default."""

WAIT_LONGER_S = 120
"""How much longer than the script may run the results are waited for."""

BUILT_IN = re.compile(rb"\{\{\s*ACS::", re.IGNORECASE)
"""A place in a script that the service fills in by itself."""

NEXT_RUNS = 3
"""How many runs are shown when a schedule is created."""

STARTED_SHAPE = {"InvokeId": str, "CommandId": str, "InstanceId": [str], "Count": int}


@click.command(cls=Command)
@selection_options(required=True)
@script_options
@type_option
@start_options
@click.option("--keep", is_flag=True, help="Save the script as a command.")
@click.option("--command-name", metavar="NAME", help="Name of the command.")
@yes_option
@output_option
@pass_session
def run(
    session: Session,
    /,
    content: str | None,
    file: Any,
    command_type: str,
    keep: bool,
    command_name: str | None,
    yes: bool,
    params: Sequence[tuple[str, str]],
    selection: Selection,
    layout: Layout,
    **options: Any,
) -> None:
    """Run a script on instances and show the output of each.

    The script comes from -c, from -f or from stdin. The exit code is 8 if it failed on any
    instance.
    """
    check_results_layout(layout)
    refuse_files(selection.instance_ids or ())
    script = needed_script(content, file)
    warn_of_windows(session, script, command_type)
    targets = chosen(session, selection, lambda: command_type, yes=yes)
    fields = {
        "Type": command_type,
        "Name": command_name,
        "EnableParameter": True if params or BUILT_IN.search(script) else None,
        **start_fields(params, **start_words(options)),
    }
    if session.dry_run:  # the same plan every time
        fields["unique"] = lambda: "<Name>"
    start_and_show(
        session,
        layout,
        lambda: invocations.run_script(session.client, script, targets, keep=keep, **fields),
        lambda: explained(session, targets, lambda: command_type),
        **options,
    )


@click.command(cls=Command)
@click.argument("command_id", metavar="COMMAND")
@selection_options(required=True)
@start_options
@yes_option
@output_option
@pass_session
def invoke(
    session: Session,
    /,
    command_id: str,
    params: Sequence[tuple[str, str]],
    selection: Selection,
    yes: bool,
    layout: Layout,
    **options: Any,
) -> None:
    """Run a saved command on instances and show the output of each."""
    check_results_layout(layout)

    def command_type() -> str:
        return str(commands.show_command(session.client, command_id)["Type"])

    targets = chosen(session, selection, command_type, yes=yes)
    fields = start_fields(params, **start_words(options))
    start_and_show(
        session,
        layout,
        lambda: invocations.invoke_command(session.client, command_id, targets, **fields),
        lambda: explained(session, targets, command_type),
        **options,
    )


def ask_to_run(count: int) -> str:
    """Return the question before a script is run on all instances."""
    return ngettext(
        "Run the script on {count} instance of {account} in {region}: {names}?",
        "Run the script on {count} instances of {account} in {region}: {names}?",
        count,
    )


def chosen(
    session: Session, selection: Selection, command_type: Callable[[], str], *, yes: bool
) -> list[str]:
    """Return the ids of the targets; a selection that finds none is a usage error.

    All instances of a real account are run on only when the user confirms it.
    """
    found = choose(session.client, selection, command_type)
    if found.unfit:
        session.note(
            ngettext(
                "{count} selected instance is skipped: {names}.",
                "{count} selected instances are skipped: {names}.",
                len(found.unfit),
            ).format(count=len(found.unfit), names=listed(conditions(found.unfit)))
        )
    if not found.instance_ids:
        raise click.UsageError(_("The selection has no instance that can run the script."))
    if selection.everything and session.settings.backend == OPENAPI:
        confirm_instances(session, selection, found.instance_ids, ask_to_run, yes=yes)
    return found.instance_ids


def refuse_files(words: Sequence[str]) -> None:
    """Raise click.UsageError for a file where an instance is expected."""
    for word in words:
        if os.path.isfile(word):
            raise click.UsageError(
                _("{word} is a file, not an instance. Did you mean -f {word}?").format(word=word)
            )


def conditions(unfit: Sequence[Unfit]) -> list[str]:
    """Return what people call each instance, and why it cannot run the script."""
    return [
        _("{name} ({condition})").format(
            name=each.name or each.instance_id,
            condition=pgettext("Condition", each.condition),
        )
        for each in unfit
    ]


@contextmanager
def explained(
    session: Session, instance_ids: Sequence[str], command_type: Callable[[], str]
) -> Iterator[None]:
    """Add to the refusal of unfit instances the condition of each, and what changes it."""
    try:
        yield
    except ApiError as error:
        if error.code != "InvalidInstance.NotMatch":
            raise
        unfit = unfit_targets(session.client, instance_ids, command_type())
        if unfit:
            remedies = dict.fromkeys(each.remedy for each in unfit if each.remedy)
            reasons = _("Cannot run the script: {names}.").format(names=listed(conditions(unfit)))
            error.hint = "\n".join([reasons, *(f"  {each}" for each in remedies)])
        raise


def start_words(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that the API knows; how to wait and to show is ours."""
    names = ("timeout", "workdir", "user", "launcher", "schedule")
    return {name: options[name] for name in names}


def start_and_show(
    session: Session,
    layout: Layout,
    start: Callable[[], Started],
    explaining: Callable[[], AbstractContextManager[None]],
    *,
    schedule: str | None,
    no_wait: bool,
    no_group: bool,
    timeout: float | None,
    wait_timeout: float | None,
    **others: Any,
) -> None:
    """Start the script; by default wait for the results and print them."""
    with explaining():
        started = start()
    if no_wait or schedule:
        show_started(session, layout, started)
        if schedule:
            note_next_runs(session, schedule)
        return
    if wait_timeout is None:
        wait_timeout = (timeout or DEFAULT_TIMEOUT_S) + WAIT_LONGER_S
    wait_and_show(session, layout, started, wait_s=wait_timeout, group=not no_group)


def note_next_runs(session: Session, schedule: str) -> None:
    """Report the next three runs of a schedule that was just created."""
    # lazy import: only a schedule needs dates and zones
    from ecsops.operations.assistant.schedule_preview import next_runs
    from ecsops.schedule import ScheduleError, parse

    try:
        runs = [*next_runs(parse(schedule), None, session.backend.now(), NEXT_RUNS)]
    except ScheduleError:
        return  # the service knows a form that we do not
    times = ", ".join(f"{run['Run']} {run['Zone']}" for run in runs)
    session.note(_("Next runs: {times}").format(times=times))


def wait_and_show(
    session: Session,
    layout: Layout,
    started: Started,
    *,
    wait_s: float,
    group: bool,
    limit: int | None = None,
    runs: Callable[[], Iterator[Document]] | None = None,
) -> None:
    """Follow what was started, show its results, and say what goes on when interrupted.

    `limit` is that of all results. `runs` reads what is shown at the end in their stead: every run
    of an invocation that repeats.
    """
    session.no_pager = True
    waiting = Waiting(session)
    results = waiting.over(follow(session.client, started, wait_s=wait_s, progress=waiting))
    total = started.total if limit is None else min(limit, started.total)
    try:
        show_results(
            session,
            layout,
            islice(after(results, runs) if runs else results, limit),
            group=group,
            total=None if runs else total,
        )
    except KeyboardInterrupt as interrupt:
        names = {"invoke_ids": " ".join(started.targets), "first": next(iter(started.targets))}
        for note in (
            _("Still running: {invoke_ids}"),
            _("Show the results with: ecsops assist results {invoke_ids} --wait"),
            _("Stop it with: ecsops assist stop {first}"),
        ):
            interrupt.add_note(session.with_given_options(note.format(**names)))
        raise


def after(
    results: Iterable[Document], runs: Callable[[], Iterator[Document]]
) -> Iterator[Document]:
    """Yield what `runs` reads once the results are there."""
    for _result in results:
        pass
    yield from runs()


def show_started(session: Session, layout: Layout, started: Started) -> None:
    """Show the invocations that were started."""

    def documents() -> list[Document]:
        return [
            {"InvokeId": invoke_id, "InstanceId": targets, "Count": len(targets)}
            for invoke_id, targets in started.targets.items()
        ]

    if is_plain(layout):
        session.print(f"{invoke_id}\n" for invoke_id in started.targets)
    else:
        show_items(session, layout, documents, columns=("InvokeId", "Count"), shape=STARTED_SHAPE)
