"""`ecsops monitor`: what instances do, how they are, and alarms about it."""

import click

from ecsops.cli.core.groups import Group

COMMANDS = {
    "data": (
        "Show what instances used: CPU, traffic, and the operations of their system disks.",
        "ecsops.cli.monitor.data",
    ),
    "disk": (
        "Show how disks were used: operations and bytes per second, and latencies in µs.",
        "ecsops.cli.monitor.data",
    ),
    "eni": (
        "Show the traffic of the secondary network interfaces of an instance.",
        "ecsops.cli.monitor.data",
    ),
    "chart": (
        "Draw metrics of instances over time, each metric by itself.",
        "ecsops.cli.monitor.chart",
    ),
    "top": (
        "Watch instances: CPU, traffic, disk operations, health and the events to come.",
        "ecsops.cli.monitor.top",
    ),
    "health": (
        "Show the health of instances, all or the named ones, and why some are not well.",
        "ecsops.cli.monitor.health",
    ),
    "metrics": ("List the metrics with their units and periods.", "ecsops.cli.monitor.metrics"),
    "convert": (
        "Explain a bandwidth such as 4Mbps: in bits, in bytes, and as the speed of a download.",
        "ecsops.cli.monitor.metrics",
    ),
    "alarm": ("Be told when a metric passes a threshold.", "ecsops.cli.monitor.alarm"),
}
"""Each command: its line in the help, and the module that has it under its name."""


@click.group(cls=Group, table=COMMANDS, help="Read monitoring data and the health of instances.")
def monitor() -> None:
    """Have the commands below."""
