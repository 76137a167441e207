"""`ecsops assist`: running commands on instances with Cloud Assistant."""

import click

from ecsops.cli.core.groups import Group

COMMANDS = {
    "run": (
        "Run a script on instances and show what it says on each.",
        "ecsops.cli.assist.run",
    ),
    "invoke": (
        "Run a kept command on instances and show what it says on each.",
        "ecsops.cli.assist.run",
    ),
    "invocations": ("List invocations, newest first.", "ecsops.cli.assist.invocations"),
    "results": (
        "Show what invocations said on each instance so far.",
        "ecsops.cli.assist.invocations",
    ),
    "stop": (
        "Stop an invocation, on all of its instances or on those named.",
        "ecsops.cli.assist.invocations",
    ),
    "command": ("Create, list, change, clone and delete commands.", "ecsops.cli.assist.command"),
    "schedule": (
        "Show the next runs of a schedule, in its zone and in yours, or why it is not valid.",
        "ecsops.cli.assist.schedule",
    ),
    "agent": ("See and install the agent that runs the commands.", "ecsops.cli.assist.agent"),
}
"""Each command: its line in the help, and the module that has it under its name."""


@click.group(cls=Group, table=COMMANDS, help="Run commands on instances with Cloud Assistant.")
def assist() -> None:
    """Have the commands below."""
