"""`ecsops sts`; the help of its operations comes from the catalogue."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example(
                "Show whose access key signs",
                "ecsops sts GetCallerIdentity",
            ),
        )
    )
}
