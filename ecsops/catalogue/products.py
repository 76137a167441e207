"""The two products and how they are reached.

Sources: the endpoint pages of ECS and of CloudMonitor.
"""

from ecsops.catalogue.model import Product

ECS = Product("Ecs", "2014-05-26", "ecs", "ecs.{region}.aliyuncs.com", default_format="XML")
CMS = Product("Cms", "2019-01-01", "cms", "metrics.{region}.aliyuncs.com", default_format="JSON")

PRODUCTS = (ECS, CMS)

ENDPOINTS = {("Ecs", "cn-hangzhou-finance"): "ecs.aliyuncs.com"}
"""The endpoints that do not follow the pattern of their product."""


def host_of(product: Product, region_id: str) -> str:
    """Return the public endpoint of a product in a region."""
    pattern = product.endpoint.format(region=region_id)
    return ENDPOINTS.get((product.code, region_id), pattern)
