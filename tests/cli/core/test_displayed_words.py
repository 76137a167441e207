"""Filters take the words that tables display, in either language and in any case."""

import pytest

from tests.conftest import Ecsops


@pytest.mark.parametrize("word", ["Stopped", "stopped", "已停止"])
def test_instances_are_filtered_by_the_displayed_state(ecsops: Ecsops, word: str) -> None:
    ran = ecsops(f"instance list --status {word} -o tsv --query [].InstanceName")

    assert ran.stdout == "BackupServer\n"


def test_a_word_that_no_table_displays_is_left_to_the_service(ecsops: Ecsops) -> None:
    ran = ecsops("instance list --status 睡眠中")

    assert ran.exit_status == 4
    assert "InvalidStatus.NotFound" in ran.stderr


@pytest.mark.parametrize("word", ["Scheduled", "待执行"])
def test_events_are_filtered_by_the_displayed_state_and_type(ecsops: Ecsops, word: str) -> None:
    ecsops("events simulate SystemMaintenance.Reboot i-bp11icv3rbg0ijc177n1 --at +24h")

    history = ecsops(f"events history --state {word} -o tsv --query [].EventTypeName")
    listed = ecsops("events list --type 因系统维护实例重启 -o tsv --query [].EventTypeName")

    assert history.stdout == "SystemMaintenance.Reboot\n"
    assert listed.stdout == "SystemMaintenance.Reboot\n"


@pytest.mark.parametrize("timeout", ["300", "5m", "300s"])
def test_a_timeout_is_a_duration_everywhere(ecsops: Ecsops, timeout: str) -> None:
    assert ecsops(f"instance start --name Backup* --timeout {timeout} -q").exit_status == 0
    assert "too short" in ecsops("events avoid e-1 --timeout 0").stderr
