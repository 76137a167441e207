"""`ecsops schema`."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example("Describe one command", "ecsops schema assist run"),
            example(
                "List the commands that change something, and the operations that they call",
                "ecsops schema --query 'Commands[?Changes].[Path,Operations[].Name]'",
            ),
            example(
                "List the destructive commands", "ecsops schema -o tsv --query '[?Confirms].Path'"
            ),
        )
    )
}
