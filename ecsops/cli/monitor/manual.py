"""`ecsops monitor`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example
from ecsops.errors import NotHealthy, WaitTimeout

RULES = ("DescribeMetricRuleList",)

PEOPLE = (
    "ecsops notify contact create alice --mail alice@example.com",
    "ecsops notify contact group operators alice",
)

BUSY = (
    *PEOPLE,
    "ecsops monitor alarm create busy --metric CPUUtilization --over 90 --group operators",
)

TELL = example("Alert a group when any instance is busy", *BUSY)

STATUS = example("See on which instances it runs", "ecsops monitor agent status")

GROUP = "ecsops monitor group create web"

ADD = "ecsops monitor group add web i-bp11icv3rbg0ijc177n1"

WEB = example("Create a group and add an instance", GROUP, ADD)

HEALTH = example("Show the health of all instances", "ecsops monitor health")

PAGES = {
    "": Page(
        (
            HEALTH,
            example(
                "Show the CPU usage and traffic of an instance",
                "ecsops monitor data i-bp11icv3rbg0ijc177n1 --metric cpu --since 10m",
            ),
        )
    ),
    "data": Page(
        (
            example(
                "Show the usage of an instance in the last ten minutes",
                "ecsops monitor data i-bp11icv3rbg0ijc177n1 --metric cpu --since 10m",
            ),
            example(
                "Export a week's traffic of two instances as CSV",
                "ecsops monitor data i-bp11icv3rbg0ijc177n1 i-bp1yfmvyq4eiu6s2otf8 "
                "--metric internet-in,internet-out --since 7d --period 1h -o csv",
            ),
        ),
        (
            "DescribeInstanceMonitorData",
            "DescribeMetricList",
            "DescribeMonitoringAgentStatuses",
        ),
    ),
    "disk": Page(
        (
            example(
                "Show the operations of a disk, second by second, for three minutes",
                "ecsops monitor disk d-bp15ec6tc0k5o45a67pr --metric iops-total --since 3m",
            ),
            example(
                "Show the read latency of a disk",
                "ecsops monitor disk d-bp15ec6tc0k5o45a67pr --metric latency-read --period 10m",
            ),
        ),
        ("DescribeDiskMonitorData", "DescribeDisks", "DescribeInstances"),
    ),
    "eni": Page(
        (
            example("Show the traffic of an hour", "ecsops monitor eni i-bp11icv3rbg0ijc177n1"),
            example(
                "Export received traffic as CSV",
                "ecsops monitor eni i-bp11icv3rbg0ijc177n1 --metric intranet-in -o csv",
            ),
        ),
        ("DescribeEniMonitorData",),
    ),
    "chart": Page(
        (
            example(
                "Draw six hours in the terminal",
                "ecsops monitor chart i-bp11icv3rbg0ijc177n1 --metric cpu,internet-out",
            ),
            example(
                "Compare two instances over a day",
                "ecsops monitor chart i-bp11icv3rbg0ijc177n1 i-bp1yfmvyq4eiu6s2otf8 "
                "--since 24h --period 1h",
            ),
        ),
        ("DescribeInstanceMonitorData", "DescribeMetricList"),
    ),
    "top": Page(
        (
            example("Print one table and exit", "ecsops monitor top --once"),
            example(
                "Find the instances that send the most traffic",
                "ecsops monitor top --name 'UserGuide*' --sort out --once",
            ),
        ),
        (
            "DescribeInstances",
            "DescribeDeploymentSets",
            "DescribeInstancesFullStatus",
            "DescribeMetricLast",
            *REGIONS,
        ),
    ),
    "health": Page(
        (
            HEALTH,
            example(
                "Continue a script only if all instances are healthy",
                "ecsops monitor health i-bp11icv3rbg0ijc177n1 --check",
            ),
        ),
        ("DescribeInstances", "DescribeInstancesFullStatus", "DescribeDisksFullStatus", *REGIONS),
        (NotHealthy,),
    ),
    "metrics": Page(
        (
            example("List all metrics", "ecsops monitor metrics"),
            example(
                "List the metrics that an agent in the instance measures",
                "ecsops monitor metrics "
                "--query \"[?starts_with(MetricName, 'memory')].MetricName\"",
            ),
        ),
        ("DescribeMetricMetaList",),
    ),
    "convert": Page(
        (
            example("Convert 4 Mbit/s", "ecsops monitor convert 4Mbps"),
            example(
                "Print only the download speed",
                "ecsops monitor convert 1Mbps -o cols=DownloadKBPerSecond",
            ),
        ),
    ),
    "alarm": Page((TELL,)),
    "alarm create": Page(
        (
            TELL,
            example(
                "Send a critical alarm after ten minutes above the threshold on one instance",
                *PEOPLE,
                "ecsops monitor alarm create web --metric CPUUtilization --over 95 --times 10 "
                "--level critical --instance i-bp11icv3rbg0ijc177n1 --group operators",
            ),
        ),
        ("PutResourceMetricRule", *RULES),
    ),
    "alarm list": Page(
        (
            example("List all alarm rules", "ecsops monitor alarm list"),
            example("List the rules in alarm", "ecsops monitor alarm list --state ALARM"),
        ),
        RULES,
    ),
    "alarm enable": Page(
        (
            example(
                "Enable a rule again",
                *BUSY,
                "ecsops monitor alarm disable busy",
                "ecsops monitor alarm enable busy",
            ),
            example(
                "Print only the state",
                *BUSY,
                "ecsops monitor alarm enable busy -o cols=EnableState",
            ),
        ),
        ("EnableMetricRules", *RULES),
    ),
    "alarm disable": Page(
        (
            example("Keep a rule silent", *BUSY, "ecsops monitor alarm disable busy"),
            example(
                "Print only the state",
                *BUSY,
                "ecsops monitor alarm disable busy -o cols=EnableState",
            ),
        ),
        ("DisableMetricRules", *RULES),
    ),
    "alarm targets": Page(
        (
            example(
                "Push critical alarms to a queue",
                *BUSY,
                "ecsops monitor alarm targets busy --queue alarms --level critical",
            ),
            example(
                "Remove the target again",
                *BUSY,
                "ecsops monitor alarm targets busy --queue alarms",
                "ecsops monitor alarm targets busy --remove 1",
            ),
        ),
        ("DescribeMetricRuleTargets", "PutMetricRuleTargets", "DeleteMetricRuleTargets"),
    ),
    "agent": Page((STATUS,)),
    "agent status": Page(
        (
            STATUS,
            example(
                "Print the ids of those without it",
                "ecsops monitor agent status --query \"[?Status=='not_installed'].InstanceId\"",
            ),
        ),
        ("DescribeMonitoringAgentStatuses", "DescribeInstances", *REGIONS),
    ),
    "agent install": Page(
        (
            example("Install it and wait", "ecsops monitor agent install i-bp11icv3rbg0ijc177n1"),
            example(
                "Begin on two, and leave it where it is",
                "ecsops monitor agent install i-bp11icv3rbg0ijc177n1 i-bp1yfmvyq4eiu6s2otf8 "
                "--keep --timeout 0",
            ),
        ),
        ("InstallMonitoringAgent", "DescribeMonitoringAgentStatuses", "DescribeInstances"),
        (WaitTimeout,),
    ),
    "agent guide": Page(
        (
            example(
                "Show how to install it on Linux", "ecsops monitor agent guide install --os linux"
            ),
            example(
                "Show how to remove it from Windows",
                "ecsops monitor agent guide uninstall --os windows",
            ),
        ),
    ),
    "group": Page((WEB,)),
    "group create": Page(
        (
            example("Create a group", GROUP),
            example(
                "Create one with a contact group",
                *PEOPLE,
                "ecsops monitor group create web --contact-group operators",
            ),
        ),
        ("CreateMonitorGroup", "DescribeMonitorGroups"),
    ),
    "group list": Page(
        (
            example("List all", "ecsops monitor group list"),
            example("Print the ids", GROUP, "ecsops monitor group list -o cols=GroupId"),
        ),
        ("DescribeMonitorGroups",),
    ),
    "group show": Page(
        (
            example("List the instances of a group", GROUP, "ecsops monitor group show web"),
            example(
                "Print their ids",
                GROUP,
                ADD,
                "ecsops monitor group show web -o cols=InstanceId",
            ),
        ),
        ("DescribeMonitorGroups", "DescribeMonitorGroupInstances"),
    ),
    "group add": Page(
        (
            WEB,
            example("Print their names", GROUP, f"{ADD} -o cols=InstanceName"),
        ),
        (
            "CreateMonitorGroupInstances",
            "DescribeMonitorGroups",
            "DescribeMonitorGroupInstances",
            "DescribeInstances",
        ),
    ),
    "group delete": Page(
        (
            example(
                "Delete a group without a question", GROUP, "ecsops monitor group delete web --yes"
            ),
            example(
                "Print only whether it is done",
                GROUP,
                "ecsops monitor group delete web --yes -o cols=Success",
            ),
        ),
        ("DeleteMonitorGroup", "DescribeMonitorGroups"),
    ),
    "alarm delete": Page(
        (
            example(
                "Delete a command without confirmation",
                *BUSY,
                "ecsops monitor alarm delete busy --yes",
            ),
            example(
                "Delete a rule and print only whether it worked",
                *BUSY,
                "ecsops monitor alarm delete busy --yes -o cols=Success",
            ),
        ),
        ("DeleteMetricRules",),
    ),
}
