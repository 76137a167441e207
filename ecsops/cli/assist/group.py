"""`ecsops assist`: running commands on instances with Cloud Assistant."""

import click

from ecsops.cli.core.groups import Group

COMMANDS = {
    "run": (
        "Run a script on instances and show the output of each.",
        "ecsops.cli.assist.run",
    ),
    "invoke": (
        "Run a saved command on instances and show the output of each.",
        "ecsops.cli.assist.run",
    ),
    "invocations": ("List invocations, newest first.", "ecsops.cli.assist.invocations"),
    "results": (
        "Show the results of invocations on each instance; without INVOKE, of the last one.",
        "ecsops.cli.assist.results",
    ),
    "stop": (
        "Stop an invocation on all its instances, or only on those named.",
        "ecsops.cli.assist.results",
    ),
    "command": ("Create, list, change, clone and delete commands.", "ecsops.cli.assist.command"),
    "schedule": (
        "Show the next runs of a schedule in its time zone and yours, or why it is invalid.",
        "ecsops.cli.assist.schedule",
    ),
    "agent": ("Check and install the Cloud Assistant agent.", "ecsops.cli.assist.agent"),
}
"""Each command: its line in the help, and the module that has it under its name."""


@click.group(cls=Group, table=COMMANDS, help="Run commands on instances with Cloud Assistant.")
def assist() -> None:
    """Group of the commands below."""
