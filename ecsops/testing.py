"""A served simulator for the tests of programs that call Alibaba Cloud.

The server runs in a thread of the test process. Tests control the account through the methods
here; the port accepts signed API calls only. pytest has the fixture `ecsops_simulator`; other
programs use:

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
    """The initial state of an account: the options of `ecsops sim reset`."""

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

    `endpoint` includes the scheme; `address` is host and port only, as SDKs expect it.
    """

    def __init__(self, service: Service, beginning: Beginning) -> None:
        """Put the account of a service into the initial state of all tests."""
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
        """Environment variables for a child process: the vendor's SDKs and CLI, and ecsops."""
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
        """Move the account's clock and run everything that becomes due. Replaces `sleep`."""
        self._account.wait(seconds)

    def call(self, operation: str, **parameters: object) -> Document:
        """Call an operation directly, without the port and without faults.

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
        """Return the faults; `Struck` is the number of calls that a fault has affected."""
        return self._account.faults()

    def clear_faults(self, *fault_ids: str) -> list[Document]:
        """Clear these faults, or all; return the cleared ones."""
        return self._account.clear_faults(fault_ids)

    def add_script(
        self, match: str, output: str = "", *, exit_code: int = 0, takes_s: float = 1
    ) -> Document:
        """Return this output for scripts that match (`*`, `?`) instead of running them."""
        return self._account.control(canned_answers.add, match, output, exit_code, takes_s)

    def add_command(
        self,
        command: str,
        output: str = "",
        *,
        match: str = "*",
        error_output: str = "",
        exit_code: int = 0,
    ) -> Document:
        """Answer a command inside scripts whose arguments match (`*` and `?` stand for others)."""
        return self._account.control(
            canned_answers.add, match, output, exit_code, 0, command, error_output
        )

    def reset(self, **beginning: Unpack[Beginning]) -> None:
        """Discard the state and start over; other options keep the project's values."""
        chosen: dict[str, Any] = {**self._beginning, **beginning}
        if "at" in chosen:
            chosen["at"] = chosen["at"].timestamp()
        self._account.reset(**chosen)

    def begin(self) -> None:
        """Restore the initial state: the same as `reset()` without options, but faster."""
        self._account.become(self._first)

    def close(self) -> None:
        """Close the state files."""
        self._account.close()
        self._first.close()


@contextmanager
def served_simulator(**beginning: Unpack[Beginning]) -> Iterator[ServedSimulator]:
    """Serve a new account on a free port while the block runs."""
    with TemporaryDirectory(prefix="ecsops-", ignore_cleanup_errors=True) as directory:
        service = Service(Choices(f"{directory}/simulator.db"))
        simulator = ServedSimulator(service, beginning)
        thread = threading.Thread(target=service.run, name="ecsops sim serve")
        thread.start()
        try:
            yield simulator
        finally:
            # Restoring the initial state stops scripts that are still running.
            simulator.begin()
            simulator.close()
            service.stop()
            thread.join()
