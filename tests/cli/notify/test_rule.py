"""`ecsops notify rule`, `target` and `contact`."""

import json
from typing import Any

import pytest

REBOOT = "Instance:SystemMaintenance.Reboot"


def test_a_rule_with_all_its_targets_is_one_line(ecsops: Any) -> None:
    ecsops("notify contact create zhang --mail z@example.com")
    ecsops("notify contact group ops zhang")

    ran = ecsops(
        "notify rule create prod --level CRITICAL --event 'Instance:SystemMaintenance.Re*'"
        " --event Disk:Stalled:Executing --webhook http://127.0.0.1:9/ --queue NAME"
        " --function ops/react --log p/l --topic all --contact-group ops --silence 10m"
    )

    assert (ran.stderr, ran.exit_status) == ("", 0)
    assert ran.stdout == (
        "Name         prod\n"
        "State        ENABLED\n"
        "Events       Instance:SystemMaintenance.Reboot (6 states),"
        "Instance:SystemMaintenance.Redeploy (5 states),"
        "Instance:SystemMaintenance.ReInitErrorDisk (5 states),"
        "Instance:SystemMaintenance.RebootAndIsolateErrorDisk (4 states),"
        "Instance:SystemMaintenance.RebootAndReInitErrorDisk (4 states),"
        "Disk:Stalled:Executing\n"
        "Levels       CRITICAL\n"
        "Types        *\n"
        "Description  -\n"
        "DeliversTo   Webhook http://127.0.0.1:9/, Queue NAME, Topic all, Function ops/react,"
        " LogStore p/l, ContactGroup ops\n"
    )
    (listed,) = json.loads(ecsops("notify rule list -o json").stdout)
    assert listed["SilenceTime"] == 600


def test_an_event_without_its_state_means_all_states(ecsops: Any) -> None:
    ecsops(f"notify rule create r --event {REBOOT}")

    shown = json.loads(ecsops("notify rule show r -o json").stdout)

    assert [
        f"{REBOOT}:{state}"
        for state in (
            *("Scheduled", "Executing", "Executed"),
            *("Avoided", "Canceled", "Failed"),
        )
    ] == shown["EventPattern"]["NameList"]["NameList"]


def test_a_rule_about_all_events_is_made_with_a_warning(ecsops: Any) -> None:
    ran = ecsops("notify rule create all --queue q")

    assert ran.exit_status == 0
    assert ran.stderr == (
        "Warning: This rule matches all events. Create rules for separate levels (--level, "
        "--event) instead.\n"
    )


