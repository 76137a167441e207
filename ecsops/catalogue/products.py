"""The products and how they are reached.

Sources: the endpoint pages of ECS, CloudMonitor, VPC and STS.
"""

from ecsops.catalogue.model import Product

ECS = Product("Ecs", "2014-05-26", "ecs", "ecs.{region}.aliyuncs.com", default_format="XML")
CMS = Product("Cms", "2019-01-01", "cms", "metrics.{region}.aliyuncs.com", default_format="JSON")
VPC = Product("Vpc", "2016-04-28", "vpc", "vpc.{region}.aliyuncs.com", default_format="XML")
STS = Product("Sts", "2015-04-01", "sts", "sts.{region}.aliyuncs.com", default_format="XML")

PRODUCTS = (ECS, CMS, VPC, STS)

ENDPOINTS = {("Ecs", "cn-hangzhou-finance"): "ecs.aliyuncs.com"}
"""The endpoints that do not follow the pattern of their product."""


def host_of(product: Product, region_id: str) -> str:
    """Return the public endpoint of a product in a region."""
    pattern = product.endpoint.format(region=region_id)
    return ENDPOINTS.get((product.code, region_id), pattern)
