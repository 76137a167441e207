"""The page of the program itself."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example("List the instances of a simulated account", "ecsops instance list"),
            example(
                "Run a script on the members of a deployment set",
                "ecsops assist run --name 'UserGuide*' -c 'echo 123'",
            ),
        )
    )
}
