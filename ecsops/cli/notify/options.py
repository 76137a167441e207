"""Options that several commands of `ecsops notify` share, and the check of event names."""

from collections.abc import Collection, Iterable, Mapping
from gettext import gettext as _
from typing import Any

import click

from ecsops.catalogue.cms.notifications.event_targets import DescribeEventRuleTargetList
from ecsops.catalogue.cms.notifications.system_events import Level
from ecsops.catalogue.ecs.events.event_types import EventClass
from ecsops.catalogue.model import Shape
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.suggestions import did_you_mean
from ecsops.operations.notifications.event_targets import Targets
from ecsops.type_variables import F

LEVEL = Choice([level.value for level in Level], case_sensitive=False)
EVENT_CLASS = Choice([each.value for each in EventClass], case_sensitive=False)

TARGET: Shape = {
    **dict.fromkeys(("Id", "TargetType", "Address"), str),
    **{
        field: str
        for listed in DescribeEventRuleTargetList.answer.values()
        if isinstance(listed, dict)
        for (shape,) in listed.values()
        for field in shape
    },
}
"""A target of any kind: what we call it, and all that the API says of one."""

TARGET_COLUMNS = ("Id", "TargetType", "Address", "Method", "Level")

TARGET_OPTIONS = (
    ("--webhook", "Webhook", "URL", "HTTP or HTTPS URL to send to."),
    ("--queue", "Queue", "NAME", "Message Service queue to send to."),
    ("--topic", "Topic", "NAME", "Message Service topic to send to."),
    ("--function", "Function", "SERVICE/FUNCTION", "Function Compute function to call."),
    ("--log", "LogStore", "PROJECT/LOGSTORE", "Log Service Logstore to write to."),
    ("--call", "OpenApi", "PRODUCT/ACTION", "Operation to call, such as ECS/StopInstance."),
    ("--contact-group", "ContactGroup", "GROUP", "Contact group to notify."),
)


class Pair(click.ParamType[str]):
    """Two names joined by a slash."""

    name = "pair"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value."""
        if not all(value.partition("/")):
            self.fail(
                _("{value!r}. Use the form {form}.").format(
                    value=value, form=param and param.metavar
                ),
                param,
                ctx,
            )
        return value


def target_options(function: F) -> F:
    """Give a command the options that name targets; `read_targets` makes sense of them."""
    function = click.option(
        "--contact-level",
        type=Choice(["2", "3", "4"]),
        default="4",
        show_default=True,
        help=(
            "Contacts are notified by 2: phone, SMS, chat and mail; 3: all but phone; 4: "
            "chat and mail."
        ),
    )(function)
    function = click.option(
        "--method",
        type=Choice(["GET", "POST"]),
        default="POST",
        show_default=True,
        help="HTTP method of the webhooks.",
    )(function)
    function = click.option(
        "--call-parameters", metavar="JSON", help="Parameters of that call, as a JSON object."
    )(function)
    for flag, name, metavar, text in reversed(TARGET_OPTIONS):
        kind: click.ParamType[str] = Pair() if "/" in metavar else click.STRING
        function = click.option(flag, name, multiple=True, type=kind, metavar=metavar, help=text)(
            function
        )
    return function


def read_targets(given: Mapping[str, Any]) -> Targets:
    """Return the targets that the options name."""
    addresses = {name: given[name] for _, name, _, _ in TARGET_OPTIONS if given[name]}
    return Targets(
        addresses,
        {
            "Webhook": {"Method": given["method"], "Protocol": "http"},
            "ContactGroup": {"Level": given["contact_level"]},
            "OpenApi": {"JsonParams": given["call_parameters"] or "{}"},
        },
    )


def check_event_names(names: Iterable[str], known: Collection[str]) -> None:
    """Raise click.UsageError for the first name that no event has, with what it may have meant."""
    for name in names:
        if name not in known:
            states = [each for each in known if each.startswith(f"{name}:")]
            meant = (
                _(" Its states: {states}.").format(states=", ".join(states))
                if states
                else did_you_mean(name, known)
            )
            raise click.UsageError(
                _("No such event: {name}.{meant}").format(name=name, meant=meant)
            )
