"""`ecsops assist`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example
from ecsops.errors import RemoteCommandFailed, WaitTimeout

SELECT = ("DescribeInstances", "DescribeDeploymentSets", "DescribeCloudAssistantStatus")
"""Operations that an instance selection calls."""

RESULTS = ("DescribeInvocationResults",)

COMMANDS = ("DescribeCommands",)

KEEP = "ecsops assist command create hello -c 'echo 123'"

HELLO = "c-677f35ec9a3376d5268fad791f67dd07"
BYE = "c-60110598fd8914bb9446a8608b0e4750"
"""The ids that commands get that are created first and second."""

START = "ecsops assist run i-bp11icv3rbg0ijc177n1 -c 'echo 123' --no-wait"

STARTED = "t-60110598fd8914bb9446a8608b0e4750"
"""The id that the first invocation gets."""

RUN = example(
    "Run a script on two instances; identical outputs are printed once",
    "ecsops assist run i-bp11icv3rbg0ijc177n1 i-bp1yfmvyq4eiu6s2otf8 -c 'echo 123'",
)

SCHEDULE = example(
    "Preview a schedule that runs every twenty minutes",
    "ecsops assist schedule '0 */20 * * * *' --count 3",
)

INSTALL = example(
    "Install the agent, then restart the instance to start it",
    "ecsops assist agent install i-bp1w1v13fhqy1n8wvqe2",
    "ecsops instance reboot i-bp1w1v13fhqy1n8wvqe2",
)

PAGES = {
    "": Page((RUN, SCHEDULE)),
    "run": Page(
        (
            RUN,
            example(
                (
                    "Run a script on every instance of a name, and print each result as a line "
                    "of JSON"
                ),
                "ecsops assist run --name 'UserGuide*' -c 'echo 123' -o jsonl",
            ),
            example(
                "Run a script every twenty minutes",
                "ecsops assist run i-bp11icv3rbg0ijc177n1 -c 'echo 123' "
                "--schedule '0 */20 * * * *'",
            ),
        ),
        (*SELECT, "RunCommand", *RESULTS),
        (WaitTimeout, RemoteCommandFailed),
    ),
    "invoke": Page(
        (
            example(
                "Save a command and run it on the members of a deployment set",
                KEEP,
                f"ecsops assist invoke {HELLO} --deployset ds-bp1by7cditzd02a8osk8",
            ),
            example(
                "Pass parameters to a saved command",
                "ecsops assist command create greet --params -c 'echo {{who}}'",
                f"ecsops assist invoke {HELLO} i-bp11icv3rbg0ijc177n1 --param who=123",
            ),
        ),
        (*COMMANDS, *SELECT, "InvokeCommand", *RESULTS),
        (WaitTimeout, RemoteCommandFailed),
    ),
    "invocations": Page(
        (
            example(
                "Start a script, then check its progress",
                START,
                "ecsops assist invocations -o cols=InvokeId,InvokeStatus,CommandName",
            ),
            example("List the scheduled invocations", "ecsops assist invocations --timed"),
            example(
                "Show one invocation",
                START,
                f"ecsops assist invocations show {STARTED}",
            ),
        ),
        ("DescribeInvocations", *REGIONS),
    ),
    "results": Page(
        (
            example(
                "Start a script, and fetch its results when it has finished",
                START,
                f"ecsops assist results {STARTED} --wait",
            ),
            example(
                "Print the output of everything that ran today, as JSON",
                START,
                "ecsops assist results --since 1d -o json",
            ),
            example(
                "Show the output of every run of a schedule",
                "ecsops assist run i-bp11icv3rbg0ijc177n1 -c 'echo 123' --schedule 'rate(1m)'",
                "ecsops sim advance 2m",
                f"ecsops assist results {STARTED} --history -o cols=Repeats,StartTime,OutputText",
            ),
        ),
        ("DescribeInvocations", *RESULTS),
        (WaitTimeout, RemoteCommandFailed),
    ),
    "stop": Page(
        (
            example(
                "Stop a schedule",
                "ecsops assist run i-bp11icv3rbg0ijc177n1 -c 'echo 123' --schedule 'rate(1h)'",
                f"ecsops assist stop {STARTED}",
            ),
            example(
                "Stop a script on one of several instances",
                "ecsops assist run --name 'UserGuide*' -c 'echo 123' --schedule 'rate(1h)'",
                f"ecsops assist stop {STARTED} i-bp11icv3rbg0ijc177n1",
            ),
        ),
        ("StopInvocation", "DescribeInvocations"),
    ),
    "schedule": Page(
        (
            SCHEDULE,
            example(
                "Show when a schedule for Mondays at nine runs",
                "ecsops assist schedule '0 0 9 ? * MON' --zone Asia/Tokyo",
            ),
        ),
    ),
    "agent": Page((INSTALL,)),
    "command": Page((example("Save a script for repeated use", KEEP),)),
    "agent status": Page(
        (
            example("Check where the agent runs", "ecsops assist agent status"),
            example(
                "List the instances without the agent",
                "ecsops assist agent status --query "
                "\"[?CloudAssistantStatus=='false'].InstanceId\"",
            ),
        ),
        ("DescribeCloudAssistantStatus", "DescribeInstances", *REGIONS),
    ),
    "agent install": Page(
        (
            INSTALL,
            example(
                "Install it on several instances, and print only their status",
                "ecsops assist agent install i-bp1w1v13fhqy1n8wvqe2 i-bp11icv3rbg0ijc177n1 "
                "-o cols=InstanceId,CloudAssistantStatus",
            ),
        ),
        ("InstallCloudAssistant", "DescribeCloudAssistantStatus"),
    ),
    "agent guide": Page(
        (
            example(
                "Show how to install the agent on CentOS",
                "ecsops assist agent guide install --os centos",
            ),
            example(
                "Show how to stop the agent of an instance",
                "ecsops assist agent guide stop i-bp11icv3rbg0ijc177n1",
            ),
            example(
                "Show how to stop an old version",
                "ecsops assist agent guide stop --os ubuntu --version 1.0.1.400 --init upstart",
            ),
        ),
        ("DescribeInstances", "DescribeCloudAssistantStatus"),
    ),
    "command create": Page(
        (
            example("Save a script given on the command line", KEEP),
            example(
                "Save a script with parameters that are filled in at each run",
                "ecsops assist command create backup --params -c 'echo {{file}}' --timeout 1h",
            ),
        ),
        ("CreateCommand", *COMMANDS),
    ),
    "command list": Page(
        (
            example("List all deployment sets of a region", "ecsops assist command list"),
            example(
                "List the commands of one name",
                "ecsops assist command list --name 'hello*' -o cols=CommandId,Name,Type",
            ),
        ),
        (*COMMANDS, *REGIONS),
    ),
    "command show": Page(
        (
            example(
                "Show a command with its script",
                KEEP,
                f"ecsops assist command show {HELLO}",
            ),
            example(
                "Print the script of a command",
                KEEP,
                f"ecsops assist command show {HELLO} --query ContentText",
            ),
        ),
        COMMANDS,
    ),
    "command update": Page(
        (
            example(
                "Rename a command",
                KEEP,
                f"ecsops assist command update {HELLO} --name greet",
            ),
            example(
                "Set a timeout of one hour",
                KEEP,
                f"ecsops assist command update {HELLO} --timeout 1h",
            ),
        ),
        ("ModifyCommand", *COMMANDS),
    ),
    "command clone": Page(
        (
            example(
                "Clone a command",
                KEEP,
                f"ecsops assist command clone {HELLO} --name hello-again",
            ),
            example(
                "Clone a command with another script",
                KEEP,
                f"ecsops assist command clone {HELLO} --name bye -c 'echo bye'",
            ),
        ),
        (*COMMANDS, "CreateCommand"),
    ),
    "command run": Page(
        (
            example(
                "Run a saved command on the members of a deployment set",
                KEEP,
                "ecsops assist command run hello --deployset ds-bp1by7cditzd02a8osk8",
            ),
            example(
                "Pass parameters to a saved command",
                "ecsops assist command create greet --params -c 'echo {{who}}'",
                "ecsops assist command run greet i-bp11icv3rbg0ijc177n1 --param who=123",
            ),
        ),
        (*COMMANDS, *SELECT, "InvokeCommand", *RESULTS),
        (WaitTimeout, RemoteCommandFailed),
    ),
    "command delete": Page(
        (
            example(
                "Delete a command without confirmation",
                KEEP,
                f"ecsops assist command delete {HELLO} --yes",
            ),
            example(
                "Delete two commands",
                KEEP,
                "ecsops assist command create bye -c 'echo bye'",
                f"ecsops assist command delete {HELLO} {BYE} --yes",
            ),
        ),
        ("DeleteCommand",),
    ),
}
