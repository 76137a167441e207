"""The served simulator over TLS, with a certificate that is given."""

import datetime
import ipaddress
import logging
import select
import shutil
import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ecsops.catalogue.ecs.deployment_sets import DescribeDeploymentSets
from ecsops.errors import TransportError
from ecsops.openapi.access_key import Credentials
from ecsops.openapi.backend import OpenApi
from ecsops.server import handshakes
from tests.support.loopback import Served, serving

REGION = {"RegionId": "cn-hangzhou"}


def certificate(directory: Path) -> tuple[str, str]:
    """Make a certificate for 127.0.0.1 that signs itself; return its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "simulator")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    paths = directory / "cert.pem", directory / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(paths[0]), str(paths[1])


def over_tls(served: Served) -> OpenApi:
    """Return a backend that calls it."""
    signer = Credentials(served.access_key_id, served.access_key_secret, "", "test")
    return OpenApi(
        lambda: signer,
        region_id="cn-hangzhou",
        endpoint=served.endpoint,
        sleep=lambda seconds: None,
    )


HELLO = bytes.fromhex("16030100c8010000c40303") + bytes(range(180))
"""The beginning of a handshake, with rubbish in it."""


def test_half_a_handshake_and_what_is_none_leave_the_server_as_it_is(
    first_use: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # An earlier test may have asked for debugging, and the client logs its calls then.
    caplog.set_level(logging.INFO, logger="ecsops")
    state = tmp_path / "simulator.db"
    shutil.copy(first_use, state)
    cert, key = certificate(tmp_path)
    sent = [HELLO[:length] for length in (0, 1, 5, 11, 40, len(HELLO))]
    with serving(str(state), certificate=cert, key=key) as served:
        for each in (*sent, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x00" * 99):
            with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
                connection.sendall(each)
                connection.shutdown(socket.SHUT_WR)
                with suppress(ConnectionResetError):
                    while connection.recv(100):
                        pass
        backend = over_tls(served)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", cert)
        answer = backend.call(DescribeDeploymentSets, REGION)
        backend.close()

    assert answer["TotalCount"] == 2
    assert caplog.text == ""


def test_half_handshakes_cannot_take_the_place_of_whole_ones(
    first_use: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # An earlier test may have asked for debugging, and the client logs its calls then.
    caplog.set_level(logging.INFO, logger="ecsops")
    monkeypatch.setattr(handshakes, "HANDSHAKES", 3)
    state = tmp_path / "simulator.db"
    shutil.copy(first_use, state)
    cert, key = certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", cert)
    with serving(str(state), certificate=cert, key=key) as served, ExitStack() as stack:
        backend = over_tls(served)
        halves = []
        for _ in range(5):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), 20))
            half.sendall(HELLO[:40])
            halves.append(half)
            # What was sent is seen in turn.
            assert backend.call(DescribeDeploymentSets, REGION)["TotalCount"] == 2
        closed, kept = halves[:2], halves[2:]

        assert [each.recv(1) for each in closed] == [b"", b""]
        assert select.select(kept, [], [], 0)[0] == []
        backend.close()

    assert caplog.text == ""


def test_a_certificate_is_verified_always(
    first_use: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "simulator.db"
    shutil.copy(first_use, state)
    cert, key = certificate(tmp_path)
    with serving(str(state), certificate=cert, key=key) as served:
        backend = over_tls(served)
        with pytest.raises(
            TransportError, match=r"Cannot verify the TLS certificate of 127\.0\.0\.1"
        ):
            backend.call(DescribeDeploymentSets, REGION)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", cert)
        answer = backend.call(DescribeDeploymentSets, REGION)
        backend.close()

    assert served.endpoint.startswith("https://127.0.0.1:")
    assert answer["TotalCount"] == 2
