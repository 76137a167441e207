"""Events that call an operation of the API: the calls are made on the account itself.

A call is made a moment after its event and may be refused like any other; a test event calls
nothing. An operation that makes events of its own may so call itself again and again: every
round takes its simulated time.
"""

import json

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context
from ecsops.simulator.engine.dispatch import answer
from ecsops.simulator.notifications.outbox import DELIVERED, FAILED


def check(context: Context, target: Document) -> str:
    """Return what is wrong with a target that calls the API."""
    product, action = target.get("Product", "").lower(), target.get("Action", "")
    if not (product and action):
        return "Product and Action missing."
    if product in MODULES and action not in names(product):
        return "There is no such Product and Action."
    try:
        well = isinstance(json.loads(target.get("JsonParams", "{}")), dict)
    except ValueError:
        well = False
    return "" if well else "JsonParams is not a JSON object."


def calls(context: Context, delivery_id: str, words: Document) -> None:
    """Make the call that a target asks for, and write down what it answered."""
    delivery = context.subject("Delivery", delivery_id)
    target = words["Target"]
    region_id = target.get("Region") or context.region_id
    status, said = made_call(context, target, region_id)
    delivery.document.update(
        Status=status, Attempts=1, LastAttemptTime=iso_seconds(context.now), Answer=said
    )
    context.store.update("Delivery", delivery)


def made_call(context: Context, target: Document, region_id: str) -> tuple[str, str]:
    """Make the call; return the state of its delivery, and what was answered."""
    try:
        operation = find(target["Product"].lower(), target["Action"])
    except KeyError:
        return FAILED, f"ecsops does not simulate {target['Action']} of {target['Product']}"
    parameters = {"RegionId": region_id, **json.loads(target.get("JsonParams", "{}"))}
    try:
        with context.store.attempt():
            found = answer(context.at(context.now, region_id), operation, parameters)
        return DELIVERED, f"RequestId {found['RequestId']}"
    except ApiError as error:
        return FAILED, str(error)
