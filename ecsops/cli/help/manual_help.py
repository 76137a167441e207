"""`ecsops help`."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example("Explain a command", "ecsops help assist run"),
            example("Explain output formats", "ecsops help output"),
        )
    )
}
