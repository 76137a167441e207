"""`ecsops deployset`: what a person sees, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]

IMAGE = "centos_7_06_64_20G_alibase_20190218.vhd"

GROUP = "sg-bp1xthknuk9exczoaxb5"

VSWITCHES = {
    "b": "vsw-bp15wmtlskxlijqtxamo",
    "f": "vsw-bp10h0lgg6xadqa9y1i7",
    "g": "vsw-bp1zns2o01jvmf12n1nw",
    "h": "vsw-bp1on7ivb15lrf7kl6l5",
    "i": "vsw-bp1bpjna6w5kycvdgk1e",
}
"""The default vSwitches of the first-use account, by zone."""


def the_set(ecsops: Run, name: str) -> str:
    ran = ecsops(f"deployset list --name {name} -o tsv --query [].DeploymentSetId")
    return str(ran.stdout.split("\n")[0])


def test_the_documents_sets_are_listed(ecsops: Run) -> None:
    ran = ecsops("deployset list -o cols=DeploymentSetName,DeploymentSetDescription,InstanceAmount")

    assert ran.stdout == (
        "DeploymentSetName | DeploymentSetDescription | InstanceAmount\n"
        "----------------- | ------------------------ | --------------\n"
        "InternalUse       | DataProcessingCluster    | 2\n"
        "UserGuide         | MyFirstDS                | 6\n"
    )
    assert (ran.stderr, ran.exit_status) == ("", 0)


def test_a_set_is_created_changed_and_deleted(ecsops: Run) -> None:
    created = ecsops("deployset create 数据库 --description first -o tsv --query DeploymentSetId")
    deployment_set_id = created.stdout.strip()
    ecsops(f"deployset update {deployment_set_id} --name databases")
    shown = ecsops(f"deployset show {deployment_set_id} -o cols=DeploymentSetName,InstanceAmount")
    deleted = ecsops(f"deployset delete {deployment_set_id} --yes")
    gone = ecsops(f"deployset show {deployment_set_id}")

    assert shown.stdout == (
        "DeploymentSetName | InstanceAmount\n"
        "----------------- | --------------\n"
        "databases         | 0\n"
    )
    assert deleted.exit_status == 0
    assert (gone.stdout, gone.exit_status) == ("", 4)
    assert (
        "Error: InvalidDeploymentSetId.NotFound: The specified DeploymentSetId does not exist: "
        f"{deployment_set_id}.\n"
        "Hint: `ecsops deployset list` lists the deployment sets.\n"
    ) == gone.stderr


def test_show_tells_capacity_members_and_on_the_simulator_their_hosts(ecsops: Run) -> None:
    shown = ecsops(f"deployset show {the_set(ecsops, 'InternalUse')}")

    lines = shown.stdout.splitlines()
    assert lines[-2:] == [
        "cn-hangzhou-b  [g5-host-0004 ■]  1 of 7",
        "cn-hangzhou-f  [g5-host-0004 ■]  1 of 7",
    ]
    assert "InstanceAmount            2" in lines


def test_a_set_with_members_is_not_deleted_and_they_are_named(
    ecsops: Run, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    members = ecsops("instance list --name DataProcessing* -o tsv --query [].InstanceId").stdout

    ran = ecsops(f"deployset delete {the_set(ecsops, 'InternalUse')} --yes -q")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "Error: DependencyViolation.NotEmpty: There are still instance(s)" in ran.stderr
    assert f"Move or release these instances first: {' '.join(members.split())}\n" in ran.stderr
    assert before == dump()


def test_deleting_asks_and_refuses_where_nobody_can_answer(ecsops: Run) -> None:
    ran = ecsops("deployset delete ds-1")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "Delete ds-1? (in the simulated account " in ran.stderr
    assert "Without a terminal, confirm with --yes.\n" in ran.stderr


@pytest.mark.parametrize(
    ("line", "code", "exit_status"),
    [
        ("deployset create 1bad", "InvalidDeploymentSetName.Malformed", 3),
        ("deployset create http://x", "InvalidDeploymentSetName.Malformed", 3),
        (f"deployset create {'x' * 129}", "InvalidDeploymentSetName.Malformed", 3),
        ("deployset create web --description x", "InvalidDescription.Malformed", 3),
        ("deployset create web --region cn-nowhere", "InvalidRegionId.NotFound", 4),
        ("deployset update ds-none --name web", "InvalidDeploymentSetId.NotFound", 4),
        ("deployset delete ds-none --yes", "InvalidDeploymentSetId.NotFound", 4),
        ("deployset move i-none --out", "InvalidInstanceId.NotFound", 4),
        ("deployset move i-none --to ds-none", "InvalidInstanceId.NotFound", 4),
        (
            "deployset launch ds-none --count 1 --type ecs.g5.large",
            "InvalidDeploymentSetId.NotFound",
            4,
        ),
    ],
)
def test_bad_input_gets_the_documented_code_and_changes_nothing(
    ecsops: Run, dump: Callable[[], list[str]], line: str, code: str, exit_status: int
) -> None:
    before = dump()
    ran = ecsops(line)

    assert (exit_status, "") == (ran.exit_status, ran.stdout)
    assert ran.stderr.startswith(f"Error: {code}: ")
    assert before == dump()


def test_the_quota_of_sets_is_refused(ecsops: Run) -> None:
    ecsops("sim quota DeploymentSetsPerRegion 2")

    ran = ecsops("deployset create web")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "Error: DEPLOYMENTSET.QUOTA_FULL: The deploymentSet quota is full" in ran.stderr


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("deployset update ds-1", "Error: Nothing to change. Use --name or --description."),
        ("deployset move i-1", "Error: Use either --to DEPLOYMENT_SET or --out."),
        ("deployset create ''", "Error: Invalid value for 'NAME': The value is empty."),
        ("deployset lst", "Error: No such command: lst. Did you mean list?"),
        ("deployset launch ds-1 --type ecs.g5.large", "Error: Missing option '--count'."),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(ecsops: Run, line: str, sentence: str) -> None:
    ran = ecsops(line)

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert sentence == ran.stderr.splitlines()[-1]


def test_a_launch_is_divided_over_the_zones(ecsops: Run) -> None:
    deployment_set_id = ecsops("deployset create web -o tsv --query DeploymentSetId").stdout.strip()
    vswitches = " ".join(f"--vswitch {each}" for each in VSWITCHES.values())
    wanted = (
        f"deployset launch {deployment_set_id} --count 7 --type ecs.g5.large --image {IMAGE} "
        f"{vswitches} --security-group {GROUP}"
    )

    planned = ecsops(f"{wanted} --dry-run")
    ran = ecsops(f"{wanted} --name web --suffix -o cols=InstanceName,Status,ZoneId")

    assert planned.stdout == (
        "ZoneId        | Amount | UsedAmount | VSwitchId\n"
        "------        | ------ | ---------- | ---------\n"
        f"cn-hangzhou-b | 2      | 0          | {VSWITCHES['b']}\n"
        f"cn-hangzhou-f | 2      | 0          | {VSWITCHES['f']}\n"
        f"cn-hangzhou-g | 1      | 0          | {VSWITCHES['g']}\n"
        f"cn-hangzhou-h | 1      | 0          | {VSWITCHES['h']}\n"
        f"cn-hangzhou-i | 1      | 0          | {VSWITCHES['i']}\n"
    )
    assert ran.stdout == (
        "InstanceName | Status  | ZoneId\n"
        "------------ | ------  | ------\n"
        "web007       | Running | cn-hangzhou-i\n"
        "web006       | Running | cn-hangzhou-h\n"
        "web005       | Running | cn-hangzhou-g\n"
        "web004       | Running | cn-hangzhou-f\n"
        "web003       | Running | cn-hangzhou-f\n"
        "web002       | Running | cn-hangzhou-b\n"
        "web001       | Running | cn-hangzhou-b\n"
    )
    assert ran.exit_status == 0


def test_a_launch_takes_the_image_of_the_members_and_fills_what_is_emptiest(ecsops: Run) -> None:
    ran = ecsops(
        f"deployset launch {the_set(ecsops, 'UserGuide')} --count 4 --type ecs.g5.large "
        "--dry-run -o tsv"
    )

    assert ran.stdout == (
        "ZoneId\tAmount\tUsedAmount\tVSwitchId\n"
        f"cn-hangzhou-g\t2\t0\t{VSWITCHES['g']}\n"
        f"cn-hangzhou-h\t1\t0\t{VSWITCHES['h']}\n"
        f"cn-hangzhou-i\t1\t0\t{VSWITCHES['i']}\n"
    )


def test_more_than_the_set_takes_is_refused_before_anything_is_made(
    ecsops: Run, dump: Callable[[], list[str]]
) -> None:
    before = dump()
    ran = ecsops(f"deployset launch {the_set(ecsops, 'UserGuide')} --count 30 --type ecs.g5.large")

    assert (ran.stdout, ran.exit_status) == ("", 3)
    assert "has capacity for 29 more instances in these zones, not for 30." in ran.stderr
    assert before == dump()


def test_a_partial_failure_says_what_exists_and_what_does_not(ecsops: Run) -> None:
    ecsops("sim fault add stock --zone cn-hangzhou-g")
    ran = ecsops(
        f"deployset launch {the_set(ecsops, 'UserGuide')} --count 3 --type ecs.g5.large "
        "-o cols=ZoneId,Status"
    )

    assert ran.stdout == (
        "ZoneId        | Status\n"
        "------        | ------\n"
        "cn-hangzhou-i | Running\n"
        "cn-hangzhou-h | Running\n"
    )
    assert ran.exit_status == 3
    assert "Error: OperationDenied.NoStock: " in ran.stderr
    assert "(Nothing was created in cn-hangzhou-g.)" in ran.stderr
    assert "Hint: 2 of 3 instances exist; they are listed above.\n" in ran.stderr


def test_a_template_is_kept_and_used(ecsops: Run) -> None:
    user_guide = the_set(ecsops, "UserGuide")
    ecsops(
        f"deployset launch {user_guide} --count 1 --type ecs.c5.large --name kept "
        "--save-template web --timeout 0"
    )
    ecsops(f"deployset launch {user_guide} --count 1 --template web --timeout 0")

    ran = ecsops("instance list --name kept -o csv --query [].InstanceType")
    assert ran.stdout.count("ecs.c5.large") == 2


def test_an_instance_leaves_a_set_and_joins_another(ecsops: Run) -> None:
    member = ecsops("instance list --name DataProcessing001 -o tsv --query [].InstanceId")
    instance_id = member.stdout.strip()
    user_guide = the_set(ecsops, "UserGuide")

    assert ecsops(f"deployset move {instance_id} --out").exit_status == 0
    assert ecsops(f"deployset move {instance_id} --out").exit_status == 2
    assert ecsops(f"deployset move {instance_id} --to {user_guide}").exit_status == 0
    ran = ecsops("deployset list -o cols=DeploymentSetName,InstanceAmount")
    assert ran.stdout == (
        "DeploymentSetName | InstanceAmount\n"
        "----------------- | --------------\n"
        "InternalUse       | 1\n"
        "UserGuide         | 7\n"
    )


def test_the_families_are_those_of_the_document(ecsops: Run) -> None:
    ran = ecsops("deployset families -o csv")

    assert ran.stdout.splitlines() == [
        "InstanceTypeFamily",
        "ecs.c5",
        "ecs.d1",
        "ecs.d1ne",
        "ecs.g5",
        "ecs.hfc5",
        "ecs.hfg5",
        "ecs.i2",
        "ecs.ic5",
        "ecs.r5",
        "ecs.se1ne",
        "ecs.sn1ne",
        "ecs.sn2ne",
    ]


def test_what_is_missing_is_named_before_any_call(
    ecsops: Run, dump: Callable[[], list[str]]
) -> None:
    empty = ecsops("deployset create web -o tsv --query DeploymentSetId").stdout.strip()
    before = dump()
    launch = f"deployset launch {empty} --count 1"
    typed = f"{launch} --type ecs.g5.large --image {IMAGE}"
    for line, option in (
        (launch, "'--type'"),
        (f"{launch} --type ecs.g5.large", "'--image'"),
        (typed, "'--security-group'"),
        (f"{typed} --security-group {GROUP}", "'--vswitch'"),
        (f"{typed} --vswitch {VSWITCHES['b']}", "'--security-group'"),
    ):
        ran = ecsops(line)
        assert (ran.stdout, ran.exit_status) == ("", 2)
        assert ran.stderr.splitlines()[-1].startswith(f"Error: Missing option {option}")
    assert before == dump()


def test_only_the_zones_of_named_vswitches_are_launched_into(ecsops: Run) -> None:
    user_guide = the_set(ecsops, "UserGuide")
    launch = f"deployset launch {user_guide} --count 2 --type ecs.g5.large"

    ran = ecsops(f"{launch} --vswitch {VSWITCHES['h']} -o tsv --query [].[ZoneId]")
    assert ran.stdout.splitlines()[-2:] == ["cn-hangzhou-h", "cn-hangzhou-h"]
    ran = ecsops(f"{launch} --vswitch {VSWITCHES['h']} --zone cn-hangzhou-i")
    assert ran.exit_status == 2
    assert ran.stderr.splitlines()[-1] == (
        "Error: No vSwitch is known in cn-hangzhou-i. "
        "Name one with --vswitch, or other zones with --zone."
    )
    ran = ecsops(f"{launch} --vswitch vsw-none")
    assert (ran.stdout, ran.exit_status) == ("", 4)
    assert ran.stderr.startswith("Error: InvalidVSwitchId.NotFound: ")


def test_a_zone_without_a_vswitch_is_named_before_any_call(
    ecsops: Run, dump: Callable[[], list[str]]
) -> None:
    ecsops(f"vpc DeleteVSwitch --VSwitchId {VSWITCHES['i']}")
    launch = f"deployset launch {the_set(ecsops, 'UserGuide')} --count 1 --type ecs.g5.large"
    before = dump()

    ran = ecsops(f"{launch} --zone cn-hangzhou-i")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "No vSwitch is known in cn-hangzhou-i." in ran.stderr
    assert before == dump()


def test_a_template_tells_network_type_and_image(ecsops: Run) -> None:
    empty = ecsops("deployset create web -o tsv --query DeploymentSetId").stdout.strip()
    ecsops(
        f"ecs CreateLaunchTemplate --LaunchTemplateName all --ImageId {IMAGE} "
        f"--InstanceType ecs.g5.large --VSwitchId {VSWITCHES['g']} --SecurityGroupId {GROUP}"
    )

    ran = ecsops(f"deployset launch {empty} --count 2 --template all -o tsv --query [].[ZoneId]")

    assert ran.exit_status == 0
    assert ran.stdout.splitlines()[-2:] == ["cn-hangzhou-g", "cn-hangzhou-g"]
