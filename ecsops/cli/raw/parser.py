"""The grammar of a raw call: from the words after an operation's name to the call they mean.

It is the grammar of the vendor's CLI without its traps: a value may begin with a dash, and a
parameter may be written in the way in which other operations spell it.
Nothing here calls the service, and no value is judged.
"""

import re
from collections import deque
from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import Any, NamedTuple

import click

from ecsops.catalogue.model import Operation, Parameter
from ecsops.cli.raw.flags import BY_SPELLING, Flag, Takes, checked
from ecsops.cli.raw.names import REGION_ID, Target, find, is_index, written
from ecsops.cli.raw.values import Given, missing, no_such_parameter, value_of

FILE = "-FILE"
"""Suffix of a parameter whose value is the content of a file."""

OPTION = re.compile(r"(--[A-Za-z][^\s=:]*|-[A-Za-z])(?:[=:](.*))?", re.DOTALL)


class Call(NamedTuple):
    """A parsed command line.

    `parameters` are nested as the operation declares them, every value as text. `words` are the
    words of `--output`, `query` is that of `--query`; `flags` holds the other flags by name.
    """

    parameters: dict[str, Any]
    words: tuple[str, ...]
    query: str | None
    flags: dict[str, Any]


def parse(operation: Operation, arguments: Sequence[str]) -> Call:
    """Return the call that the words after the operation's name mean.

    Raises click.UsageError when they are not a valid call of this operation: an unknown name, a
    value that is absent or given twice, or a required parameter that is not there.
    """
    reader = _Reader(operation, arguments)
    if {"--help", "-h"}.isdisjoint(arguments):
        reader.read()
    else:
        reader.flags["help"] = True
    if "help" in reader.flags:
        return Call({}, (), None, {"help": True})
    flags = {name: checked(BY_SPELLING[f"--{name}"], value) for name, value in reader.flags.items()}
    _check_together(operation, flags)
    parameters = {name: value_of(*given) for name, given in reader.given.items()}
    if not reader.forced:
        _check_required(operation, parameters)
    return Call(parameters, flags.pop("output", ()), flags.pop("query", None), flags)


def _check_together(operation: Operation, flags: dict[str, Any]) -> None:
    if "pager" in flags and "waiter" in flags:
        raise click.UsageError(_("--pager and --waiter cannot be combined."))
    version = operation.product.version
    if flags.get("version", version) != version:
        raise click.UsageError(
            _("Invalid version {given} of {code}. Use {version}.").format(
                code=operation.product.code, version=version, given=flags["version"]
            )
        )


def _check_required(operation: Operation, parameters: dict[str, Any]) -> None:
    if absent := list(missing(operation.parameters, parameters)):
        raise click.UsageError(
            ngettext(
                "Missing parameter: {names}.", "Missing parameters: {names}.", len(absent)
            ).format(names=", ".join(absent))
        )


