"""`ecsops help`."""

from ecsops.manual import Page, example

PAGES = {
    "": Page(
        (
            example("Explain a command", "ecsops help assist run"),
            example("Explain how output is laid out", "ecsops help output"),
        )
    )
}
