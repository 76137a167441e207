"""The two products and how they are reached.

Sources: the endpoint pages of ECS and of CloudMonitor. Every public endpoint follows the pattern
but that of ECS in cn-hangzhou-finance, which is ecs.aliyuncs.com.
"""

from ecsops.catalogue.model import Product

ECS = Product("Ecs", "2014-05-26", "ecs", "ecs.{region}.aliyuncs.com", default_format="XML")
CMS = Product("Cms", "2019-01-01", "cms", "metrics.{region}.aliyuncs.com", default_format="JSON")
