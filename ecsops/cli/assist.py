"""`ecsops assist`: running commands on instances with Cloud Assistant."""

import click

from ecsops.cli.assist_agent import agent
from ecsops.cli.assist_command import command
from ecsops.cli.assist_invocation import invocations, results, stop
from ecsops.cli.assist_run import invoke, run
from ecsops.cli.assist_schedule import schedule
from ecsops.cli.tree import Group


@click.group(cls=Group, help="Run commands on instances with Cloud Assistant.")
def assist() -> None:
    """Have the commands below."""


for each in (run, invoke, invocations, results, stop, command, schedule, agent):
    assist.add_command(each)
