"""`ecsops monitor agent` and `monitor group`, and groups of contacts, as a user meets them."""

from tests.conftest import Ecsops

WEB = "i-bp11icv3rbg0ijc177n1"


def test_a_group_is_made_of_instances_by_name(ecsops: Ecsops) -> None:
    created = ecsops("monitor group create web -o cols=GroupName,Type")
    added = ecsops("monitor group add web LegacyWeb -o cols=InstanceName,Category")
    listed = ecsops("monitor group list -o cols=GroupName")
    deleted = ecsops("monitor group delete web --yes -o cols=Code,GroupName")
    left = ecsops("monitor group list")

    assert created.stdout == "GroupName | Type\n--------- | ----\nweb       | custom\n"
    assert added.stdout == "InstanceName | Category\n------------ | --------\nLegacyWeb    | ECS\n"
    assert listed.stdout == "GroupName\n---------\nweb\n"
    assert deleted.stdout == "Code | GroupName\n---- | ---------\n200  | web\n"
    assert left.stderr == "No application groups.\n"


def test_a_group_that_is_not_there_is_not_found(ecsops: Ecsops) -> None:
    ecsops("monitor group create web")
    ecsops("monitor group create web")

    assert ecsops("monitor group show nothing").exit_status == 4
    assert ecsops("monitor group add web i-none").exit_status != 0
    assert "Several groups are named web" in ecsops("monitor group show web").stderr


def test_an_agent_is_installed_and_seen(ecsops: Ecsops) -> None:
    ran = ecsops(f"monitor agent install {WEB} -o cols=InstanceId,Status")
    begun = ecsops(f"monitor agent install {WEB} --timeout 0 -o cols=Status")
    missing = ecsops("monitor agent status i-none")

    assert ran.stdout == (
        f"InstanceId             | Status\n----------             | ------\n{WEB} | running\n"
    )
    assert begun.stdout == "Status\n------\ninstalling\n"
    assert missing.exit_status == 4


def test_the_guide_shows_the_lines_of_its_day(ecsops: Ecsops) -> None:
    linux = ecsops("monitor agent guide install --os linux --region cn-beijing")
    windows = ecsops("monitor agent guide uninstall --os windows --architecture 386")

    assert linux.stdout == (
        'REGION_ID=cn-beijing VERSION=2.1.55 bash -c "$(curl https://cms-agent-cn-beijing.'
        'oss-cn-beijing-internal.aliyuncs.com/cms-go-agent/cms_go_agent_install.sh)"\n'
    )
    assert windows.stdout.splitlines()[1:3] == [
        "CmsGoAgent.windows-386.exe stop",
        "CmsGoAgent.windows-386.exe uninstall",
    ]


def test_contacts_and_their_groups_are_deleted(ecsops: Ecsops) -> None:
    ecsops("notify contact create li --mail li@example.com")
    ecsops("notify group create ops li")
    listed = ecsops("notify group list -o cols=Name,Members")
    ecsops("notify contact delete li --yes")
    ran = ecsops("notify group delete ops --yes -o cols=Code")

    assert listed.stdout == (
        "Name                  | Members\n"
        "----                  | -------\n"
        "Default Contact Group | -\n"
        "ops                   | li\n"
    )
    assert ran.stdout == "Code\n----\n200\n"
    assert ecsops("notify group delete ops --yes").exit_status == 4
    assert ecsops("notify contact delete li --yes").exit_status == 4


def test_rules_are_switched_and_have_targets(ecsops: Ecsops) -> None:
    ecsops("cms PutContactGroup --ContactGroupName ops")
    ecsops("monitor alarm create busy --metric CPUUtilization --over 90 --group ops")

    disabled = ecsops("monitor alarm disable busy -o cols=RuleId,EnableState")
    enabled = ecsops("monitor alarm enable busy -o cols=EnableState")
    added = ecsops(
        "monitor alarm targets busy --queue alarms --log ops/alarms --level critical "
        "-o cols=Id,Arn,Level"
    )
    removed = ecsops("monitor alarm targets busy --remove 1 -o cols=Id")

    assert disabled.stdout == "RuleId | EnableState\n------ | -----------\nbusy   | false\n"
    assert enabled.stdout == "EnableState\n-----------\ntrue\n"
    assert added.stdout == (
        "Id | Arn                                              | Level\n"
        "-- | ---                                              | -----\n"
        '1  | acs:mns:cn-hangzhou::/queues/alarms/messages     | ["CRITICAL"]\n'
        '2  | acs:log:cn-hangzhou::project/ops/logstore/alarms | ["CRITICAL"]\n'
    )
    assert removed.stdout == "Id\n--\n2\n"
    assert ecsops("monitor alarm targets busy --remove 7").exit_status == 4
    assert ecsops("monitor alarm disable nothing").exit_status == 4
