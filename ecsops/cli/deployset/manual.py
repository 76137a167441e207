"""`ecsops deployset`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example
from ecsops.errors import WaitTimeout

READ = ("DescribeDeploymentSets",)

LIST = example("List all deployment sets of a region", "ecsops deployset list")

LAUNCH = example(
    "Launch four instances, spread over the zones of a set",
    "ecsops deployset launch ds-bp1by7cditzd02a8osk8 --count 4 --type ecs.g5.large --name web",
)

PAGES = {
    "": Page((LIST, LAUNCH)),
    "list": Page(
        (
            LIST,
            example(
                "Show the remaining capacity of each set, by zone",
                "ecsops deployset list -o cols=DeploymentSetName,ZoneId,AvailableAmount",
            ),
        ),
        (*READ, *REGIONS),
    ),
    "show": Page(
        (
            example("Show a set with its members", "ecsops deployset show ds-bp1zj66au6nez9psg1ty"),
            example(
                "List the members as rows of two columns",
                "ecsops deployset show ds-bp1zj66au6nez9psg1ty -o cols=InstanceName,Status",
            ),
        ),
        (*READ, "DescribeInstances"),
    ),
    "create": Page(
        (
            example(
                "Create a set whose instances share no host",
                "ecsops deployset create web-front --description 'front of the shop'",
            ),
            example(
                "Create a set of three groups that share no host with each other",
                "ecsops deployset create hdfs --strategy AvailabilityGroup --groups 3",
            ),
        ),
        ("CreateDeploymentSet", *READ),
    ),
    "update": Page(
        (
            example(
                "Rename a set",
                "ecsops deployset update ds-bp1zj66au6nez9psg1ty --name web-front",
            ),
            example(
                "Describe a set",
                "ecsops deployset update ds-bp1zj66au6nez9psg1ty --description 'front of the shop'",
            ),
        ),
        ("ModifyDeploymentSetAttribute", *READ),
    ),
    "delete": Page(
        (
            example(
                "Create a set, then delete it without confirmation",
                "ecsops deployset create short-lived",
                "ecsops deployset delete ds-bp1y1fdun9564whi4e71 --yes",
            ),
            example(
                "Release the members of a set, then delete the set",
                "ecsops instance delete --deployset ds-bp1by7cditzd02a8osk8 --force --yes",
                "ecsops deployset delete ds-bp1by7cditzd02a8osk8 --yes",
            ),
        ),
        ("DeleteDeploymentSet", *READ),
    ),
    "launch": Page(
        (
            LAUNCH,
            example(
                "Launch with disks, a public address, a key pair and numbered host names",
                "ecsops deployset launch ds-bp1by7cditzd02a8osk8 --count 2 --type ecs.g5.large "
                "--system-disk cloud_essd:60 --data-disk cloud_essd:100 --bandwidth 5 "
                "--key-pair ops --hostname 'web[1,3]'",
            ),
            example(
                "Show into which zones four instances would go, without launching any",
                "ecsops deployset launch ds-bp1by7cditzd02a8osk8 --count 8 --type ecs.g5.large "
                "--dry-run",
            ),
        ),
        (
            *READ,
            "DescribeInstances",
            "DescribeLaunchTemplateVersions",
            "DescribeVSwitches",
            "DescribeZones",
            "RunInstances",
            "CreateLaunchTemplate",
            "DescribeLaunchTemplateVersions",
        ),
        (WaitTimeout,),
    ),
    "move": Page(
        (
            example(
                "Move a stopped instance into a set",
                "ecsops deployset move i-bp1a6tgcca44b0jqkh54 --to ds-bp1zj66au6nez9psg1ty",
            ),
            example(
                "Move an instance out of its set",
                "ecsops deployset move i-bp11icv3rbg0ijc177n1 --out",
            ),
        ),
        ("ModifyInstanceDeployment", "DescribeInstances"),
    ),
    "families": Page(
        (
            example("List one family per line", "ecsops deployset families -o csv"),
            example(
                "Check whether ecs.g5 is supported",
                "ecsops deployset families --query \"contains([].InstanceTypeFamily, 'ecs.g5')\"",
            ),
        ),
        ("DescribeDeploymentSetSupportedInstanceTypeFamily",),
    ),
}
