"""The help of raw calls."""

import re
import shlex

import click
import pytest

from ecsops.catalogue import index
from ecsops.catalogue.model import Operation, Paging, Parameter, Refusal
from ecsops.catalogue.products import ECS
from ecsops.cli.core.wrapping import folded
from ecsops.cli.raw.operation_examples import example
from ecsops.cli.raw.operation_help import paging_text, write_operation, write_usage
from ecsops.cli.raw.parser import parse
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.output import Layout, check
from ecsops.output import parse as parse_layout

OPERATIONS = [(product, name) for product in index.MODULES for name in index.names(product)]

DESCRIBE_ROOMS = Operation(
    "DescribeRooms",
    ECS,
    "List the rooms of a house.",
    (
        Parameter("RegionId", limits="region id", required=True),
        Parameter("HouseId", limits="h-... id", required=True),
        Parameter("RoomIds", limits="JSON array of 1..100 ids", json=True),
        Parameter("Colour", enum=("Red", "Green"), default="Green"),
        Parameter("Heated", bool, default=False),
        Parameter("Size", int, "square metres; quota InstancesPerCall"),
        Parameter(
            "Tag",
            dict,
            "1..20",
            repeat=True,
            parts=(Parameter("Key", required=True), Parameter("Value")),
        ),
        Parameter(
            "Door", dict, parts=(Parameter("Width", float), Parameter("IsOpenAtThisMoment", bool))
        ),
        Parameter("PageNumber", int, default=1),
    ),
    {
        "Rooms": {"Room": [{"RoomId": str, "Area": float, "Guests": {"Guest": [str]}}]},
        "TotalCount": int,
        "Full": bool,
    },
    (
        Refusal("InvalidHouseId.NotFound", 404, "The specified house does not exist."),
        Refusal("InvalidRoomIds.MalformedOrTooManyOfThem", 400, "The specified RoomIds are wrong."),
    ),
    items="Rooms.Room",
    paging=Paging(page=True),
    source="https://example.com/rooms",
)

HELP = """\
Usage: ecsops ecs DescribeRooms --HouseId VALUE [--PARAMETER VALUE]...
       [OPTIONS]

  List the rooms of a house.

Example:
  ecsops ecs DescribeRooms --RegionId cn-hangzhou --HouseId TEXT \\
    --output cols=RoomId,Area

Required parameters:
  --HouseId TEXT  h-... id

Optional parameters:
  --RegionId TEXT                 region id; default: the configured region
  --RoomIds JSON                  JSON array of 1..100 ids
  --Colour TEXT                   one of Red, Green; default: Green
  --Heated true|false             default: false
  --Size INTEGER                  square metres; 100 (quota InstancesPerCall)
  --Tag.N                         1..20
  --Tag.N.Key TEXT                required
  --Tag.N.Value TEXT
  --Door.Width NUMBER
  --Door.IsOpenAtThisMoment true|false
  --PageNumber INTEGER            default: 1

Response:
  Rooms
    Room[]       each becomes a row of cols=
      RoomId     text
      Area       number
      Guests
        Guest[]  text
  TotalCount     integer
  Full           true|false

Paging:
  By number: --PageNumber, and --PageSize (1..50, default 10). --pager reads
  all pages.

Errors:
  InvalidHouseId.NotFound         404 The specified house does not exist.
  InvalidRoomIds.MalformedOrTooManyOfThem
                                  400 The specified RoomIds are wrong.

RAM permission:
  ecs:DescribeRooms

Source:
  https://example.com/rooms

--output, --query, --pager, --waiter and the other options of every call:
ecsops ecs --help
"""


def help_of(operation: Operation) -> str:
    formatter = click.HelpFormatter(width=78)
    write_usage(formatter, f"ecsops {operation.product.command} {operation.name}", operation)
    write_operation(formatter, operation)
    return formatter.getvalue()


def for_a_shell(operation: Operation) -> list[str]:
    """Return the words of an operation's example as a shell reads them."""
    return shlex.split("\n".join(folded(example(operation))).replace("\\\n", ""))


def refusal_of(client: Client, operation: Operation, arguments: list[str]) -> str:
    """Return the code with which a call is refused; nothing if it is answered."""
    try:
        client.call(operation, **parse(operation, arguments).parameters)
    except ApiError as refusal:
        return refusal.code
    return ""


def test_the_help_of_an_operation_tells_what_the_catalogue_knows() -> None:
    assert help_of(DESCRIBE_ROOMS).splitlines() == HELP.splitlines()


def test_the_help_tells_how_an_operation_divides_a_list() -> None:
    sizes = Paging(token=True, smallest=10, largest=100, default=10)

    assert paging_text(sizes) == (
        "By token: --NextToken of the page before, and --MaxResults (10..100, default 10). "
        "--pager reads all pages."
    )
    assert paging_text(sizes._replace(page=True, number="Page")) == (
        "By token: --NextToken of the page before, and --MaxResults (10..100, default 10); "
        "or by number: --Page, and --PageSize. --pager reads all pages."
    )


def test_an_example_shows_what_is_required_and_what_is_usual() -> None:
    put_event_rule = index.find("cms", "PutEventRule")

    assert list(folded(example(put_event_rule))) == [
        "ecsops cms PutEventRule --EventPattern.1.Product ecs --RuleName ecs-events \\",
        "  --EventPattern.1.NameList.1 Instance:StateChange",
    ]


@pytest.mark.parametrize(("product", "name"), OPERATIONS)
def test_every_example_is_a_call_of_its_operation(product: str, name: str) -> None:
    operation = index.find(product, name)
    words = for_a_shell(operation)

    call = parse(operation, words[3:])
    layout: Layout = parse_layout(call.words, default="json")
    check(layout, operation.item, operation.answer)

    assert words[:3] == ["ecsops", product, name]
    assert "TEXT" not in words


UNKNOWN_OTHERWISE = {
    "CreateMonitorGroupInstances": "InvalidQueryParameter",
    "DeleteContact": "ContactNotExists",
    "DeleteContactGroup": "ContactNotExists",
    "DeleteMetricRuleTargets": "ParameterInvalid",
    "InstallMonitoringAgent": r"ParameterInvalid|.*No\w*Found",
    "UninstallMonitoringAgent": "ParameterInvalid",
    "DeleteEventRules": "InvalidParameterValue",
    "DeleteEventRuleTargets": "InvalidParameterValue",
    "DisableEventRules": "InvalidParameterValue",
    "DeleteLaunchTemplateVersion": "InvalidParameter",
    "GetInstanceConsoleOutput": "InvalidParameter",
    "GetInstanceScreenshot": "InvalidParameter",
    "ModifyInstanceAutoRenewAttribute": "InvalidParameter.InvalidInstanceId",
    "ModifyInstanceChargeType": "InvalidParameter.InstanceIds",
}
"""What operations answer for an id that does not exist, where no code of theirs says NotFound."""


@pytest.mark.parametrize(("product", "name"), OPERATIONS)
def test_every_example_is_refused_only_for_what_it_makes_up(
    client: Client, product: str, name: str
) -> None:
    operation = index.find(product, name)

    refusal = refusal_of(client, operation, for_a_shell(operation)[3:])

    assert re.fullmatch(UNKNOWN_OTHERWISE.get(name, r"|.*No\w*Found"), refusal)


@pytest.mark.parametrize(("product", "name"), OPERATIONS)
def test_every_help_fits_in_eighty_columns(product: str, name: str) -> None:
    too_long = [
        line
        for line in help_of(index.find(product, name)).splitlines()
        if len(line) > 80 and not line.startswith("  https://")
    ]

    assert too_long == []
