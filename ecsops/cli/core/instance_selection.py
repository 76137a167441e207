"""The options that say which instances a command is for."""

from collections.abc import Callable, Sequence
from functools import partial, update_wrapper
from gettext import gettext as _
from gettext import ngettext
from typing import Any

import click

from ecsops.catalogue.model import Document
from ecsops.cli.core.global_options import WHICH_INSTANCES, Sectioned
from ecsops.cli.core.listing_gaps import Named
from ecsops.cli.core.session import Session
from ecsops.operations.instances.lifecycle import Selection, count_instances, list_instances
from ecsops.type_variables import F

FIELDS = ("instance_ids", "deployment_set_id", "tags", "name", "everything")


def read_tags(
    ctx: click.Context, parameter: click.Parameter, words: Sequence[str]
) -> list[Document]:
    """Return tags typed as `key=value`, or as `key` for any value."""
    pairs = [word.partition("=") for word in words]
    return [{"Key": key, "Value": value} if sign else {"Key": key} for key, sign, value in pairs]


def selection_options(*, required: bool) -> Callable[[F], F]:
    """Give a command instances by id, set, tag, name or all; it receives them as `selection`.

    Where one is `required`, a command line that names none is a usage error.
    """

    def decorate(function: F) -> F:
        def gather(*args: Any, **kwargs: Any) -> Any:
            selection = Selection(**{name: kwargs.pop(name) or None for name in FIELDS})
            if required and selection.empty:
                raise click.UsageError(
                    _(
                        "No instances selected. Name instances, or use --deployset, --tag, "
                        "--name or --all."
                    )
                )
            return function(*args, selection=selection, **kwargs)

        decorated: Any = update_wrapper(gather, function)
        for option in reversed(OPTIONS):
            decorated = option(decorated)
        result: F = decorated
        return result

    return decorate


def named_instances(instance_ids: Sequence[str]) -> Named:
    """Return the instances that a listing was asked for."""
    return Named(
        "InstanceId",
        instance_ids,
        "InvalidInstanceId.NotFound",
        lambda client, ids: list_instances(client, Selection(ids)),
    )


def no_instances(session: Session, selection: Selection) -> str:
    """Return the sentence for a selection that finds nothing; it tells how many there are."""
    if selection.empty or selection.deployment_set_id:
        return _("No instances in {region}.")
    count = 0 if session.in_several_regions else count_instances(session.client)
    tags = ", ".join(
        f"{each['Key']}={each['Value']}" if "Value" in each else each["Key"]
        for each in selection.tags or ()
    )
    if tags:
        return ngettext(
            "No instance has the tag {tags} ({count} instance in {{region}}).",
            "No instance has the tag {tags} ({count} instances in {{region}}).",
            count,
        ).format(tags=tags, count=count)
    if selection.name:
        return ngettext(
            "No instance is named {name} ({count} instance in {{region}}).",
            "No instance is named {name} ({count} instances in {{region}}).",
            count,
        ).format(name=selection.name, count=count)
    return _("No instances in {region}.")


targets_option = partial(click.option, cls=Sectioned, section=WHICH_INSTANCES)

OPTIONS = (
    click.argument("instance_ids", nargs=-1, metavar="[INSTANCE]..."),
    targets_option(
        "--deployset",
        "deployment_set_id",
        metavar="DEPLOYMENT_SET",
        help="Members of this deployment set.",
    ),
    targets_option(
        "--tag",
        "tags",
        multiple=True,
        metavar="KEY=VALUE",
        callback=read_tags,
        help="Instances with this tag; several tags must all match.",
    ),
    targets_option("--name", metavar="NAME", help="Instances of this name; * matches any text."),
    targets_option("--all", "everything", is_flag=True, help="All instances of the region."),
)
