"""A served simulator for the tests of programs that call Alibaba Cloud.

It runs in a thread beside the tests, which are synchronous as the vendor's SDKs are. Its controls
are methods here, on the account itself: the port that it serves answers signed calls and nothing
else. With pytest there is the fixture `ecsops_simulator`; elsewhere:

    with served_simulator() as simulator:
        config = Config(endpoint=simulator.address, protocol="http", ...)
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypedDict, Unpack

from ecsops.catalogue.index import find, names
from ecsops.catalogue.model import Document, Operation
from ecsops.catalogue.operation_names import is_known
from ecsops.catalogue.products import PRODUCTS
from ecsops.server.service import Choices, Service
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.assumptions import HOME_REGION_ID
from ecsops.simulator.engine.records import plain


class Beginning(TypedDict, total=False):
    """How an account begins: the options of `ecsops sim reset`."""

    empty: bool
    seed: int
    at: datetime
    frozen: bool
    profile: Literal["document", "current"]
    hosts: int


def operation_of(name: str) -> Operation:
    """Return the operation of that name, also one that is not simulated. Raises ValueError."""
    for product in PRODUCTS:
        if name in names(product.command):
            return find(product.command, name)
    for product in PRODUCTS:
        if is_known(product.command, name):
            return Operation(name, product, "", (), {}, ())
    raise ValueError(f"There is no operation {name!r}.")


class ServedSimulator:
    """A simulated account that is served on a port of this machine.

    `endpoint` has a scheme, `address` has none: SDKs take the host and the port alone.
    """

    def __init__(self, service: Service, beginning: Beginning) -> None:
        """Begin the account of a service as all tests are to find it."""
        self._account = Simulator(service.account.path)
        key = self._account.control(access_keys.create)
        self.endpoint = service.endpoint
        self.address = service.endpoint.partition("://")[2]
        self.access_key_id: str = key["AccessKeyId"]
        self.access_key_secret: str = key["AccessKeySecret"]
        self.region_id = HOME_REGION_ID
        self._beginning = beginning
        self._first = Simulator(":memory:")
        self.reset()
        self._first.become(self._account)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a child process here: the vendor's SDKs and CLI, and ecsops."""
        return {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": self.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": self.access_key_secret,
            "ALIBABA_CLOUD_REGION_ID": self.region_id,
            "ECSOPS_BACKEND": "openapi",
            "ECSOPS_ENDPOINT": self.endpoint,
        }

    def now(self) -> datetime:
        """Return the account's time."""
        return datetime.fromtimestamp(self._account.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Advance the clock by so much; everything due happens. Takes the place of `sleep`."""
        self._account.wait(seconds)

    def call(self, operation: str, **parameters: object) -> Document:
        """Make a call from the test itself, bypassing the port and the faults.

        Raises ApiError, also for an operation that is not simulated; ValueError for no name of one.
        """
        called = operation_of(operation)
        given = {"RegionId": self.region_id, **parameters}
        return plain(self._account.answer(called, given))

    def add_fault(self, kind: str, *, region_id: str = "", **fields: str | float) -> Document:
        """Add a fault and return it: `add_fault("throttling", Operation="RunInstances", Times=2)`.

        Kinds and fields are those of `ecsops sim fault`. Raises EcsopsError.
        """
        return self._account.add_fault(kind, region_id or self.region_id, fields)

    def faults(self) -> list[Document]:
        """Return the faults; `Struck` tells how many calls one has struck."""
        return self._account.faults()

    def clear_faults(self, *fault_ids: str) -> list[Document]:
        """End these faults, or all; return those that were ended."""
        return self._account.clear_faults(fault_ids)

    def add_script(
        self, match: str, output: str = "", *, exit_code: int = 0, takes_s: float = 1
    ) -> Document:
        """Answer scripts that match (`*` and `?` are wildcards) with this output instead of
        running them."""
        return self._account.control(canned_answers.add, match, output, exit_code, takes_s)

    def reset(self, **beginning: Unpack[Beginning]) -> None:
        """Reset the account; omitted arguments keep the choices for all tests."""
        chosen: dict[str, Any] = {**self._beginning, **beginning}
        if "at" in chosen:
            chosen["at"] = chosen["at"].timestamp()
        self._account.reset(**chosen)

    def begin(self) -> None:
        """Begin as at first: what `reset` does without a word, in a fraction of its time."""
        self._account.become(self._first)

    def close(self) -> None:
        """Release the state."""
        self._account.close()
        self._first.close()


@contextmanager
def served_simulator(**beginning: Unpack[Beginning]) -> Iterator[ServedSimulator]:
    """Serve an account of its own on a free port while the block runs."""
    with TemporaryDirectory(prefix="ecsops-", ignore_cleanup_errors=True) as directory:
        service = Service(Choices(f"{directory}/simulator.db"))
        simulator = ServedSimulator(service, beginning)
        thread = threading.Thread(target=service.run, name="ecsops sim serve")
        thread.start()
        try:
            yield simulator
        finally:
            # Scripts that still run end with the account that they are of.
            simulator.begin()
            simulator.close()
            service.stop()
            thread.join()
