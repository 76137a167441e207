"""The process that runs scripts for real: it takes them from the queue and writes what they say.

One runner serves a state file. It runs as many scripts at a time as is set, ends those that
take too long, write too much or are to be stopped, and goes when nothing is left.
"""

import fcntl
import json
import os
import selectors
import shlex
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

from ecsops.catalogue.invocations import InvocationStatus
from ecsops.simulator import runs, sandbox, scripts
from ecsops.simulator.assumptions import (
    SANDBOX_DISK_BYTES,
    SCRIPT_REPORTS_BYTES,
    SCRIPT_REPORTS_EVERY_S,
    SCRIPTS_AT_ONCE,
)
from ecsops.simulator.clock import Clock
from ecsops.simulator.context import Context
from ecsops.simulator.launching import (
    RUNNING,
    STOPPING,
    WAITING,
    instances_path,
)
from ecsops.simulator.runs import Ending
from ecsops.simulator.state_file import connect
from ecsops.simulator.store import Record, Store

LOOKS_EVERY_S = 0.1
"""How often it is looked which scripts are to be stopped or have had their time."""

COLLECTS_FOR_S = 0.05
"""How long ended scripts wait for others to be written in the same transaction."""

MEASURES_EVERY_S = 1
"""How often the files of an instance are measured while a script runs there."""

READ_BYTES = 1 << 16

MOUNT_POINTS = ("/mnt", "/srv", "/media")
"""Where the instances' files may be put for a sandbox that cannot come to their place."""


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


class Output:
    """What a script says: its beginning as it was told on the way, and its end."""

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
        """The beginning that was told on the way."""
        return self._told

    def whole(self) -> tuple[bytes, int]:
        """Return what is kept, and how many bytes were dropped."""
        kept = self._told + bytes(self._rest[-(self._most - len(self._told)) :])
        return kept, self._total - len(kept)


