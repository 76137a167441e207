"""The tables of the catalogue agree with each other and with the feature document."""

from typing import Any

import pytest

from ecsops.catalogue.cms.monitoring.metrics import METRICS
from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS
from ecsops.catalogue.ecs.deployment_sets import FAMILIES, LATER_FAMILIES
from ecsops.catalogue.ecs.events.event_types import (
    DISK_EVENT_TYPES,
    EVENT_CYCLE_STATUSES,
    FAMILIES_WITHOUT_EVENTS,
    SIMULATED_EVENT_TYPES,
    SYSTEM_EVENT_TYPES,
    EventCycleStatus,
)
from ecsops.catalogue.ecs.events.full_status import HEALTH_STATES, HealthStatus
from ecsops.catalogue.ecs.instances.types import FAMILIES as TYPE_FAMILIES
from ecsops.catalogue.ecs.instances.types import INSTANCE_TYPES
from ecsops.catalogue.ecs.monitoring.monitor_data import DISK_FIELDS, ENI_FIELDS, INSTANCE_FIELDS
from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.page_sizes import DECLARED, OTHER_EVIDENCE, evidence, range_text
from ecsops.catalogue.quotas import QUOTAS
from ecsops.catalogue.regions import REGIONS


def test_every_quota_has_both_profiles_a_unit_and_a_source() -> None:
    for name, quota in QUOTAS.items():
        assert name == quota.name
        assert quota.unit, name
        assert quota.source, name
        assert quota.document >= 0, name
        assert quota.current >= 0, name


def test_the_quotas_that_the_document_states_are_its_own() -> None:
    stated = {
        "InstancesPerZoneInDeploymentSet": 7,
        "CommandsPerRegion": 100,
        "InvocationsPerDay": 500,
        "InstancesPerInvocation": 50,
        "CommandContentBytes": 16384,
        "CommandTimeoutSeconds": 3600,
        "ScheduleIntervalSeconds": 10,
        "HistoryEventDays": 60,
        "RescheduleMarginMinutes": 30,
        "EventExecutionWindowMinutes": 360,
    }

    assert stated == {name: QUOTAS[name].document for name in stated}


def test_no_two_regions_share_a_site() -> None:
    sites = [region.site for region in REGIONS.values()]

    assert sorted(set(sites)) == sorted(sites)
    assert {len(site) for site in sites} == {3}


def test_every_type_belongs_to_a_family_and_every_family_has_a_type() -> None:
    assert set(TYPE_FAMILIES) == {each.family for each in INSTANCE_TYPES.values()}
    assert {*FAMILIES, *LATER_FAMILIES} <= set(TYPE_FAMILIES)
    assert set(FAMILIES) & set(LATER_FAMILIES) == set()
    assert set(TYPE_FAMILIES) >= FAMILIES_WITHOUT_EVENTS
    assert set(FAMILIES) & FAMILIES_WITHOUT_EVENTS == set()
    for name, each in INSTANCE_TYPES.items():
        assert name.startswith((f"{each.family}.", f"{each.family}-")), name


def test_the_types_of_the_screenshots_are_what_they_are() -> None:
    large = INSTANCE_TYPES["ecs.g5.large"]
    small = INSTANCE_TYPES["ecs.t5-lc1m1.small"]

    assert (large.vcpus, large.memory_gib, large.burstable) == (2, 8.0, False)
    assert (small.vcpus, small.memory_gib, small.burstable) == (1, 1.0, True)


def test_the_document_knows_seven_types_of_events_of_instances() -> None:
    known = [name for name, each in SYSTEM_EVENT_TYPES.items() if each.in_document]

    assert known == [
        "SystemMaintenance.Reboot",
        "SystemFailure.Reboot",
        "InstanceFailure.Reboot",
        "InstanceExpiration.Stop",
        "InstanceExpiration.Delete",
        "AccountUnbalanced.Stop",
        "AccountUnbalanced.Delete",
    ]
    assert set(SIMULATED_EVENT_TYPES) <= set(SYSTEM_EVENT_TYPES)


