"""Groups, contacts, alarm rules and agents of CloudMonitor: the same stories on both backends."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ecsops.backends.protocol import Backend
from ecsops.catalogue.cms.monitoring.agent import (
    DescribeMonitoringAgentStatuses,
    InstallMonitoringAgent,
    UninstallMonitoringAgent,
)
from ecsops.catalogue.cms.monitoring.alarm_rules import (
    DescribeMetricRuleList,
    PutResourceMetricRule,
)
from ecsops.catalogue.cms.monitoring.alarm_targets import (
    DeleteMetricRuleTargets,
    DescribeMetricRuleTargets,
    DisableMetricRules,
    EnableMetricRules,
    PutMetricRuleTargets,
)
from ecsops.catalogue.cms.monitoring.application_groups import (
    CreateMonitorGroup,
    CreateMonitorGroupInstances,
    DeleteMonitorGroup,
    DescribeMonitorGroupInstances,
    DescribeMonitorGroups,
)
from ecsops.catalogue.cms.notifications.contacts import (
    DeleteContact,
    DeleteContactGroup,
    DescribeContactGroupList,
    DescribeContactList,
    PutContact,
    PutContactGroup,
)
from ecsops.client import Client
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.simulator.account import Simulator
from tests.support.loopback import serving
from tests.support.refusals import refusal
from tests.support.sandbox_stories import OTHER, WEB

DONE = {"Code": "200", "Message": "", "Success": True}

QUEUE = "acs:mns:cn-hangzhou:1234567890123456:/queues/alarms/messages"


def over_http(path: str, stack: ExitStack) -> Backend:
    """Return the real backend, against a simulator that is served."""
    served = stack.enter_context(serving(path))
    key = Credentials(served.access_key_id, served.access_key_secret, "", "test")
    return OpenApi(lambda: key, region_id="cn-hangzhou", endpoint=served.endpoint, parallel=2)


@pytest.fixture(params=["embedded", "over_http"])
def client(request: pytest.FixtureRequest, first_use: Path, tmp_path: Path) -> Iterator[Client]:
    path = str(tmp_path / "simulator.db")
    shutil.copy(first_use, path)
    with ExitStack() as stack:
        embedded = request.param == "embedded"
        backend: Backend = Simulator(path) if embedded else over_http(path, stack)
        yield Client(backend, "cn-hangzhou")
        backend.close()


def without_request_id(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "RequestId"}


def put_rule(client: Client, rule_id: str = "busy", **parameters: Any) -> None:
    client.call(
        PutResourceMetricRule,
        **{
            "RuleId": rule_id,
            "RuleName": rule_id,
            "Namespace": "acs_ecs_dashboard",
            "MetricName": "CPUUtilization",
            "ContactGroups": "Default Contact Group",
            "Escalations.Warn.Statistics": "Average",
            "Escalations.Warn.ComparisonOperator": "GreaterThanThreshold",
            "Escalations.Warn.Threshold": "90",
            "Escalations.Warn.Times": 1,
            **parameters,
        },
    )


def rule(client: Client, rule_id: str = "busy") -> dict[str, Any]:
    (found,) = client.items(DescribeMetricRuleList, RuleIds=rule_id)
    return dict(found)


def test_a_rule_shows_only_what_was_set(client: Client) -> None:
    put_rule(client)

    shown = rule(client)

    assert shown["Escalations"] == {
        "Critical": {},
        "Info": {},
        "Warn": {
            "ComparisonOperator": "GreaterThanThreshold",
            "PreCondition": "",
            "Statistics": "Average",
            "Threshold": "90",
            "Times": 1,
        },
    }
    assert (shown["CompositeExpression"], shown["Prometheus"]) == ({}, {})


def test_a_disabled_rule_stays_disabled_until_it_is_enabled(client: Client) -> None:
    put_rule(client)

    disabled = client.call(DisableMetricRules, RuleId=["busy"])
    put_rule(client, **{"Escalations.Warn.Threshold": "80"})
    off = rule(client)
    client.call(EnableMetricRules, RuleId=["busy"])

    assert without_request_id(disabled) == DONE
    assert (off["EnableState"], off["Escalations"]["Warn"]["Threshold"]) == (False, "80")
    assert list(client.items(DescribeMetricRuleList, EnableState=False)) == []
    assert rule(client)["EnableState"] is True


def test_rules_are_switched_together_or_not_at_all(client: Client) -> None:
    put_rule(client)

    unknown = refusal(client, DisableMetricRules, RuleId=["busy", "nothing"])
    too_many = refusal(client, DisableMetricRules, RuleId=[f"r{n}" for n in range(101)])

    assert (unknown, too_many) == (("ResourceNotFound", 404), ("ParameterInvalid", 400))
    assert refusal(client, EnableMetricRules) == ("ParameterInvalid", 400)
    assert rule(client)["EnableState"] is True


def test_a_hundred_rules_are_switched_at_once(client: Client) -> None:
    names = [f"r{number}" for number in range(100)]
    for name in names:
        put_rule(client, name)

    client.call(DisableMetricRules, RuleId=names)

    assert len(list(client.items(DescribeMetricRuleList, EnableState=False))) == 100


def test_targets_of_a_rule_are_put_listed_and_removed(client: Client) -> None:
    put_rule(client)
    levels = '["WARN", "CRITICAL"]'
    targets = [
        {"Id": "1", "Arn": QUEUE, "Level": levels, "JsonParams": '{"a":"b"}'},
        {"Id": "2", "Arn": "acs:nowhere", "Level": "INFO"},
        {"Id": "3", "Arn": QUEUE, "Level": "LOUD"},
    ]

    before = client.call(DescribeMetricRuleTargets, RuleId="busy")
    put = client.call(PutMetricRuleTargets, RuleId="busy", Targets=targets)
    put_rule(client)
    after = client.call(DescribeMetricRuleTargets, RuleId="busy")
    removed = client.call(DeleteMetricRuleTargets, RuleId="busy", TargetIds=["1", "9"])

    assert without_request_id(before) == {"Targets": {"Target": []}, **DONE}
    assert without_request_id(put) == {
        "FailData": {
            "Targets": {
                "Target": [
                    {"Arn": "acs:nowhere", "Id": "2", "Level": "INFO"},
                    {"Arn": QUEUE, "Id": "3", "Level": "LOUD"},
                ]
            }
        },
        **DONE,
    }
    assert after["Targets"]["Target"] == [targets[0]]
    assert removed["FailIds"] == {"TargetIds": {"TargetId": ["9"]}}
    assert list(client.items(DescribeMetricRuleTargets, RuleId="busy")) == []


def test_a_rule_has_five_targets_at_most(client: Client) -> None:
    put_rule(client)
    targets = [{"Id": str(number), "Arn": QUEUE} for number in range(5)]

    client.call(PutMetricRuleTargets, RuleId="busy", Targets=targets)
    sixth = client.call(PutMetricRuleTargets, RuleId="busy", Targets=[{"Id": "5", "Arn": QUEUE}])
    again = client.call(PutMetricRuleTargets, RuleId="busy", Targets=targets[:1])

    many = [{"Id": str(number), "Arn": QUEUE} for number in range(6)]
    ids = list("012345")
    assert [len(each["FailData"]["Targets"]["Target"]) for each in (sixth, again)] == [1, 0]
    assert refusal(client, PutMetricRuleTargets, RuleId="busy", Targets=many)[1] == 400
    assert refusal(client, DeleteMetricRuleTargets, RuleId="busy", TargetIds=ids)[1] == 400
    assert len(list(client.items(DescribeMetricRuleTargets, RuleId="busy"))) == 5


def test_targets_of_no_rule_are_refused(client: Client) -> None:
    target = [{"Id": "1", "Arn": QUEUE}]

    assert [
        refusal(client, PutMetricRuleTargets, RuleId="none", Targets=target),
        refusal(client, DescribeMetricRuleTargets, RuleId="none"),
        refusal(client, DeleteMetricRuleTargets, RuleId="none", TargetIds=["1"]),
    ] == [("ResourceNotFound", 404), ("ResourceNotFound", 404), ("ParameterInvalid", 400)]


def test_contacts_and_groups_are_listed_and_deleted(client: Client) -> None:
    for name in ("li", "wang"):
        mail = {"Channels.Mail": f"{name}@example.com"}
        client.call(PutContact, ContactName=name, Describe=name, **mail)
    client.call(
        PutContactGroup,
        ContactGroupName="ops",
        ContactNames=["li", "wang"],
        Describe="night",
        EnableSubscribed=True,
    )

    listed = client.call(DescribeContactGroupList, PageNumber=1, PageSize=20)
    deleted = client.call(DeleteContact, ContactName="li")
    left = list(client.items(DescribeContactGroupList))
    client.call(DeleteContactGroup, ContactGroupName="ops")

    now_ms = listed["ContactGroupList"]["ContactGroup"][1]["CreateTime"]
    assert without_request_id(listed) == {
        "ContactGroupList": {
            "ContactGroup": [
                {
                    "Contacts": {"Contact": []},
                    "CreateTime": 0,
                    "Describe": "",
                    "EnableSubscribed": False,
                    "EnabledWeeklyReport": False,
                    "Name": "Default Contact Group",
                    "UpdateTime": 0,
                },
                {
                    "Contacts": {"Contact": ["li", "wang"]},
                    "CreateTime": now_ms,
                    "Describe": "night",
                    "EnableSubscribed": True,
                    "EnabledWeeklyReport": True,
                    "Name": "ops",
                    "UpdateTime": now_ms,
                },
            ]
        },
        "ContactGroups": {"ContactGroup": ["Default Contact Group", "ops"]},
        "Total": 2,
        **DONE,
    }
    assert without_request_id(deleted) == DONE
    assert left[1]["Contacts"] == {"Contact": ["wang"]}
    assert [each["Name"] for each in client.items(DescribeContactList)] == ["wang"]
    assert [each["Name"] for each in client.items(DescribeContactGroupList)] == [
        "Default Contact Group"
    ]


def test_pages_of_contact_groups_end(client: Client) -> None:
    for number in range(3):
        client.call(PutContactGroup, ContactGroupName=f"g{number}")

    pages = [
        client.call(DescribeContactGroupList, PageNumber=number, PageSize=2)["ContactGroups"]
        for number in (1, 2, 3)
    ]

    assert [each["ContactGroup"] for each in pages] == [
        ["Default Contact Group", "g0"],
        ["g1", "g2"],
        [],
    ]


def test_contacts_that_do_not_exist_are_not_deleted(client: Client) -> None:
    assert [
        refusal(client, DeleteContact, ContactName="nobody"),
        refusal(client, DeleteContactGroup, ContactGroupName="nobody"),
        refusal(client, DeleteContactGroup, ContactGroupName="Default Contact Group"),
    ] == [
        ("ContactNotExists", 404),
        ("ContactNotExists", 404),
        ("InvalidParameterValue", 400),
    ]


def instance(instance_id: str, **changes: str) -> dict[str, str]:
    return {
        "Category": "ECS",
        "InstanceId": instance_id,
        "InstanceName": "web-1",
        "RegionId": "cn-hangzhou",
        **changes,
    }


def create_group(client: Client, name: str = "web", **parameters: Any) -> int:
    return int(client.call(CreateMonitorGroup, GroupName=name, **parameters)["GroupId"])


def test_a_group_is_created_listed_and_deleted(client: Client) -> None:
    group_id = create_group(client, ContactGroups="ops, night")

    (plain,) = client.items(DescribeMonitorGroups, GroupId=f"{group_id},1")
    (shown,) = client.items(DescribeMonitorGroups, SelectContactGroups=True)
    deleted = client.call(DeleteMonitorGroup, GroupId=group_id)

    contact_groups = {"ContactGroup": [{"Name": "ops"}, {"Name": "night"}]}
    assert plain == {
        "BindUrl": "",
        "ContactGroups": {"ContactGroup": []},
        "DynamicTagRuleId": "",
        "GmtCreate": plain["GmtCreate"],
        "GmtModified": plain["GmtCreate"],
        "GroupFounderTagKey": "",
        "GroupFounderTagValue": "",
        "GroupId": group_id,
        "GroupName": "web",
        "ResourceGroupId": "",
        "ServiceId": "",
        "Tags": {"Tag": []},
        "TemplateIds": {"TemplateId": []},
        "TemplateInfos": {"TemplateInfo": []},
        "Type": "custom",
    }
    assert shown == {**plain, "ContactGroups": contact_groups}
    assert without_request_id(deleted) == {
        "Code": 200,
        "Group": {"ContactGroups": contact_groups, "GroupName": "web"},
        "Message": "",
        "Success": True,
    }
    assert list(client.items(DescribeMonitorGroups)) == []
    assert refusal(client, DeleteMonitorGroup, GroupId=group_id) == ("ResourceNotFound", 404)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["web", "web", "database"]),
        ({"GroupName": "web"}, ["web", "web"]),
        ({"GroupName": "we"}, []),
        ({"Keyword": "BASE"}, ["database"]),
        ({"InstanceId": WEB}, ["database"]),
        ({"InstanceId": "i-none"}, []),
        ({"Type": "custom"}, ["web", "web", "database"]),
        ({"Types": "ess,kubernetes"}, []),
        ({"Type": "custom", "Types": "ess"}, ["web", "web", "database"]),
        ({"Tag": [{"Key": "team", "Value": "web"}]}, []),
        ({"DynamicTagRuleId": "rule"}, []),
        ({"GroupFounderTagKey": "team"}, []),
        ({"PageSize": 2, "PageNumber": 2}, ["database"]),
    ],
)
def test_groups_are_found(client: Client, filters: dict[str, Any], names: list[str]) -> None:
    create_group(client)
    create_group(client)
    group_id = create_group(client, "database")
    client.call(CreateMonitorGroupInstances, GroupId=str(group_id), Instances=[instance(WEB)])

    answer = client.call(DescribeMonitorGroups, **filters)

    assert [each["GroupName"] for each in answer["Resources"]["Resource"]] == names


@pytest.mark.parametrize(
    "filters",
    [
        {"Type": "unheard"},
        {"Types": "custom,unheard"},
        {"Tag": [{"Key": str(number)} for number in range(6)]},
    ],
)
def test_groups_cannot_be_sought_by(client: Client, filters: dict[str, Any]) -> None:
    create_group(client)

    assert refusal(client, DescribeMonitorGroups, **filters) == ("ParameterInvalid", 400)


def test_a_group_has_instances_and_other_resources(client: Client) -> None:
    group_id = create_group(client)
    database = instance("rm-1", Category="rds", InstanceName="orders")

    client.call(
        CreateMonitorGroupInstances,
        GroupId=str(group_id),
        Instances=[instance(WEB), instance(OTHER, InstanceName="web-2"), database],
    )

    def members(**filters: Any) -> list[str]:
        found = client.items(DescribeMonitorGroupInstances, GroupId=group_id, **filters)
        return [each["InstanceId"] for each in found]

    page = client.call(DescribeMonitorGroupInstances, GroupId=group_id, PageSize=1)
    (shown,) = page["Resources"]["Resource"]
    assert shown == {**instance(WEB), "Id": shown["Id"]}
    assert (page["Total"], page["PageSize"], page["Code"]) == (3, 1, 200)
    assert members() == [WEB, OTHER, "rm-1"]
    assert members(Category="ecs") == [WEB, OTHER]
    assert members(Keyword="ORD") == ["rm-1"]
    assert members(InstanceIds=f"{OTHER},rm-1") == [OTHER, "rm-1"]


@pytest.mark.parametrize(
    ("instances", "expected"),
    [
        ([instance(OTHER), instance("i-none")], ("ResourceNotFound", 404)),
        ([instance(OTHER, RegionId="cn-beijing")], ("ResourceNotFound", 404)),
        ([instance(OTHER), instance(WEB)], ("ResourceExist", 409)),
        ([instance(OTHER), instance(OTHER, Category="ecs")], ("ResourceExist", 409)),
        ([{"InstanceId": OTHER}], ("InvalidQueryParameter", 400)),
    ],
)
def test_resources_are_added_together_or_not_at_all(
    client: Client, instances: list[dict[str, str]], expected: tuple[str, int]
) -> None:
    group = str(create_group(client))
    client.call(CreateMonitorGroupInstances, GroupId=group, Instances=[instance(WEB)])

    code = refusal(client, CreateMonitorGroupInstances, GroupId=group, Instances=instances)

    assert code == expected
    members = client.items(DescribeMonitorGroupInstances, GroupId=int(group))
    assert [each["InstanceId"] for each in members] == [WEB]


def test_no_group_has_no_resources(client: Client) -> None:
    added = {"GroupId": "1", "Instances": [instance(WEB)]}

    assert refusal(client, CreateMonitorGroupInstances, **added) == ("ResourceNotFound", 404)
    assert refusal(client, DescribeMonitorGroupInstances, GroupId=1) == ("ResourceNotFound", 404)


def statuses(client: Client, *ids: str) -> list[str]:
    found = client.items(DescribeMonitoringAgentStatuses, InstanceIds=",".join(ids))
    return [each["Status"] for each in found]


def test_agents_of_instances_are_seen(client: Client) -> None:
    answer = client.call(DescribeMonitoringAgentStatuses, InstanceIds=f"{WEB},i-none")

    (node,) = answer["NodeStatusList"]["NodeStatus"]
    assert node == {
        "AgentInstallErrorCode": "",
        "AutoInstall": True,
        "InstanceId": WEB,
        "LoongCollectorStatus": "",
        "LoongCollectorVersion": "",
        "OsMonitorConfig": "",
        "OsMonitorErrorCode": "",
        "OsMonitorErrorDetail": "",
        "OsMonitorStatus": "",
        "OsMonitorVersion": "",
        "Status": "running",
    }
    assert len(list(client.items(DescribeMonitoringAgentStatuses))) == 11
    empty = client.call(DescribeMonitoringAgentStatuses, HostAvailabilityTaskId="1")
    assert empty["NodeStatusList"] == {"NodeStatus": []}


def test_an_installation_begins_at_once(client: Client) -> None:
    done = client.call(InstallMonitoringAgent, InstanceIds=[WEB])
    client.call(InstallMonitoringAgent, InstanceIds=[OTHER], Force=False)

    assert without_request_id(done) == DONE
    assert statuses(client, WEB) == ["installing"]
    assert statuses(client, OTHER) == ["running"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ("ParameterInvalid", 400)),
        ({"InstanceIds": [f"i-{number}" for number in range(11)]}, ("ParameterInvalid", 400)),
        ({"InstanceIds": [WEB, "i-none"]}, ("ResourceNotFound", 404)),
        ({"InstallCommand": "everything"}, ("ParameterInvalid", 400)),
    ],
)
def test_an_installation_is_refused(
    client: Client, parameters: dict[str, Any], expected: tuple[str, int]
) -> None:
    assert refusal(client, InstallMonitoringAgent, **parameters) == expected
    assert statuses(client, WEB) == ["running"]


def test_an_agent_is_only_removed_from_hosts_elsewhere(client: Client) -> None:
    assert [
        refusal(client, UninstallMonitoringAgent, InstanceId="host-1"),
        refusal(client, UninstallMonitoringAgent, InstanceId=WEB),
    ] == [("ResourceNotFound", 404), ("ParameterInvalid", 400)]
