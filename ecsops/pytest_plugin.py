"""The pytest plugin: `ecsops_simulator`, a served simulator for each test.

pytest loads this module in every run where ecsops is installed: so it imports nothing but pytest
until a test asks for the fixture. One server serves all tests of a process (each worker of
pytest-xdist is one); the account is reset for each test.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ecsops.testing import ServedSimulator


def pytest_addoption(parser: pytest.Parser) -> None:
    """Set how the account of every test starts."""
    parser.addini(
        "ecsops_empty",
        "Start with no instances and no deployment sets.",
        type="bool",
        default=False,
    )
    parser.addini("ecsops_profile", "Limits and rules: document (of 2019), or current.")
    parser.addini("ecsops_seed", "Seed of the simulator's ids and data, a number.")


@pytest.fixture(scope="session")
def _ecsops_served(pytestconfig: pytest.Config) -> "Iterator[ServedSimulator]":
    # Only who uses the simulator pays for it.
    from ecsops.testing import Beginning, served_simulator

    beginning: Beginning = {"empty": pytestconfig.getini("ecsops_empty")}
    if profile := pytestconfig.getini("ecsops_profile"):
        beginning["profile"] = profile
    if seed := pytestconfig.getini("ecsops_seed"):
        beginning["seed"] = int(seed)
    with served_simulator(**beginning) as simulator:
        yield simulator


@pytest.fixture
def ecsops_simulator(_ecsops_served: "ServedSimulator") -> "ServedSimulator":
    """A simulated Alibaba Cloud account, served on a free port of this machine.

    `endpoint`, `address`, `access_key_id`, `access_key_secret` and `region_id` lead an SDK to it;
    `advance`, `add_fault`, `add_script`, `call` and `reset` control it. The state is fresh.
    """
    _ecsops_served.begin()
    return _ecsops_served
