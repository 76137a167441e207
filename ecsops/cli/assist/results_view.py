"""Display of script results on each instance, and of the progress of a run."""

import sys
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from gettext import ngettext, pgettext
from typing import Any

import click

from ecsops.catalogue.ecs.assistant.invocations import DescribeInvocationResults
from ecsops.catalogue.model import Document, Shape
from ecsops.cli.core.commands import usage_errors
from ecsops.cli.core.session import Session
from ecsops.cli.core.show import show_items
from ecsops.cli.core.terminal import is_dumb
from ecsops.errors import RemoteCommandFailed, WaitTimeout
from ecsops.operations.assistant.invocations import failed
from ecsops.output import Layout, check

RESULT_COLUMNS = (
    "InstanceId",
    "InvocationStatus",
    "ExitCode",
    "FinishedTime",
    "ErrorCode",
    "OutputText",
)

RESULT_LEAST = ("ErrorCode", "FinishedTime", "ExitCode")
"""The columns that a narrow terminal hides first."""

LINE_EVERY_S = 10
"""Seconds between progress lines without a terminal."""

BAR_AFTER_S = 1
"""After how long a wait is worth a bar."""


def result_shape() -> Shape:
    """Return the form of a result with its output decoded."""
    shape: Any = DescribeInvocationResults.item
    return {**shape, "OutputText": str}


def is_plain(layout: Layout) -> bool:
    """Return whether the command line asks for no form of output."""
    given = click.get_current_context().get_parameter_source("layout")
    return given is click.core.ParameterSource.DEFAULT and not layout.query


def show_results(
    session: Session,
    layout: Layout,
    results: Iterable[Document],
    *,
    group: bool,
    total: int | None,
) -> None:
    """Show results as they come; without --output the script's own words under a heading.

    `total` is the number of results that are expected; None takes those that come.

    Raises WaitTimeout when it was not to be waited for the rest, RemoteCommandFailed when a
    script failed anywhere: both when everything that came is shown.
    """
    seen: list[Document] = []
    given_up: list[WaitTimeout] = []

    def kept() -> Iterator[Document]:
        try:
            for result in results:
                seen.append(result)
                yield result
        except WaitTimeout as error:
            given_up.append(error)

    try:
        if is_plain(layout):
            session.print(grouped(kept()) if group else (block([each]) for each in kept()))
        else:
            show_items(
                session,
                layout,
                kept,
                columns=RESULT_COLUMNS,
                shape=result_shape(),
                least=RESULT_LEAST,
            )
    finally:
        total = len(seen) if total is None else total
        session.note(summary(seen, total))
    if given_up:
        raise given_up[0]
    if bad := [each for each in seen if failed(each)]:
        raise RemoteCommandFailed(
            _("The script failed on {count} of {total} instances.").format(
                count=len(bad), total=total
            ),
            advice(bad),
        )


def check_results_layout(layout: Layout) -> None:
    """Refuse a column that results cannot have, before anything is started."""
    with usage_errors():
        check(layout, result_shape())


def grouped(results: Iterable[Document]) -> Iterator[str]:
    """Yield equal results once, with all of their instances, also when the wait breaks off."""
    groups: dict[tuple[Any, ...], list[Document]] = {}
    try:
        for result in results:
            key = (*ending(result), result["OutputText"])
            groups.setdefault(key, []).append(result)
    finally:
        click.echo("".join(block(each) for each in groups.values()), nl=False)
    yield ""


def block(results: list[Document]) -> str:
    """Return the text of results that are equal: a heading, and what the script said."""
    first = results[0]
    instances = " ".join(sorted(each["InstanceId"] for each in results))
    text = f"== {instances}: {heading(*ending(first))}\n{first['OutputText']}"
    dropped = _("({count} bytes dropped)").format(count=first["Dropped"]) + "\n"
    end = "" if text.endswith("\n") else "\n"
    return f"{text}{end}{dropped if first['Dropped'] else ''}"


def ending(result: Document) -> tuple[str, int | None, str]:
    """Return how a run ended: its status, and the exit code of its script or what went wrong."""
    status = result["InvocationStatus"]
    if result.get("ErrorCode") in ("", None, "ExitCodeNonzero"):
        return status, result["ExitCode"] if result.get("FinishedTime") else None, ""
    return status, None, f"{result['ErrorCode']}: {result['ErrorInfo']}"


def heading(status: str, exit_code: int | None, trouble: str) -> str:
    """Return how a run ended, in words."""
    words = [pgettext("InvocationStatus", status)]
    if exit_code is not None:
        words.append(_("exit code {exit_code}").format(exit_code=exit_code))
    return _(", ").join([*words, *filter(None, [trouble])])


def summary(results: list[Document], total: int) -> str:
    """Return one line that counts how the instances ended."""
    counts: dict[str, int] = {}
    for result in results:
        counts[result["InvocationStatus"]] = counts.get(result["InvocationStatus"], 0) + 1
    told = [
        _("{count} {status}").format(count=count, status=pgettext("InvocationStatus", status))
        for status, count in sorted(counts.items())
    ]
    if missing := total - len(results):
        told.append(_("{count} not finished").format(count=missing))
    return ngettext("{total} instance: {told}", "{total} instances: {told}", total).format(
        total=total, told=_(", ").join(told)
    )


def advice(bad: list[Document]) -> str:
    """Return what to look at after a failure."""
    invoke_ids = dict.fromkeys(each["InvokeId"] for each in bad)
    return f"ecsops assist results {' '.join(invoke_ids)}"


class Waiting:
    """Tells on stderr how far a run has got: a bar on a terminal, a line now and then elsewhere."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told_s = 0.0
        self._bar: Any = None

    def __call__(self, done: int, total: int, waited_s: float) -> None:
        """Print the progress, unless it was printed a moment ago."""
        if self._session.quiet:
            return
        if sys.stderr.isatty() and not is_dumb():
            self._draw(done, total, waited_s)
        elif waited_s - self._told_s >= LINE_EVERY_S:
            self._told_s = waited_s
            self._session.note(
                _("{done} of {total} instances finished after {waited_s:.0f} s").format(
                    done=done, total=total, waited_s=waited_s
                )
            )

    def _draw(self, done: int, total: int, waited_s: float) -> None:
        if self._bar is None:
            if waited_s < BAR_AFTER_S:
                return
            # Only a long wait on a terminal pays for rich.
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.add_task(_("Running"), total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)

    def over(self, results: Iterable[Document]) -> Iterator[Document]:
        """Yield the results, with the bar taken away whenever one may be shown."""
        try:
            for result in results:
                self._close()
                yield result
        finally:
            self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
