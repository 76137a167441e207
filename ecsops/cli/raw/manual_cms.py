"""`ecsops cms`; the help of its operations comes from the catalogue."""

from ecsops.cli.core.manual_pages import Page, example

PAGES = {
    "": Page(
        (
            example(
                "Call an operation as with the vendor's CLI",
                "ecsops cms DescribeMetricMetaList --Namespace acs_ecs_dashboard "
                "--output cols=MetricName,Unit",
            ),
        )
    )
}
