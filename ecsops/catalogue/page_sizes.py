"""How large the pages of listings may be, and where that is stated.

Ranges are in the `paging` of each operation; here is the evidence. `declared` are the bounds in the
metadata of the gateway, which say neither whether it refuses or moves a size, nor with which code.
"""

from ecsops.catalogue.model import Operation, Paging

PAGE = "page of the operation"
"""What states the range of an operation that is not named below."""

DECLARED = {
    "DescribeDeploymentSets": "PageSize 1..50",
    "DescribeDisks": "PageSize 1..100, MaxResults 1..500",
    "DescribeImages": "PageSize 1..100",
    "DescribeInstanceAttachmentAttributes": "PageSize 1..100",
    "DescribeInstanceAutoRenewAttribute": "PageSize digits",
    "DescribeInstanceRamRole": "PageSize 1..50",
    "DescribeInstanceStatus": "PageSize 1..50",
    "DescribeInstances": "PageSize 1..100, MaxResults 1..100",
    "DescribeInstanceTypes": "MaxResults 1..1600",
    "DescribeSecurityGroupAttribute": "MaxResults 10..1000",
    "DescribeSecurityGroups": "PageSize 1..100, MaxResults 1..100",
    "DescribeSnapshots": "PageSize 1..100, MaxResults 1..100",
    "DescribeVSwitches": "PageSize 1..50",
    "DescribeVpcs": "PageSize 1..50",
}
"""The bounds that the gateway declares; for other operations it declares none."""

OTHER_EVIDENCE = {
    "DescribeDisks": "page: MaxResults moved into 10..500",
    "DescribeInstanceHistoryEvents": "page: MaxResults moved into 10..100",
    "DescribeInstances": "page: MaxResults moved into 10..100",
    "DescribeLaunchTemplates": "page says 1..50; the vendor's own client sends 100",
    "DescribeLaunchTemplateVersions": "page names no maximum; assumed as DescribeLaunchTemplates",
}
"""What else is known of single operations."""


def range_text(operation: Operation, paging: Paging) -> str:
    """Return the sizes that an operation takes, by parameter."""
    parts = []
    if paging.token and paging.size:
        parts.append(f"{paging.size} {paging.smallest}..{paging.largest}")
    if paging.page:
        most = min(paging.largest, 100) if paging.token else paging.largest
        least = 1 if paging.token else paging.smallest
        parts.append(f"PageSize {least}..{most}")
    return ", ".join(parts)


def evidence(name: str) -> str:
    """Return what states the range of an operation."""
    declared = DECLARED.get(name)
    known = [OTHER_EVIDENCE.get(name, PAGE), f"gateway: {declared}" if declared else ""]
    return "; ".join(filter(None, known))
