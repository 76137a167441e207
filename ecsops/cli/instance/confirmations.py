"""Questions before many instances are changed."""

import sys
from collections.abc import Callable, Iterable, Sequence
from gettext import gettext as _
from gettext import ngettext

from ecsops.catalogue.model import Document
from ecsops.cli.core.session import Session
from ecsops.operations.instances.lifecycle import Selection, list_instances

MOST_UNASKED = 5
"""Up to how many instances that are named by id are changed without a question; our choice."""

MOST_NAMED = 10
"""How many instances a question names."""

Asking = Callable[[int], str]
"""The sentence that asks about so many instances, with places for {account} {region} {names}."""


def ask_to_reboot(count: int) -> str:
    """Return the question before instances are restarted."""
    return ngettext(
        "Reboot {count} instance of {account} in {region}: {names}?",
        "Reboot {count} instances of {account} in {region}: {names}?",
        count,
    )


def confirm_instances(
    session: Session,
    selection: Selection,
    instance_ids: Sequence[str],
    asking: Asking,
    *,
    yes: bool,
    always: bool = False,
) -> None:
    """Ask before instances are changed that were selected, or more than MOST_UNASKED named ones.

    `always` asks for one that is named too. Raises click.UsageError without a terminal and
    without `yes`, click.Abort when the answer is no.
    """
    if yes or session.dry_run or not instance_ids:
        return
    if always or not selection.only_ids or len(instance_ids) > MOST_UNASKED:
        names = described(session, instance_ids)
        session.ask(
            asking(len(instance_ids)).format(
                count=len(instance_ids),
                account=session.account,
                region=session.region_id,
                names=listed(names),
            )
        )


def described(session: Session, instance_ids: Sequence[str]) -> list[str]:
    """Return how messages name the instances: name and id, or the id alone.

    Without a terminal to ask, names are not looked up.
    """
    if not sys.stdin.isatty():
        return [session.called(each) for each in instance_ids]
    found: Iterable[Document] = list_instances(session.client, Selection([*instance_ids]))
    session.names.update({each["InstanceId"]: each["InstanceName"] for each in found})
    return [session.called(each) for each in instance_ids]


def listed(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return _("{names} and {more} more").format(names=shown, more=more) if more > 0 else shown
