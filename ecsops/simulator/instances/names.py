"""Names of instances and hosts: the rules, and the ordered suffixes of several at once.

Sources: the pages of RunInstances and ModifyInstanceAttribute; document §1.3.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.name_rules import NAME

NAME_MOST = 128
HOST_NAME_MOST = {"windows": 15, "linux": 64}
SUFFIX_DIGITS = 3
"""UniqueSuffix appends 001 to 999."""

PATTERN = r"(?P<before>.*)\[(?P<first>\d{0,6}),(?P<digits>[0-6]?)\](?P<after>.*)"
HOST_NAMES = {
    "windows": r"(?!\d+$)[A-Za-z0-9]([A-Za-z0-9\-]{0,13}[A-Za-z0-9])",
    "linux": r"[A-Za-z0-9]([A-Za-z0-9\-]|\.(?!\.)){0,62}[A-Za-z0-9]",
}


class Names(NamedTuple):
    """The name and the host name of one instance; empty where its id is to be the name."""

    instance_name: str
    host_name: str


def numbered(name: str, unique_suffix: bool) -> Iterator[str]:
    """Yield the name for the first instance, the second and so on.

    `web[5,3]` counts 005, 006; UniqueSuffix appends 001, 002, unless the name counts itself.
    """
    counts = re.fullmatch(PATTERN, name)
    number = int(counts["first"] or 0) if counts else 1
    while True:
        if counts:
            figure = f"{number:0{int(counts['digits'] or 0)}}"
            yield f"{counts['before']}{figure}{counts['after']}"
        else:
            yield f"{name}{number:0{SUFFIX_DIGITS}}" if name and unique_suffix else name
        number += 1


def names_for(request: Request, amount: int, os_type: str) -> list[Names]:
    """Return the names of the instances of a call, refused where one breaks the rules."""
    unique = bool(request.get("UniqueSuffix", False)) and amount + 1 <= 10**SUFFIX_DIGITS
    name = request.parameters.get("InstanceName", "")
    host_name = request.parameters.get("HostName", "")
    if unique and len(name) + SUFFIX_DIGITS > NAME_MOST:
        request.refuse("InvalidParams.InstanceNameExceed", "InvalidInstanceName.Malformed")
    if unique and len(host_name) + SUFFIX_DIGITS > HOST_NAME_MOST[os_type]:
        request.refuse("InvalidParams.HostnameExceed", "InvalidHostName.Malformed")
    instance_names = numbered(name, unique)
    host_names = iter(host_names_of(request, amount) or numbered(host_name, unique))
    made = [Names(next(instance_names), next(host_names)) for _ in range(amount)]
    for each in made:
        check_names(request, each, os_type)
    return made


def host_names_of(request: Request, amount: int) -> list[str]:
    """Return HostNames.N, which must be as many as the instances."""
    given: list[str] = request.parameters.get("HostNames", [])
    if given and len(given) != amount:
        request.refuse("InvalidHostName.Malformed")
    return given


def check_names(request: Request, names: Names, os_type: str) -> None:
    """Refuse a name or a host name against the rules."""
    if names.instance_name and not re.fullmatch(NAME, names.instance_name):
        request.refuse("InvalidInstanceName.Malformed")
    if names.host_name and not re.fullmatch(HOST_NAMES[os_type], names.host_name):
        request.refuse("InvalidHostName.Malformed")
