"""Metrics as people name them: several in a word, and what a mistyped one may have meant."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _

import click

from ecsops.cli.core.suggestions import did_you_mean


def names_in(words: Sequence[str]) -> Iterator[str]:
    """Yield the names in words such as `cpu,internet-out`."""
    for word in words:
        yield from filter(None, map(str.strip, word.split(",")))


def no_such_metric(name: str, known: Iterable[str]) -> click.UsageError:
    """Return the error for a name that is none of those that are known."""
    return click.UsageError(
        _("No such metric: {name}.{guess}").format(name=name, guess=did_you_mean(name, known))
    )
