"""Canned answers: what scripts that match a pattern say, instead of being run."""

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record


def add(context: Context, match: str, output: str, exit_code: int, seconds: float) -> Document:
    """Add an answer, and return it; a newer one comes before an older."""
    answer_id = f"script-{context.number()}"
    document = {
        "AnswerId": answer_id,
        "Match": match,
        "Output": output,
        "ExitCode": exit_code,
        "Seconds": seconds,
    }
    context.store.insert("CannedAnswer", Record(answer_id, EVERYWHERE, document, {}))
    return document


def listed(context: Context) -> list[Document]:
    """Return the answers, the newest first, as they are tried."""
    return [record.document for record in context.store.select("CannedAnswer", EVERYWHERE)]


def clear(context: Context, answer_ids: list[str]) -> list[Document]:
    """Remove these answers, or all; return those that were removed."""
    where = {"id": answer_ids or None}
    removed = context.store.select("CannedAnswer", EVERYWHERE, where)
    for record in removed:
        context.store.delete("CannedAnswer", record.id)
    return [record.document for record in removed]


def set_guest(context: Context, guest: str) -> Document:
    """Choose the runner of scripts without a canned answer; `auto` detects it."""
    if guest == "auto":
        context.store.forget("guest")
    else:
        context.store.set("guest", guest)
    return {"Guest": guest}