def test_people_told_of_info_are_warned_of(ecsops: Any) -> None:
    ecsops("notify contact create zhang --sms 86-13900000000")
    ecsops("notify contact group ops zhang")

    told = ecsops("notify rule create a --event Instance:StateChange --contact-group ops").stderr
    queued = ecsops("notify rule create b --event Instance:StateChange --queue q").stderr
    urgent = ecsops("notify rule create c --level CRITICAL --contact-group ops").stderr

    assert told == (
        "Warning: This rule notifies people of INFO events, which are frequent. Send INFO "
        "events to queues and webhooks (--level CRITICAL --level WARN).\n"
    )
    assert (queued, urgent) == ("", "")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--event Instance:StatChange", "Did you mean Instance:StateChange?"),
        ("--event Disk:Halted*", "No such event: Disk:Halted*."),
        ("--event Instance:StateChange --level CRITICAL", "No event matches all filters"),
        ("--type Maintenance --status Normal", "No event matches all filters"),
        ("--event 'Instance:*'", "events, but a rule can list at most 50."),
        ("--level SEVERE", "Invalid value for '--level'"),
        ("--function react", "'react'. Use the form SERVICE/FUNCTION."),
        ("--silence soon", "Invalid duration 'soon'"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_a_usage_error(
    ecsops: Any, dump: Any, options: str, sentence: str
) -> None:
    before = dump()

    ran = ecsops(f"notify rule create r {options} --queue q")

    assert (ran.exit_status, ran.stdout) == (2, "")
    assert sentence in ran.stderr
    assert before == dump()


def test_a_rule_whose_targets_are_refused_is_not_made(ecsops: Any) -> None:
    for target, status, sentence in (
        ("--webhook ftp://x/", 3, "A webhook is an http or https URL."),
        ("--webhook https://example.com/", 3, "`ecsops sim delivery --anywhere` allows more."),
        ("--contact-group nobody", 1, "The service rejected 1 of the targets: nobody."),
        (" ".join(f"--queue q{n}" for n in range(6)), 3, "A rule has at most 5 targets of a kind"),
    ):
        ran = ecsops(f"notify rule create r --level CRITICAL {target}")

        assert status == ran.exit_status
        assert sentence in ran.stderr
        assert ecsops("notify rule list -o json").stdout == "[]\n"


def test_a_rule_is_replaced_only_when_asked(ecsops: Any) -> None:
    ecsops("notify rule create r --level CRITICAL --queue q")

    refused = ecsops("notify rule create r --level WARN --queue p")
    replaced = ecsops(
        "notify rule create r --level WARN --queue p --replace -o cols=Levels,DeliversTo"
    )

    assert refused.exit_status == 2
    assert "The rule r already exists. Use --replace to replace it." in refused.stderr
    assert (
        replaced.stdout == "Levels | DeliversTo\n------ | ----------\nWARN   | Queue q, Queue p\n"
    )


def test_a_rule_is_disabled_enabled_and_deleted(ecsops: Any) -> None:
    ecsops("notify rule create r --level CRITICAL --disabled")

    states = "notify rule list -o cols=Name,State"
    assert "r    | DISABLED\n" in ecsops(states).stdout
    assert ecsops("notify rule enable r").exit_status == 0
    assert "r    | ENABLED\n" in ecsops(states).stdout
    assert ecsops("notify rule disable r").exit_status == 0
    assert "r    | DISABLED\n" in ecsops(f"{states} --disabled").stdout
    assert ecsops("notify rule delete r").exit_status == 2
    assert ecsops("notify rule delete r --yes").exit_status == 0
    missing = ecsops("notify rule show r")
    assert missing.exit_status == 4
    assert "ResourceNotFound" in missing.stderr


def test_targets_are_added_replaced_and_removed(ecsops: Any) -> None:
    ecsops("notify rule create r --level CRITICAL --queue q")

    added = ecsops("notify target add r --webhook http://localhost:8000/ --log p/l --method GET")
    again = ecsops("notify target add r --webhook http://localhost:8000/ -o cols=Id,Method")
    removed = ecsops("notify target remove r 1 2")

    assert added.stdout == (
        "Id | TargetType | Address                | Method | Level\n"
        "-- | ---------- | -------                | ------ | -----\n"
        "2  | Webhook    | http://localhost:8000/ | GET    | -\n"
        "1  | Queue      | q                      | -      | -\n"
        "3  | LogStore   | p/l                    | -      | -\n"
    )
    assert again.stdout == "Id | Method\n-- | ------\n2  | POST\n1  | -\n3  | -\n"
    assert removed.stdout == (
        "Id | TargetType | Address | Method | Level\n"
        "-- | ---------- | ------- | ------ | -----\n"
        "3  | LogStore   | p/l     | -      | -\n"
    )
    assert ecsops("notify target add r").exit_status == 2
    assert ecsops("notify target list none").exit_status == 4


def test_an_event_calls_the_api(ecsops: Any) -> None:
    (found,) = json.loads(ecsops("instance list --name WindowsOffice -o json").stdout)
    parameters = json.dumps({"InstanceId": found["InstanceId"]})
    create = "notify rule create r --event Instance:StateChange --keyword Stopped --call"
    wrong = ecsops(f"{create} ECS/HaltInstance")

    ran = ecsops(f"{create} ECS/StopInstance --call-parameters '{parameters}'")
    (other,) = json.loads(ecsops("instance list --name UserGuideForDS001 -o json").stdout)
    ecsops(f"instance stop {other['InstanceId']}")
    ecsops("sim advance 1m")

    assert (wrong.exit_status, "There is no such Product and Action." in wrong.stderr) == (3, True)
    assert "DeliversTo   OpenApi ECS/StopInstance\n" in ran.stdout
    (found,) = json.loads(ecsops("instance list --name WindowsOffice -o json").stdout)
    assert found["Status"] == "Stopped"


def test_contacts_are_listed_with_what_they_have(ecsops: Any) -> None:
    ecsops("notify contact create zhang --mail z@example.com --sms 86-13900000000 --language en")
    ecsops("notify contact group ops zhang")
    ecsops("sim advance 1m")
    ecsops("notify contact create wang --dingtalk http://127.0.0.1:9/robot --description 'on call'")

    ran = ecsops("notify contact list")

    assert ran.stdout == (
        "Name  | Desc    | Addresses                                        | Groups | Lang\n"
        "----  | ----    | ---------                                        | ------ | ----\n"
        "zhang | zhang   | Mail z@example.com (OK), SMS 86-13900000000 (OK) | ops    | en\n"
        "wang  | on call | DingWebHook http://127.0.0.1:9/robot (PENDING)   | -      | zh-cn\n"
    )


def test_a_contact_without_a_channel_or_a_group_of_strangers_is_refused(ecsops: Any) -> None:
    assert ecsops("notify contact create zhang").exit_status == 2
    ran = ecsops("notify contact group ops nobody")
    assert (ran.exit_status, "InvalidParameterValue" in ran.stderr) == (3, True)
