"""`ecsops monitor`: what instances do, how they are, and alarms about it."""

import click

from ecsops.cli.core.groups import Group

COMMANDS = {
    "data": (
        "Show instance usage: CPU, traffic and system disk operations.",
        "ecsops.cli.monitor.data",
    ),
    "disk": (
        "Show disk usage: operations and bytes per second, and latencies in µs.",
        "ecsops.cli.monitor.data",
    ),
    "eni": (
        "Show the traffic of the secondary network interfaces of an instance.",
        "ecsops.cli.monitor.data",
    ),
    "chart": (
        "Draw charts of instance metrics, one for each metric.",
        "ecsops.cli.monitor.chart",
    ),
    "top": (
        "Watch instances live: CPU, traffic, disk operations, health and upcoming events.",
        "ecsops.cli.monitor.top",
    ),
    "health": (
        "Show the health of all instances, or of those named, with the reason of each problem.",
        "ecsops.cli.monitor.health",
    ),
    "metrics": ("List the metrics with their units and periods.", "ecsops.cli.monitor.metrics"),
    "convert": (
        "Convert a bandwidth such as 4Mbps to bits, bytes and download speed.",
        "ecsops.cli.monitor.metrics",
    ),
    "agent": (
        "See and install the CloudMonitor agent, which measures inside an instance.",
        "ecsops.cli.monitor.agent",
    ),
    "group": (
        "Manage application groups: instances that are notified of together.",
        "ecsops.cli.monitor.application_group",
    ),
    "alarm": (
        "Manage rules that send an alarm when a metric passes a threshold.",
        "ecsops.cli.monitor.alarm",
    ),
}
"""Each command: its line in the help, and the module that has it under its name."""


@click.group(cls=Group, table=COMMANDS, help="Show monitoring data and instance health.")
def monitor() -> None:
    """Group of the commands below."""
