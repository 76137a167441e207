"""Faults of the way between a caller and the account: calls refused, answers late or lost.

They strike by operation, so many times, or with a probability. What chance decides comes from the
account's seed, the fault and the number of the call, so that a story goes the same way again.
"""

import math
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.index import MODULES, names
from ecsops.catalogue.model import Document, Refusal
from ecsops.errors import ApiError, EcsopsError
from ecsops.simulator.engine import ids
from ecsops.simulator.engine.context import Context, refused
from ecsops.simulator.engine.store import Record
from ecsops.simulator.faults.kinds import OF_CALLS

CODES = {
    "throttling": ("Throttling.User", "Throttling", "Throttling.Api"),
    "error": ("InternalError", "ServiceUnavailable"),
}
"""Errors of a call; the first is the default of a fault."""

LONGEST_S = 3600.0
"""No answer is later, and no caller is asked to wait longer."""


class Trouble(NamedTuple):
    """Effect on a response: late by so many seconds, or lost."""

    after_s: float = 0.0
    lost: bool = False


def check(context: Context, fault: Record) -> None:
    """Refuse a fault that could never strike, and begin to count. Raises EcsopsError."""
    document = fault.document
    operations = {name for product in MODULES for name in names(product)}
    if document.get("Operation") not in (None, *operations):
        raise EcsopsError(_("No such operation: {name}.").format(name=repr(document["Operation"])))
    if document.get("Times", 1) < 1 or not 0 < document.get("Probability", 1) <= 1:
        raise EcsopsError(
            _(
                "Invalid --times or --probability. Times is at least 1; "
                "Probability is above 0 and at most 1."
            )
        )
    if document["Kind"] in CODES:
        refusal(document)
    elif document["Kind"] == "slow":
        seconds(str(document["Detail"]))
    document["Struck"] = 0
    context.store.update("Fault", fault)


def refusal(document: Document) -> ApiError:
    """Return what a fault refuses with: `CODE`, or `CODE:SECONDS` to wait. Raises EcsopsError."""
    codes = CODES[document["Kind"]]
    code, colon, wait = document.get("Detail", codes[0]).partition(":")
    if code not in codes:
        raise EcsopsError(
            _("Invalid detail for a fault of kind {kind}. Use one of {codes}.").format(
                kind=document["Kind"], codes=", ".join(codes)
            )
        )
    error = refused(Refusal(code).in_full())
    error.retry_after_s = seconds(wait) if colon else None
    return error


def seconds(text: str) -> float:
    """Return how long something takes. Raises EcsopsError."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= LONGEST_S:
        raise EcsopsError(
            _("Invalid number of seconds {text}. Use 0 to {most:.0f}.").format(
                text=repr(text), most=LONGEST_S
            )
        )
    return found


def strike(context: Context, operation: str) -> Trouble | ApiError | None:
    """Apply the faults on a call; return their effect on the response.

    An error ends the call and the faults after it are skipped.
    """
    after_s, lost = 0.0, False
    for fault in context.store.select("Fault", context.region_id, {"Kind": list(OF_CALLS)}):
        if not strikes(context, fault, operation):
            continue
        if fault.document["Kind"] in CODES:
            return refusal(fault.document)
        after_s += (
            seconds(str(fault.document["Detail"])) if fault.document["Kind"] == "slow" else 0.0
        )
        lost = lost or fault.document["Kind"] == "lost"
    return Trouble(after_s, lost) if after_s or lost else None


def strikes(context: Context, fault: Record, operation: str) -> bool:
    """Return whether a fault strikes this call, and remember it."""
    document, facts = fault.document, fault.facts
    spent = document["Struck"] >= document.get("Times", math.inf)
    if spent or document.get("Operation", operation) != operation:
        return False
    facts["Asked"] = facts.get("Asked", 0) + 1
    struck = chance(context.seed, fault.id, facts["Asked"]) < document.get("Probability", 1)
    document["Struck"] += struck
    context.store.update("Fault", fault)
    return struck


def chance(seed: int, fault_id: str, turn: int) -> float:
    """Return a number between 0 and 1 that is always the same for the same three."""
    drawn = ids.mixed(ids.mixed(seed ^ int.from_bytes(fault_id.encode()) % ids.WORD) + turn)
    return drawn / ids.WORD
