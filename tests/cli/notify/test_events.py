"""`ecsops notify test`, `history` and `receive`, and what `ecsops sim` sets about deliveries."""

import json
from pathlib import Path
from typing import Any

import pytest

from ecsops.backends import opening
from ecsops.simulator.account import Simulator
from tests.support.receivers import Receiver

INSTANCE = "notify rule create r --event Instance:StateChange"


@pytest.fixture
def reboot(ecsops: Any) -> Any:
    """Restart UserGuideForDS001."""

    def run() -> str:
        (found,) = json.loads(ecsops("instance list --name UserGuideForDS001 -o json").stdout)
        assert ecsops(f"instance reboot {found['InstanceId']}").exit_status == 0
        return str(found["InstanceId"])

    return run


def test_a_dry_run_shows_what_each_target_answered(ecsops: Any) -> None:
    with Receiver() as receiver, Receiver(500) as broken:
        ecsops(f"{INSTANCE} --webhook {receiver.url} --queue q")
        ecsops(f"notify rule create other --level INFO --webhook {broken.url}")
        ran = ecsops("notify test r -o cols=RuleName,TargetType,Status,Attempts,Answer")

        assert ran.exit_status == 7
        assert ran.stdout == (
            "RuleName | TargetType | Status    | Attempts | Answer\n"
            "-------- | ---------- | ------    | -------- | ------\n"
            "other    | Webhook    | Pending   | 1        | 500 Internal Server Error\n"
            "r        | Webhook    | Delivered | 1        | 200 OK\n"
            "r        | MNS queue  | Delivered | 1        | stored by the simulator\n"
        )
        (got,) = receiver.received
        assert f"Sent Instance:StateChange as {got.body['id']}.\n" in ran.stderr
        assert "Error: 1 of 3 targets did not accept it.\n" in ran.stderr
        assert ecsops("notify history -o json").stdout == "[]\n"


def test_a_dry_run_that_every_target_has_taken_succeeds(ecsops: Any) -> None:
    ecsops("notify rule create r --level CRITICAL --queue q")

    ran = ecsops("notify test r --event Disk:Stalled:Executed -o json")

    (delivery,) = json.loads(ran.stdout)
    assert (
        ran.exit_status,
        delivery["Name"],
        delivery["DryRun"],
    ) == (0, "Disk:Stalled:Executed", True)


def test_a_dry_run_without_an_event_takes_one_that_the_rule_is_about(ecsops: Any) -> None:
    ecsops("notify rule create r --type Exception --status Executed --queue q")

    (delivery,) = json.loads(ecsops("notify test r -o json").stdout)

    assert delivery["Name"] == "Instance:SystemFailure.Reboot:Executed"


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        ("notify test none", 4, "ResourceNotFound"),
        ("notify test r --event Disk:Stalling", 2, "No such event: Disk:Stalling."),
        (
            "notify test r --event Disk:Stalled:Executing",
            1,
            "The rule r does not match Disk:Stalled:Executing, is disabled, or has no targets.",
        ),
        ("notify test rests", 1, "The rule rests does not match"),
    ],
)
def test_a_dry_run_that_reaches_nobody_fails(
    ecsops: Any, line: str, status: int, sentence: str
) -> None:
    ecsops(f"{INSTANCE} --queue q")
    ecsops("notify rule create rests --level INFO --queue q --disabled")

    ran = ecsops(line)

    assert status == ran.exit_status
    assert sentence in ran.stderr


def test_the_history_tells_how_many_targets_have_taken_an_event(ecsops: Any, reboot: Any) -> None:
    with Receiver(200, 500) as receiver:
        ecsops(f"{INSTANCE} --webhook {receiver.url} --queue q")
        reboot()
        ran = ecsops("notify history")

        assert ran.stdout == (
            "EventTime            | Level | Name                 | InstanceName      | Delivered "
            "| Undelivered\n"
            "---------            | ----- | ----                 | ------------      | --------- "
            "| -----------\n"
            "2019-06-25T08:00:35Z | INFO  | Instance:StateChange | UserGuideForDS001 | 1         "
            "| 1\n"
            "2019-06-25T08:00:15Z | INFO  | Instance:StateChange | UserGuideForDS001 | 1         "
            "| 1\n"
            "2019-06-25T08:00:00Z | INFO  | Instance:StateChange | UserGuideForDS001 | 2         "
            "| 0\n"
        )
        undelivered = ecsops("notify history --undelivered -o cols=Time,Status,Answer").stdout
        assert undelivered == (
            "Time                 | Status  | Answer\n"
            "----                 | ------  | ------\n"
            "2019-06-25T08:00:35Z | Pending | -\n"
            "2019-06-25T08:00:15Z | Pending | 500 Internal Server Error\n"
        )
        assert len(ecsops("notify history --deliveries -o jsonl").stdout.splitlines()) == 6


def test_the_history_is_cut_by_time_level_name_and_number(ecsops: Any, reboot: Any) -> None:
    reboot()
    ecsops("sim advance 1h")
    reboot()

    def count(options: str) -> int:
        return len(ecsops(f"notify history -o jsonl {options}").stdout.splitlines())

    assert [
        count(options)
        for options in (
            "",
            "--since 30m",
            "--since 2019-06-25T08:30:00Z",
            "--level CRITICAL",
            "--event Instance:StateChange",
            "--limit 2",
            "--event Disk:Stalled:Executing",
        )
    ] == [6, 3, 3, 0, 6, 2, 0]
    assert ecsops("notify history --deliveries --level INFO").exit_status == 2