class Script:
    """A script that runs in its sandbox."""

    def __init__(
        self, task: Task, root: str, account: sandbox.Account, most: int, *, alone: bool
    ) -> None:
        self.task = task
        self.root = root
        self.output = Output(most)
        self.began = time.monotonic()
        self.reported = self.measured = self.began
        self.verdict: Ending | None = None
        self.ended: float | None = None
        self.process, self._status_fd = sandbox.start(
            root,
            account,
            launched(task.launcher),
            task.content,
            hostname=task.hostname,
            directory=task.directory,
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
        return self.verdict or own_ending(exit_code, self.output.whole()[0])


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


def own_ending(exit_code: int | None, output: bytes) -> Ending:
    """Return the ending of a script that nobody ended."""
    if exit_code is None:
        text = output.decode(errors="replace").strip()
        if "Can't chdir to" in text:
            return Ending(InvocationStatus.ERROR, error_code="DirectoryNotExists")
        return Ending(InvocationStatus.ERROR, error_code="ExecutionException", detail=text)
    if exit_code:
        return Ending(InvocationStatus.FAILED, exit_code=exit_code, error_code="ExitCodeNonzero")
    return Ending(InvocationStatus.SUCCESS)


class Runner:
    """Runs what is in the queue of one account."""

    def __init__(self, store: Store, clock: Clock, instances: str, *, alone: bool = False) -> None:
        self._alone = alone
        self._store = store
        self._clock = clock
        self._instances = instances
        self._scripts: dict[str, Script] = {}
        self._endings: list[tuple[Record, Ending, Output | None]] = []
        self._selector = selectors.DefaultSelector()
        self._looked = self._collecting = 0.0

    def drain(self) -> None:
        """Run everything that waits, until nothing does."""
        while self._take() or self._scripts or self._endings:
            self._listen()
            self._look()
            self._write()

    def _take(self) -> bool:
        """Start what waits, as far as there is room; tell whether that was anything."""
        free = SCRIPTS_AT_ONCE - len(self._scripts)
        where = {"Status": WAITING}
        if free <= 0 or not self._store.select("Run", None, where, limit=1):
            return False
        with self._store.transaction(write=True):
            records = self._store.select("Run", None, where, limit=free)
            tasks = [self._task(record) for record in records]
            self._update({task.run.document["InvokeId"] for task in tasks if task})
        for task in tasks:
            if task is not None:
                self._begin(task)
        return True

    def _task(self, record: Record) -> Task | None:
        """Mark a waiting run as begun, and return what is to be done."""
        context = Context(self._store, self._clock.now(), record.region_id)
        run = self._store.get("InvocationResult", record.id)
        instance = self._store.get("Instance", record.document["InstanceId"])
        if run is None or instance is None:
            self._store.delete("Run", record.id)
            return None
        record.document["Status"] = RUNNING
        self._store.update("Run", record)
        runs.note_start(context, run)
        self._store.update("InvocationResult", run)
        invocation = runs.invocation_of(context, run)
        document = invocation.document
        return Task(
            run,
            runs.content(invocation, instance),
            instance.document["HostName"] or instance.id,
            document["Username"] or "root",
            document["WorkingDir"],
            document["Launcher"],
            document["Timeout"],
            streams=not invocation.facts["Repeating"],
        )

    def _begin(self, task: Task) -> None:
        """Start a script in the sandbox of its instance."""
        root = os.path.join(self._instances, task.run.document["InstanceId"])
        sandbox.prepare(root, task.hostname)
        account = sandbox.find_account(root, task.username)
        if account is None:
            ending = Ending(InvocationStatus.ERROR, error_code="AccountNotExists")
            self._endings.append((task.run, ending, None))
            return
        context = Context(self._store, 0, task.run.region_id)
        most = context.quota("InvocationOutputBytes")
        script = Script(task, root, account, most, alone=self._alone)
        self._scripts[task.run.id] = script
        self._selector.register(script.out_fd, selectors.EVENT_READ, script)
        self._selector.register(script.pid_fd, selectors.EVENT_READ, script)

    def _listen(self) -> None:
        """Take what scripts say, and note which have ended."""
        if not self._scripts:
            return
        pause = COLLECTS_FOR_S if self._endings else LOOKS_EVERY_S
        for key, _ in self._selector.select(pause):
            script: Script = key.data
            if key.fd == script.pid_fd:
                self._end(script)
            elif script.ended is None and not script.read():
                self._selector.unregister(script.out_fd)

    def _end(self, script: Script) -> None:
        """Note how a script ended."""
        self._selector.unregister(script.pid_fd)
        if script.out_fd in self._selector.get_map():
            self._selector.unregister(script.out_fd)
        ending = script.close()
        del self._scripts[script.task.run.id]
        self._endings.append((script.task.run, ending, script.output))

    def _look(self) -> None:
        """End the scripts that are to be ended, and tell what long ones have said so far."""
        now = time.monotonic()
        if now - self._looked < LOOKS_EVERY_S:
            return
        self._looked = now
        left = dict(self._store.values("Run", None, {}, ("id", "Status")))
        for script in list(self._scripts.values()):
            if left.get(script.task.run.id, STOPPING) == STOPPING:
                script.kill(Ending(InvocationStatus.TERMINATED))
            elif now - script.began > script.task.timeout_s:
                script.kill(Ending(InvocationStatus.TIMEOUT, error_code="ExecutionTimeout"))
            else:
                self._measure(script, now)
                self._report(script, now)

    def _measure(self, script: Script, now: float) -> None:
        """End a script whose instance's files have become more than they may."""
        if now - script.measured < MEASURES_EVERY_S:
            return
        script.measured = now
        if sandbox.disk_usage(script.root) > SANDBOX_DISK_BYTES:
            detail = "The files of the instance take more than they may."
            script.kill(Ending(InvocationStatus.ERROR, b"", 0, "ExecutionException", detail))

    def _report(self, script: Script, now: float) -> None:
        """Tell what a script has said so far."""
        if now - script.reported < SCRIPT_REPORTS_EVERY_S:
            return
        script.reported = now
        if script.task.streams and script.output.tell():
            with self._store.transaction(write=True):
                if run := self._store.get("InvocationResult", script.task.run.id):
                    run.document["Output"] = scripts.encoded(script.output.told)
                    self._store.update("InvocationResult", run)

    def _write(self) -> None:
        """Write how scripts ended, those of a moment together."""
        now = time.monotonic()
        if not self._endings:
            self._collecting = now
            return
        if self._scripts and now - self._collecting < COLLECTS_FOR_S:
            return
        with self._store.transaction(write=True):
            for run, ending, output in self._endings:
                self._note(run, ending, output)
            self._update({run.document["InvokeId"] for run, _, _ in self._endings})
        self._endings.clear()
        self._collecting = now

    def _note(self, known: Record, ending: Ending, output: Output | None) -> None:
        """Note the end of a run, unless it is gone or was ended otherwise."""
        run = self._store.get("InvocationResult", known.id)
        if run is None or self._store.get("Run", known.id) is None:
            return
        self._store.delete("Run", known.id)
        said, dropped = output.whole() if output else (b"", 0)
        if ending.error_code in ("ExecutionException", "DirectoryNotExists"):
            said = b""
        context = Context(self._store, self._clock.now(), run.region_id)
        runs.end_run(context, run, ending._replace(output=said), dropped)

    def _update(self, invoke_ids: set[str]) -> None:
        """Bring invocations up to date with their runs."""
        for invoke_id in invoke_ids:
            if invocation := self._store.get("Invocation", invoke_id):
                context = Context(self._store, self._clock.now(), invocation.region_id)
                runs.update_invocation(context, invocation)


def end_orphans(store: Store, now: float) -> None:
    """Tell of every run that had begun that it was interrupted."""
    invocations = {}
    for record in store.select("Run", None):
        if record.document["Status"] == WAITING:
            continue
        store.delete("Run", record.id)
        context = Context(store, now, record.region_id)
        if run := store.get("InvocationResult", record.id):
            ending = runs.Ending(InvocationStatus.ERROR, error_code="ExecutionInterrupted")
            runs.end_run(context, run, ending)
            invocation = runs.invocation_of(context, run)
            invocations[invocation.id] = (context, invocation)
    for context, invocation in invocations.values():
        runs.update_invocation(context, invocation)


def spawn(path: str, lock: int) -> None:
    """Start the runner of a state file as a process of its own, which outlives this one.

    It inherits the lock that the caller holds, so that there is never a second runner. A shell
    between them makes it nobody's child here, so that nobody has to wait for it.
    """
    instances = instances_path(path)
    os.makedirs(instances, mode=0o711, exist_ok=True)
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    python_path = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    subprocess.run(
        ["sh", "-c", '"$@" &', "sh", *command_line(os.path.abspath(path), instances), str(lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(python_path)},
        start_new_session=True,
        pass_fds=(lock,),
        check=True,
    )


def command_line(path: str, instances: str) -> list[str]:
    """Return the command of the runner.

    Where the user of the sandbox cannot come to the instances' files, the runner sees them at
    another place, in a mount namespace that no other process has.
    """
    python = [sys.executable, "-S", "-m", "ecsops.simulator.runner", path]
    if sandbox.reachable(instances) or not can_mount():
        return [*python, instances]
    used = (path, sys.prefix, sys.executable, os.path.abspath(__file__))
    place = next(
        each for each in MOUNT_POINTS if not any(one.startswith(f"{each}/") for one in used)
    )
    mounts = (
        f"mount -t tmpfs -o mode=711 none {place} && mkdir {place}/instances && "
        f'mount --bind "$1" {place}/instances && shift && exec "$@"'
    )
    private = ["unshare", "--mount", "--propagation", "private", "sh", "-c", mounts, "sh"]
    return [*private, instances, *python, f"{place}/instances"]


def can_mount() -> bool:
    """Tell whether this process can have mounts of its own; a root without rights cannot."""
    trial = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return trial.returncode == 0


def remove_released(store: Store, instances: str) -> None:
    """Remove the files of instances that are no more."""
    present = {instance_id for (instance_id,) in store.values("Instance", None, {}, ("id",))}
    for name in set(os.listdir(instances)) - present:
        shutil.rmtree(os.path.join(instances, name), ignore_errors=True)


def main(path: str, instances: str, lock: int) -> None:
    """Run what waits in the state file, holding the lock; look again when it is given back.

    So nothing is left that a caller queued in the belief that this runner would take it.
    """
    os.set_inheritable(lock, False)
    store = connect(path)
    clock = Clock(store, time.time)
    remove_released(store, instances)
    while store.count("Run", None):
        with store.transaction(write=True):
            end_orphans(store, clock.now())
        Runner(store, clock, instances, alone=True).drain()
        fcntl.flock(lock, fcntl.LOCK_UN)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
