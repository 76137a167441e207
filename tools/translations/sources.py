"""Sentences to translate, and their sources.

Sentences are marked in the source. Help is rendered, command by command, and what it looks up is
noted; so a help text needs no mark. Headings are those of the tables that commands show. What the
catalogue of the API has in Chinese already is taken from there.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

import click
from babel.messages.extract import extract

from ecsops import language, times
from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS
from ecsops.catalogue.ecs.events.event_types import EVENT_CYCLE_STATUSES, SYSTEM_EVENT_TYPES
from ecsops.catalogue.ecs.events.full_status import HEALTH_STATES
from ecsops.catalogue.index import MODULES, find
from ecsops.catalogue.model import Parameter
from ecsops.cli import ecsops
from ecsops.cli.core import error_report, localized_formatter
from ecsops.cli.monitor import top_screen
from ecsops.cli.raw import operation_help
from ecsops.openapi import access_key, modes
from ecsops.output.layout import HEADING
from tools.translations import states

PACKAGE = Path(language.__file__).parent

KEYWORDS = {
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "ScheduleError": (2,),
    "Field": (2,),
    "Surprise": (1,),
}

MARKED = re.compile(rf"\b({'|'.join(KEYWORDS)})\(".encode())

CLICK = "click"
"""The origin of what click says; its releases say other things, and we keep what some say."""

TYPE_NAMES = ("file", "path", "directory")
"""Click's sources of metavars and names of types; these stay."""

SEEN = "\u200b"
"""Stands in a text that was looked up."""


class Message(NamedTuple):
    """A text, where it is from, its plural and its context, and its Chinese if that is given."""

    text: str
    origin: str
    plural: str = ""
    context: str = ""
    chinese: str = ""


def messages() -> list[Message]:
    """Return all there is to translate, each text once in each context, in a steady order."""
    found: dict[tuple[str, str], Message] = {}
    for source in SOURCES:
        for message in source():
            found.setdefault((message.context, message.text), message)
    return sorted(found.values(), key=lambda each: (each.origin, each.context, each.text))


def marked() -> Iterator[Message]:
    """Yield the sentences that are marked in our source."""
    return extracted(PACKAGE, "ecsops/")


def of_click() -> Iterator[Message]:
    """Yield the sentences of click."""
    for message in extracted(Path(click.__file__).parent, ""):
        if message.text not in TYPE_NAMES:
            yield message._replace(origin=CLICK)
    for name in localized_formatter.NUMBER_TYPES:
        yield Message(name, CLICK)


def extracted(directory: Path, prefix: str) -> Iterator[Message]:
    """Yield what is marked in the modules of a directory."""
    for path in sorted(directory.rglob("*.py")):
        source = path.read_bytes()
        if MARKED.search(source):
            origin = f"{prefix}{path.relative_to(directory).as_posix()}"
            for _line, text, _comments, context in extract("python", BytesIO(source), KEYWORDS):
                singular, plural = text if isinstance(text, tuple) else (text, "")
                yield Message(singular, origin, plural, context or "")


def of_help() -> Iterator[Message]:
    """Yield what the help of every command looks up."""
    noted: list[str] = []

    def note(domain: str, text: str) -> str:
        if SEEN in text:  # made of what was looked up before
            return text
        noted.append(text)
        return text + SEEN

    for line, context in commands():
        noted.clear()
        with language.speaking("zh"), patch("gettext.dgettext", note):
            context.get_help()
        yield from (Message(text, f"{line} --help") for text in noted)


def commands() -> Iterator[tuple[str, click.Context]]:
    """Yield every command that is not hidden, by its command line."""
    return below(click.Context(ecsops, info_name="ecsops"))


