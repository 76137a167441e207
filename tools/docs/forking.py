"""`ecsops` as a fork of one process that has imported it, for pages with hundreds of commands.

To start Python and import the program takes a tenth of a second, and a fork some milliseconds. What
the shell starts is tools/docs/forking_client.py; the fork gets its words, environment, directory,
umask, ignored signals and standard streams (no others), then each signal that it gets. The client
ends as the fork has ended.
"""

import importlib
import marshal
import os
import pkgutil
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn

import ecsops
from ecsops.__main__ import main
from ecsops.simulator.engine import store
from tools.docs.console import BEGIN, ROOT

CLIENT = Path(__file__).with_name("forking_client.py")

EXTRAS = ("ecsops.cli.monitor.chart_file", "ecsops.openapi.temporary")
"""Modules that need an extra; matplotlib starts threads, which a fork would be without."""

LAZILY = ("_strptime", "difflib", "jmespath", "keyring")
"""Libraries that the program imports where it needs them."""

LONGEST_REQUEST = 1 << 20
"""In bytes; Linux refuses to send so much at once."""

MOST_DESCRIPTORS = 1 << 16


@contextmanager
def program() -> Iterator[Path]:
    """Give a directory for PATH, whose `ecsops` is forked as long as the block runs.

    The state that pages begin with is there too: they need not each make it.
    """
    with TemporaryDirectory(prefix="ecsops-") as directory:
        address, client = Path(directory, "socket"), Path(directory, "ecsops")
        words = shlex.join([sys.executable, "-I", "-S", str(CLIENT), str(address)])
        client.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
        client.chmod(0o755)
        with server(address):
            subprocess.run(
                [client, *shlex.split(BEGIN)[1:]],
                env={"ECSOPS_HOME": directory, "LC_ALL": "C.UTF-8"},
                stdout=subprocess.DEVNULL,
                check=True,
            )
            yield Path(directory)


def server(address: Path) -> subprocess.Popen[bytes]:
    """Start the process that forks, with a socket where clients may already queue."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(address))
        listener.listen()
        number = listener.fileno()
        return subprocess.Popen(
            [sys.executable, "-m", "tools.docs.forking", str(number)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            pass_fds=[number],
            start_new_session=True,
        )


class Server:
    """Forks for every client, tells each how its fork has ended, and ends with its own stdin."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._watch(listener, self._fork)
        self._watch(sys.stdin, sys.exit)

    def serve(self) -> None:
        """Do what there is to do, but for clients whose fork has ended just before."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj in self._selector.get_map():
                    key.data()

    def _watch(self, readable: Any, act: Callable[[], object]) -> None:
        self._selector.register(readable, selectors.EVENT_READ, act)

    def _fork(self) -> None:
        client, _ = self._listener.accept()
        request, streams, _, _ = socket.recv_fds(client, LONGEST_REQUEST, 3)
        if request:
            process = os.fork()
            if not process:
                become(streams, *marshal.loads(request))
            ended = os.pidfd_open(process)
            self._watch(client, lambda: relay(client, ended))
            self._watch(ended, lambda: self._end(client, ended, process))
        for stream in streams:
            os.close(stream)

    def _end(self, client: socket.socket, ended: int, process: int) -> None:
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        self._selector.unregister(client)
        self._selector.unregister(ended)
        os.close(ended)
        with client, suppress(ConnectionError):
            client.send(str(status).encode())


def relay(client: socket.socket, process: int) -> None:
    """Send the process what the client has got; a client that has gone was killed."""
    number = client.recv(1) or bytes([signal.SIGKILL])
    signal.pidfd_send_signal(process, number[0])


def become(
    streams: Sequence[int],
    words: Sequence[str],
    environment: dict[bytes, bytes],
    directory: str,
    mask: int,
    ignored: Sequence[int],
) -> NoReturn:
    """Be what a new process of the client's would be, to its end."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, MOST_DESCRIPTORS)
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, name, anew(getattr(sys, name)))
    os.chdir(directory)
    os.umask(mask)
    os.environb.clear()
    os.environb.update(environment)
    time.tzset()
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
    os._exit(run(words))  # Python's own end would clear away all that is imported: 60 ms


def anew(stream: TextIOWrapper) -> IO[str]:
    """Return a standard stream as Python makes it for what its number stands for now."""
    number, mode = stream.fileno(), stream.mode
    buffering = 1 if stream is sys.stderr else -1  # by lines, or as is usual for what it is
    return open(number, mode, buffering, stream.encoding, stream.errors, closefd=False)


def run(words: Sequence[str]) -> int:
    """Run the program to its end, as Python does, and return its exit status."""
    sys.argv = ["ecsops", *words]
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
        status = 1
    try:
        sys.stdout.flush()
    except OSError as error:
        print("Exception ignored:", repr(error), file=sys.stderr)
    with suppress(OSError):
        sys.stderr.flush()
    return status if isinstance(status, int) else 1


def import_all() -> None:
    """Import what commands import, so that no fork has to; what cannot be, they will tell."""
    modules = [module.name for module in pkgutil.walk_packages(ecsops.__path__, "ecsops.")]
    for name in (*LAZILY, *modules):
        if name not in EXTRAS:
            with suppress(Exception):
                importlib.import_module(name)


if __name__ == "__main__":
    import_all()
    # No page cuts the power, so none has to wait for the disk.
    store.SYNCHRONOUS = "OFF"
    Server(socket.socket(fileno=int(sys.argv[1]))).serve()
