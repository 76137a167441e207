"""Messages about rows that a listing lacks: all of them, or some of the named ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from gettext import gettext as _
from shlex import quote
from typing import NamedTuple

import click

from ecsops.catalogue.model import Document
from ecsops.cli.core.global_options import EVERY_COMMAND, OUTPUT, Sectioned
from ecsops.cli.core.session import ALL, Session
from ecsops.client import Client
from ecsops.operations.not_found import absent

Read = Callable[[Client], Iterable[Document]]

NO_FILTERS = ("limit", "unhealthy", "check", "strict")
"""Own options of listings that leave nothing out, or that the sentence tells, by parameter name."""


class Named(NamedTuple):
    """The things that the command line names: their field, their ids, and the code of one missing.

    `find` lists those of some ids without any filter: an id that a filter leaves out exists.
    """

    field: str
    ids: Sequence[str]
    code: str
    find: Callable[[Client, Sequence[str]], Iterable[Document]]


def check_named(session: Session, named: Named, shown: Iterable[Document]) -> None:
    """Raise NotFound for named things that are neither shown nor there."""
    seen = {each.get(named.field) for each in shown}
    left = [each for each in dict.fromkeys(named.ids) if each not in seen]
    if not left:
        return
    there = {each.get(named.field) for each in everywhere(session, lambda c: named.find(c, left))}
    if missing := [each for each in left if each not in there]:
        raise absent(named.code, *missing)


def everywhere(session: Session, read: Read) -> Iterable[Document]:
    """Return what is read in the region, or in each of the regions that --region names."""
    return session.in_regions(read) if session.in_several_regions else read(session.client)


def tell_nothing(session: Session, sentence: str) -> None:
    """Write why a listing is empty: the sentence, with the region, and the filters in effect."""
    told = sentence.format(region=place(session)) if "{region}" in sentence else sentence
    given = filters_of(click.get_current_context())
    filters = [option for option, value in given if not value or value not in told]
    if filters:
        told = _("{sentence} Filters: {filters}.").format(sentence=told, filters=" ".join(filters))
    session.note(told)


def place(session: Session) -> str:
    """Return where was looked, in words."""
    if session.regions == [ALL]:
        return _("any region")
    return ", ".join(session.regions) if session.in_several_regions else session.region_id


def filters_of(context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the options that leave something out as they are typed, each with its value."""
    typed = click.core.ParameterSource.COMMANDLINE
    for each in context.command.params:
        name = each.name or ""
        if not isinstance(each, click.Option) or name in NO_FILTERS:
            continue
        if isinstance(each, Sectioned) and each.section in (OUTPUT, EVERY_COMMAND):
            continue
        if context.get_parameter_source(name) is typed and name in context.params:
            yield from spelled(each, context)


def spelled(option: click.Option, context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield an option as it stands in the words of the command line, and its value."""
    words = context.ensure_object(Session).words
    flags = (*option.opts, *option.secondary_opts)
    for place, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag not in flags:
            continue
        takes_next = not (option.is_flag or equals)
        value = " ".join(words[place + 1 : place + 1 + takes_next]) if takes_next else value
        yield " ".join(map(quote, words[place : place + 1 + takes_next])), value
