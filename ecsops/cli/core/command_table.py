"""The groups of the program; a group is imported when it is entered."""

COMMANDS = {
    "deployset": (
        "Spread instances over hardware with deployment sets.",
        "ecsops.cli.deployset.group",
    ),
    "assist": ("Run commands on instances with Cloud Assistant.", "ecsops.cli.assist.group"),
    "events": ("See, rehearse and answer system events.", "ecsops.cli.events.group"),
    "notify": ("Subscribe to what happens, and receive it.", "ecsops.cli.notify.group"),
    "monitor": ("Read monitoring data and the health of instances.", "ecsops.cli.monitor.group"),
    "instance": ("List, start, stop, restart and release instances.", "ecsops.cli.instance.group"),
    "ecs": ("Call any operation of the ECS API.", "ecsops.cli.raw.products"),
    "cms": ("Call any operation of the CloudMonitor API.", "ecsops.cli.raw.products"),
    "vpc": ("Call any operation of the VPC API.", "ecsops.cli.raw.products"),
    "sts": ("Call any operation of the STS API.", "ecsops.cli.raw.products"),
    "sim": ("Control the simulator: its time, its state, its limits.", "ecsops.cli.sim.group"),
    "configure": (
        "Make profiles for the real service, list, use and delete them.",
        "ecsops.cli.configure.group",
    ),
    "schema": (
        "Describe all commands to programs, or one and those below it, as JSON.",
        "ecsops.cli.help.schema",
    ),
    "help": ("Explain a command, or a topic.", "ecsops.cli.help.help"),
    "completion": (
        "Complete commands, options and ids in the shell.",
        "ecsops.cli.completion.group",
    ),
}
"""Each group: its line in the help, and the module that has it under its name."""
