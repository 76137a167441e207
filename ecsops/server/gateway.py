"""The gateway: which call a request means, whether it may be made, and in which form it answers."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

from ecsops.catalogue.index import find, names
from ecsops.catalogue.model import Document, Operation, Product
from ecsops.catalogue.products import ECS, PRODUCTS
from ecsops.catalogue.regions import REGIONS
from ecsops.errors import ApiError
from ecsops.openapi.wire import unflatten
from ecsops.server import answers
from ecsops.server.answers import Answer
from ecsops.server.refusals import refuse, refuse_unsimulated
from ecsops.server.requests import Received

if TYPE_CHECKING:
    from ecsops.simulator.faults.calls import Trouble

METHODS = ("GET", "POST", "PUT")
"""PUT is among the methods of CloudMonitor's event rules."""

KNOWN = {product.command: frozenset(names(product.command)) for product in PRODUCTS}
"""The names of the operations of each product."""

loaded = cache(find)
"""Returns an operation that there is."""

Call = Callable[[Operation, Document], Document]

Verify = Callable[[Received], object]

Find = Callable[[Operation, Document], "Trouble | None"]

OneLook = Callable[[], AbstractContextManager[None]]


class Gateway:
    """Answers requests by calls of an account; `trouble` finds the faults that strike one.

    Within `one_look` the account looks once whether others have changed it.
    """

    def __init__(
        self,
        call: Call,
        verify: Verify,
        trouble: Find = lambda operation, parameters: None,
        one_look: OneLook = nullcontext,
    ) -> None:
        self._call = call
        self._verify = verify
        self._trouble = trouble
        self._one_look = one_look

    def answer(self, request: Received) -> Answer:
        """Return the response to a request of any kind."""
        with self._one_look():
            return self._answer(request)

    def _answer(self, request: Received) -> Answer:
        form = form_asked(request)
        trouble = None
        try:
            operation, parameters = self._asked(request)
            trouble = self._trouble(operation, parameters)
            answer = answers.success(operation.name, self._call(operation, parameters), form)
        except ApiError as error:
            answer = answers.refused(enveloped(error, request), form)
        return answer._replace(trouble=trouble) if trouble else answer

    def _asked(self, request: Received) -> tuple[Operation, Document]:
        check_format(request)
        operation = operation_asked(request)
        self._verify(request)
        parameters = unflatten(operation, request.parameters.items())
        if region_id := region_of(request.host):
            parameters.setdefault("RegionId", region_id)
        return operation, parameters


def operation_asked(request: Received) -> Operation:
    """Return the operation that the request is for. Raises ApiError."""
    if request.method not in METHODS:
        refuse("UnsupportedHTTPMethod")
    if request.path != "/":
        refuse("InvalidAction.NotFound")
    action, version = required(request, "Action"), required(request, "Version")
    product = product_asked(request.host, version)
    if action not in KNOWN[product.command]:
        refuse_unsimulated(product, action)
    return loaded(product.command, action)


def required(request: Received, name: str) -> str:
    """Return Action or Version. Raises ApiError where the request does not name it."""
    value = request.named(name)
    if not value:
        refuse("Missing{Name}", Name=name)
    return value


def product_asked(host: str, version: str) -> Product:
    """Return the product: the one of the host where that tells it, else the one of the version."""
    product = product_of(host)
    if product is None and host.endswith(".aliyuncs.com"):
        refuse("InvalidProduct.NotFound")
    for each in (product,) if product else PRODUCTS:
        if each.version == version:
            return each
    refuse("InvalidVersion")


def product_of(host: str) -> Product | None:
    """Return the product whose endpoint the host is, or None for a host of no product."""
    if host.endswith(".aliyuncs.com"):
        for product in PRODUCTS:
            prefix = product.endpoint.partition(".")[0]
            if host.startswith((f"{prefix}.", f"{prefix}-")):
                return product
    return None


def region_of(host: str) -> str:
    """Return the region of an endpoint such as `ecs.cn-beijing.aliyuncs.com`, or nothing."""
    region_id = host.partition(".")[2].removesuffix(".aliyuncs.com")
    return region_id if product_of(host) and region_id in REGIONS else ""


def check_format(request: Received) -> None:
    """Refuse a Format that is neither JSON nor XML."""
    if request.parameters.get("Format", "JSON").upper() not in answers.CONTENT_TYPES:
        refuse("InvalidParameter.Format")


def form_asked(request: Received) -> str:
    """Return `JSON` or `XML`: as the Format says, else the Accept header, else the product."""
    form = request.parameters.get("Format", "").upper()
    if form in answers.CONTENT_TYPES:
        return form
    accepted = request.headers.get("accept", "").lower()
    for form in answers.CONTENT_TYPES:
        if f"/{form.lower()}" in accepted:
            return form
    return product_named(request).default_format


def product_named(request: Received) -> Product:
    """Return the product that a request seems to be for, also of one that is refused.

    It is that of the version, else that of the host, else ECS.
    """
    version = request.named("Version")
    by_version = next((each for each in PRODUCTS if each.version == version), None)
    return by_version or product_of(request.host) or ECS


def enveloped(error: ApiError, request: Received) -> ApiError:
    """Return the refusal with the fields of its envelope; those of the account have them."""
    if not error.request_id:
        product = product_named(request)
        error.request_id = str(uuid.uuid4()).upper()
        region_id = request.parameters.get("RegionId", "")
        region_id = region_id if region_id in REGIONS else "cn-hangzhou"
        error.host_id = product.endpoint.format(region=region_of(request.host) or region_id)
        # The page of the service knows nothing of what ecsops does not simulate.
        if error.code != "InvalidAction.NotFound":
            error.recommend = (
                f"https://api.aliyun.com/troubleshoot?q={error.code}"
                f"&product={product.code}&requestId={error.request_id}"
            )
    return error
