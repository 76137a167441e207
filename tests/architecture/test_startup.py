"""PLEASE READ this when a test below fails: start-up is a feature, and you have made it slower.

A command line is judged at every keystroke. Python with click takes some 45 ms to start, a
listing on the simulator a dozen more; `requests` alone would add 90, `importlib.metadata`, a
table library or `asyncio` 30 each. One import at the top of a module that these commands load is
enough, directly or through something else that is imported. The failure tells the way.

What to do: import it inside the function that needs it, with a comment that says why; or move
that function into a module of its own, which the common path does not load; or name the command
in the table of its group (`ecsops.cli.COMMANDS` and its like). If the module is really needed by
every listing, measure it (`python -m tools.benchmarks.startup`) and take it off the list here.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from ecsops.catalogue.index import MODULES
from ecsops.cli import ecsops as program
from ecsops.cli.core.groups import Group
from ecsops.simulator import access_keys
from ecsops.simulator.account import Simulator
from ecsops.simulator.registry import HANDLERS

DEAR = (
    *("requests", "urllib3", "rich", "tabulate", "wcwidth", "keyring", "croniter", "dateutil"),
    *("plotille", "matplotlib", "numpy"),
    *("jmespath", "importlib.metadata", "email", "http", "urllib", "socket", "ssl"),
    *("asyncio", "concurrent", "logging", "dataclasses", "uuid", "hashlib", "random", "tempfile"),
    *("subprocess", "zoneinfo", "decimal", "fractions", "statistics", "calendar", "_strptime"),
    *("csv", "difflib", "unicodedata", "xml", "pydoc", "pdb", "unittest", "multiprocessing"),
)
"""Modules, and packages with all that is in them, for commands that really need them."""

READ = "PLEASE READ the beginning of tests/architecture/test_startup.py."

LISTINGS = (
    "deployset list",
    "instance list",
    "monitor health",
    "monitor top --once",
    "monitor alarm list",
    "ecs DescribeInstances --RegionId cn-hangzhou",
    "ecs DescribeInstances --RegionId cn-hangzhou --output cols=InstanceId,Status",
)

Chains = dict[str, tuple[str, ...]]
"""Every module that a run loaded, with the chain of imports that led to it, itself the last."""

PROGRAM = """
import sys
sys.path = {path}
sys.argv = {arguments}
try:
    {code}
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""


