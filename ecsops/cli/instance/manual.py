"""`ecsops instance`."""

from ecsops.cli.core.manual_pages import REGIONS, Page, example
from ecsops.errors import WaitTimeout

READ = ("DescribeInstances",)
SELECT = (*READ, "DescribeDeploymentSets")
"""Operations that an instance selection calls."""

ELSEWHERE = "ECSOPS_HOME=/tmp/rehearsal"
"""Another account, so that resetting it does not discard the user's own."""

ASKED = (
    f"{ELSEWHERE} ecsops sim reset --limits current --yes",
    f"{ELSEWHERE} ecsops sim fault add event --instance i-bp11icv3rbg0ijc177n1 "
    "--detail SystemMaintenance.Redeploy",
)
"""The document of 2019 has no events that advise to redeploy an instance."""

LIST = example("List the running instances", "ecsops instance list --status Running")

PAGES = {
    "": Page((LIST,)),
    "list": Page(
        (
            LIST,
            example(
                "Print the private address of each member of a deployment set",
                "ecsops instance list --deployset ds-bp1zj66au6nez9psg1ty "
                "-o cols=InstanceName,PrimaryIpAddress",
            ),
        ),
        (*SELECT, *REGIONS),
    ),
    "show": Page(
        (
            example(
                "Show all attributes of an instance",
                "ecsops instance show i-bp11icv3rbg0ijc177n1 --full",
            ),
            example(
                "Show the private address of an instance",
                "ecsops instance show i-bp11icv3rbg0ijc177n1 "
                "--query 'VpcAttributes.PrivateIpAddress.IpAddress[0]'",
            ),
        ),
        READ,
    ),
    "start": Page(
        (
            example(
                "Start an instance and wait for it", "ecsops instance start i-bp1a6tgcca44b0jqkh54"
            ),
            example(
                "Start all instances of a name without waiting",
                "ecsops instance start --name 'Backup*' --timeout 0",
            ),
        ),
        (*SELECT, "StartInstances"),
        (WaitTimeout,),
    ),
    "stop": Page(
        (
            example(
                "Stop an instance and wait for it", "ecsops instance stop i-bp11icv3rbg0ijc177n1"
            ),
            example(
                "Stop the members of a set without paying for them while stopped",
                "ecsops instance stop --deployset ds-bp1by7cditzd02a8osk8 "
                "--stopped-mode StopCharging --yes",
            ),
        ),
        (*SELECT, "StopInstances"),
        (WaitTimeout,),
    ),
    "reboot": Page(
        (
            example(
                "Restart an instance and wait for it",
                "ecsops instance reboot i-bp11icv3rbg0ijc177n1",
            ),
            example(
                "Restart all instances of a name",
                "ecsops instance reboot --name 'DataProcessing*' --yes",
            ),
        ),
        (*SELECT, "RebootInstances"),
        (WaitTimeout,),
    ),
    "redeploy": Page(
        (
            example(
                "In another simulated account, of today's rules, move an instance to another host",
                *ASKED,
                f"{ELSEWHERE} ecsops instance redeploy i-bp11icv3rbg0ijc177n1",
            ),
            example(
                "There too, power the instance off first",
                *ASKED,
                f"{ELSEWHERE} ecsops instance redeploy i-bp11icv3rbg0ijc177n1 --force",
            ),
        ),
        ("RedeployInstance",),
    ),
    "delete": Page(
        (
            example(
                "Release a stopped instance without confirmation",
                "ecsops instance delete i-bp1a6tgcca44b0jqkh54 --yes",
            ),
            example(
                "Release the members of a set, running or stopped",
                "ecsops instance delete --deployset ds-bp1by7cditzd02a8osk8 --force --yes",
            ),
        ),
        (*SELECT, "DeleteInstances"),
        (WaitTimeout,),
    ),
    "images": Page(
        (
            example("List the images with Linux", "ecsops instance images --os linux --limit 3"),
            example(
                "Print the newest image of a family",
                "ecsops instance images --family acs:centos_7_6_x64 --limit 1 -o cols=ImageId",
            ),
        ),
        ("DescribeImages", *REGIONS),
    ),
    "resize": Page(
        (
            example(
                "Give a stopped instance another type",
                "ecsops instance resize i-bp1a6tgcca44b0jqkh54 --type ecs.g5.xlarge",
            ),
            example(
                "Give a running instance more bandwidth",
                "ecsops instance resize i-bp11icv3rbg0ijc177n1 --bandwidth 10",
            ),
        ),
        ("ModifyInstanceSpec", *READ),
    ),
    "renew": Page(
        (
            example(
                "Buy an instance for a month, then renew it for three months",
                "ecsops deployset launch ds-bp1by7cditzd02a8osk8 --count 1 --type ecs.g5.large "
                "--name office --charge-type PrePaid --period 1",
                "ecsops instance renew office --months 3 --yes",
            ),
            example(
                "Renew a subscription for a year and print its new end",
                "ecsops deployset launch ds-bp1by7cditzd02a8osk8 --count 1 --type ecs.g5.large "
                "--name archive --charge-type PrePaid --period 1",
                "ecsops instance renew archive --months 12 --yes -o cols=ExpiredTime",
            ),
        ),
        ("RenewInstance", *READ),
    ),
}
