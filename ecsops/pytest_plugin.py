"""The pytest plugin: fixtures that serve a simulated account to tests.

| fixture | scope of the account |
| --- | --- |
| `ecsops_simulator` | one test |
| `ecsops_module_simulator` | all tests of a module |
| `ecsops_session_simulator` | all tests of a process |

pytest loads this module in every run where ecsops is installed, so it imports only pytest until a
test requests a fixture. The three accounts are separate, and every pytest-xdist worker is a process
with accounts and ports of its own.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ecsops.testing import ServedSimulator


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings for the initial state of every account."""
    parser.addini(
        "ecsops_empty",
        "Start with no instances and no deployment sets.",
        type="bool",
        default=False,
    )
    parser.addini("ecsops_profile", "Limits and rules: document (of 2019), or current.")
    parser.addini("ecsops_seed", "Seed of the simulator's ids and data, a number.")


def _served(config: pytest.Config) -> "AbstractContextManager[ServedSimulator]":
    """Serve an account as the project's settings describe it."""
    from ecsops.testing import Beginning, served_simulator  # lazy import

    beginning: Beginning = {"empty": config.getini("ecsops_empty")}
    if profile := config.getini("ecsops_profile"):
        beginning["profile"] = profile
    if seed := config.getini("ecsops_seed"):
        beginning["seed"] = int(seed)
    return served_simulator(**beginning)


@pytest.fixture(scope="session")
def _ecsops_served(pytestconfig: pytest.Config) -> "Iterator[ServedSimulator]":
    with _served(pytestconfig) as simulator:
        yield simulator


@pytest.fixture
def ecsops_simulator(_ecsops_served: "ServedSimulator") -> "ServedSimulator":
    """A simulated Alibaba Cloud account on a free port of this machine; new for every test.

    `endpoint`, `address`, `access_key_id`, `access_key_secret` and `region_id` configure an SDK;
    `advance`, `add_fault`, `add_script`, `call` and `reset` control the account.
    """
    _ecsops_served.begin()
    return _ecsops_served


@pytest.fixture(scope="session")
def _ecsops_served_to_modules(pytestconfig: pytest.Config) -> "Iterator[ServedSimulator]":
    with _served(pytestconfig) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def ecsops_module_simulator(_ecsops_served_to_modules: "ServedSimulator") -> "ServedSimulator":
    """Like `ecsops_simulator`, but new for every module: the tests of a module share the state."""
    _ecsops_served_to_modules.begin()
    return _ecsops_served_to_modules


@pytest.fixture(scope="session")
def ecsops_session_simulator(pytestconfig: pytest.Config) -> "Iterator[ServedSimulator]":
    """Like `ecsops_simulator`, but the tests of a process share the state."""
    with _served(pytestconfig) as simulator:
        yield simulator
