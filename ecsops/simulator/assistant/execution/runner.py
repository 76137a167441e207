"""Running what is in the queue: scripts are started, watched, ended, and what they say is written.

A runner runs as many scripts at a time as is set, ends those that take too long, write too much
or are to be stopped, and is done when nothing is left.
"""

import os
import selectors
import time

from ecsops.catalogue.ecs.assistant.invocations import InvocationStatus
from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.simulator.assistant import invocation_states, runs, script_content
from ecsops.simulator.assistant.execution import instance_files
from ecsops.simulator.assistant.execution.running_script import Output, Script, Task
from ecsops.simulator.assistant.execution.script_queue import RUNNING, STOPPING, WAITING
from ecsops.simulator.assistant.script_answers import Ending
from ecsops.simulator.assumptions import (
    SANDBOX_DISK_BYTES,
    SCRIPT_REPORTS_EVERY_S,
    SCRIPTS_AT_ONCE,
)
from ecsops.simulator.engine.clock import Clock
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.store import Record, Store

LOOKS_EVERY_S = 0.1
"""How often it is looked which scripts are to be stopped or have had their time."""

COLLECTS_FOR_S = 0.05
"""How long ended scripts wait for others to be written in the same transaction."""

MEASURES_EVERY_S = 1
"""How often the files of an instance are measured while a script runs there."""


NO_DIRECTORY = ("DirectoryNotExists", "DefaultWorkingDirectoryNotAvailable")
"""The ErrorCodes of a script whose directory is not there."""


class Runner:
    """Runs what is in the queue of one account."""

    def __init__(self, store: Store, clock: Clock, instances: str, *, alone: bool = False) -> None:
        self._alone = alone
        self._store = store
        self._clock = clock
        self._instances = instances
        self._scripts: dict[str, Script] = {}
        self._endings: list[tuple[Record, Ending, Script | None]] = []
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
            os_name=instance.document["OSName"],
        )

    def _begin(self, task: Task) -> None:
        """Start a script in the sandbox of its instance; one that cannot be started has ended."""
        try:
            script = self._started(task)
        except (OSError, ValueError) as error:
            ending = Ending(
                InvocationStatus.ERROR, error_code="ExecutionException", detail=str(error)
            )
            self._endings.append((task.run, ending, None))
            return
        if script is None:
            ending = Ending(InvocationStatus.ERROR, error_code="AccountNotExists")
            self._endings.append((task.run, ending, None))
            return
        self._scripts[task.run.id] = script
        self._selector.register(script.out_fd, selectors.EVENT_READ, script)
        self._selector.register(script.pid_fd, selectors.EVENT_READ, script)

    def _started(self, task: Task) -> Script | None:
        """Return the script, running, or None where its user is not known on the instance."""
        root = os.path.join(self._instances, task.run.document["InstanceId"])
        instance_files.prepare(root, task.hostname, task.os_name)
        instance_files.link_shared(root)
        account = instance_files.find_account(root, task.username)
        if account is None:
            return None
        if account.uid:
            instance_files.close_shadow(root)
        context = Context(self._store, 0, task.run.region_id)
        most = context.quota("InvocationOutputBytes")
        return Script(task, root, account, most, alone=self._alone)

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
        self._endings.append((script.task.run, ending, script))

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
        if instance_files.take_more_than(script.root, SANDBOX_DISK_BYTES):
            detail = "The files of the instance take more than they may."
            script.kill(Ending(InvocationStatus.ERROR, b"", 0, "ExecutionException", detail))

    def _report(self, script: Script, now: float) -> None:
        """Report the output of a script so far."""
        if now - script.reported < SCRIPT_REPORTS_EVERY_S:
            return
        script.reported = now
        if script.task.streams and script.output.tell():
            with self._store.transaction(write=True):
                if run := self._store.get("InvocationResult", script.task.run.id):
                    run.document["Output"] = script_content.encoded(script.output.told)
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
            for run, ending, script in self._endings:
                self._note(run, ending, script.output if script else None)
            self._update({run.document["InvokeId"] for run, _, _ in self._endings})
            for script in filter(None, (script for _, _, script in self._endings)):
                self._power(script)
        self._endings.clear()
        self._collecting = now

    def _note(self, known: Record, ending: Ending, output: Output | None) -> None:
        """Note the end of a run, unless it is gone or was ended otherwise."""
        run = self._store.get("InvocationResult", known.id)
        if run is None or self._store.get("Run", known.id) is None:
            return
        self._store.delete("Run", known.id)
        said, dropped = output.whole() if output else (b"", 0)
        if ending.error_code in ("ExecutionException", *NO_DIRECTORY):
            said = b""
        context = Context(self._store, self._clock.now(), run.region_id)
        runs.end_run(context, run, ending._replace(output=said), dropped)

    def _power(self, script: Script) -> None:
        """Restart or stop the instance, where its script asked for it."""
        run = script.task.run
        instance = self._store.get("Instance", run.document["InstanceId"])
        if script.power and instance and instance.document["Status"] == InstanceStatus.RUNNING:
            context = Context(self._store, self._clock.now(), run.region_id)
            context.tell(f"instance.script_asks_to_{script.power}", instance)

    def _update(self, invoke_ids: set[str]) -> None:
        """Bring invocations up to date with their runs."""
        for invoke_id in invoke_ids:
            if invocation := self._store.get("Invocation", invoke_id):
                context = Context(self._store, self._clock.now(), invocation.region_id)
                invocation_states.update(context, invocation)


def end_orphans(store: Store, now: float) -> None:
    """End every run that had begun: it was interrupted."""
    ending = Ending(InvocationStatus.ERROR, error_code="ExecutionInterrupted")
    begun = [each for each in store.select("Run", None) if each.document["Status"] != WAITING]
    end_runs(store, now, begun, ending)


def end_unstarted(store: Store, now: float, log: str) -> None:
    """End every run that waits, because no runner can be started; `log` says why."""
    detail = f"The process that runs scripts cannot be started. Its log: {log}"
    ending = Ending(InvocationStatus.ERROR, error_code="ExecutionException", detail=detail)
    end_runs(store, now, list(store.select("Run", None)), ending)


def end_runs(store: Store, now: float, records: list[Record], ending: Ending) -> None:
    """End the runs of entries of the queue in the same way."""
    invocations = {}
    for record in records:
        store.delete("Run", record.id)
        context = Context(store, now, record.region_id)
        if run := store.get("InvocationResult", record.id):
            runs.end_run(context, run, ending)
            invocation = runs.invocation_of(context, run)
            invocations[invocation.id] = (context, invocation)
    for context, invocation in invocations.values():
        invocation_states.update(context, invocation)
