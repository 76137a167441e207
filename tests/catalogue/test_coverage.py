"""What the simulator answers of what the catalogue documents, and whom its tables name."""

from collections.abc import Iterable

import pytest

from ecsops.catalogue.index import MODULES, find, names
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.simulator.engine.context import resolve
from ecsops.simulator.engine.dispatch import snake_case
from ecsops.simulator.faults.kinds import FAULTS
from ecsops.simulator.registry import HANDLERS, HAPPENINGS, LISTENERS

DOCUMENTED = {name for product in MODULES for name in names(product)}


def unresolved(functions: Iterable[str]) -> list[str]:
    """Return those of the names `module.function` that name no function of the simulator."""
    return [name for name in functions if not is_function(name)]


def is_function(name: str) -> bool:
    """Return whether the name leads to a function."""
    try:
        return callable(resolve(name))
    except (ImportError, AttributeError):
        return False


def test_every_operation_of_the_catalogue_has_a_handler() -> None:
    assert DOCUMENTED - HANDLERS.keys() == set()


def test_every_handler_answers_an_operation_of_the_catalogue() -> None:
    assert HANDLERS.keys() - DOCUMENTED == set()


def test_an_operation_without_a_handler_is_refused_by_name(client: Client) -> None:
    with pytest.raises(ApiError) as refusal:
        client.call(find("ecs", "DescribeRegions").with_changes(name="DescribeNothing"))

    assert refusal.value.code == "InvalidAction.NotFound"


def test_every_handler_is_a_function_of_its_module() -> None:
    handlers = (f"{module}.{snake_case(name)}" for name, module in HANDLERS.items())

    assert unresolved(handlers) == []


def test_every_happening_and_every_listener_is_a_function() -> None:
    listeners = [each for told in LISTENERS.values() for each in told]

    assert unresolved([*HAPPENINGS.values(), *listeners]) == []


def test_what_begins_and_ends_a_fault_is_a_function() -> None:
    named = [name for kind in FAULTS.values() for name in (kind.begins, kind.ends) if name]

    assert unresolved(named) == []


def test_a_name_that_leads_nowhere_is_found() -> None:
    nowhere = ["no_such_module.function", "instances.disks.no_such_function"]

    assert unresolved(["instances.disks.describe_disks", *nowhere]) == nowhere
