"""The floors of the house: which part may import which, and where a library may be used.

The rules are tables: of floors in docs/architecture.md, of libraries and topics here. A new module
belongs to a floor there before it belongs anywhere else.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ecsops"

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
"""Each floor, and the floors of ours that it may import; `structs` is for all."""

REACHES_THE_SIMULATOR = "sim"
"""With these letters begin the modules of `cli` that may import the simulator and its server."""

KNOWS_CREDENTIALS = "ecsops.cli.configure"
"""With this begin the modules of `cli` that may import the credentials of the real service."""

RESERVED = {
    "click": {"cli"},
    "rich": {"cli"},
    "plotille": {"cli"},
    "matplotlib": {"cli"},
    "sqlite3": {"simulator", "complete", "seen"},
    "_sqlite3": {"complete"},
    "uvicorn": {"server"},
    "httptools": {"server"},
    "requests": {"simulator", "openapi"},
    "urllib": {"simulator", "openapi", "server", "cli"},
    "http": {"cli"},
    "jmespath": {"output"},
    "tabulate": {"output"},
    "croniter": {"schedule"},
    "keyring": {"openapi"},
    "alibabacloud_credentials": {"openapi"},
    "alibabacloud_credentials_api": {"openapi"},
    "Tea": {"openapi"},
    "pytest": {"pytest_plugin"},
}
"""Libraries that only these floors use."""

TOPICS = {
    "Cloud Assistant": {
        "agents",
        "answers",
        "canned",
        "cloud_assistant",
        "command_fields",
        "commands",
        "guest",
        "instance_files",
        "invocation_changes",
        "invocation_queries",
        "invocation_states",
        "invocations",
        "launching",
        "runner",
        "runner_process",
        "running_script",
        "runs",
        "sandbox",
        "script_queue",
        "scripts",
        "send_file",
        "targets",
        "timed",
    },
    "system events": {
        "billing",
        "disk_events",
        "event_actions",
        "event_answers",
        "event_execution",
        "event_filters",
        "event_history",
        "full_status",
        "health",
        "maintenance",
        "recovery",
        "service_events",
        "simulated_events",
        "system_events",
    },
    "notifications": {
        "alarms",
        "announcements",
        "contacts",
        "deliveries",
        "delivery",
        "delivery_controls",
        "event_patterns",
        "event_rules",
        "event_targets",
        "loopback",
        "mail",
        "messages",
        "notifications",
        "open_api",
        "outbox",
        "webhooks",
        "wording",
    },
    "monitoring": {
        "credits",
        "measurements",
        "metric_alarms",
        "metric_meta",
        "metric_points",
        "metric_rules",
        "metric_states",
        "metric_values",
        "metrics",
        "monitor_data",
        "past",
    },
}
"""The simulator's modules by topic: one reacts to another through LISTENERS and imports it never.

What is not here is everybody's: the store and the clock, instances, disks, deployment sets.
"""


def floor_of(module: str) -> str:
    """Return the floor of a module such as `ecsops.cli.show`."""
    return module.split(".")[1] if "." in module else "__init__"


def topic_of(module: str) -> str:
    """Return the topic of a module of the simulator, or nothing."""
    floor, _, name = module.removeprefix("ecsops.").partition(".")
    topics = (topic for topic, names in TOPICS.items() if name.split(".")[0] in names)
    return next(topics, "") if floor == "simulator" else ""


def imported(source: str) -> Iterator[str]:
    """Yield the modules that the source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert node.level == 0, f"a relative import of {module}"
            yield from (f"{module}.{each.name}" for each in node.names)


def violations(module: str, source: str) -> list[str]:
    """Return what the module imports and may not."""
    floor = floor_of(module)
    allowed = MAY_IMPORT[floor] | {"structs"}
    if floor == "cli" and module.split(".")[-1].startswith(REACHES_THE_SIMULATOR):
        allowed = allowed | {"simulator", "server"}
    if module.startswith(KNOWS_CREDENTIALS):
        allowed = allowed | {"openapi"}
    found = []
    for name in imported(source):
        library = name.split(".")[0]
        wrong_floor = library == "ecsops" and floor_of(name) not in allowed
        topics = {topic_of(name), topic_of(module)} - {""}
        if wrong_floor or len(topics) > 1 or floor not in RESERVED.get(library, {floor}):
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


def test_every_floor_of_the_table_is_there() -> None:
    assert {floor_of(name) for name, _ in modules()} == set(MAY_IMPORT)
    assert set().union(*MAY_IMPORT.values()) <= set(MAY_IMPORT)


def test_every_module_of_a_topic_is_there() -> None:
    there = {path.stem for path in (PACKAGE / "simulator").glob("*.py")}

    assert set().union(*TOPICS.values()) - there == set()


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("cli.show", "from ecsops.simulator.store import Store"),
        ("operations.health", "from ecsops import output"),
        ("simulator.disks", "def inner():\n    import ecsops.client"),
        ("catalogue.disks", "import ecsops.errors"),
        ("operations.health", "import click"),
        ("client", "from requests.adapters import HTTPAdapter"),
        ("cli.sim", "import sqlite3"),
        ("simulator.runs", "from ecsops.simulator.past import last_minute"),
        ("simulator.runs", "from ecsops.simulator import past"),
    ],
)
def test_a_violation_is_found_wherever_it_stands(module: str, statement: str) -> None:
    assert len(violations(f"ecsops.{module}", statement)) == 1


@pytest.mark.parametrize("module", ["ecsops.cli.sim_fault", "ecsops.cli.simulated"])
def test_the_commands_of_the_simulator_reach_it(module: str) -> None:
    assert violations(module, "from ecsops.simulator.faults import FAULTS") == []
