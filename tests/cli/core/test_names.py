"""Names in the place of ids, and what scripts put between ids."""

import json

import pytest

from tests.conftest import Ecsops

WEB, NAME = "i-bp11icv3rbg0ijc177n1", "UserGuideForDS001"
OTHER = "i-bp1yfmvyq4eiu6s2otf8"
SET = "ds-bp1zj66au6nez9psg1ty"


def ids(ran: tuple[str, str, int], field: str = "InstanceId") -> list[str]:
    found = json.loads(ran[0])
    return [each[field] for each in (found if isinstance(found, list) else [found])]


@pytest.mark.parametrize(
    "line",
    [
        f"instance show {NAME}",
        f"instance list {NAME}",
        f"instance reboot {NAME}",
        f"assist agent status {NAME}",
        f"assist run {NAME} -c date",
        f"monitor health {NAME}",
        f"deployset move {NAME} --to UserGuide",
        f"events simulate SystemMaintenance.Reboot {NAME} --at 2030-01-01T03:00Z",
        f"instance show ' {WEB} '",
        f"instance show {WEB},",
    ],
)
def test_a_name_is_as_good_as_an_id(line: str, ecsops: Ecsops) -> None:
    assert ids(ecsops(f"{line} -o json")) == [WEB]


def test_names_of_other_things_are_names_too(ecsops: Ecsops) -> None:
    command = ids(ecsops("assist command create nightly -c date -o json"), "CommandId")

    assert ids(ecsops("deployset show UserGuide -o json"), "DeploymentSetId") == [SET]
    assert len(ids(ecsops("instance list --deployset UserGuide -o json"))) == 6
    assert ids(ecsops("assist command show nightly -o json"), "CommandId") == command
    assert ids(ecsops(f"assist invoke nightly {NAME} -o json")) == [WEB]
    assert ids(ecsops("instance list UserGuideForDS001 --region all -o json")) == [WEB]


@pytest.mark.parametrize("words", [f"{WEB},{OTHER}", f"'{WEB} {OTHER}'", f"'{WEB}\n{OTHER}\n'"])
def test_ids_that_a_script_has_joined_are_several(words: str, ecsops: Ecsops) -> None:
    assert {*ids(ecsops(f"instance list {words} -o json"))} == {WEB, OTHER}


def test_several_of_one_name_are_listed_and_refused(ecsops: Ecsops) -> None:
    ecsops(f"ecs ModifyInstanceAttribute --InstanceId {OTHER} --InstanceName {NAME}")

    ran = ecsops(f"instance show {NAME}")

    assert (ran.stdout, ran.exit_status) == ("", 2)
    assert f"Error: 2 resources have the name '{NAME}': {OTHER}, {WEB}. Use an ID." in ran.stderr
    assert ids(ecsops(f"instance show {WEB} -o json")) == [WEB]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "instance show ''",
            "Empty ID or name (InstanceId).",
        ),
        (f"instance show {WEB},{OTHER}", "The option takes one value, not 2."),
    ],
)
def test_what_cannot_be_an_id_is_refused(line: str, message: str, ecsops: Ecsops) -> None:
    ran = ecsops(line)

    assert ran.exit_status == 2
    assert message in ran.stderr


def test_a_word_in_the_form_of_an_id_costs_no_call(ecsops: Ecsops) -> None:
    calls = [
        [each["Operation"] for each in json.loads(ecsops(f"{line} --dry-run -o json").stdout)]
        for line in (f"instance start {WEB}", f"instance start {NAME}")
    ]

    assert calls == [["StartInstances", "DescribeInstances"], ["DescribeInstances"]]


def test_what_is_neither_an_id_nor_a_name_is_not_found(ecsops: Ecsops) -> None:
    assert ecsops("instance show nobody").exit_status == 4
    assert ecsops("help instance").exit_status == 0
    assert ecsops("schema instance").exit_status == 0
