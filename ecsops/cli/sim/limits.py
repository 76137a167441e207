"""The option that chooses between the limits of the 2019 document and those of today."""

import click

from ecsops.cli.core.global_options import Choice

LIMITS = ("document", "current")

limits_option = click.option(
    "--limits",
    type=Choice(LIMITS),
    help="Quotas and rules of the 2019 document (document, the default), or current ones.",
)
