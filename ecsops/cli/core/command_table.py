"""The groups of the program; a group is imported when it is entered."""

COMMANDS = {
    "deployset": (
        "Spread instances over physical hosts with deployment sets.",
        "ecsops.cli.deployset.group",
    ),
    "assist": ("Run commands on instances with Cloud Assistant.", "ecsops.cli.assist.group"),
    "events": ("List, rehearse and handle system events.", "ecsops.cli.events.group"),
    "notify": ("Subscribe to event notifications and receive them.", "ecsops.cli.notify.group"),
    "monitor": ("Show monitoring data and instance health.", "ecsops.cli.monitor.group"),
    "instance": ("List, start, stop, restart and release instances.", "ecsops.cli.instance.group"),
    "ecs": ("Call any ECS API operation.", "ecsops.cli.raw.products"),
    "cms": ("Call any CloudMonitor API operation.", "ecsops.cli.raw.products"),
    "vpc": ("Call any VPC API operation.", "ecsops.cli.raw.products"),
    "sts": ("Call any STS API operation.", "ecsops.cli.raw.products"),
    "sim": ("Control the simulator: clock, state, quotas and faults.", "ecsops.cli.sim.group"),
    "configure": (
        "Manage profiles for the real service.",
        "ecsops.cli.configure.group",
    ),
    "schema": (
        "Print all commands, or one command and its subcommands, as JSON.",
        "ecsops.cli.help.schema",
    ),
    "help": ("Show help on a command or a topic.", "ecsops.cli.help.help"),
    "completion": (
        "Set up tab completion for your shell.",
        "ecsops.cli.completion.group",
    ),
}
"""Each group: its line in the help, and the module that has it under its name."""

LOCAL = (
    "sim",
    "configure",
    "completion",
    "schema",
    "help",
    "notify listen",
    "notify receive",
)
"""Groups and commands that call no service: they act here, or on the simulator by its controls."""


def is_local(path: str) -> bool:
    """Return whether the command of that path calls no service."""
    return f"{path} ".startswith(tuple(f"{each} " for each in LOCAL))
