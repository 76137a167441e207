"""The account as a backend: calls in, documents or refusals out, and time that can be moved."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from ecsops.catalogue.model import Document, Operation, Refusal
from ecsops.catalogue.regions import REGIONS
from ecsops.errors import ApiError
from ecsops.simulator import ids
from ecsops.simulator.afterwards import Afterwards
from ecsops.simulator.assumptions import HOME_REGION_ID, SEED
from ecsops.simulator.clock import Clock, Wall
from ecsops.simulator.context import Context, Request, refused, resolve
from ecsops.simulator.launching import Scripts
from ecsops.simulator.state_file import open_store, reporting
from ecsops.simulator.store import Due, Store, dump
from ecsops.simulator.tables import HANDLERS, HAPPENINGS

Result = TypeVar("Result")

DRY_RUN_CODES = ("DryRunOperation", "DRYRUN.SUCCESS")


class Simulator:
    """A simulated account; one object is one open state file."""

    def __init__(self, path: str, *, wall: Wall = time.time) -> None:
        """Open the account in that file, or `:memory:`; a first use finds the document's account.

        Raises StateError when the file cannot be used.
        """
        self.path = path
        self._wall = wall
        self.store = open_store(path, self._build)
        self.clock = Clock(self.store, wall)
        self._afterwards = Afterwards(self.store, self.clock, wall)
        self._scripts = Scripts(path, self.store, self.clock)

    def _build(self, store: Store) -> None:
        store.create()
        with store.transaction(write=True):
            self._begin(store)

    def _begin(
        self,
        store: Store,
        *,
        seed: int = SEED,
        empty: bool = False,
        at: float | None = None,
        frozen: bool = False,
        profile: str = "document",
        hosts: int | None = None,
    ) -> None:
        clock = Clock(store, self._wall)
        clock.start(at, frozen=frozen)
        store.set("seed", seed)
        store.set("profile", profile)
        if hosts is not None:
            store.set("hosts_per_pool", hosts)
        if not empty:
            resolve("world.build")(Context(store, clock.now(), HOME_REGION_ID))

    def call(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        """Answer the call as the service would: one transaction, after what was due has happened.

        Raises ApiError when the service would refuse; the state is then as it was.
        """
        with reporting(self.path):
            self._scripts.revive()
        try:
            return self._called(operation, parameters)
        finally:
            with reporting(self.path):
                self._scripts.launch()
                self._afterwards.run()

    def _called(self, operation: Operation, parameters: Mapping[str, Any]) -> Document:
        region_id = str(parameters.get("RegionId") or HOME_REGION_ID)
        with reporting(self.path):
            if operation.reads:
                with self.store.transaction(write=False):
                    now = self.clock.now()
                    if not self._is_due(now):
                        return self._answer(operation, parameters, region_id, now)
            with self.store.transaction(write=True):
                now = self._let_happen()
                try:
                    with self.store.attempt():
                        return self._answer(operation, parameters, region_id, now)
                except ApiError as error:
                    refusal = error
        raise refusal

    def wait(self, seconds: float) -> None:
        """Let time pass: the clock moves, and what became due happens.

        That takes no time, except for scripts that run for real: the clock stands wherever one
        is started, until it has ended or has had its while. Raises ValueError for a negative step.
        """
        if seconds < 0:
            raise ValueError("time cannot go back")
        left = self._scripts.let_run(seconds)
        while True:
            with self._change():
                left = self._advance(left)
            if not left:
                return
            left = self._scripts.let_run(left)

    def _advance(self, seconds: float) -> float:
        """Move the clock on, but no further than where a script is started; return what is left."""
        waiting = self._scripts.any()
        until = self.clock.now() + seconds
        while (due := self.store.take_due(until)) is not None:
            self._happen(due)
            if not waiting and self._scripts.any():
                self.clock.advance(max(due.at - self.clock.now(), 0.0))
                return until - due.at
        self.clock.advance(max(until - self.clock.now(), 0.0))
        self.clock.reached(until)
        return 0.0

    def control(
        self, function: Callable[..., Result], *arguments: Any, region_id: str = HOME_REGION_ID
    ) -> Result:
        """Run one of the simulator's own controls as a transaction: a function of a Context."""
        with self._change():
            return function(Context(self.store, self._let_happen(), region_id), *arguments)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Run the block as one transaction, then what is to be done outside of any."""
        with reporting(self.path):
            with self.store.transaction(write=True):
                yield
            self._scripts.launch()
            self._afterwards.run()

    def now(self) -> float:
        """Return the account's time, in seconds since 1970."""
        with reporting(self.path):
            return self.clock.now()

    def reset(self, **choices: Any) -> None:
        """Begin the account anew, at the choices of `_begin`; other processes see old or new."""
        with reporting(self.path), self.store.transaction(write=True):
            self.store.clear()
            self._begin(self.store, **choices)
        self._scripts.forget()

    def status(self) -> Document:
        """Return where the state is, its time, what is due, and how many records it holds."""
        with reporting(self.path), self.store.transaction(write=False):
            return resolve("controls.status")(self.path, self.store, self.clock)

    def quotas(self, name: str | None = None) -> list[Document]:
        """Return the limits in force: all, or the one of that name."""
        with reporting(self.path), self.store.transaction(write=False):
            return resolve("controls.quotas")(
                Context(self.store, self.clock.now(), HOME_REGION_ID), name
            )

    def set_quota(self, name: str, value: int | None) -> None:
        """Set a limit; None goes back to the profile's value."""
        with reporting(self.path), self.store.transaction(write=True):
            resolve("controls.set_quota")(self.store, name, value)

    def hosts_of(self, region_id: str, deployment_set_id: str) -> dict[str, str]:
        """Return the physical host of each member of a set, by instance id."""
        with reporting(self.path), self.store.transaction(write=False):
            where = {"DeploymentSetId": deployment_set_id}
            return dict(self.store.values("Instance", region_id, where, ("id", "HostId")))

    def faults(self) -> list[Document]:
        """Return the faults that are in force, in every region."""
        with reporting(self.path), self.store.transaction(write=False):
            return [record.document for record in self.store.select("Fault", None)]

    def add_fault(self, kind: str, region_id: str, fields: dict[str, str]) -> Document:
        """Add a fault, and return it."""
        with self._change():
            return resolve("faults.add")(
                Context(self.store, self._let_happen(), region_id), kind, fields
            )

    def renew(self, region_id: str, instance_id: str, months: int) -> Document:
        """Renew a subscription and return its new end. Raises EcsopsError where there is none."""
        with reporting(self.path), self.store.transaction(write=True):
            context = Context(self.store, self._let_happen(), region_id)
            renewed: Document = resolve("billing.renew_instance")(context, instance_id, months)
            return renewed

    def clear_faults(self, fault_ids: Sequence[str] = ()) -> list[Document]:
        """End these faults, or all; return those that were ended."""
        with self._change():
            now = self._let_happen()
            ended = self.store.select("Fault", None, {"id": list(fault_ids) or None})
            for record in ended:
                resolve("faults.clear")(Context(self.store, now, record.region_id), record)
            return [record.document for record in ended]

    def close(self) -> None:
        """Close the state file."""
        self.store.close()

    def _is_due(self, now: float) -> bool:
        first = self.store.next_due()
        return first is not None and first <= now

    def _let_happen(self) -> float:
        """Let everything due happen, in order of time and then of entry; return the time."""
        now = self.clock.now()
        while (due := self.store.take_due(now)) is not None:
            self._happen(due)
        self.clock.reached(now)
        return now

    def _happen(self, due: Due) -> None:
        """Let one entry happen."""
        context = Context(self.store, due.at, due.words["RegionId"])
        resolve(HAPPENINGS[due.happening])(context, due.subject, due.words)

    def _answer(
        self, operation: Operation, parameters: Mapping[str, Any], region_id: str, now: float
    ) -> Document:
        context = Context(self.store, now, region_id)
        counter = int(self.store.setting("counter", 0))
        request_id = ids.request_id(context.seed, now, counter, operation.name)
        try:
            answer = self._handled(operation, parameters, context)
        except ApiError as error:
            raise enveloped(error, operation, region_id, request_id) from None
        return {**answer, "RequestId": request_id}

    def _handled(
        self, operation: Operation, parameters: Mapping[str, Any], context: Context
    ) -> Document:
        if operation.name not in HANDLERS:
            raise refused(gateway("InvalidAction.NotFound"))
        if context.region_id not in REGIONS:
            unknown = operation.refusal("InvalidRegionId.NotFound")
            raise refused(unknown or gateway("InvalidRegionId.NotFound"))
        request = Request(context, operation, parameters)
        handler = resolve(f"{HANDLERS[operation.name]}.{snake_case(operation.name)}")
        token = str(request.parameters.get("ClientToken", ""))
        if not token:
            return run(handler, request)
        return self._once(token, handler, request)

    def _once(
        self, token: str, handler: Callable[[Request], Document], request: Request
    ) -> Document:
        """Answer a call with a ClientToken: the first time by doing it, then as the first time."""
        asked = dump(dict(sorted(request.parameters.items())))
        name, region_id = request.operation.name, request.region_id
        earlier = self.store.answered(token, name, region_id)
        if earlier is not None:
            if earlier[0] != asked:
                raise refused(mismatch(request.operation))
            return earlier[1]
        answer = run(handler, request)
        self.store.keep_answer(token, name, region_id, asked, answer)
        return answer


def run(handler: Callable[[Request], Document], request: Request) -> Document:
    """Let the handler answer; a DryRun is refused at the end, as the service does."""
    answer = handler(request)
    if request.parameters.get("DryRun"):
        request.refuse(*DRY_RUN_CODES)
    return answer


def enveloped(error: ApiError, operation: Operation, region_id: str, request_id: str) -> ApiError:
    """Return the refusal with what the service's error envelope tells."""
    error.request_id = request_id
    error.host_id = operation.product.endpoint.format(region=region_id)
    error.recommend = (
        f"https://api.aliyun.com/troubleshoot?q={error.code}"
        f"&product={operation.product.code}&requestId={request_id}"
    )
    return error


def gateway(code: str) -> Refusal:
    """Return what stands for a code that the operation itself does not document."""
    return Refusal(code).in_full()


def mismatch(operation: Operation) -> Refusal:
    """Return what the operation documents for a ClientToken used with other parameters."""
    return next(
        (each.in_full() for each in operation.errors if "Idempotent" in each.code),
        gateway("IdempotentParameterMismatch"),
    )


def snake_case(name: str) -> str:
    """Return `DescribeInstances` as `describe_instances`."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
