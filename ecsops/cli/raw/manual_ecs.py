"""`ecsops ecs`; the help of its operations comes from the catalogue."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example(
                "Call an operation as with the vendor's CLI",
                "ecsops ecs DescribeInstances --RegionId cn-hangzhou "
                "--output cols=InstanceId,InstanceName",
            ),
        )
    )
}
