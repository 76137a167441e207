"""Which nonces are remembered: for as long as their requests could come again, over restarts."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from ecsops.errors import StateError
from ecsops.openapi import signature
from ecsops.server import nonces
from ecsops.server.nonces import RECORD, Nonces
from tests.support.loopback import serving

WINDOW_S = 15 * 60

USER = """
import os, sys
from ecsops.server.nonces import Nonces
Nonces(sys.argv[1]).use("key", "n", 900.0, 0.0)
os.kill(os.getpid(), 9)
"""


TAKER = """
import sys
from ecsops.server.nonces import Nonces
nonces = Nonces(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(sum(nonces.use("key", f"n-{number}", 900.0, 0.0) for number in range(2000)))
"""


def use(remembered: Nonces, nonce: str, now: float = 0.0) -> bool:
    return remembered.use("key", nonce, now + WINDOW_S, now)


def test_a_nonce_is_new_once_for_each_key() -> None:
    remembered = Nonces()

    assert [use(remembered, "n"), use(remembered, "n")] == [True, False]
    assert remembered.use("other", "n", WINDOW_S, 0.0)


def test_a_nonce_is_forgotten_when_its_request_could_not_come_again() -> None:
    remembered = Nonces()
    for number in range(5):
        use(remembered, f"n-{number}")

    assert not use(remembered, "n-0", now=WINDOW_S)
    assert use(remembered, "n-9", now=WINDOW_S + 1)
    assert len(remembered) == 1


def test_no_flood_of_nonces_fills_the_memory_or_the_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(nonces, "NONCES", 3)
    path = tmp_path / "nonces"
    remembered = Nonces(str(path))

    for number in range(50):
        use(remembered, f"n-{number}")
        assert path.stat().st_size <= 2 * 3 * RECORD.size

    assert len(remembered) == 3
    assert not use(Nonces(str(path)), "n-49")


def test_what_was_used_is_known_after_a_restart_and_what_is_over_is_not(tmp_path: Path) -> None:
    path = str(tmp_path / "nonces")
    first = Nonces(path)
    use(first, "old", now=0.0)
    use(first, "new", now=600.0)
    first.close()

    again = Nonces(path, now=1000.0)

    assert (use(again, "new", now=1000.0), use(again, "old", now=1000.0)) == (False, True)


def test_what_was_used_is_known_after_the_server_is_killed(tmp_path: Path) -> None:
    path = str(tmp_path / "nonces")

    subprocess.run([sys.executable, "-c", USER, path], check=False)

    assert not Nonces(path).use("key", "n", 900.0, 0.0)


def test_servers_of_one_state_know_what_the_others_have_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(nonces, "NONCES", 3)
    path = str(tmp_path / "nonces")
    servers = [Nonces(path), Nonces(path), Nonces(path)]

    # The file is written anew on the way, by each of them.
    for number in range(50):
        server = servers.pop(0)
        servers.append(server)
        assert use(server, f"n-{number}")
        assert [use(each, f"n-{number}") for each in servers] == [False] * 3


def test_a_nonce_is_taken_once_by_many_servers_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "nonces")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    takers = [subprocess.Popen([sys.executable, "-c", TAKER, path], **pipes) for _ in range(3)]
    for each in takers:
        assert each.stdout is not None
        each.stdout.readline()

    for each in takers:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    taken = [int(each.communicate()[0]) for each in takers]

    assert sum(taken) == 2000


def test_half_a_record_at_the_end_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "nonces"
    first = Nonces(str(path))
    use(first, "a")
    use(first, "b")
    path.write_bytes(path.read_bytes()[:-5])

    again = Nonces(str(path))

    assert (use(again, "a"), use(again, "b")) == (False, True)
    assert path.stat().st_size == 2 * RECORD.size


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "nonces").mkdir()

    with pytest.raises(StateError, match=r"Cannot use the file .*nonces: Is a directory"):
        Nonces(str(tmp_path / "nonces"))


def test_a_request_that_comes_again_after_a_restart_is_refused(
    first_use: Path, tmp_path: Path
) -> None:
    path = str(tmp_path / "simulator.db")
    shutil.copy(first_use, path)

    with serving(path) as served:
        signed = request(served.access_key_id, served.access_key_secret)
        before = requests.get(served.endpoint, signed, timeout=20)
    with serving(path) as served:
        after = requests.get(served.endpoint, signed, timeout=20)

    assert before.status_code == 200
    assert (after.status_code, after.json()["Code"]) == (400, "SignatureNonceUsed")


def test_a_request_that_comes_again_to_another_server_of_the_state_is_refused(
    first_use: Path, tmp_path: Path
) -> None:
    path = str(tmp_path / "simulator.db")
    shutil.copy(first_use, path)

    with serving(path) as one, serving(path) as other:
        signed = request(one.access_key_id, one.access_key_secret)
        first = requests.get(one.endpoint, signed, timeout=20)
        again = requests.get(other.endpoint, signed, timeout=20)

    assert first.status_code == 200
    assert (again.status_code, again.json()["Code"]) == (400, "SignatureNonceUsed")


def request(access_key_id: str, secret: str) -> dict[str, str]:
    """Return the parameters of a call, signed."""
    given = {
        "Action": "DescribeRegions",
        "Version": "2014-05-26",
        "Format": "JSON",
        "AccessKeyId": access_key_id,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": "once",
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    string = signature.v1_string_to_sign("GET", given.items())
    return {**given, "Signature": signature.v1_signature(secret, string)}
