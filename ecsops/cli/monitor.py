"""`ecsops monitor`: what instances do, how they are, and alarms about it."""

import click

from ecsops.cli.monitor_alarm import alarm
from ecsops.cli.monitor_chart import chart
from ecsops.cli.monitor_data import data, disk, eni
from ecsops.cli.monitor_health import health
from ecsops.cli.monitor_metrics import convert, metrics
from ecsops.cli.monitor_top import top
from ecsops.cli.tree import Group


@click.group(cls=Group, help="Read monitoring data and the health of instances.")
def monitor() -> None:
    """Have the commands below."""


for command in (data, disk, eni, chart, top, health, metrics, convert, alarm):
    monitor.add_command(command)