def below(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """Yield the command of a context and those below it."""
    yield context.command_path, context
    if not isinstance(context.command, click.Group):
        return
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        assert command is not None
        yield from below(click.Context(command, info_name=name, parent=context))


def headings() -> Iterator[Message]:
    """Yield the headings of the tables that the commands show."""
    for origin, columns in tables():
        for name in columns:
            yield Message(name, origin, context=HEADING)


def tables() -> Iterator[tuple[str, list[str]]]:
    """Yield the columns of every table that a command shows, with the module that shows it."""
    for path in sorted((PACKAGE / "cli").rglob("[!_]*.py")):
        place = path.relative_to(PACKAGE.parent)
        module = import_module(".".join(place.with_suffix("").parts))
        for expression in columns_of(ast.parse(path.read_text("utf-8"))):
            yield place.as_posix(), names_in(module, expression)


def columns_of(source: ast.AST) -> Iterator[ast.expr]:
    """Yield the expressions that say which columns are shown; without any it is all fields."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call):
            given = {each.arg: each.value for each in node.keywords}
            shown = given.get("columns") or given.get("shape")
            if isinstance(shown, ast.IfExp):
                yield from (shown.body, shown.orelse, given["shape"])
            elif shown:
                yield shown
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "columns":
            yield node.value


def names_in(module: ModuleType, expression: ast.expr) -> list[str]:
    """Return the names that an expression of a module gives, or those that are written in it."""
    try:
        names: Iterable[Any] = eval(compile(ast.Expression(expression), "", "eval"), vars(module))
    except NameError:
        names = [each.value for each in ast.walk(expression) if isinstance(each, ast.Constant)]
    return [name for name in names if isinstance(name, str)]


def of_states() -> Iterator[Message]:
    """Yield the states that tables show, by column."""
    for column, known in states.STATES.items():
        for value in known.values:
            yield Message(str(value), known.source, context=column)
    for code in states.CODES:
        yield Message(code, "a code of the service", context=error_report.CODE)


def of_the_catalogue() -> Iterator[Message]:
    """Yield what the catalogue of the API has in both languages."""
    for status, known in EVENT_CYCLE_STATUSES.items():
        for column in ("EventCycleStatusName", "EventCycleStatus", "Life"):
            yield given(column, status, known.text.chinese)
    for health, state in HEALTH_STATES.items():
        yield given("HealthStatus", health, state.console)
    for notification in NOTIFICATIONS.values():
        yield given("NameDesc.En", notification.text.english, notification.text.chinese)
    for name, event_type in SYSTEM_EVENT_TYPES.items():
        yield given("EventTypeName", name, event_type.text.chinese)
        yield given("Meaning", event_type.text.english, event_type.text.chinese)
        yield given("Effect", event_type.effect.english, event_type.effect.chinese)
        for measure in event_type.measures:
            yield given("Measures", measure.english, measure.chinese)


def of_parameters() -> Iterator[Message]:
    """Yield what the catalogue says in words of the values of parameters, part by part."""
    for product, modules in MODULES.items():
        for name in chain.from_iterable(modules.values()):
            for limits in limits_in(find(product, name).parameters):
                for part in limits.split(operation_help.BETWEEN_LIMITS):
                    if re.search("[a-z]{2}", part):
                        yield Message(part, "ecsops/catalogue", context=operation_help.LIMIT)


def limits_in(parameters: Iterable[Parameter]) -> Iterator[str]:
    """Yield the limits of parameters and of their parts."""
    for each in parameters:
        yield each.limits
        yield from limits_in(each.parts)


def given(context: str, text: str, chinese: str) -> Message:
    """Return a message whose translation the catalogue has."""
    return Message(str(text), "ecsops/catalogue", context=context, chinese=chinese)


def of_tables() -> Iterator[Message]:
    """Yield the sentences of tables that are translated as they are read."""
    for hint in error_report.HINTS.values():
        yield Message(hint, "ecsops/cli/core/error_report.py")
    for column in top_screen.COLUMN_LIST:
        yield Message(column.heading, "ecsops/cli/monitor/top_screen.py")
    yield Message(access_key.HINT, "ecsops/openapi/access_key.py")
    yield Message(access_key.SERVED_HINT, "ecsops/openapi/access_key.py")
    for mode in modes.MODES:
        told = filter(None, (mode.giver, mode.hint))
        yield from (Message(each, "ecsops/openapi/modes.py") for each in told)
    for reason in modes.REFUSED.values():
        yield Message(reason, "ecsops/openapi/modes.py")
    yield Message(times.FORMS, "ecsops/times.py")


SOURCES = (
    of_the_catalogue,
    of_parameters,
    of_states,
    headings,
    of_tables,
    of_help,
    marked,
    of_click,
)
"""All that tell of messages; where two have the same the first counts."""
