"""`ecsops vpc`; the help of its operations comes from the catalogue."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example(
                "List the networks of a region",
                "ecsops vpc DescribeVpcs --output cols=VpcId,CidrBlock,Status",
            ),
        )
    )
}
