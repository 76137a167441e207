"""The load program: some clients at once, each of which calls again as soon as it is answered.

One thread serves them all, so that it takes as little as it can from what it measures. Connections
are kept; where a server closes one, the next call opens another.
"""

import selectors
import socket
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import NamedTuple

READ_BYTES = 1 << 20

PATIENCE_S = 60

Address = tuple[str, int]


class Figures(NamedTuple):
    """Result of a load: calls per second, and the sorted durations of the responses in
    seconds."""

    rate: float
    times: list[float]

    def within(self, share: float) -> float:
        """Return in how many seconds that share of the answers came."""
        return self.times[min(int(len(self.times) * share), len(self.times) - 1)]


class Answer:
    """A partially received response. Raises RuntimeError unless it is a success."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.closes = False
        self._length: int | None = None

    def add(self, data: bytes) -> bool:
        """Take what came; tell whether the answer is complete."""
        if not data:
            raise RuntimeError("the server closed the connection within an answer")
        self.body += data
        if self._length is None and (end := self.body.find(b"\r\n\r\n")) >= 0:
            self._read_head(bytes(self.body[:end]))
            del self.body[: end + 4]
        return self._length is not None and len(self.body) >= self._length

    def _read_head(self, head: bytes) -> None:
        line, *lines = head.lower().split(b"\r\n")
        if b" 200 " not in line:
            raise RuntimeError(f"refused: {self.body.decode(errors='replace')}")
        fields = dict(each.split(b": ", 1) for each in lines)
        self._length = int(fields[b"content-length"])
        self.closes = fields.get(b"connection") == b"close"


class Client:
    """One client: its connection, and the call that it waits for."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.socket: socket.socket | None = None

    def send(self, request: bytes) -> None:
        """Call, on the connection that there is or a new one."""
        self.answer, self.begun = Answer(), perf_counter()
        if self.socket is None:
            self.socket = socket.create_connection(self._address, timeout=PATIENCE_S)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what came; tell whether the answer is complete."""
        assert self.socket is not None
        return self.answer.add(self.socket.recv(READ_BYTES))

    def close(self) -> None:
        """Give the connection up."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def exchange(address: Address, request: bytes) -> bytes:
    """Make one call and return the body of its answer."""
    client = Client(address)
    client.send(request)
    while not client.receive():
        pass
    client.close()
    return bytes(client.answer.body)


def load(address: Address, requests: Iterable[bytes], clients: int, seconds: float) -> Figures:
    """Run so many clients until the time is over or no request is left."""
    left = iter(requests)
    times: list[float] = []
    with selectors.DefaultSelector() as selector:
        begun = perf_counter()
        for _ in range(clients):
            call(selector, Client(address), left)
        while selector.get_map():
            for key, _ in selector.select():
                if key.data.receive():
                    times.append(perf_counter() - key.data.begun)
                    selector.unregister(key.fileobj)
                    if key.data.answer.closes:
                        key.data.close()
                    over = perf_counter() - begun > seconds
                    call(selector, key.data, iter(()) if over else left)
        return Figures(len(times) / (perf_counter() - begun), sorted(times))


def call(selector: selectors.BaseSelector, client: Client, left: Iterator[bytes]) -> None:
    """Make a client's next call, or stop it when none is left."""
    request = next(left, None)
    if request is None:
        client.close()
        return
    client.send(request)
    assert client.socket is not None
    selector.register(client.socket, selectors.EVENT_READ, client)
