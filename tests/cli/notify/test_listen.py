"""`ecsops notify listen`, as a program of its own on a port of this machine."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from ecsops.cli.notify.listen_server import Handler, Receiver, Server

ROOT = Path(__file__).parents[3]

EVENT = {
    "eventTime": "20190625T160000.000+0800",
    "level": "INFO",
    "name": "Instance:StateChange",
    "resourceId": "acs:ecs:cn-hangzhou:1:instance/i-1",
    "content": {"state": "Stopping"},
}

HEADING = (
    f"{'eventTime':24} | level | {'name':20} | resourceId\n"
    f"{'---------':24} | ----- | {'----':20} | ----------\n"
)
LINE = f"{EVENT['eventTime']:24} | INFO  | {EVENT['name']:20} | {EVENT['resourceId']}\n"


class Listener:
    """A running `notify listen`."""

    def __init__(self, home: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ecsops", "notify", "listen", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=home,
            start_new_session=True,
            env={**os.environ, "ECSOPS_HOME": str(home), "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        found = re.fullmatch(r"Listening on http://127\.0\.0\.1:(\d+)/ \(Ctrl-C to stop\)\n", said)
        assert found, said
        self.port = int(found[1])

    def send(self, body: Any, *, method: str = "POST", path: str = "/", **headers: str) -> Any:
        """Send a request, and return status and text of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        connection.request(method, path, text, headers)
        answer = connection.getresponse()
        read = answer.status, answer.read().decode()
        connection.close()
        return read

    def stop(self, number: int = signal.SIGINT) -> tuple[str, str, int]:
        """Send the signal as a terminal does, to the whole process group; return what is left."""
        os.killpg(self.process.pid, number)
        return self.ended()

    def ended(self) -> tuple[str, str, int]:
        stdout, stderr = self.process.communicate(timeout=10)
        return stdout, stderr, self.process.returncode


Listen = Callable[..., Listener]


@pytest.fixture
def listen(tmp_path: Path) -> Iterator[Listen]:
    """Begin to listen with these options."""
    begun: list[Listener] = []

    def begin(*options: str) -> Listener:
        begun.append(Listener(tmp_path, *options))
        return begun[-1]

    yield begin
    for each in begun:
        each.process.kill()
        each.process.communicate()


def test_each_notification_is_a_line_until_it_is_stopped(listen: Listen) -> None:
    listener = listen()

    assert listener.send(EVENT) == (200, '{"errcode":0,"errmsg":"ok"}')
    listener.send(EVENT)

    assert listener.stop() == (HEADING + LINE + LINE, "", 0)


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_each_notification_is_a_line_of_json(listen: Listen, kind: str) -> None:
    listener = listen("--output", kind)
    listener.send(EVENT)

    stdout, stderr, status = listener.stop(signal.SIGTERM)

    assert ([json.loads(line) for line in stdout.splitlines()], stderr, status) == ([EVENT], "", 0)


def test_it_stops_by_itself_after_so_many_and_takes_no_more(listen: Listen) -> None:
    listener = listen("--limit", "2", "--output", "csv", "--exec", "sleep 0.3")
    statuses = [listener.send(EVENT)[0] for _ in range(3)]

    stdout, _, status = listener.ended()

    assert (statuses, status) == ([200, 200, 503], 0)
    assert len(stdout.splitlines()) == 3


def test_who_sent_the_last_one_has_the_answer_before_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending = Event()
    log: list[str] = []
    respond, shutdown = Handler.respond, Server.shutdown

    def late(handler: Handler, found: Any) -> None:
        ending.wait(5)
        respond(handler, found)
        log.append("answered")

    def begin_to_end(server: Server) -> None:
        shutdown(server)
        ending.set()

    monkeypatch.setattr(Handler, "respond", late)
    monkeypatch.setattr(Server, "shutdown", begin_to_end)
    receiver = Receiver("127.0.0.1", 0, body_bytes=100, most=1)
    with socket.create_connection(("127.0.0.1", receiver.port)) as sender:
        sender.sendall(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
        assert list(receiver) == [{}]
        receiver.stop()

    assert log == ["answered"]


def test_a_notification_by_get_comes_from_the_query(listen: Listen) -> None:
    listener = listen("--output", "jsonl", "--limit", "1")
    query = "/hook?name=Instance%3AStateChange&content=%7B%22state%22%3A%22Stopping%22%7D"

    assert listener.send("", method="GET", path=query)[0] == 200

    shown = json.loads(listener.ended()[0])
    assert shown == {"name": "Instance:StateChange", "content": {"state": "Stopping"}}


def test_a_script_runs_for_each_in_order_with_the_json_on_its_stdin(
    listen: Listen, tmp_path: Path
) -> None:
    listener = listen("--exec", "cat >> events; echo >> events; echo done", "--limit", "3")
    for number in range(3):
        listener.send({**EVENT, "id": str(number)})

    stdout, stderr, status = listener.ended()

    ran = [json.loads(line) for line in (tmp_path / "events").read_text().splitlines()]
    assert [{**EVENT, "id": str(number)} for number in range(3)] == ran
    assert (stdout, stderr, status) == (HEADING + LINE * 3, "done\n" * 3, 0)


def test_a_script_that_fails_is_told_of_and_the_next_event_comes(listen: Listen) -> None:
    listener = listen("--exec", "exit 3", "--limit", "2")
    listener.send(EVENT)
    listener.send(EVENT)

    stdout, stderr, status = listener.ended()

    sentence = "The program exited with status 3 for Instance:StateChange.\n"
    assert (HEADING + LINE * 2, sentence * 2, 0) == (stdout, stderr, status)


def test_what_was_taken_before_it_is_stopped_is_done_and_no_script_is_cut_off(
    listen: Listen, tmp_path: Path
) -> None:
    listener = listen("--exec", "touch begun; sleep 0.3; cat >> events; echo >> events")
    for _ in range(3):
        listener.send(EVENT)
    while not (tmp_path / "begun").exists():
        pass

    stdout, _, status = listener.stop()

    assert (stdout, status) == (HEADING + LINE * 3, 0)
    assert len((tmp_path / "events").read_text().splitlines()) == 3


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"body": "x" * 101}, 413, "The body is larger than 100 bytes."),
    ({"body": "{"}, 400, "The body is not JSON."),
    ({"body": b"\xff{}"}, 400, "The body is not JSON."),
    ({"body": "[" * 100}, 400, "The body is not JSON."),
    ({"body": "[]"}, 400, "The body is not a JSON object."),
    ({"body": "", "method": "GET"}, 400, "There is no notification in the query."),
    ({"body": "", "method": "GET", "path": "/?content=1"}, 400, "The body is not a JSON object."),
]


