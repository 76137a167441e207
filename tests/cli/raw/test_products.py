"""Raw calls, as typed: what they print, what they refuse, and what they never touch."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from ecsops.catalogue import index
from tests.conftest import Ecsops, Ran
from tests.support.typed_lines import refused, the_instance

UNKNOWN = """\
Usage: ecsops ecs [OPTIONS] OPERATION [--PARAMETER VALUE]...
Try 'ecsops ecs --help' for help.

Error: {}
"""


HEAVY = {
    *("requests", "rich", "tabulate", "jmespath", "keyring", "croniter", "importlib.metadata"),
    *("http", "urllib", "asyncio", "logging", "dataclasses", "hashlib", "random", "tempfile"),
    *("subprocess", "zoneinfo", "sqlite3", "difflib"),
}


def test_an_answer_is_printed_as_the_vendor_s_cli_prints_it(ecsops: Ecsops) -> None:
    ran = ecsops("ecs DescribeDeploymentSets --RegionId cn-beijing --DeploymentSetName 没有")
    request_id = json.loads(ran.stdout)["RequestId"]

    assert ran == Ran(
        "{\n"
        '\t"DeploymentSets": {\n'
        '\t\t"DeploymentSet": []\n'
        "\t},\n"
        '\t"PageNumber": 1,\n'
        '\t"PageSize": 10,\n'
        '\t"RegionId": "cn-beijing",\n'
        f'\t"RequestId": "{request_id}",\n'
        '\t"TotalCount": 0\n'
        "}\n",
        "",
        0,
    )


def test_columns_are_found_in_the_items(ecsops: Ecsops) -> None:
    ran = ecsops(
        "ecs DescribeDeploymentSets --RegionId cn-hangzhou "
        "--Output cols=DeploymentSetName,DeploymentStrategy num=true"
    )

    assert ran == Ran(
        "Num | DeploymentSetName | DeploymentStrategy\n"
        "--- | ----------------- | ------------------\n"
        "0   | InternalUse       | Availability\n"
        "1   | UserGuide         | Availability\n",
        "",
        0,
    )


@pytest.mark.parametrize(
    "option", ["--InstanceId", "--InstanceId.1", "--InstanceIds", "--InstanceIds.1"]
)
def test_an_instance_is_named_in_any_way(ecsops: Ecsops, option: str) -> None:
    web = the_instance(ecsops, "LegacyWeb")

    listed = ecsops(f"ecs DescribeInstances {option} {web} -o cols=InstanceName")
    status = ecsops(f"ecs DescribeInstanceStatus {option} {web} -o cols=InstanceId")
    stopped = ecsops(f"ecs StopInstance {option} {web} --ForceStop TRUE -q")

    assert listed == Ran("InstanceName\n------------\nLegacyWeb\n", "", 0)
    assert status == Ran(f"InstanceId\n----------\n{web}\n", "", 0)
    assert stopped == Ran("", "", 0)


def test_a_deployment_set_is_changed_under_the_document_s_name_of_the_operation(
    ecsops: Ecsops,
) -> None:
    created = ecsops("ecs CreateDeploymentSet --DeploymentSetName before --query DeploymentSetId")
    set_id = json.loads(created.stdout)

    changed = ecsops(
        f"ecs ModifyDeploymentSetAttributes --DeploymentSetId {set_id} "
        "--DeploymentSetName -after --DeploymentSetName.1=x"
    )
    renamed = ecsops(
        f"ecs ModifyDeploymentSetAttributes --DeploymentSetId {set_id} --DeploymentSetName after -q"
    )
    listed = ecsops(
        f"ecs DescribeDeploymentSets --DeploymentSetId.1 {set_id} -o cols=DeploymentSetName"
    )

    assert refused(changed) == "--DeploymentSetName.1 takes one value, not 2."
    assert renamed == Ran("", "", 0)
    assert listed.stdout.splitlines()[2:] == ["after"]


def test_a_query_is_applied_to_the_answer(ecsops: Ecsops) -> None:
    assert ecsops("ecs DescribeDeploymentSets --query TotalCount") == Ran("2\n", "", 0)
    assert ecsops("ecs DescribeDeploymentSets --cli-query RegionId") == Ran(
        '"cn-hangzhou"\n', "", 0
    )


def test_a_dry_run_prints_the_call_and_makes_none(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()

    ran = ecsops(
        "ecs RunCommand --dryrun --Type runshellscript --CommandContent 'echo 你好' --Timed False "
        "--InstanceIds '[\"i-1\",\"i-2\"]' --Tag.1.Key a --Tag.1.Value ''"
    )

    assert ran == Ran(
        "[\n"
        "\t{\n"
        '\t\t"Endpoint": "simulator",\n'
        '\t\t"Operation": "RunCommand",\n'
        '\t\t"Parameters": {\n'
        '\t\t\t"CommandContent": "(7 characters)",\n'
        '\t\t\t"InstanceId.1": "i-1",\n'
        '\t\t\t"InstanceId.2": "i-2",\n'
        '\t\t\t"RegionId": "cn-hangzhou",\n'
        '\t\t\t"Tag.1.Key": "a",\n'
        '\t\t\t"Tag.1.Value": "",\n'
        '\t\t\t"Timed": "false",\n'
        '\t\t\t"Type": "RunShellScript"\n'
        "\t\t},\n"
        '\t\t"Product": "Ecs",\n'
        '\t\t"Version": "2014-05-26"\n'
        "\t}\n"
        "]\n",
        "",
        0,
    )
    assert dump() == before


def test_a_dry_run_shows_no_password(ecsops: Ecsops) -> None:
    ran = ecsops("ecs ModifyInstanceAttribute --InstanceId i-1 --Password NewPasswd9! --dryrun")

    assert json.loads(ran.stdout)[0]["Parameters"] == {
        "InstanceId": "i-1",
        "Password": "(11 characters)",
        "RegionId": "cn-hangzhou",
    }


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("ecs DescribeDeploymentSets", "cn-hangzhou"),
        ("ecs DescribeDeploymentSets --RegionId cn-shanghai", "cn-shanghai"),
        ("ecs DescribeDeploymentSets --region cn-beijing", "cn-beijing"),
        ("--region cn-beijing ecs DescribeDeploymentSets", "cn-beijing"),
        ("ecs --region cn-beijing DescribeDeploymentSets", "cn-beijing"),
        ("ecs DescribeDeploymentSets --region cn-beijing --RegionId cn-shanghai", "cn-shanghai"),
    ],
)
def test_a_call_goes_to_the_region_that_is_given(ecsops: Ecsops, line: str, region: str) -> None:
    assert ecsops(f"{line} --query RegionId") == Ran(f'"{region}"\n', "", 0)


def test_the_region_of_a_call_names_the_endpoint_too(ecsops: Ecsops) -> None:
    ran = ecsops("ecs DescribeDeploymentSets --RegionId cn-shanghai --query TotalCount --verbose")

    assert (ran.stdout, ran.stderr.splitlines()[-1]) == ("0\n", "Region: cn-shanghai")


def test_a_refusal_is_one_json_document_unless_a_table_was_wanted(ecsops: Ecsops) -> None:
    as_json = ecsops("ecs StartInstance --InstanceId i-none")
    as_text = ecsops("ecs StartInstance --InstanceId i-none -o table")

    assert (as_json.exit_status, as_json.stdout) == (4, "")
    assert json.loads(as_json.stderr)["Code"] == "InvalidInstanceId.NotFound"
    assert as_text.stderr.splitlines()[0] == (
        "Error: InvalidInstanceId.NotFound: The specified InstanceId does not exist."
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "DescribeInstancess",
            "No such operation: DescribeInstancess. Did you mean DescribeInstances?",
        ),
        (
            "describeinstances",
            "No such operation: describeinstances. Did you mean DescribeInstances?",
        ),
        (
            "DescribeMetricList",
            "No such operation: DescribeMetricList. It belongs to `ecsops cms`.",
        ),
        ("Xyzzy", "No such operation: Xyzzy."),
        ("-o table", "Put the operation first: ecsops ecs OPERATION -o …"),
    ],
)
def test_an_unknown_operation_is_refused_with_what_may_be_meant(
    ecsops: Ecsops, name: str, sentence: str
) -> None:
    assert ecsops(f"ecs {name}") == Ran("", UNKNOWN.format(sentence), 2)


@pytest.mark.parametrize(
    ("line", "operation"),
    [
        ("ecs DescribePrice --ResourceType disk", "DescribePrice of Ecs 2014-05-26"),
        ("ecs CreateKeyPair --KeyPairName x --force", "CreateKeyPair of Ecs 2014-05-26"),
        ("vpc DescribeNatGateways", "DescribeNatGateways of Vpc 2016-04-28"),
        ("sts AssumeRole --RoleArn x", "AssumeRole of Sts 2015-04-01"),
        ("cms DescribeSiteMonitorList", "DescribeSiteMonitorList of Cms 2019-01-01"),
    ],
)
def test_an_operation_that_the_simulator_lacks_is_refused_by_name(
    ecsops: Ecsops, dump: Callable[[], list[str]], line: str, operation: str
) -> None:
    before = dump()

    ran = ecsops(f"{line} -o table")

    assert (ran.stdout, ran.exit_status) == ("", 4)
    assert ran.stderr.splitlines()[0] == (
        f"Error: InvalidAction.NotFound: ecsops does not simulate {operation}. "
        "The page docs/reference/compatibility lists what it simulates."
    )
    assert "https://" not in ran.stderr
    assert before == dump()


def test_a_wrong_call_is_refused_with_its_usage(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()

    ran = ecsops("ecs CreateCommand --Name x")

    assert ran == Ran(
        "",
        "Usage: ecsops ecs CreateCommand --CommandContent VALUE --Type VALUE --Name VALUE\n"
        "       [--PARAMETER VALUE]... [OPTIONS]\n"
        "Try 'ecsops ecs CreateCommand --help' for help.\n"
        "\n"
        "Error: Missing parameters: --CommandContent, --Type.\n",
        2,
    )
    assert dump() == before


@pytest.mark.parametrize(
    ("line", "beginning"),
    [
        ("-o cols=InstanceID", "No such column: 'InstanceID'. Did you mean InstanceId?"),
        ("-o tabel", "Unknown output format 'tabel'."),
        ("--query 'a['", "Invalid JMESPath 'a['"),
        ("--waiter expr='a[' to=b", "Invalid JMESPath 'a['"),
        ("-o rows=TotalCount cols=A", "rows=TotalCount must select a list"),
    ],
)
def test_an_output_that_does_not_fit_is_refused(ecsops: Ecsops, line: str, beginning: str) -> None:
    assert refused(ecsops(f"ecs DescribeInstances {line}")).startswith(beginning)


def test_an_act_is_not_done_for_columns_that_its_answer_cannot_have(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()

    ran = ecsops("ecs CreateDeploymentSet --DeploymentSetName x -o cols=InstanceId")

    assert refused(ran) == ("No such column: 'InstanceId'. Columns: DeploymentSetId, RequestId.")
    assert dump() == before


def test_the_answer_of_an_act_is_not_lost_to_a_wrong_output(ecsops: Ecsops) -> None:
    ran = ecsops("ecs CreateDeploymentSet --DeploymentSetName lost -o rows=Foo cols=A")

    assert ran.exit_status == 2
    assert json.loads(ran.stdout).keys() == {"DeploymentSetId", "RequestId"}


def test_force_leaves_the_names_to_the_service(ecsops: Ecsops) -> None:
    unknown_operation = ecsops("ecs DescribeNothing --Foo 1 --force")
    unknown_parameter = ecsops("ecs DescribeDeploymentSets --Foo 1 --force --query TotalCount")
    pythonic = ecsops(
        "ecs DescribeDeploymentSets --operation 1 --self 1 --force --query TotalCount"
    )
    without = ecsops("ecs StartInstance --force")

    assert json.loads(unknown_operation.stderr)["Code"] == "InvalidAction.NotFound"
    assert unknown_parameter == Ran("2\n", "", 0)
    assert pythonic == Ran("2\n", "", 0)
    assert json.loads(without.stderr)["Code"].startswith("Missing")


def test_help_is_reached_in_each_of_the_known_ways(
    ecsops: Ecsops, dump: Callable[[], list[str]]
) -> None:
    before = dump()

    pages = {
        ecsops(line)
        for line in (
            "ecs DescribeZones --help",
            "ecs DescribeZones -h",
            "ecs DescribeZones help",
            "ecs help DescribeZones",
            "ecs DescribeZones --RegionId x --Nonsense --help",
        )
    }

    assert len(pages) == 1
    assert pages.pop().stdout.startswith("Usage: ecsops ecs DescribeZones [--PARAMETER VALUE]...")
    assert dump() == before


@pytest.mark.parametrize("product", index.MODULES)
def test_the_help_of_a_product_names_every_operation(ecsops: Ecsops, product: str) -> None:
    pages = {ecsops(f"{product} {flag}") for flag in ("--help", "-h", "help")}
    page = pages.pop().stdout
    words = page.split()

    assert not pages
    assert [name for name in index.names(product) if name not in words] == []
    assert [line for line in page.splitlines() if len(line) > 80] == []


def loaded_by(arguments: list[str]) -> set[str]:
    """Return the modules that a run of the program has loaded in the end."""
    code = (
        "import sys\n"
        "from ecsops.cli import ecsops\n"
        "ecsops(sys.argv[1:], prog_name='ecsops', standalone_mode=False)\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(ran.stderr.splitlines())


@pytest.mark.parametrize("flag", ["--dryrun", "--help"])
def test_a_call_loads_its_own_topic_and_nothing_heavy(flag: str) -> None:
    loaded = loaded_by(["ecs", "DescribeDeploymentSets", flag])
    topics = {
        f"ecsops.catalogue.{module}" for modules in index.MODULES.values() for module in modules
    }

    assert loaded & topics == {"ecsops.catalogue.ecs.deployment_sets"}
    assert loaded & HEAVY == set()
