"""Who refuses, is slow or down gets all at least once and in order, and holds up no command."""

import os
import signal
import subprocess
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from time import monotonic

import pytest

from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StopInstance
from ecsops.catalogue.ecs.instances.regions_and_zones import DescribeRegions
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assumptions import RETRIES_AFTER_S
from ecsops.simulator.notifications.flush import Afterwards
from tests.support.first_use_account import the_instance
from tests.support.notification_stories import deliveries, states, subscribe
from tests.support.receivers import Receiver, raw_server

import_module(
    "ecsops.simulator.notifications.webhooks"
)  # so that no test measures how requests is loaded


def test_a_receiver_that_refuses_is_tried_again_later_and_gets_all_in_order(
    account: Simulator, client: Client
) -> None:
    with Receiver(500, 200) as receiver:
        subscribe(client, receiver.url)
        client.call(RebootInstance, InstanceId=the_instance(client))
        pending = deliveries(account, "Status", "Attempts", "Answer")
        account.wait(RETRIES_AFTER_S[0] - 1)
        before = states(receiver)
        account.wait(60)

        assert pending == [("Pending", 1, "500 Internal Server Error")]
        assert before == ["Stopping"]
        assert states(receiver) == ["Stopping", "Stopping", "Starting", "Running"]
        assert deliveries(account, "Status", "Attempts") == [
            ("Delivered", 2),
            ("Delivered", 1),
            ("Delivered", 1),
        ]


def test_a_refused_event_holds_up_its_own_resource_alone(
    account: Simulator, client: Client
) -> None:
    one, other = the_instance(client), the_instance(client, "WindowsOffice")
    with Receiver(500, 200) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=one)
        client.call(StopInstance, InstanceId=other)
        account.wait(60)

        assert [
            (each.body["content"]["resourceId"], each.body["content"]["state"])
            for each in receiver.received
        ] == [
            (one, "Stopping"),
            (other, "Stopping"),
            (one, "Stopping"),
            (one, "Stopped"),
            (other, "Stopped"),
        ]


def test_what_is_never_taken_is_given_up_and_shown(account: Simulator, client: Client) -> None:
    with Receiver(500) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client), ForceStop=True)
        for after_s in RETRIES_AFTER_S:
            account.wait(after_s)

        tries = len(RETRIES_AFTER_S) + 1
        assert tries == len([each for each in states(receiver) if each == "Stopping"])
        assert deliveries(account, "Status", "Attempts", "Answer")[0] == (
            "Failed",
            tries,
            "500 Internal Server Error",
        )


def test_a_target_that_is_down_is_tried_ever_more_seldom_whatever_waits_for_it(
    account: Simulator, client: Client
) -> None:
    with Receiver() as receiver:
        subscribe(client, receiver.url)
    for name in ("UserGuideForDS001", "WindowsOffice", "UserGuideForDS002"):
        client.call(StopInstance, InstanceId=the_instance(client, name))

    tries = []
    for _ in range(12):
        tries.append(sum(deliveries(account, "Attempts")))
        account.wait(5)

    # At once, after 10 s, and 30 s later.
    assert tries == [1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3]


def test_a_receiver_that_never_answers_delays_a_command_by_a_second_at_most(
    account: Simulator, client: Client
) -> None:
    with Receiver(0) as receiver:
        subscribe(client, receiver.url)
        begun = monotonic()
        client.call(StopInstance, InstanceId=the_instance(client))
        account.wait(5)
        client.call(StopInstance, InstanceId=the_instance(client, "WindowsOffice"))
        account.wait(60)
        client.call(DescribeRegions)

        assert monotonic() - begun < 1.5
        assert len(receiver.received) == 1
        assert deliveries(account, "Status", "Answer")[0] == ("Pending", "no answer in time")


@pytest.mark.parametrize(
    ("answer", "hang", "status", "said"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", True, "Delivered", "200 OK"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", False, "Delivered", "200 OK"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno",
            False,
            "Delivered",
            "200 OK",
        ),
        (b"HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n", True, "Pending", "503"),
        (b"hello\r\n\r\n", False, "Pending", "no connection"),
        (b"", False, "Pending", "no connection"),
        (b"HTTP/1.1 200 OK\r\nX: ", True, "Pending", "no answer in time"),
    ],
)
def test_the_status_counts_whatever_follows_it(
    account: Simulator, client: Client, answer: bytes, hang: bool, status: str, said: str
) -> None:
    with raw_server(answer, hang=hang) as url:
        subscribe(client, url)
        begun = monotonic()
        client.call(StopInstance, InstanceId=the_instance(client))

        assert monotonic() - begun < 1.5
        assert deliveries(account, "Status", "Answer") == [(status, said)]


