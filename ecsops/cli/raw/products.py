"""The API itself: `ecsops ecs <Operation> --Param value`, and so `cms`, `vpc` and `sts`.

An operation's facts are loaded when it is called; the grammar is in `grammar`, help in `reference`.
"""

import re
from gettext import gettext as _

import click

from ecsops.catalogue import index
from ecsops.catalogue.model import Operation, Product
from ecsops.catalogue.products import PRODUCTS
from ecsops.cli.core.commands import WithHelp
from ecsops.cli.core.session import Session
from ecsops.cli.raw.parser import parse
from ecsops.cli.raw.run import prepare, run

ALIASES = {"ModifyDeploymentSetAttributes": "ModifyDeploymentSetAttribute"}
"""Names that the feature document has (1.1, 1.4) and the API has not."""

OPERATION_NAME = r"[A-Z][A-Za-z0-9]+"

HELP_FLAGS = ("--help", "-h")


class OperationCommand(WithHelp, click.Command):
    """One operation as a command; its grammar is that of the vendor's CLI, not click's."""

    def __init__(self, operation: Operation, *, forced: bool = False) -> None:
        super().__init__(operation.name, help=operation.summary, callback=run)
        self.operation = operation
        self.forced = forced

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; raises click.UsageError before anything is called."""
        session = ctx.ensure_object(Session)
        try:
            call = parse(
                self.operation,
                ["--force", *args] if self.forced and "--force" not in args else args,
            )
            if "help" in call.flags:
                session.print([ctx.get_help(), "\n"])
                ctx.exit()
            layout = prepare(session, self.operation, call)
        except click.UsageError as error:
            raise click.UsageError(error.message, ctx) from error
        ctx.params = {
            "session": session,
            "operation": self.operation,
            "call": call,
            "layout": layout,
            "words": [*ctx.command_path.split(), *args],
        }
        return []

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        # Only help pays for writing it.
        from ecsops.cli.raw.operation_help import write_usage

        write_usage(formatter, ctx.command_path, self.operation)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all that the catalogue knows of the operation."""
        # Only help pays for writing it.
        from ecsops.cli.raw.operation_help import write_operation

        self.format_usage(ctx, formatter)
        write_operation(formatter, self.operation)


class ProductGroup(WithHelp, click.Group):
    """The operations of a product."""

    def __init__(self, product: Product) -> None:
        super().__init__(product.command, subcommand_metavar="OPERATION [--PARAMETER VALUE]...")
        self.product = product

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the operations."""
        return list(index.names(self.product.command))

    def get_command(self, ctx: click.Context, cmd_name: str) -> OperationCommand | None:
        """Return the operation of that name as a command."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in index.names(self.product.command):
            return None
        return OperationCommand(index.find(self.product.command, name))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; flags may stand before the operation, as in the vendor's CLI."""
        if args and args[0] in HELP_FLAGS:
            args = ["--help"]
        elif args and args[0].startswith("-"):
            args = self.operation_first(ctx, args)
        return super().parse_args(ctx, args)

    def operation_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the arguments with the operation at the front."""
        known = {*self.list_commands(ctx), *ALIASES}
        place = next((place for place, arg in enumerate(args) if arg in known), None)
        if place is None:
            ctx.fail(
                _("Put the operation first: {command_path} OPERATION {option} …").format(
                    command_path=ctx.command_path, option=args[0]
                )
            )
        return [args[place], *args[:place], *args[place + 1 :]]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the operation that the first word names; `help` before it means its help."""
        name, *rest = args
        if name == "help":
            if not rest:
                ctx.ensure_object(Session).print([ctx.get_help(), "\n"])
                ctx.exit()
            return self.resolve_command(ctx, [rest[0], "--help"])
        command = self.get_command(ctx, name)
        if command is None and self.is_operation(name, rest):
            # The service answers it, or refuses; the simulator says that it has no such operation.
            command = OperationCommand(Operation(name, self.product, "", (), {}, ()), forced=True)
        if command is None:
            ctx.fail(
                _("No such operation: {name}.{guess}").format(name=name, guess=self.meant(name))
            )
        return name, command, rest

    def is_operation(self, name: str, rest: list[str]) -> bool:
        """Tell whether a name outside the catalogue is that of an operation, or is to be sent."""
        # lazy import: only an operation that is not simulated needs the names of all
        from ecsops.catalogue.operation_names import is_known

        forced = "--force" in rest and bool(re.fullmatch(OPERATION_NAME, name))
        return forced or is_known(self.product.command, name)

    def meant(self, name: str) -> str:
        """Return the sentence that says what an unknown operation may have meant."""
        # Only a mistake pays for this.
        from ecsops.cli.core.suggestions import did_you_mean

        for product in PRODUCTS:
            if name in index.names(product.command):
                return _(" It belongs to `ecsops {product}`.").format(product=product.command)
        return did_you_mean(name, index.names(self.product.command))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the operations by topic."""
        # Only help pays for writing it.
        from ecsops.cli.raw.operation_help import write_product

        self.format_usage(ctx, formatter)
        write_product(formatter, self.product, topics(self.product))


def topics(product: Product) -> dict[str, list[Operation]]:
    """Return all operations of a product by topic. It loads every one of them."""
    return {
        index.title(module): [index.find(product.command, name) for name in sorted(names)]
        for module, names in index.MODULES[product.command].items()
    }


ecs, cms, vpc, sts = (ProductGroup(product) for product in PRODUCTS)
