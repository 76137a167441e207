"""Answering one call: from the operation and its parameters to a document or a refusal."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ecsops.catalogue.model import Document, Operation, Refusal, not_simulated
from ecsops.catalogue.regions import REGIONS
from ecsops.errors import ApiError
from ecsops.simulator.engine import ids
from ecsops.simulator.engine.context import Context, Request, refused, resolve
from ecsops.simulator.engine.store import dump
from ecsops.simulator.registry import HANDLERS

DRY_RUN_CODES = ("DryRunOperation", "DRYRUN.SUCCESS")

Handler = Callable[[Request], Document]


def answer(context: Context, operation: Operation, given: Mapping[str, Any]) -> Document:
    """Return the response with its RequestId, or raise ApiError with the whole error envelope."""
    made = request_id(context, operation)
    try:
        found = handled(context, operation, given)
    except ApiError as error:
        raise enveloped(error, operation, context.region_id, made) from None
    return {**found, "RequestId": made}


def request_id(context: Context, operation: Operation) -> str:
    """Return the RequestId of a call at this moment."""
    counter = int(context.store.setting("counter", 0))
    return ids.request_id(context.seed, context.now, counter, operation.name)


def handled(context: Context, operation: Operation, given: Mapping[str, Any]) -> Document:
    """Return what the operation's handler answers."""
    if operation.name not in HANDLERS:
        raise refused(not_simulated(operation.product, operation.name))
    if context.region_id not in REGIONS:
        unknown = operation.refusal("InvalidRegionId.NotFound")
        raise refused(unknown or gateway("InvalidRegionId.NotFound"))
    request = Request(context, operation, given)
    handler = resolve(f"{HANDLERS[operation.name]}.{snake_case(operation.name)}")
    token = str(request.parameters.get("ClientToken", ""))
    return once(token, handler, request) if token else run(handler, request)


def once(token: str, handler: Handler, request: Request) -> Document:
    """Answer a call with a ClientToken: the first time by doing it, then as the first time."""
    given = sorted(request.parameters.items())
    # A password is kept nowhere; that a later call has another one is not noticed.
    asked = dump({name: value for name, value in given if not name.endswith("Password")})
    name, region_id = request.operation.name, request.region_id
    earlier = request.store.answered.find(token, name, region_id)
    if earlier is None:
        found = run(handler, request)
        request.store.answered.keep(token, name, region_id, asked, found)
        return found
    if earlier[0] != asked:
        raise refused(mismatch(request.operation))
    return earlier[1]


def run(handler: Handler, request: Request) -> Document:
    """Call the handler; a DryRun is rejected at the end, as the service does."""
    found = handler(request)
    if request.parameters.get("DryRun"):
        request.refuse(*DRY_RUN_CODES)
    return found


def enveloped(error: ApiError, operation: Operation, region_id: str, request_id: str) -> ApiError:
    """Return the refusal with what the service's error envelope tells."""
    error.request_id = request_id
    error.host_id = operation.product.endpoint.format(region=region_id)
    # The page of the service knows nothing of what ecsops does not simulate.
    if error.code != "InvalidAction.NotFound":
        error.recommend = (
            f"https://api.aliyun.com/troubleshoot?q={error.code}"
            f"&product={operation.product.code}&requestId={request_id}"
        )
    return error


def gateway(code: str) -> Refusal:
    """Return what stands for a code that the operation itself does not document."""
    return Refusal(code).in_full()


def mismatch(operation: Operation) -> Refusal:
    """Return what the operation documents for a ClientToken used with other parameters."""
    return next(
        (each.in_full() for each in operation.errors if "Idempotent" in each.code),
        gateway("IdempotentParameterMismatch"),
    )


@cache
def snake_case(name: str) -> str:
    """Return `DescribeInstances` as `describe_instances`."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
