"""The floors of the house: which part may import which, and where a library may be used.

The rules are tables: of floors in docs/architecture.md, of libraries and topics here. A new module
belongs to a floor there before it belongs anywhere else.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ecsops"

ARCHITECTURE = PACKAGE.parent / "docs" / "architecture.md"


def floors() -> dict[str, set[str]]:
    """Return the floors of the page, and those that each may import."""
    header, _, table = ARCHITECTURE.read_text().partition("may import (of ours)\n")
    column = len(header.splitlines()[-1])
    found: dict[str, set[str]] = {}
    for line in table.partition("```")[0].splitlines():
        if name := re.match(r" {2}(\w+)", line):
            allowed = found[name[1]] = set()
        allowed |= set(re.findall(r"\w+", line[column:]))
    return found


MAY_IMPORT = {"__init__": set[str](), **floors()}
"""Each floor, and the floors of ours that it may import."""

REACHES_THE_SIMULATOR = "ecsops.cli.sim."
"""The package of `cli` that may import the simulator and its server."""

KNOWS_CREDENTIALS = "ecsops.cli.configure."
"""The package of `cli` that may import the credentials of the real service."""

RESERVED = {
    "click": {"cli"},
    "rich": {"cli"},
    "plotille": {"cli"},
    "matplotlib": {"cli"},
    "sqlite3": {"simulator.engine", "completion_values", "backends"},
    "_sqlite3": {"completion_values"},
    "uvicorn": {"server"},
    "httptools": {"server"},
    "requests": {"simulator.notifications", "openapi"},
    "urllib": {"simulator", "openapi", "server", "cli"},
    "http": {"cli"},
    "jmespath": {"output"},
    "tabulate": {"output"},
    "keyring": {"openapi"},
    "alibabacloud_credentials": {"openapi"},
    "alibabacloud_credentials_api": {"openapi"},
    "Tea": {"openapi"},
    "pytest": {"pytest_plugin"},
}
"""Libraries that only these directories and modules use."""

MODULES_MOST = 25
"""How many modules a directory of the program may hold."""

TOPICS = {
    *("assistant", "deployment_sets", "events", "faults", "instances", "monitoring"),
    *("networks", "notifications", "placement", "tags"),
}
"""The simulator's topics: their packages do not import each other in circles."""

APART = {"assistant", "events", "monitoring", "notifications"}
"""Topics that do not import each other at all: one reacts to another through LISTENERS."""


def floor_of(module: str) -> str:
    """Return the floor of a module such as `ecsops.cli.core.show`."""
    return module.split(".")[1] if "." in module else "__init__"


def topic_of(module: str) -> str:
    """Return the topic of a module of the simulator, or nothing."""
    floor, _, name = module.removeprefix("ecsops.").partition(".")
    topic = name.split(".")[0]
    return topic if floor == "simulator" and topic in TOPICS else ""


def imported(source: str) -> Iterator[str]:
    """Yield the modules that the source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert node.level == 0, f"a relative import of {module}"
            yield from (f"{module}.{each.name}" for each in node.names)


def may_use(module: str, library: str) -> bool:
    """Return whether a library is free for all, or reserved for a directory of the module."""
    places = RESERVED.get(library)
    return places is None or any(f"{module}.".startswith(f"ecsops.{place}.") for place in places)


def violations(module: str, source: str) -> list[str]:
    """Return what the module imports and may not."""
    floor = floor_of(module)
    allowed = MAY_IMPORT[floor] | {"type_variables"}
    if module.startswith(REACHES_THE_SIMULATOR):
        allowed = allowed | {"simulator", "server"}
    if module.startswith(KNOWS_CREDENTIALS):
        allowed = allowed | {"openapi"}
    found = []
    for name in imported(source):
        library = name.split(".")[0]
        wrong_floor = library == "ecsops" and floor_of(name) not in allowed
        topics = {topic_of(name), topic_of(module)} & APART
        if wrong_floor or len(topics) > 1 or not may_use(module, library):
            found.append(f"{module} imports {name}")
    return found


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of the program with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if path.name == "__init__.py" else parts), path


def test_every_module_imports_only_what_its_floor_may() -> None:
    found = [line for name, path in modules() for line in violations(name, path.read_text())]

    assert found == []


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the sets of names that reach themselves through each other."""
    reached = {name: {name} for name in graph}
    for name in graph:
        todo = [*graph[name]]
        reached[name] = set()
        while todo:
            if (each := todo.pop()) not in reached[name]:
                reached[name].add(each)
                todo += graph[each]
    found = [
        {other for other in graph if name in reached[other] and other in reached[name]}
        for name in graph
    ]
    return [each for number, each in enumerate(found) if each and each not in found[:number]]


def imports_between(names: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each module, the modules of the program that it imports, at once or later."""
    known = set(names)
    return {
        name: {
            target
            for each in imported(path.read_text())
            for target in (each, each.rpartition(".")[0])
            if target in known and target != name
        }
        for name, path in modules()
    }


def test_no_module_imports_itself_through_others() -> None:
    graph = imports_between(name for name, _ in modules())
    packages = {name for name, path in modules() if path.name == "__init__.py"}
    direct = {name: targets - packages for name, targets in graph.items()}

    assert circles(direct) == []


def test_no_two_topics_of_the_simulator_import_each_other() -> None:
    graph = imports_between(name for name, _ in modules())
    between: dict[str, set[str]] = {topic: set() for topic in TOPICS}
    for name, targets in graph.items():
        if topic := topic_of(name):
            between[topic] |= {topic_of(each) for each in targets} - {topic, ""}

    assert circles(between) == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [{"b", "c"}]


def test_a_directory_holds_at_most_25_modules() -> None:
    sizes = Counter(path.parent for _, path in modules() if path.name != "__init__.py")

    assert {path.name: size for path, size in sizes.items() if size > MODULES_MOST} == {}


def test_every_floor_of_the_table_is_there() -> None:
    assert {floor_of(name) for name, _ in modules()} == set(MAY_IMPORT)
    assert set().union(*MAY_IMPORT.values()) <= set(MAY_IMPORT)


def test_the_topics_are_the_packages_of_the_simulator() -> None:
    packages = {path.parent.name for path in (PACKAGE / "simulator").glob("*/__init__.py")}

    assert packages == TOPICS | {"engine"}


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("cli.core.show", "from ecsops.simulator.engine.store import Store"),
        ("operations.monitoring.health", "from ecsops import output"),
        ("simulator.instances.disks", "def inner():\n    import ecsops.client"),
        ("catalogue.disks", "import ecsops.errors"),
        ("operations.monitoring.health", "import click"),
        ("client", "from requests.adapters import HTTPAdapter"),
        ("cli.sim.group", "import sqlite3"),
        (
            "simulator.assistant.runs",
            "from ecsops.simulator.monitoring.activity_history import last_minute",
        ),
        ("simulator.assistant.runs", "from ecsops.simulator.monitoring import activity_history"),
    ],
)
def test_a_violation_is_found_wherever_it_stands(module: str, statement: str) -> None:
    assert len(violations(f"ecsops.{module}", statement)) == 1


@pytest.mark.parametrize("module", ["ecsops.cli.sim.fault", "ecsops.cli.sim.backend"])
def test_the_commands_of_the_simulator_reach_it(module: str) -> None:
    assert violations(module, "from ecsops.simulator.faults.kinds import FAULTS") == []
