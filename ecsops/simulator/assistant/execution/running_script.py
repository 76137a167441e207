"""A script that runs in its sandbox: what it says, and how it ends."""

import json
import os
import shlex
import time
from typing import NamedTuple

from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.simulator.assistant.execution import instance_files, sandbox, skeleton
from ecsops.simulator.assistant.script_answers import Ending
from ecsops.simulator.assumptions import SCRIPT_REPORTS_BYTES
from ecsops.simulator.engine.store import Record

READ_BYTES = 1 << 16

POWER_CODES = {193: "stop", 194: "restart"}
"""The exit codes after which the agent powers the instance off or restarts it."""

POWER_ERRORS = {"stop": "InstanceNotRunning", "restart": "InstanceRestarted"}
"""The ErrorCode of a script that did so by itself; its agent could not report its end."""


class Task(NamedTuple):
    """A script to run: its record, and everything that the sandbox needs to know."""

    run: Record
    content: bytes
    hostname: str
    username: str
    directory: str
    launcher: str
    timeout_s: float
    streams: bool
    os_name: str = ""


class Output:
    """Output of a script: its start as reported while it ran, and its end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._told = b""
        self._rest = bytearray()
        self._total = 0

    def add(self, data: bytes) -> None:
        """Take what the script says; what can no longer be told is forgotten."""
        self._total += len(data)
        self._rest += data
        if len(self._rest) > 2 * self._most:
            del self._rest[: -self._most]

    def tell(self) -> bool:
        """Fix the beginning, as far as it is there; tell whether that was anything new."""
        room = SCRIPT_REPORTS_BYTES - len(self._told)
        fresh = bytes(self._rest[:room]) if room > 0 else b""
        self._told += fresh
        del self._rest[: len(fresh)]
        return bool(fresh)

    @property
    def told(self) -> bytes:
        """The start that was reported while it ran."""
        return self._told

    def whole(self) -> tuple[bytes, int]:
        """Return what is kept, and how many bytes were dropped."""
        kept = self._told + bytes(self._rest[-(self._most - len(self._told)) :])
        return kept, self._total - len(kept)


class Script:
    """A script that runs in its sandbox."""

    def __init__(
        self, task: Task, root: str, account: instance_files.Account, most: int, *, alone: bool
    ) -> None:
        self.task = task
        self.root = root
        self.output = Output(most)
        self.began = time.monotonic()
        self.reported = self.measured = self.began
        self.verdict: Ending | None = None
        self.ended: float | None = None
        self.power = ""
        self.process, self._status_fd = sandbox.start(
            root,
            account,
            launched(task.launcher),
            task.content,
            hostname=instance_files.given_hostname(root, task.hostname),
            directory=task.directory,
            dash=skeleton.has_dash(task.os_name),
            alone=alone,
        )
        assert self.process.stdout is not None
        self.out_fd = self.process.stdout.fileno()
        os.set_blocking(self.out_fd, False)
        self.pid_fd = os.pidfd_open(self.process.pid)

    def read(self) -> bool:
        """Take what there is of the output; tell whether there may be more later."""
        while True:
            try:
                data = os.read(self.out_fd, READ_BYTES)
            except BlockingIOError:
                return True
            if not data:
                return False
            self.output.add(data)
            if len(data) < READ_BYTES:
                return True

    def kill(self, verdict: Ending) -> None:
        """End the script and everything that it started."""
        self.verdict = self.verdict or verdict
        self.process.kill()

    def close(self) -> Ending:
        """Return how the script ended, and what it said."""
        self.ended = time.monotonic()
        while self.read():
            pass
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        os.close(self.pid_fd)
        with os.fdopen(self._status_fd) as status:
            exit_code = told_exit_code(status.read())
        self.power = instance_files.power_request(self.root)
        if self.verdict is None and exit_code in POWER_CODES:
            self.power = POWER_CODES[exit_code]
        elif self.power and self.verdict is None:
            return Ending(InvocationStatus.FAILED, error_code=POWER_ERRORS[self.power])
        return self.verdict or own_ending(
            exit_code, self.output.whole()[0], named=bool(self.task.directory)
        )


def launched(launcher: str) -> list[str]:
    """Return the words that start the script: itself, or after its interpreter."""
    if not launcher:
        return [sandbox.SCRIPT]
    words = shlex.split(launcher)
    filled = [sandbox.SCRIPT if "ACS::ScriptFileName" in word else word for word in words]
    return filled if filled != words else [*words, sandbox.SCRIPT]


def told_exit_code(lines: str) -> int | None:
    """Return the exit code among the lines of JSON, or None where the script never began."""
    told = [json.loads(line) for line in lines.splitlines()]
    return next((each["exit-code"] for each in told if "exit-code" in each), None)


def own_ending(exit_code: int | None, output: bytes, *, named: bool) -> Ending:
    """Return the ending of a script that ended by itself; `named` is true if it names a
    directory."""
    if exit_code is None:
        text = output.decode(errors="replace").strip()
        if "Can't chdir to" in text:
            code = "DirectoryNotExists" if named else "DefaultWorkingDirectoryNotAvailable"
            return Ending(InvocationStatus.ERROR, error_code=code)
        return Ending(InvocationStatus.ERROR, error_code="ExecutionException", detail=text)
    if exit_code:
        return Ending(InvocationStatus.FAILED, exit_code=exit_code, error_code="ExitCodeNonzero")
    return Ending(InvocationStatus.SUCCESS)
