"""The numbers of the README: what the simulator answers, and for which clients."""

from collections.abc import Iterator, Mapping

import click

from ecsops.catalogue.index import MODULES
from ecsops.catalogue.quotas import QUOTAS
from ecsops.cli import ecsops
from ecsops.cli.core.command_table import COMMANDS
from ecsops.simulator.faults.kinds import FAULTS

Row = tuple[str, object]

WORDS = {
    "en": {
        "what": "What",
        "number": "Number",
        "operations": "API operations that the simulator answers",
        "commands": "Commands",
        "quotas": "Quotas and limits that you can change",
        "faults": "Kinds of faults that you can inject",
        "clients": "Vendor's clients that the tests run unmodified",
    },
    "zh": {
        "what": "内容",
        "number": "数量",
        "operations": "模拟器支持的 API 操作",
        "commands": "命令",
        "quotas": "可以调整的配额和限制",
        "faults": "可以注入的故障种类",
        "clients": "测试中未经修改直接使用的官方客户端",
    },
}

CLIENTS = ("alibabacloud-ecs20140526", "alibabacloud-cms20190101", "aliyun-python-sdk-core")
"""The distributions of the vendor's clients that tests/server runs against the simulator."""


def numbers(lang: str) -> tuple[tuple[str, str], list[Row]]:
    """Return the header and the rows of the table in a language, `en` or `zh`."""
    words = WORDS[lang]
    operations = {product: sum(map(len, modules.values())) for product, modules in MODULES.items()}
    rows: list[Row] = [
        (words["operations"], f"{sum(operations.values())} ({by_product(operations)})"),
        (words["commands"], sum(1 for _ in task_commands())),
        (words["quotas"], len(QUOTAS)),
        (words["faults"], len(FAULTS)),
        (words["clients"], ", ".join(f"`{name}`" for name in CLIENTS)),
    ]
    return (words["what"], words["number"]), rows


def by_product(operations: Mapping[str, int]) -> str:
    """Return the number of operations of each product."""
    return ", ".join(f"{name} {number}" for name, number in operations.items())


def task_commands() -> Iterator[click.Command]:
    """Yield the commands that are not raw API operations."""
    root = click.Context(ecsops, info_name="ecsops")
    for name in COMMANDS:
        command = ecsops.get_command(root, name)
        assert command is not None
        if name not in MODULES:
            yield from leaves(command, click.Context(command, info_name=name, parent=root))


def leaves(command: click.Command, context: click.Context) -> Iterator[click.Command]:
    """Yield a command, or the commands below a group."""
    if not isinstance(command, click.Group):
        yield command
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from leaves(below, click.Context(below, info_name=name, parent=context))
