"""`ecsops monitor alarm`, `metrics` and `convert` as a user meets them."""

import json

import pytest

from tests.conftest import Ecsops


@pytest.fixture(autouse=True)
def contact_group(ecsops: Ecsops) -> None:
    """The group `ops`, which rules can tell."""
    assert ecsops("cms PutContactGroup --ContactGroupName ops").exit_status == 0


def test_a_rule_is_created_listed_and_deleted(ecsops: Ecsops) -> None:
    created = ecsops("monitor alarm create busy --metric cpuutilization --over 90 --group ops")
    listed = ecsops("monitor alarm list -o cols=RuleId,MetricName,AlertState,Period")
    deleted = ecsops("monitor alarm delete busy --yes -o json")

    assert created.exit_status == 0
    assert listed.stdout == (
        "RuleId | MetricName     | AlertState | Period\n"
        "------ | ----------     | ---------- | ------\n"
        "busy   | CPUUtilization | OK         | 60\n"
    )
    assert json.loads(deleted.stdout)["Success"]
    assert len(ecsops("monitor alarm list").stdout.splitlines()) == 2


def test_a_rule_says_what_was_asked(ecsops: Ecsops) -> None:
    target = ecsops("instance list --name LegacyWeb --query '[0].InstanceId'").stdout.strip()
    ran = ecsops(
        f"monitor alarm create idle --metric CPUUtilization --under 1 --group ops --level info "
        f"--instance {target} --times 5 --period 5m --silence 1h --no-data OK -o json"
    )
    rule = json.loads(ran.stdout)

    assert rule["Escalations"]["Info"] == {
        "ComparisonOperator": "LessThanOrEqualToThreshold",
        "PreCondition": "",
        "Statistics": "Average",
        "Threshold": "1",
        "Times": 5,
    }
    assert tuple(rule[name] for name in ("Period", "SilenceTime", "NoDataPolicy", "Resources")) == (
        "300",
        3600,
        "OK",
        f'[{{"instanceId":"{target}"}}]',
    )


def test_an_alarm_is_seen_when_it_comes(ecsops: Ecsops) -> None:
    target = ecsops("instance list --name LegacyWeb --query '[0].InstanceId'").stdout.strip()
    ecsops("monitor alarm create busy --metric CPUUtilization --over 90 --group ops")
    ecsops(f"sim fault add load --instance {target} --detail 97")
    ecsops("sim advance 5m")

    ran = ecsops("monitor alarm list --state ALARM -o cols=RuleId")

    assert ran.stdout.splitlines()[2:] == ["busy"]


@pytest.mark.parametrize(
    ("line", "exit_status", "said"),
    [
        ("create x --metric CPUs --over 1 --group ops", 2, "No such metric: CPUs."),
        ("create x --metric cpu_total --group ops", 2, "either --over or --under"),
        ("create x --metric cpu_total --over 1 --under 2 --group ops", 2, "either --over"),
        ("create x --metric cpu_total --over 1 --group nobody", 4, "ResourceNotFound"),
        ("create x --metric cpu_total --over 1 --group ops --statistics P99", 3, "Parameter"),
        ("delete x --yes", 4, "ResourceNotFound"),
        ("delete x", 2, "confirm with --yes"),
    ],
)
def test_what_is_wrong_is_said(ecsops: Ecsops, line: str, exit_status: int, said: str) -> None:
    ran = ecsops(f"monitor alarm {line}")

    assert ("", exit_status) == (ran.stdout, ran.exit_status)
    assert said in ran.stderr


def test_metrics_are_listed_with_units_and_periods(ecsops: Ecsops) -> None:
    ran = ecsops("monitor metrics -o cols=MetricName,Unit,Periods,Source")

    assert "cpu" in ran.stdout
    lines = [[cell.strip() for cell in line.split(" | ")] for line in ran.stdout.splitlines()]
    assert lines[2] == ["cpu", "%", "60,600,3600", "ECS"]
    assert ["memory_usedutilization", "%", "15,60,300,900,3600", "CloudMonitor"] in lines


@pytest.mark.parametrize(
    ("text", "mbps", "kb_per_s", "download"),
    [
        ("1Mbps", "1", "125", "100~110"),
        ("4M", "4", "500", "400~440"),
        ("'4 Mbps'", "4", "500", "400~440"),
        ("500KB/s", "4", "500", "400~440"),
        ("1000kbps", "1", "125", "100~110"),
        ("0.5MBps", "4", "500", "400~440"),
        ("8", "0.000008", "0.001", "0.0008~0.00088"),
    ],
)
def test_bandwidths_are_explained_as_in_the_documents_appendix(
    ecsops: Ecsops, text: str, mbps: str, kb_per_s: str, download: str
) -> None:
    found = json.loads(ecsops(f"monitor convert {text} -o json").stdout)

    assert (
        found["Mbps"],
        found["KBPerSecond"],
        found["DownloadKBPerSecond"],
    ) == (mbps, kb_per_s, download)


@pytest.mark.parametrize("text", ["many", "4Xbps", "-- -4M", "4M5"])
def test_what_is_no_bandwidth_is_refused(ecsops: Ecsops, text: str) -> None:
    ran = ecsops(f"monitor convert {text}")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert "Invalid bandwidth" in ran.stderr


def test_every_metric_that_is_listed_can_be_watched(ecsops: Ecsops) -> None:
    listed = json.loads(ecsops("monitor metrics -o json").stdout)
    names = [name for each in listed for name in (each["MetricName"], each.get("Field")) if name]

    failed = [
        name
        for name in names
        if ecsops(f"monitor alarm create x --metric {name} --over 1 --group ops").exit_status
    ]

    assert len(names) > 80
    assert failed == []


def test_a_short_name_says_what_is_watched(ecsops: Ecsops) -> None:
    ran = ecsops("monitor alarm create busy --metric cpu --over 90 --group ops -o cols=MetricName")

    assert ran.stdout == "MetricName\n----------\nCPUUtilization\n"
    assert ran.stderr == "The alarm watches CPUUtilization, in %.\n"
