"""The account as a backend: calls in, documents or refusals out, and time that can be moved."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from ecsops.catalogue.model import Document, Operation
from ecsops.errors import ApiError, TransportError
from ecsops.simulator.assistant.execution.runner_supervisor import Scripts
from ecsops.simulator.assumptions import HOME_REGION_ID
from ecsops.simulator.engine.clock import Clock, HappeningFailed, Happenings, Wall
from ecsops.simulator.engine.context import Context, MustWrite, resolve
from ecsops.simulator.engine.dispatch import answer, enveloped, request_id
from ecsops.simulator.engine.records import plain
from ecsops.simulator.engine.state_file import open_store, reporting
from ecsops.simulator.engine.store import Store
from ecsops.simulator.notifications.flush import Afterwards
from ecsops.type_variables import R, T

if TYPE_CHECKING:
    from ecsops.simulator.faults import calls


class Simulator:
    """A simulated account; one object is one open state file."""

    at_once = 1

    def __init__(self, path: str, *, wall: Wall = time.time, sends: bool = True) -> None:
        """Open the account in that file, or `:memory:`; a first use finds the document's account.

        One that does not send leaves the notifications of its calls in the outbox for others.
        Raises StateError when the file cannot be used.
        """
        self.path = path
        self._wall = wall
        self.store = open_store(path, self._build)
        self.clock = Clock(self.store, wall)
        self._happenings = Happenings(self.store, self.clock)
        self._afterwards = Afterwards(self.store, self.clock, wall) if sends else None
        self._scripts = Scripts(path, self.store, self.clock)

    def _build(self, store: Store) -> None:
        store.create()
        with store.transaction(write=True):
            self._begin(store)

    def _begin(self, store: Store, **choices: Any) -> None:
        resolve("controls.begin")(store, Clock(store, self._wall), **choices)

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Answer the call as `answer` does; a fault may make the answer late, or lose it.

        It is late in the account's time. Raises ApiError, TransportError for a lost answer.
        """
        with reporting(self.path), self.store.one_look():
            trouble = self.trouble(operation, parameters)
            if trouble is None:
                return plain(self.answer(operation, parameters))
        try:
            return plain(self.answer(operation, parameters))
        finally:
            self.wait(trouble.after_s)
            if trouble.lost:
                raise TransportError(
                    _("The response to {name} was lost.").format(name=operation.name),
                    _("A simulated fault lost it: `ecsops sim fault list`."),
                )

    def trouble(
        self, operation: Operation, parameters: Mapping[str, Any]
    ) -> "calls.Trouble | None":
        """Return what faults make of the call's answer, or None. Raises ApiError, as they say."""
        with reporting(self.path):
            if not self.store.count("Fault", None):
                return None
            # Only an account with faults pays for them.
            from ecsops.simulator.faults import calls

            with self.store.transaction(write=True):
                context = Context(self.store, self.clock.now(), region_of(parameters))
                found = calls.strike(context, operation.name)
        if isinstance(found, ApiError):
            raise enveloped(found, operation, context.region_id, request_id(context, operation))
        return found

    def answer(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Answer the call as the service would: one transaction, after what was due has happened.

        The list of the answer may be a text of JSON: see `records.plain` and `records.text`.
        Raises ApiError when the service would refuse; the state is then as it was.
        """
        with reporting(self.path):
            self._scripts.revive()
            try:
                return self._parking(lambda: self._called(operation, parameters))
            finally:
                self._follow_up()

    def _parking(self, act: Callable[[], R]) -> R:
        """Return what a transaction returns; a due entry that fails in it is parked first.

        The transaction was undone then, so it is done again without the entry.
        """
        while True:
            try:
                return act()
            except HappeningFailed as failed:
                with self.store.transaction(write=True):
                    self._happenings.park(failed)

    def _follow_up(self) -> None:
        """Do what is to be done outside of any transaction."""
        self._scripts.launch()
        if self._afterwards:
            self._afterwards.run()

    def _called(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        region_id = region_of(parameters)
        if operation.reads:
            with suppress(MustWrite), self.store.transaction(write=False):
                now = self.clock.now()
                if not self._happenings.any(now):
                    context = Context(self.store, now, region_id, reads=True)
                    return answer(context, operation, parameters)
        with self.store.transaction(write=True):
            now = self.clock.now()
            if not self._happenings.any(now):
                # A refusal then undoes the whole transaction, which costs less than a part.
                self.clock.reached(now)
                return answer(Context(self.store, now, region_id), operation, parameters)
            now = self._happenings.catch_up()
            try:
                with self.store.attempt():
                    return answer(Context(self.store, now, region_id), operation, parameters)
            except ApiError as error:
                refusal = error
        raise refusal

    def each(self, act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """Yield what `act` returns for each thing, one after the other as they are consumed."""
        return map(act, things)

    def wait(self, seconds: float) -> None:
        """Advance the clock; everything due happens.

        That takes no time, except for scripts that run for real: the clock stands wherever one is
        started, until it has ended or timed out. Raises ValueError for a negative step.
        """
        if seconds < 0:
            raise ValueError("time cannot go back")
        left = self._scripts.let_run(seconds)
        while True:
            left = self._change(partial(self._advance, left))
            if not left:
                return
            left = self._scripts.let_run(left)

    def _advance(self, seconds: float) -> float:
        """Move the clock on, but no further than where a script is started; return what is left."""
        waiting = self._scripts.any()
        until = self.clock.now() + seconds
        for due in self._happenings.until(until):
            if not waiting and self._scripts.any():
                self.clock.advance(max(due.at - self.clock.now(), 0.0))
                return until - due.at
        self.clock.advance(max(until - self.clock.now(), 0.0))
        self.clock.reached(until)
        return 0.0

    def catch_up(self) -> None:
        """Process due entries and pending notifications while no calls arrive."""
        with reporting(self.path):
            self._scripts.revive()
            if self._happenings.any(self.clock.now()):
                self._change(self._happenings.catch_up)
            else:
                self._follow_up()

    def control(
        self, function: Callable[..., R], *arguments: Any, region_id: str = HOME_REGION_ID
    ) -> R:
        """Run one of the simulator's own controls as a transaction: a function of a Context."""

        def act() -> R:
            context = Context(self.store, self._happenings.catch_up(), region_id)
            return function(context, *arguments)

        return self._change(act)

    def _change(self, act: Callable[[], R]) -> R:
        """Do something as one transaction, then what is to be done outside of any."""
        with reporting(self.path):
            found = self._parking(partial(self._in_transaction, act))
            self._follow_up()
            return found

    def _in_transaction(self, act: Callable[[], R]) -> R:
        with self.store.transaction(write=True):
            return act()

    def now(self) -> float:
        """Return the account's time, in seconds since 1970."""
        with reporting(self.path):
            return self.clock.now()

    def reset(self, **choices: Any) -> None:
        """Start over with the choices of `controls.begin`; other processes see the old or the
        new account."""
        with reporting(self.path), self.store.transaction(write=True):
            self.store.clear()
            self._begin(self.store, **choices)
        self._scripts.forget()

    def become(self, other: "Simulator") -> None:
        """Hold what another account holds, its access keys included."""
        with reporting(self.path):
            other.store.copy_to(self.store)
        self._scripts.forget()

    def save(self, target: str) -> Document:
        """Save the account, with its instances' files, into a file; see `backups.archive`."""
        # lazy import: few commands save an account
        from ecsops.simulator.backups.accounts import save

        with reporting(self.path):
            return save(self.path, self.store, self.clock, target)

    def restore(self, source: str) -> None:
        """Become the account that was saved in a file. Raises StateError; nothing changes then."""
        # lazy import: few commands restore an account
        from ecsops.simulator.backups.accounts import restore

        restore(self.path, self.store, self._scripts, source)

    def status(self) -> Document:
        """Return where the state is, its time, what is due, and how many records it holds."""
        return self._control("controls.status", self.path, self.clock)

    def quotas(self, name: str | None = None) -> list[Document]:
        """Return the limits in force: all, or the one of that name."""
        return self._control("controls.quotas", name)

    def set_quota(self, name: str, value: int | None) -> None:
        """Set a limit; None goes back to the profile's value."""
        self._control("controls.set_quota", name, value)

    def set_limits(self, profile: str) -> None:
        """Use the limits of this profile from now on: `document` or `current`."""
        self._control("controls.set_limits", profile)

    def hosts_of(self, region_id: str, deployment_set_id: str) -> dict[str, str]:
        """Return the physical host of each member of a set, by instance id."""
        return self._control("controls.hosts_of", deployment_set_id, region_id=region_id)

    def faults(self) -> list[Document]:
        """Return the faults that are in force, in every region."""
        return self._control("faults.kinds.listed")

    def add_fault(self, kind: str, region_id: str, fields: Mapping[str, Any]) -> Document:
        """Add a fault and return its document. Raises EcsopsError for one that makes no sense."""
        return self._control("faults.kinds.add", kind, fields, region_id=region_id)

    def clear_faults(self, fault_ids: Sequence[str] = ()) -> list[Document]:
        """End these faults, or all; return those that were ended."""
        return self._control("faults.kinds.clear_all", fault_ids)

    def _control(self, name: str, *arguments: Any, region_id: str = HOME_REGION_ID) -> Any:
        return self.control(resolve(name), *arguments, region_id=region_id)

    def close(self) -> None:
        """Close the state file."""
        self.store.close()


def region_of(parameters: Mapping[str, Any]) -> str:
    """Return the region of a call."""
    return str(parameters.get("RegionId") or HOME_REGION_ID)