def test_a_receiver_that_is_slow_is_waited_for(account: Simulator, client: Client) -> None:
    with Receiver(late_s=0.3) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))

        assert deliveries(account, "Status") == ["Delivered"]


def test_a_receiver_that_answers_too_late_gets_the_same_again(
    account: Simulator, client: Client
) -> None:
    with Receiver(late_s=30) as receiver:
        subscribe(client, receiver.url)
        client.call(StopInstance, InstanceId=the_instance(client))
        account._afterwards = Afterwards(account.store, account.clock, account._wall)
        account.wait(10)

        first, again = receiver.received
        assert first == again
        assert deliveries(account, "Status", "Attempts") == [("Delivered", 2)]


def test_a_receiver_that_hangs_holds_up_no_other(account: Simulator, client: Client) -> None:
    with Receiver(0) as hanging, Receiver() as prompt:
        subscribe(client, hanging.url, "hangs")
        subscribe(client, prompt.url, "prompt")
        client.call(RebootInstance, InstanceId=the_instance(client))

        assert states(prompt) == ["Stopping"]
        assert deliveries(account, "Status") == ["Pending", "Delivered"]


def test_a_receiver_that_was_down_gets_everything_when_it_is_back(
    account: Simulator, client: Client
) -> None:
    with Receiver() as receiver:
        url = receiver.url
        subscribe(client, url)
    client.call(RebootInstance, InstanceId=the_instance(client))
    account.wait(60)
    assert {("Pending", "no connection")} >= set(deliveries(account, "Status", "Answer")[:1])

    port = int(url.split(":")[2].split("/")[0])
    with Receiver(port=port) as receiver:
        account.wait(3600)

        assert states(receiver) == ["Stopping", "Starting", "Running"]
        assert set(deliveries(account, "Status")) == {"Delivered"}


def test_another_process_delivers_what_a_killed_one_left(tmp_path: Path) -> None:
    """The process is killed after the event is kept and before anything was sent."""
    path = str(tmp_path / "simulator.db")
    account = Simulator(path)
    client = Client(account, "cn-hangzhou")
    stopped = the_instance(client)
    script = textwrap.dedent(f"""
        import os, signal
        from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
        from ecsops.client import Client
        from ecsops.simulator import account
        from ecsops.simulator.notifications import flush

        flush.Afterwards.run = lambda self: os.kill(os.getpid(), signal.SIGKILL)
        simulator = account.Simulator({path!r})
        Client(simulator, "cn-hangzhou").call(StopInstance, InstanceId={stopped!r})
    """)
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        killed = subprocess.run([sys.executable, "-c", script], env=environment())
        assert killed.returncode == -signal.SIGKILL
        assert receiver.received == []

        client.call(DescribeRegions)

        assert states(receiver)[0] == "Stopping"
    account.close()


def test_what_a_process_was_sending_when_it_was_killed_is_sent_again(tmp_path: Path) -> None:
    """The receiver may get it twice then; it never gets it not at all."""
    path, now = str(tmp_path / "simulator.db"), [1561449600.0]
    account = Simulator(path, wall=lambda: now[0])
    client = Client(account, "cn-hangzhou")
    stopped = the_instance(client)
    script = textwrap.dedent(f"""
        import os, signal
        from ecsops.catalogue.ecs.instances.lifecycle import StopInstance
        from ecsops.client import Client
        from ecsops.simulator import account
        from ecsops.simulator.notifications import sending

        sending.send_all = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        simulator = account.Simulator({path!r}, wall=lambda: {now[0]})
        Client(simulator, "cn-hangzhou").call(StopInstance, InstanceId={stopped!r})
    """)
    with Receiver() as receiver:
        subscribe(client, receiver.url)
        killed = subprocess.run([sys.executable, "-c", script], env=environment())
        assert killed.returncode == -signal.SIGKILL

        client.call(DescribeRegions)
        while_leased = list(receiver.received)
        now[0] += 11
        client.call(DescribeRegions)

        assert while_leased == []
        assert states(receiver) == ["Stopping"]
    account.close()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
