"""`ecsops assist`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example
from ecsops.errors import RemoteCommandFailed, WaitTimeout

SELECT = ("DescribeInstances", "DescribeDeploymentSets", "DescribeCloudAssistantStatus")
"""What finding instances by what they have calls."""

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
    "Run a script on two instances; equal outputs are shown once",
    "ecsops assist run i-bp11icv3rbg0ijc177n1 i-bp1yfmvyq4eiu6s2otf8 -c 'echo 123'",
)

SCHEDULE = example(
    "Look at a schedule before it is used: every twenty minutes",
    "ecsops assist schedule '0 */20 * * * *' --count 3",
)

INSTALL = example(
    "Install it, and restart the instance so that it begins to run",
    "ecsops assist agent install i-bp1w1v13fhqy1n8wvqe2",
    "ecsops instance reboot i-bp1w1v13fhqy1n8wvqe2",
)

PAGES = {
    "": Page((RUN, SCHEDULE)),
    "run": Page(
        (
            RUN,
            example(
                "Run one on every instance of a name, and get each output as a line of JSON",
                "ecsops assist run --name 'UserGuide*' -c 'echo 123' -o jsonl",
            ),
            example(
                "Run one every twenty minutes",
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
                "Keep a command and run it on the members of a deployment set",
                KEEP,
                f"ecsops assist invoke {HELLO} --deployset ds-bp1by7cditzd02a8osk8",
            ),
            example(
                "Give the script of a command its parameters",
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
                "Start something and see how far it is",
                START,
                "ecsops assist invocations -o cols=InvokeId,InvokeStatus,CommandName",
            ),
            example("List those that run again and again", "ecsops assist invocations --timed"),
        ),
        ("DescribeInvocations", *REGIONS),
    ),
    "results": Page(
        (
            example(
                "Start something, and fetch its results when it has ended",
                START,
                f"ecsops assist results {STARTED} --wait",
            ),
            example(
                "Show what every run of a schedule said",
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
                "End a schedule",
                "ecsops assist run i-bp11icv3rbg0ijc177n1 -c 'echo 123' --schedule 'rate(1h)'",
                f"ecsops assist stop {STARTED}",
            ),
            example(
                "Stop on one instance of several",
                "ecsops assist run --name 'UserGuide*' -c 'echo 123' --schedule 'rate(1h)'",
                f"ecsops assist stop {STARTED} i-bp11icv3rbg0ijc177n1",
            ),
        ),
        ("StopInvocation",),
    ),
    "schedule": Page(
        (
            SCHEDULE,
            example(
                "See when nine o'clock of every Monday is",
                "ecsops assist schedule '0 0 9 ? * MON' --zone Asia/Tokyo",
            ),
        ),
    ),
    "agent": Page((INSTALL,)),
    "command": Page((example("Keep a script, to run it again and again", KEEP),)),
    "agent status": Page(
        (
            example("See where the agent runs", "ecsops assist agent status"),
            example(
                "List the instances without it",
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
                "Install it on several, and show only how they stand",
                "ecsops assist agent install i-bp1w1v13fhqy1n8wvqe2 i-bp11icv3rbg0ijc177n1 "
                "-o cols=InstanceId,CloudAssistantStatus",
            ),
        ),
        ("InstallCloudAssistant", "DescribeCloudAssistantStatus"),
    ),
    "agent guide": Page(
        (
            example(
                "Show how to install it on CentOS", "ecsops assist agent guide install --os centos"
            ),
            example(
                "Show how to stop an older one",
                "ecsops assist agent guide stop --os ubuntu --version 1.0.1.400 --init upstart",
            ),
        ),
    ),
    "command create": Page(
        (
            example("Keep a script that is given", KEEP),
            example(
                "Keep a script whose parameters are filled in at each start",
                "ecsops assist command create backup --params -c 'echo {{file}}' --timeout 1h",
            ),
        ),
        ("CreateCommand", *COMMANDS),
    ),
    "command list": Page(
        (
            example("List all of a region", "ecsops assist command list"),
            example(
                "List those of a name",
                "ecsops assist command list --name 'hello*' -o cols=CommandId,Name,Type",
            ),
        ),
        (*COMMANDS, *REGIONS),
    ),
    "command show": Page(
        (
            example(
                "Show one with its script",
                KEEP,
                f"ecsops assist command show {HELLO}",
            ),
            example(
                "Print the script of one",
                KEEP,
                f"ecsops assist command show {HELLO} --query ContentText",
            ),
        ),
        COMMANDS,
    ),
    "command update": Page(
        (
            example(
                "Give one another name",
                KEEP,
                f"ecsops assist command update {HELLO} --name greet",
            ),
            example(
                "Let it run for an hour at most",
                KEEP,
                f"ecsops assist command update {HELLO} --timeout 1h",
            ),
        ),
        ("ModifyCommand", *COMMANDS),
    ),
    "command clone": Page(
        (
            example(
                "Have another one of the same script",
                KEEP,
                f"ecsops assist command clone {HELLO} --name hello-again",
            ),
            example(
                "Have one with another script",
                KEEP,
                f"ecsops assist command clone {HELLO} --name bye -c 'echo bye'",
            ),
        ),
        (*COMMANDS, "CreateCommand"),
    ),
    "command delete": Page(
        (
            example(
                "Delete one, asking nobody",
                KEEP,
                f"ecsops assist command delete {HELLO} --yes",
            ),
            example(
                "Delete two",
                KEEP,
                "ecsops assist command create bye -c 'echo bye'",
                f"ecsops assist command delete {HELLO} {BYE} --yes",
            ),
        ),
        ("DeleteCommand",),
    ),
}
