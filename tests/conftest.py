"""What the tests share: an account whose clock moves only when told, and the program itself."""

import gc
import os
import shlex
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import settings

from ecsops.catalogue.model import Document, Operation
from ecsops.cli import ecsops as program
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.engine import store
from ecsops.simulator.engine.clock import parse_iso
from ecsops.simulator.engine.store import Store
from tests.support.commands import Watch

OWN_VARIABLES = ("ECSOPS_", "ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", "ALIYUN_", "XDG_")
"""With these begin the variables that the program or the vendor's libraries read."""

OTHER_VARIABLES = ("COLUMNS", "LINES", "LANGUAGE", "LANG", "NO_COLOR", "PAGER", "BROWSER", "SHELL")


CASES_OF_FUZZ = "ECSOPS_FUZZ"
"""The variable with the number of cases that `make fuzz` asks for."""


def forget_the_machine(home: str) -> None:
    """Make the environment the same on every machine: variables, home, locale, zone, signals."""
    for variable in [*os.environ]:
        ours = variable.startswith((*OWN_VARIABLES, "LC_")) or variable in OTHER_VARIABLES
        if ours and variable != CASES_OF_FUZZ:
            del os.environ[variable]
    os.environ.update(HOME=home, LC_ALL="C.UTF-8", TZ="UTC", TERM="xterm-256color")
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a background job


HOME = tempfile.mkdtemp(prefix="ecsops-tests-")

forget_the_machine(HOME)


def pytest_unconfigure() -> None:
    """Remove the home of the tests."""
    shutil.rmtree(HOME, ignore_errors=True)


# No test is a stopwatch, on a busy machine least of all.
settings.register_profile("ecsops", deadline=None)
settings.load_profile("ecsops")

# No test cuts the power, so none has to wait for the disk.
store.SYNCHRONOUS = "OFF"

GARBAGE_AFTER = 20_000
"""How many new objects Python waits for before it looks for garbage among them."""


def pytest_collection_finish() -> None:
    """Look for no garbage in what was imported: it is much, and there is none; else seldom."""
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


BEGIN = parse_iso("2019-06-25T08:00:00Z")
"""When every story begins: the date of the feature document."""


class CheckedSimulator(Simulator):
    """A simulator whose answers may hold only what the catalogue documents, in its types."""

    def _build(self, store: Store) -> None:
        first_use_store().copy_to(store)

    def _parking(self, act: Callable[[], Any]) -> Any:
        """A due entry that fails is a defect, which a test must not hide."""
        return act()

    def call(self, operation: Operation, parameters: Any) -> Document:
        answer = super().call(operation, parameters)
        assert_conforms(answer, operation.answer, operation.name)
        return answer


def assert_conforms(value: Any, shape: Any, path: str) -> None:
    """Fail where a value is not of the shape that the catalogue documents."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{path} is {value!r}"
        assert value.keys() <= shape.keys(), f"{path} has {value.keys() - shape.keys()}"
        for name, part in value.items():
            assert_conforms(part, shape[name], f"{path}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{path} is {value!r}"
        for each in value:
            assert_conforms(each, shape[0], f"{path}[]")
    elif shape is float:
        assert isinstance(value, int | float), f"{path} is {value!r}"
    else:
        assert isinstance(value, shape), f"{path} is {value!r}, not {shape.__name__}"
        assert isinstance(value, bool) == (shape is bool), f"{path} is {value!r}"


@cache
def first_use_store() -> Store:
    """The store of the first-use account, made once."""
    return Simulator(":memory:", wall=lambda: BEGIN).store


@pytest.fixture
def account() -> Simulator:
    """The first-use account, in memory; `account.wait(60)` lets a minute pass."""
    return CheckedSimulator(":memory:", wall=lambda: BEGIN)


@pytest.fixture
def client(account: Simulator) -> Client:
    """A client of the account in cn-hangzhou."""
    return Client(account, "cn-hangzhou")


class Ran(NamedTuple):
    """What a run of the program left behind."""

    stdout: str
    stderr: str
    exit_status: int


Ecsops = Callable[..., Ran]


@pytest.fixture(scope="session")
def first_use(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state file of the first-use account, its clock standing at BEGIN; made once."""
    path = tmp_path_factory.mktemp("first-use") / "simulator.db"
    account = Simulator(str(path))
    account.reset(at=BEGIN, frozen=True)
    account.close()
    return path


@pytest.fixture(scope="session")
def answered(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first-use account, whose scripts are answered by the built-in guest: it is faster."""
    path = tmp_path_factory.mktemp("answered") / "simulator.db"
    shutil.copy(first_use, path)
    account = Simulator(str(path))
    account.control(canned_answers.set_guest, "built-in")
    account.close()
    return path


@pytest.fixture
def home(tmp_path: Path, first_use: Path) -> Path:
    """A home with the first-use account, its clock standing at BEGIN until a command waits."""
    shutil.copy(first_use, tmp_path / "simulator.db")
    return tmp_path


@pytest.fixture
def ecsops(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ecsops:
    """Run the program: `ecsops("deployset list")` returns stdout, stderr and the exit status.

    What a run calls, and how it ends, has to be in the manual.
    """
    monkeypatch.setenv("ECSOPS_HOME", str(home))
    for name in ("ECSOPS_REGION_ID", "ALIBABA_CLOUD_REGION_ID"):
        monkeypatch.delenv(name, raising=False)

    watch = Watch(monkeypatch)

    def run(line: str, stdin: str | None = None) -> Ran:
        with watch.run() as watched:
            result = CliRunner().invoke(program, shlex.split(line), input=stdin, prog_name="ecsops")
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            watched.exit_status = result.exit_code
        return Ran(result.stdout, result.stderr, result.exit_code)

    return run


@pytest.fixture
def dump(home: Path) -> Callable[[], list[str]]:
    """Return everything that the state file holds, to compare before and after a refusal."""

    def read() -> list[str]:
        import sqlite3

        connection = sqlite3.connect(home / "simulator.db")
        lines = [line for line in connection.iterdump() if "clock.latest" not in line]
        connection.close()
        return lines

    return read
