"""`ecsops monitor`: what instances do, how they are, and alarms about it."""

import click

from ecsops.cli.tree import Group

COMMANDS = {
    "data": (
        "Show what instances used: CPU, traffic, and the operations of their system disks.",
        "ecsops.cli.monitor_data",
    ),
    "disk": (
        "Show how disks were used: operations and bytes per second, and latencies in µs.",
        "ecsops.cli.monitor_data",
    ),
    "eni": (
        "Show the traffic of the secondary network interfaces of an instance.",
        "ecsops.cli.monitor_data",
    ),
    "chart": (
        "Draw metrics of instances over time, each metric by itself.",
        "ecsops.cli.monitor_chart",
    ),
    "top": (
        "Watch instances: CPU, traffic, disk operations, health and the events to come.",
        "ecsops.cli.monitor_top",
    ),
    "health": ("Show the health of instances, all or the named ones.", "ecsops.cli.monitor_health"),
    "metrics": ("List the metrics with their units and periods.", "ecsops.cli.monitor_metrics"),
    "convert": (
        "Explain a bandwidth such as 4Mbps: in bits, in bytes, and as the speed of a download.",
        "ecsops.cli.monitor_metrics",
    ),
    "alarm": ("Be told when a metric passes a threshold.", "ecsops.cli.monitor_alarm"),
}
"""Each command: its line in the help, and the module that has it under its name."""


@click.group(cls=Group, table=COMMANDS, help="Read monitoring data and the health of instances.")
def monitor() -> None:
    """Have the commands below."""