@pytest.mark.parametrize("name", [*SYSTEM_EVENT_TYPES, *DISK_EVENT_TYPES])
def test_an_event_type_is_told_in_both_languages(name: str) -> None:
    each = {**SYSTEM_EVENT_TYPES, **DISK_EVENT_TYPES}[name]

    for text in (each.text, each.effect, *each.measures):
        assert text.english.isascii()
        assert not text.chinese.isascii()
    assert all(name in names("ecs") for name in each.operations)
    assert set(each.states) & set(each.unlisted) == set()
    assert bool(each.states or each.unlisted) == bool(each.level) == bool(each.event_class)


def test_every_state_of_an_event_has_a_name_in_both_languages() -> None:
    assert set(EventCycleStatus) == set(EVENT_CYCLE_STATUSES)


def test_every_health_status_has_its_text_in_the_console() -> None:
    assert set(HealthStatus) == set(HEALTH_STATES)
    assert {each.console: each.colour for each in HEALTH_STATES.values() if each.colour} == {
        "无异常": "green",
        "服务受损": "red",
    }


def test_a_notification_names_its_resource_type_and_state() -> None:
    for name, each in NOTIFICATIONS.items():
        assert name == each.name
        assert each.resource in ("Instance", "Disk", "Snapshot"), name
        assert each.status in ("Normal", "N/A") or name.endswith(f":{each.status}"), name
        assert each.level, name
        assert each.event_class, name
        assert each.content, name
        assert each.listed or each.in_document, name


def test_the_notification_of_a_maintenance_says_for_when_it_is_planned() -> None:
    scheduled = NOTIFICATIONS["Instance:SystemMaintenance.Reboot:Scheduled"]
    avoided = NOTIFICATIONS["Instance:SystemMaintenance.Reboot:Avoided"]

    assert scheduled.content == (
        "eventId",
        "publishTime",
        "notBefore",
        "instanceId",
        "eventType",
        "eventStatus",
    )
    assert avoided.content == (*scheduled.content, "executeStartTime", "executeFinishTime")


@pytest.mark.parametrize(
    ("operation", "fields", "others"),
    [
        ("DescribeInstanceMonitorData", INSTANCE_FIELDS, {"InstanceId", "TimeStamp"}),
        ("DescribeDiskMonitorData", DISK_FIELDS, {"DiskId", "TimeStamp"}),
        ("DescribeEniMonitorData", ENI_FIELDS, {"EniId", "TimeStamp"}),
    ],
)
def test_every_field_of_monitoring_data_has_a_unit(
    operation: str, fields: dict[str, Any], others: set[str]
) -> None:
    item = find("ecs", operation).item

    assert isinstance(item, dict)
    assert set(item) == set(fields) | others
    assert all(each.unit and each.chinese_name for each in fields.values())


def test_every_metric_belongs_to_an_instance() -> None:
    for name, metric in METRICS.items():
        assert metric.dimensions[:2] == ("userId", "instanceId"), name
        assert metric.description, name
        assert (15 if metric.agent else 60) == metric.period_s, name


def test_the_evidence_of_page_sizes_is_about_listings_that_page() -> None:
    paged = {name for product in MODULES for name in names(product) if find(product, name).paging}
    known = {name for product in MODULES for name in names(product)}

    assert {*DECLARED, *OTHER_EVIDENCE} & known <= paged
    assert OTHER_EVIDENCE.keys() <= known


def test_a_range_tells_both_styles_of_pages() -> None:
    disks = find("ecs", "DescribeDisks")
    assert disks.paging is not None

    assert range_text(disks, disks.paging) == "MaxResults 10..500, PageSize 1..100"
    assert evidence("DescribeDisks") == (
        "page: MaxResults moved into 10..500; gateway: PageSize 1..100, MaxResults 1..500"
    )
    assert evidence("DescribeCommands") == "page of the operation"