class _Reader:
    """Takes the tokens of a command line from the left; finds what each belongs to."""

    def __init__(self, operation: Operation, arguments: Sequence[str]) -> None:
        self.operation = operation
        self.tokens = deque(map(_utf_8, arguments))
        self.forced = "--force" in arguments
        self.given: dict[str, tuple[Parameter, list[Given]]] = {}
        self.flags: dict[str, Any] = {}
        self.took = ""

    def read(self) -> None:
        """Read all tokens, or up to the word `help`."""
        while self.tokens and "help" not in self.flags:
            token = self.tokens.popleft()
            option = OPTION.fullmatch(token)
            if option:
                self.read_option(*option.groups())
            elif token == "help":
                self.flags["help"] = True
            else:
                raise click.UsageError(
                    _("Unexpected argument: {token}.{took}").format(
                        token=token or repr(token), took=self.took
                    )
                )

    def read_option(self, option: str, inline: str | None) -> None:
        """Read one option with what belongs to it."""
        meant = self.meaning(option)
        if isinstance(meant, Flag):
            self.read_flag(meant, option, inline)
        elif isinstance(meant, Target):
            self.read_parameter(meant, option, inline)
        elif self.forced and option.startswith("--"):
            self.read_unknown(option, inline)
        else:
            raise no_such_parameter(option, self.spellings(option))

    def meaning(self, option: str) -> Target | Flag | None:
        """Return what an option means; the operation's own parameters come first."""
        name = option.removeprefix("--")
        target = find(self.operation, name) or find(self.operation, name.removesuffix(FILE))
        return target or BY_SPELLING.get(option)

    def spellings(self, option: str) -> list[str]:
        """Return every option that could be meant, items of lists with the index used here."""
        index = next((part for part in option.split(".") if is_index(part)), "1")
        parameters = (*self.operation.parameters, REGION_ID)
        return [*(f"--{name}" for name, _ in written(parameters, index)), *BY_SPELLING]

    def read_parameter(self, target: Target, option: str, inline: str | None) -> None:
        """Read the value of a parameter; a boolean alone means true."""
        text = self.value(option, inline, alone="true" if target.leaf.type is bool else None)
        if option.endswith(FILE) and not find(self.operation, option.removeprefix("--")):
            text = _content(option, text)
        _, given = self.given.setdefault(target.parameter.name, (target.parameter, []))
        given.append(Given(option, text, target.path, target.twin))

    def read_unknown(self, option: str, inline: str | None) -> None:
        """Read a parameter that the catalogue does not know, to be passed on as it is."""
        name = option.removeprefix("--")
        text = self.value(option, inline, alone="")
        _, given = self.given.setdefault(name, (Parameter(name), []))
        given.append(Given(option, text))

    def read_flag(self, flag: Flag, option: str, inline: str | None) -> None:
        """Read a flag and what it takes."""
        if flag.takes is Takes.NOTHING:
            if inline is not None:
                raise click.UsageError(_("{option} takes no value.").format(option=option))
            self.flags[flag.name] = True
        elif flag.takes is Takes.WORDS:
            words = () if inline is None else (inline,)
            self.flags[flag.name] = (*self.flags.get(flag.name, ()), *words, *self.words())
        elif flag.takes is Takes.VALUES:
            value = self.value(option, inline)
            self.flags[flag.name] = (*self.flags.get(flag.name, ()), value)
        elif flag.name in self.flags:
            raise click.UsageError(_("{option} is given twice.").format(option=option))
        else:
            self.flags[flag.name] = self.value(option, inline)

    def words(self) -> list[str]:
        """Take every word up to the next token that begins with a dash."""
        words = []
        while self.tokens and not self.tokens[0].startswith("-"):
            words.append(self.tokens.popleft())
        return words

    def value(self, option: str, inline: str | None, alone: str | None = None) -> str:
        """Take the value of an option, which may look like anything but an option.

        `alone` is what the option means without a value, where it may stand so.
        """
        if inline is not None:
            return inline
        following = self.tokens[0] if self.tokens else None
        known = following is not None and self.is_option(following)
        if alone is not None and (following is None or following.startswith("--") or known):
            return alone
        if following is None:
            raise click.UsageError(_("{option} requires a value.").format(option=option))
        if known:
            raise click.UsageError(
                _(
                    "{option} requires a value. Write {option}=… if the value starts with a dash."
                ).format(option=option)
            )
        if following.startswith("--"):
            self.took = _(" ({option} took {following} as its value.)").format(
                option=option, following=following
            )
        return self.tokens.popleft()

    def is_option(self, token: str) -> bool:
        """Return whether the token is an option that is known here, were it in another case."""
        option = OPTION.fullmatch(token)
        if not option:
            return False
        first = option[1].partition(".")[0].casefold()
        names = (f"--{each.name}".partition(".")[0] for each in self.operation.parameters)
        return bool(self.meaning(option[1])) or first in {name.casefold() for name in names}


def _utf_8(argument: str) -> str:
    """Return an argument of the process as it is; refuse one that no service could be sent."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        raise click.UsageError(
            _("An argument is not UTF-8 text: {argument!a}.").format(argument=argument)
        ) from None
    return argument


def _content(option: str, path: str) -> str:
    """Return the text of a file, line endings as they are; the mark of Windows is not text."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise click.UsageError(
            _("{option}: {path} is not UTF-8 text.").format(option=option, path=path)
        ) from None
    except OSError as error:
        raise click.UsageError(f"{option}: {path}: {error.strerror}.") from None
