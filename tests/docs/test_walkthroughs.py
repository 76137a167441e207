"""Every command line of the feature document is in the tutorial, which the tests run whole.

So each of them runs verbatim, its whole output is compared (`test_docs`), and `make demo` plays it:
the word `aliyun` replaced, and a real word in the place of each placeholder.
"""

import re

import pytest

from tools.docs import console, demo

LINES = {
    "2.2": (
        "aliyun ecs DescribeCloudAssistantStatus --RegionId TheRegionId "
        "--InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp --output cols=CloudAssistantStatus",
        "aliyun ecs InstallCloudAssistant --RegionId TheRegionId "
        "--InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp",
    ),
    "2.4": (
        "aliyun ecs StartInstance --InstanceId i-bp1g6zv0ce8ogXXXXXXp",
        "aliyun ecs DescribeCloudAssistantStatus --RegionId TheRegionId "
        "--InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp --output cols=CloudAssistantStatus",
        "aliyun ecs CreateCommand --RegionId TheRegionId --CommandContent ZWNobyAxMjM= "
        "--Type RunShellScript --Name test --Description test --Output cols=CommandId",
        "aliyun ecs InvokeCommand --RegionId TheRegionId --InstanceId.1 i-bp1g6zv0ce8ogXXXXXXp "
        "--InstanceId.2 i-bp1g6zv0ce8ogXXXXXXp --CommandId your-command-id --Timed false "
        "--Output cols=InvokeId",
        "aliyun ecs DescribeInvocations --RegionId TheRegionId --InvokeId your-invoke-id",
        "aliyun ecs DescribeInvocationResults --RegionId TheRegionId "
        "--InstanceId i-bp1g6zv0ce8ogXXXXXXp --InvokeId your-invoke-id",
    ),
    "3.1": (
        "aliyun ecs DescribeInstances --RegionId <TheRegionId> "
        "--output cols=InstanceId,InstanceName",
        "aliyun ecs DescribeInstancesFullStatus --RegionId <TheRegionId> "
        "--InstanceId.1 <YourInstanceId> --output cols=EventId,EventTypeName",
        "aliyun ecs DescribeInstanceHistoryEvents --RegionId <TheRegionId> "
        "--InstanceId.1 <YourInstanceId> --output cols=EventId,EventTypeName",
    ),
    "3.2": (
        "aliyun ecs DescribeInstancesFullStatus --RegionId TheRegionId "
        "--InstanceId.1 YourInstanceId --output cols=EventId,EventTypeName",
    ),
    "5.2": (
        "aliyun ecs DescribeInstances --RegionId TheRegionId --output cols=InstanceId,InstanceName",
        "aliyun ecs DescribeInstancesFullStatus --RegionId TheRegionId "
        "--InstanceId.1 i-bp1afnc98r8k69XXXXXX --output cols=HealthStatus",
        "aliyun ecs DescribeInstancesFullStatus --RegionId TheRegionId --output cols=HealthStatus",
    ),
}
"""The lines of each section, as the document prints them."""

PLACEHOLDERS = {
    "<?TheRegionId>?": "cn-hangzhou",
    "i-bp1g6zv0ce8ogXXXXXXp|i-bp1afnc98r8k69XXXXXX|<?YourInstanceId>?": "i-bp1[0-9a-z]{17}",
    "your-command-id": "c-[0-9a-f]{32}",
    "your-invoke-id": "t-[0-9a-f]{32}",
}
"""What stands for something else in the document, and the form of what stands in its place."""

PARTS = list(console.parts(demo.PAGE.read_text("utf-8")))


def pattern(line: str) -> re.Pattern[str]:
    """Return what a line of the document looks like on our pages."""
    form = line.replace("aliyun", "ecsops").replace(".", r"\.")
    for placeholder, real in PLACEHOLDERS.items():
        form = re.sub(placeholder, lambda _, real=real: real, form)
    return re.compile(form + "\n")


@pytest.mark.parametrize(
    ("section", "line"), [(section, line) for section, lines in LINES.items() for line in lines]
)
def test_a_line_of_the_document_runs_verbatim_in_the_tutorial(section: str, line: str) -> None:
    runs = [part for part in PARTS if pattern(line).fullmatch(part.command)]

    assert runs, f"{line} of section {section}"
    assert {console.status(part.output) for part in runs} == {0}
    assert all(part.output for part in runs)


def test_the_tutorial_ends_with_the_document_s_job_in_one_command() -> None:
    *_, run = (part for part in PARTS if "-c 'echo 123'" in part.command)

    assert re.fullmatch(
        r"== i-bp1\w+ i-bp1\w+: Success, exit code 0\n123\n2 instances: 2 Success\n", run.output
    )
