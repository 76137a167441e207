"""The names of all operations of each product, simulated or not.

Source: the vendor's SDKs of 2026 (alibabacloud_ecs20140526 7, alibabacloud_vpc20160428 7,
alibabacloud_sts20150401 1, alibabacloud_cms20190101 4). One file for each product, a name a line.
"""

import os
from functools import cache

DIRECTORY = os.path.dirname(__file__)


def is_known(product: str, name: str) -> bool:
    """Tell whether a product (its command, such as `ecs`) has an operation of that name."""
    return name in known(product)


@cache
def known(product: str) -> frozenset[str]:
    """Return the names of all operations of a product."""
    with open(os.path.join(DIRECTORY, f"{product}.txt"), encoding="ascii") as names:
        return frozenset(names.read().split())
