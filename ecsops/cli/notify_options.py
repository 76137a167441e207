"""What several commands of `ecsops notify` take, and the check of event names."""

from collections.abc import Collection, Iterable

import click

from ecsops.catalogue.event_types import EventClass
from ecsops.catalogue.notifications import Level
from ecsops.cli.options import suggestion

LEVEL = click.Choice([level.value for level in Level], case_sensitive=False)
EVENT_CLASS = click.Choice([each.value for each in EventClass], case_sensitive=False)


def check_event_names(names: Iterable[str], known: Collection[str]) -> None:
    """Raise click.UsageError for the first name that no event has, with what it may have meant."""
    for name in names:
        if name not in known:
            states = [each for each in known if each.startswith(f"{name}:")]
            meant = f" It has one of: {', '.join(states)}." if states else suggestion(name, known)
            raise click.UsageError(f"No such event: {name}.{meant}")
