"""The tree of commands, and what each run of one calls and ends with."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
import pytest

from ecsops.catalogue.index import MODULES
from ecsops.catalogue.model import Document, Operation
from ecsops.cli import ecsops as program
from ecsops.cli.core import manual_pages
from ecsops.cli.core.names import kind_of
from ecsops.simulator.account import Simulator


def commands(
    command: click.Command = program, path: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """Yield every group and every command of ours with its words after `ecsops`."""
    yield path, command
    if isinstance(command, click.Group) and path not in MODULES:
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, f"{path} {name}".strip())


class Watched:
    """A run of a command: its words, and the operations that the simulator was asked for."""

    path: str | None = None
    parameters: Sequence[click.Parameter] = ()
    exit_status: int = 0

    def __init__(self) -> None:
        self.calls: list[str] = []

    def check(self) -> None:
        """Fail where the manual does not tell of an operation, or of the exit status."""
        page = None if self.path is None else manual_pages.page(self.path)
        if page is not None:
            looked_up = {kind.operation for each in self.parameters if (kind := kind_of(each))}
            assert {*self.calls} <= {*page.calls} | looked_up, f"the manual: what {self.path} calls"
            ends = {*manual_pages.statuses(page), 128 + signal.SIGINT}
            assert self.exit_status in ends, f"the manual: how {self.path} ends"


class Watch:
    """Watches the runs of commands, also those inside of one another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runs: list[Watched] = []
        invoke, call = click.Command.invoke, Simulator.call

        def invoked(command: click.Command, context: click.Context) -> object:
            if self.runs and not isinstance(command, click.Group):
                self.runs[-1].parameters = command.params
                self.runs[-1].path = context.command_path.partition(" ")[2]
            return invoke(command, context)

        def called(account: Simulator, operation: Operation, parameters: Document) -> Document:
            if self.runs:
                self.runs[-1].calls.append(operation.name)
            return call(account, operation, parameters)

        monkeypatch.setattr(click.Command, "invoke", invoked)
        monkeypatch.setattr(Simulator, "call", called)

    @contextmanager
    def run(self) -> Iterator[Watched]:
        """Watch a run, and check it against the manual when it has ended."""
        self.runs.append(Watched())
        try:
            yield self.runs[-1]
            self.runs[-1].check()
        finally:
            self.runs.pop()