def test_what_is_no_notification_is_refused_and_the_next_is_taken(listen: Listen) -> None:
    listener = listen("--max-body", "100", "-o", "cols=name")

    for request, status, sentence in REFUSED:
        assert listener.send(**request) == (status, sentence)
        assert listener.send({"name": "x"})[0] == 200

    assert ("name\n----\n" + "x\n" * len(REFUSED), "", 0) == listener.stop()


@pytest.mark.parametrize(
    "body",
    [
        b'{"name":"\\ud800"}',
        b'{"value":Infinity}',
        b'{"value":NaN}',
        b'{"value":' + b"1" * 5000 + b"}",
        b"[" * 20_000 + b"]" * 20_000,
        b'{"name":"\xff"}',
    ],
)
def test_what_cannot_be_handed_on_is_refused_and_the_next_is_taken(
    listen: Listen, body: bytes
) -> None:
    listener = listen("--limit", "1", "--exec", "cat >/dev/null", "-o", "jsonl")

    assert listener.send(body) == (400, "The body is not JSON.")
    assert listener.send(EVENT)[0] == 200
    stdout, stderr, status = listener.ended()
    assert (json.loads(stdout), stderr, status) == (EVENT, "", 0)


@pytest.mark.parametrize("length", ["²", "1" * 5000, "-1", "+1", "1_0", "", " "])
def test_a_length_is_a_number(listen: Listen, length: str) -> None:
    listener = listen("--limit", "1")

    with socket.create_connection(("127.0.0.1", listener.port), timeout=5) as connection:
        head = f"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        status = connection.makefile("rb").readline()

    assert status.split()[1] in (b"411", b"413")
    listener.send(EVENT)
    assert listener.ended()[1:] == ("", 0)


def test_a_token_keeps_others_out_and_is_not_shown(listen: Listen) -> None:
    listener = listen("--limit", "2", "--token", "s3cret", "-o", "jsonl")

    assert listener.send(EVENT) == (401, "The token is missing or wrong.")
    assert listener.send(EVENT, path="/?token=s3cre")[0] == 401
    assert listener.send(EVENT, Authorization="Bearer s3crett")[0] == 401
    assert listener.send(EVENT, Authorization="Bearer s3cret")[0] == 200
    assert listener.send("", method="GET", path="/?name=a&token=s3cret")[0] == 200
    stdout, stderr, _ = listener.ended()
    shown = [json.loads(line) for line in stdout.splitlines()]
    assert shown == [EVENT, {"name": "a", "content": {}}]
    assert "s3cret" not in stdout + stderr


@pytest.mark.parametrize("header", ["Origin", "Sec-Fetch-Site"])
def test_a_web_page_cannot_send(listen: Listen, header: str) -> None:
    listener = listen("--limit", "1")

    for method in ("POST", "GET"):
        refused = listener.send(EVENT, method=method, path="/?name=a", **{header: "null"})
        assert refused == (403, "Requests of web pages are refused.")
    listener.send(EVENT)
    listener.ended()


def test_an_address_that_others_reach_is_warned_of(home: Path) -> None:
    command = [sys.executable, "-m", "ecsops", "notify", "listen", "--port", "0"]
    with subprocess.Popen(
        [*command, "--host", "0.0.0.0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ECSOPS_HOME": str(home), "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.stderr.readline()
        process.terminate()
        process.stderr.read()

    assert first == (
        "Warning: other machines can send notifications to 0.0.0.0. Protect the receiver with "
        "--token and a firewall.\n"
    )


def test_a_body_without_a_length_is_refused(listen: Listen) -> None:
    listener = listen()
    with socket.create_connection(("127.0.0.1", listener.port), timeout=5) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        answer = connection.recv(1000).decode()

    assert answer.startswith("HTTP/1.1 411 ")


def test_a_sender_that_goes_away_in_the_middle_leaves_no_trace(listen: Listen) -> None:
    listener = listen()
    with socket.create_connection(("127.0.0.1", listener.port), timeout=5) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{")
    listener.send(EVENT)

    assert listener.stop() == (HEADING + LINE, "", 0)


def test_a_port_that_is_taken_is_an_error(listen: Listen, ecsops: Any) -> None:
    listener = listen()

    ran = ecsops(f"notify listen --port {listener.port}")

    assert ran.exit_status == 6
    assert f"Error: Cannot listen on 127.0.0.1:{listener.port}: Address already" in ran.stderr
