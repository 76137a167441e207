"""The program as a process of its own, in the time of a fork: with streams and signals as asked."""

import json
import os
import shlex
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from tools.docs.forking import run

LONGEST_S = 20
"""After how long a program that hangs is ended, by SIGALRM."""


ESCAPED = 99
"""The exit status of a process that could not even tell what is wrong."""


class Left(NamedTuple):
    """What a process leaves behind: its exit status as a shell has it, and what it wrote."""

    status: int
    stdout: str
    stderr: str


def forked(
    *words: str,
    home: Path,
    stdin: int | None = None,
    stdout: int | None = -1,
    stderr: int | None = -1,
    terminate_after_s: float = 0,
    encoding: str = "utf-8",
    **variables: str,
) -> Left:
    """Run the program; None is a closed stream, -1 one that is read. A warning is an error."""
    with TemporaryFile() as out, TemporaryFile() as err:
        streams = (
            stdin,
            out.fileno() if stdout == -1 else stdout,
            err.fileno() if stderr == -1 else stderr,
        )
        process = os.fork()
        if not process:
            try:
                prepare(streams, encoding, environment(home, variables), terminate_after_s)
                os.chdir(home)
                os._exit(run(words))
            finally:
                os._exit(ESCAPED)  # never back into the test
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        return Left(status if status >= 0 else 128 - status, read(out), read(err))


def forked_in_turn(
    sessions: Iterable[Sequence[str]], *, home: Path, renew: Callable[[], None]
) -> Iterator[tuple[str, Left]]:
    """Run command lines in one process, stdin closed, and yield what each one leaves behind.

    Before each session the home is made anew. A line that hangs, and all after it, leave nothing.
    """
    with TemporaryFile() as out, TemporaryFile() as err, TemporaryFile("w+") as found:
        process = os.fork()
        if not process:
            try:
                prepare((None, out.fileno(), err.fileno()), "utf-8", environment(home, {}), 0)
                for session in sessions:
                    renew()
                    os.chdir(home)
                    for line in session:
                        signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
                        left = run(shlex.split(line)), taken(out), taken(err)
                        print(json.dumps([line, left]), file=found, flush=True)
                os._exit(0)
            finally:
                os._exit(ESCAPED)
        os.waitpid(process, 0)
        found.seek(0)
        for line, left in map(json.loads, found):
            yield line, Left(*left)


def environment(home: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of somebody who has set nothing but his home, and these variables."""
    own = ("HOME", "ECSOPS_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    return {
        "PATH": os.environ["PATH"],
        "SHELL": "/bin/bash",
        **dict.fromkeys(own, str(home)),
        **variables,
    }


def prepare(
    streams: tuple[int | None, ...],
    encoding: str,
    variables: Mapping[str, str],
    terminate_after_s: float,
) -> None:
    """Make of the fork of a test what a new process is."""
    kept = [stream if stream is None else os.dup(stream) for stream in streams]
    for number, stream in enumerate(kept):
        os.close(number)
        if stream is not None:
            os.dup2(stream, number)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        closed = kept[number] is None
        errors = "backslashreplace" if name == "stderr" else "strict"
        mode = "w" if number else "r"
        own = None if closed else opened(number, mode, encoding, errors)
        setattr(sys, name, own)
        setattr(sys, f"__{name}__", own)
    os.environ.clear()
    os.environ.update(variables)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if terminate_after_s:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    signal.setitimer(signal.ITIMER_REAL, terminate_after_s or LONGEST_S)
    sys.unraisablehook = sys.__unraisablehook__
    warnings.simplefilter("error")


def opened(number: int, mode: str, encoding: str, errors: str) -> IO[str]:
    """Return a standard stream as Python makes it."""
    return open(number, mode, encoding=encoding, errors=errors, closefd=False)


def taken(file: IO[bytes]) -> str:
    """Return what was written into a file, and empty it."""
    text = read(file)
    file.seek(0)
    file.truncate()
    return text


def read(file: IO[bytes]) -> str:
    """Return all that was written into a file."""
    file.seek(0)
    return file.read().decode(errors="replace")