def test_a_queue_is_received_from_and_deleted(ecsops: Any, reboot: Any) -> None:
    ecsops(f"{INSTANCE} --queue q")
    reboot()

    def bodies(line: str) -> list[str]:
        found = json.loads(ecsops(f"notify receive --queue q -o json {line}").stdout)
        return [json.loads(each["MessageBody"])["content"]["state"] for each in found]

    assert bodies("--limit 2") == ["Stopping", "Starting"]
    assert bodies("--delete") == ["Running"]
    ecsops("sim advance 31s")
    taken = json.loads(ecsops("notify receive --queue q --hidden 5m -o json").stdout)
    ecsops(f"notify receive --queue q --done {taken[0]['ReceiptHandle']}")
    ecsops("sim advance 5m")
    assert bodies("") == ["Starting"]
    stale = ecsops(f"notify receive --queue q --done {taken[0]['ReceiptHandle']}")
    assert (stale.exit_status, "MessageNotExist" in stale.stderr) == (4, True)


def test_other_places_are_read_as_often_as_one_likes(ecsops: Any, reboot: Any) -> None:
    ecsops("notify contact create zhang --sms 86-13900000000")
    ecsops("notify contact group ops zhang")
    ecsops("sim advance 1m")
    ecsops(
        f"{INSTANCE} --topic t --function ops/react --log p/l --contact-group ops --contact-level 3"
    )
    reboot()

    def count(place: str) -> int:
        return len(ecsops(f"notify receive {place} -o jsonl").stdout.splitlines())

    for _ in range(2):
        assert [
            count(place)
            for place in (
                "--topic t",
                "--function ops/react",
                "--log p/l",
                "--inbox SMS/86-13900000000",
            )
        ] == [3, 3, 3, 1]


@pytest.mark.parametrize(
    "options",
    ["", "--queue q --topic t", "--topic t --delete", "--log p/l --done 1-x", "--function f"],
)
def test_a_place_that_is_not_one_is_a_usage_error(ecsops: Any, options: str) -> None:
    assert ecsops(f"notify receive {options}").exit_status == 2


def test_webhooks_go_elsewhere_only_when_allowed(ecsops: Any) -> None:
    create = f"{INSTANCE} --webhook https://hooks.example.com/x"
    refused = ecsops(create)
    allowed = ecsops("sim delivery --anywhere")
    taken = ecsops(create)

    assert (refused.exit_status, "AccessForbidden" in refused.stderr) == (3, True)
    assert "Anywhere    true\n" in allowed.stdout
    assert taken.exit_status == 0


def test_the_mail_server_is_set_and_taken_back(ecsops: Any) -> None:
    ecsops("sim delivery --mail-server 127.0.0.1:25 --mail-from ops@example.com")
    before = json.loads(ecsops("sim delivery -o json").stdout)
    ecsops("sim delivery --mail-server ''")
    after = json.loads(ecsops("sim delivery -o json").stdout)

    assert before == {
        "Anywhere": False,
        "MailServer": "127.0.0.1:25",
        "MailFrom": "ops@example.com",
    }
    assert after["MailServer"] == ""
    assert ecsops("sim delivery --mail-server here").exit_status == 2


def test_a_rule_can_be_about_an_application_group(ecsops: Any, reboot: Any) -> None:
    group_id = ecsops("monitor group create web -o tsv --query GroupId").stdout.strip()
    assert ecsops(f"{INSTANCE} --group-id {group_id} --queue q").exit_status == 0
    restarted = reboot()
    assert ecsops("notify history --deliveries -o json").stdout == "[]\n"

    ecsops(f"monitor group add web {restarted}")
    reboot()

    assert len(json.loads(ecsops("notify history --deliveries -o json").stdout)) == 3
    (event,) = json.loads(ecsops("notify history --limit 1 -o json").stdout)
    assert event["GroupId"] == group_id
    assert ecsops("monitor group delete web --yes").exit_status == 0
    assert ecsops("notify rule create s --level INFO --group-id 1").exit_status == 4


class Elsewhere:
    """A backend that is not the simulator, and answers as it does."""

    def __init__(self, account: Simulator) -> None:
        self.call = account.call
        self.wait = account.wait
        self.now = account.now
        self.close = lambda: None


def test_another_backend_tells_of_events_and_not_of_deliveries(
    ecsops: Any, reboot: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecsops(f"{INSTANCE} --queue q")
    reboot()
    account = Simulator(str(home / "simulator.db"))
    monkeypatch.setattr(opening, "open_backend", lambda *_: Elsewhere(account))

    tested = ecsops("notify test r")
    listed = ecsops("notify history --limit 1")
    taken = ecsops("notify receive --queue q")
    account.close()

    assert (tested.stdout, tested.exit_status) == ("", 0)
    assert (
        "CloudMonitor does not report the responses of targets; check the targets themselves.\n"
        in tested.stderr
    )
    assert "UserGuideForDS001 | -         | -\n" in listed.stdout
    assert taken.exit_status == 2


@pytest.mark.parametrize("name", ["test", "history", "receive", "listen"])
def test_every_command_takes_the_common_options(ecsops: Any, name: str) -> None:
    assert "--region" in ecsops(f"notify {name} --help").stdout
