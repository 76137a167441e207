"""Names in the place of ids, on the command line of task commands.

What a parameter takes is told by its metavar. A word in the form of an id is one, and costs no
call; another is looked up as an exact name.
"""

import re
from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ecsops.cli.core.session import Session

if TYPE_CHECKING:
    from ecsops.client import Client


class Kind(NamedTuple):
    """Things that have an id and a name: how ids begin, and which operation lists them by name."""

    prefix: str
    operation: str
    id_field: str
    name_field: str
    filter: str


KINDS = {
    "INSTANCE": Kind("i-", "DescribeInstances", "InstanceId", "InstanceName", "InstanceName"),
    "DEPLOYMENT_SET": Kind(
        "ds-",
        "DescribeDeploymentSets",
        "DeploymentSetId",
        "DeploymentSetName",
        "DeploymentSetName",
    ),
    "COMMAND": Kind("c-", "DescribeCommands", "CommandId", "Name", "Name"),
    "DISK": Kind("d-", "DescribeDisks", "DiskId", "DiskName", "DiskName"),
}
"""Kind of resource that a metavar stands for."""

BETWEEN = re.compile(r"[\s,]+")
"""Separators that scripts put between ids."""


def kind_of(parameter: click.Parameter) -> Kind | None:
    """Return the kind of things that a parameter takes by id or name, if it does.

    The words after `help` and `schema` are our own commands.
    """
    if parameter.name == "words":
        return None
    return KINDS.get((parameter.metavar or "").strip("[].,"))


def resolve(ctx: click.Context) -> None:
    """Put ids in the places of names in the parameters of a command.

    Raises click.UsageError for a name that several things have, and for an empty id. A word that
    is neither an id nor a name stays, for the service to refuse.
    """
    for parameter in ctx.command.params:
        kind, value = kind_of(parameter), ctx.params.get(parameter.name or "")
        if kind is None or value in (None, ()):
            continue
        words = [value] if isinstance(value, str) else [*value]
        ids = ids_of(ctx.ensure_object(Session), kind, [*cleaned(kind, words)])
        if isinstance(value, str) and len(ids) > 1:
            raise click.BadParameter(
                _("The option takes one value, not {count}.").format(count=len(ids))
            )
        ctx.params[str(parameter.name)] = ids[0] if isinstance(value, str) else tuple(ids)


def cleaned(kind: Kind, words: Sequence[str]) -> Iterator[str]:
    """Yield the words without blanks around them; several ids in one word are several words."""
    for word in words:
        parts = BETWEEN.split(word.strip().strip(","))
        if not word.strip():
            raise click.UsageError(_("Empty ID or name ({field}).").format(field=kind.id_field))
        yield from parts if all(is_id(kind, each) for each in parts) else [word.strip()]


def is_id(kind: Kind, word: str) -> bool:
    """Return whether a word has the form of an id."""
    return word.startswith(kind.prefix) and word[len(kind.prefix) :].isalnum()


def ids_of(session: Session, kind: Kind, words: Sequence[str]) -> list[str]:
    """Return the ids that words mean; each name is looked up once."""
    names = dict.fromkeys(each for each in words if not is_id(kind, each))
    found = {name: id_of(session, kind, name) for name in names}
    return [found.get(each, each) for each in words]


def id_of(session: Session, kind: Kind, name: str) -> str:
    """Return the id of what has this name, or the name where nothing has it."""
    ids = [*things_named(session, kind, name)]
    if len(ids) > 1:
        raise click.UsageError(
            _("{count} resources have the name {name!r}: {ids}. Use an ID.").format(
                count=len(ids), name=name, ids=", ".join(ids)
            )
        )
    return ids[0] if ids else name


def things_named(session: Session, kind: Kind, name: str) -> Iterator[str]:
    """Yield the ids of what has exactly this name, in the regions of the command line."""
    from ecsops.catalogue.index import find

    operation = find("ecs", kind.operation)

    filters: dict[str, Any] = {kind.filter: name}

    def read(client: "Client") -> Any:
        return client.items(operation, **filters)

    found = session.in_regions(read) if session.in_several_regions else read(session.client)
    for each in found:
        if each[kind.name_field] == name:
            session.names[each[kind.id_field]] = name
            yield each[kind.id_field]