def run(code: str, home: Path, *arguments: str) -> tuple[str, Chains]:
    """Run code in a fresh interpreter; return what it prints, and the modules that it loads."""
    program = PROGRAM.format(path=sys.path, arguments=["ecsops", *arguments], code=code)
    done = subprocess.run(
        # -S: what site packages load at start-up is not ours; the paths are passed on instead.
        [sys.executable, "-S", "-X", "importtime", "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "ECSOPS_HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *report, last = done.stderr.splitlines()
    known = chains(report)
    return done.stdout, {name: known.get(name, (name,)) for name in last.split()[1:]}


def chains(report: list[str]) -> Chains:
    """Return the modules of a report of -X importtime; there a module follows what it imports.

    Those that are imported by a name in a table are not in it.
    """
    found: Chains = {}
    above: tuple[str, ...] = ()
    for line in reversed(report):
        if line.startswith("import time:") and "cumulative" not in line:
            _, _, indented = line.rpartition("| ")
            name = indented.lstrip()
            above = (*above[: (len(indented) - len(name)) // 2], name)
            found[name] = above
    return found


def ecsops(line: str, home: Path) -> tuple[str, Chains]:
    """Run a command line as the console script does."""
    return run("from ecsops.__main__ import main; main()", home, *line.split())


@cache
def loaded_by(library: str) -> frozenset[str]:
    """Return what a library loads itself, and nobody who uses it can avoid."""
    return frozenset(run(f"import {library}", Path())[1])


def dear(loaded: Chains, library: str = "click") -> Iterator[str]:
    """Yield how the dear modules of a run came to be loaded, unless the library loads them."""
    for name, chain in loaded.items():
        is_dear = name in DEAR or name.startswith(tuple(f"{each}." for each in DEAR))
        if is_dear and name not in loaded_by(library):
            yield " -> ".join(chain)


@pytest.mark.parametrize("line", ["--help", "deployset --help", "monitor --help", *LISTINGS])
def test_help_and_listings_load_nothing_dear(line: str, home: Path) -> None:
    printed, loaded = ecsops(line, home)

    assert printed
    assert list(dear(loaded)) == [], f"`ecsops {line}` loads a module that it does not need. {READ}"


@pytest.mark.parametrize("line", ["--help", "deployset --help"])
def test_help_loads_no_simulator_and_reads_no_json(line: str, home: Path) -> None:
    _, loaded = ecsops(line, home)

    unneeded = {"ecsops.simulator", "sqlite3"} | ({"json"} if line == "--help" else set())
    assert unneeded & loaded.keys() == set(), READ


def test_the_help_of_the_program_loads_no_group(home: Path) -> None:
    _, loaded = ecsops("--help", home)

    assert {module for _, module in program.table.values()} & loaded.keys() == set(), READ


@pytest.mark.parametrize(
    ("line", "catalogue", "simulator"),
    [
        ("ecs DescribeInstances", {"ecs.instances.attributes"}, {"instances.listing"}),
        ("ecs DescribeDeploymentSets", {"ecs.deployment_sets"}, {"deployment_sets.sets"}),
        ("deployset list", {"ecs.deployment_sets"}, {"deployment_sets.sets"}),
        (
            "monitor alarm list",
            {"cms.monitoring.alarm_rules", "cms.monitoring.metrics"},
            {"monitoring.alarm_rules"},
        ),
        ("ecs DescribeCommands", {"ecs.assistant.commands"}, {"assistant.commands"}),
        ("ecs DescribeDisks", {"ecs.instances.disks"}, {"instances.disks"}),
        (
            "ecs DescribeLaunchTemplates",
            {"ecs.instances.launch_templates"},
            {"instances.launch_templates"},
        ),
        ("cms DescribeContactList", {"cms.notifications.contacts"}, {"notifications.contacts"}),
    ],
)
def test_a_call_loads_its_own_topic_alone(
    line: str, catalogue: set[str], simulator: set[str], home: Path
) -> None:
    _, loaded = ecsops(line, home)

    topics = {name for product in MODULES.values() for name in product}
    assert catalogue == {name for name in topics if f"ecsops.catalogue.{name}" in loaded}, READ
    handlers = set(HANDLERS.values())
    assert simulator == {name for name in handlers if f"ecsops.simulator.{name}" in loaded}, READ


FIRST_ANSWER = (
    "from ecsops.server.service import Choices, Service; "
    "service = Service(Choices(sys.argv[1], any_key=True)); service.first_key(); "
    "query = b'Action=DescribeInstances&Version=2014-05-26&RegionId=cn-hangzhou'; "
    "scope = {'method': 'GET', 'path': '/', 'query_string': query, 'headers': []}; "
    "application = service.server.config.app; "
    "import asyncio; print(asyncio.run(application.answer(scope, b'')).http_status)"
)


def test_the_first_answer_of_the_server_waits_for_nothing_dear_but_uvicorn(home: Path) -> None:
    account = Simulator(str(home / "simulator.db"))
    account.control(access_keys.create)
    account.close()

    printed, loaded = run(FIRST_ANSWER, home, str(home / "simulator.db"))

    assert printed == "200\n"
    (hashes,) = dear(loaded, "uvicorn.protocols.http.httptools_impl")
    assert hashes.endswith("ecsops.openapi.signature -> hashlib"), READ


def test_only_a_refusal_loads_the_texts_of_all_codes(home: Path) -> None:
    _, loaded = ecsops("ecs DescribeInstances", home)

    assert "ecsops.catalogue.error_codes" not in loaded, READ


def tables(group: click.Command, path: str) -> Iterator[tuple[str, Group, str]]:
    """Yield every command that stands in a table: its command line, its group and its name."""
    if not isinstance(group, Group):
        return
    for name in group.list_commands(click.Context(group)):
        if name in group.table:
            yield f"{path} {name}", group, name
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield from tables(command, f"{path} {name}")


@pytest.mark.parametrize(
    ("group", "name"),
    [pytest.param(group, name, id=line) for line, group, name in tables(program, "ecsops")],
)
def test_a_command_of_a_table_has_the_help_line_of_the_table(group: Group, name: str) -> None:
    line, module = group.table[name]

    command = group.get_command(click.Context(group), name)

    assert command is getattr(sys.modules[module], name)
    assert name == command.name
    if name not in MODULES:  # the products write their help from the catalogue
        assert line == command.get_short_help_str(200)
