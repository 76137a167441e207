"""Faults that the user adds to rehearse what the service would do in trouble."""

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from gettext import pgettext
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import Context, resolve
from ecsops.simulator.engine.store import Record
from ecsops.simulator.engine.zones import zone_ids


class FaultKind(NamedTuple):
    """A kind of fault: what it means, and the fields that say where it strikes.

    `begins` and `ends` name the functions that act when one is added or cleared; most faults
    are only looked at by the handlers that they concern.
    """

    summary: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""


CALLS = ("Operation", "Times", "Probability")
"""Which calls are struck: of one operation, so many times, each with that probability."""

FAULTS = {
    "agent": FaultKind("The Cloud Assistant agent of an instance is offline.", ("InstanceId",)),
    "event": FaultKind(
        (
            "The service publishes a system event; DETAIL is TYPE or TYPE:STATE. Clearing the "
            "fault cancels it."
        ),
        ("InstanceId",),
        ("Detail",),
        begins="events.planned_by_service.fault_begins",
        ends="events.planned_by_service.fault_ends",
    ),
    "execution": FaultKind("The system events of an instance fail when executed.", ("InstanceId",)),
    "background": FaultKind(
        "System events occur at random, DETAIL events a day.",
        ("Detail",),
        begins="events.planned_by_service.background_begins",
        ends="events.planned_by_service.background_ends",
    ),
    "host": FaultKind(
        "A physical host fails; its instances recover on other hosts.",
        ("HostId",),
        begins="events.recovery.host_fails",
        ends="events.recovery.host_returns",
    ),
    "arrears": FaultKind(
        (
            "The account is overdue; pay-as-you-go instances stop. Clearing the fault tops up "
            "the account."
        ),
        begins="events.billing.arrears_begin",
        ends="events.billing.arrears_end",
    ),
    "expiration": FaultKind(
        "A subscription expires in three days. Clearing the fault renews it.",
        ("InstanceId",),
        begins="events.billing.expiration_begins",
        ends="events.billing.expiration_ends",
    ),
    "disk": FaultKind(
        "A disk fails; DETAIL is Degraded, SeverelyDegraded, Stalled or ErrorDetected.",
        ("DiskId", "Detail"),
        begins="events.disk_events.fault_begins",
        ends="events.disk_events.fault_ends",
    ),
    "stock": FaultKind(
        "A zone, a family, or a family in a zone is out of stock.",
        optional=("ZoneId", "InstanceTypeFamily"),
        ends="events.recovery.room_returns",
    ),
    "preemption": FaultKind(
        "A spot instance is reclaimed: it is released five minutes after a notice.",
        ("InstanceId",),
        begins="instances.transitions.preempt",
    ),
    "load": FaultKind(
        "An instance is under load; DETAIL is its CPU usage in percent.",
        ("InstanceId",),
        ("Detail",),
        begins="monitoring.activity_history.load_begins",
        ends="monitoring.activity_history.load_ends",
    ),
    "snapshot": FaultKind("Snapshots of a disk fail.", ("DiskId",)),
    "throttling": FaultKind(
        "Calls are throttled; DETAIL is CODE, or CODE:SECONDS to wait.",
        optional=(*CALLS, "Detail"),
        begins="faults.calls.check",
    ),
    "error": FaultKind(
        "Calls fail in the service; DETAIL is InternalError or ServiceUnavailable.",
        optional=(*CALLS, "Detail"),
        begins="faults.calls.check",
    ),
    "slow": FaultKind(
        "Calls are executed, and answered DETAIL seconds late.",
        ("Detail",),
        CALLS,
        begins="faults.calls.check",
    ),
    "lost": FaultKind(
        "Calls are executed, but their responses are lost.",
        optional=CALLS,
        begins="faults.calls.check",
    ),
}
"""The kinds of fault, by the word that `sim fault add` takes."""

OF_CALLS = tuple(name for name, kind in FAULTS.items() if set(CALLS) <= {*kind.optional})
"""The kinds of faults on calls of any operation."""


STRUCK = {"DiskId": "Disk", "HostId": "Host", "InstanceId": "Instance"}
"""The fields of a fault that name a record, and its kind."""


def misfits(kind: str, given: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the fields that a fault of the kind lacks, and those it has no use for."""
    known = FAULTS[kind]
    missing = [name for name in known.required if name not in given]
    return missing, sorted(given.keys() - {*known.required, *known.optional})


def add(context: Context, kind: str, fields: Mapping[str, Any]) -> Document:
    """Add a fault and return its document. Raises EcsopsError for one that makes no sense."""
    if kind not in FAULTS:
        raise EcsopsError(_("No such kind of fault: {kind}.").format(kind=kind))
    if wrong := [name for names in misfits(kind, fields) for name in names]:
        raise EcsopsError(
            _("A fault of kind {kind} requires, or does not accept, {names}.").format(
                kind=kind, names=", ".join(wrong)
            )
        )
    check_place(context, fields)
    number = context.number()
    document = {
        "FaultId": f"fault-{number}",
        "Kind": kind,
        "RegionId": context.region_id,
        "Since": iso_seconds(context.now),
        **fields,
    }
    record = Record(document["FaultId"], context.region_id, document, {})
    context.store.insert("Fault", record)
    if begins := FAULTS[kind].begins:
        resolve(begins)(context, record)
    return document


def check_place(context: Context, fields: Mapping[str, Any]) -> None:
    """Raise EcsopsError where a fault would strike what the region has not."""
    for field, kind in STRUCK.items():
        if field in fields:
            existing(context, kind, fields[field])
    zone = fields.get("ZoneId")
    if zone is not None and zone not in zone_ids(context.region_id):
        raise absent(context, "Zone", zone)


def listed(context: Context) -> list[Document]:
    """Return the faults that are in force, in every region."""
    return [record.document for record in context.store.select("Fault", None)]


def clear_all(context: Context, fault_ids: Sequence[str]) -> list[Document]:
    """End these faults, or all where none is named; return those that were ended."""
    ended = context.store.select("Fault", None, {"id": list(fault_ids) or None})
    for record in ended:
        clear(context.at(context.now, record.region_id), record)
    return [record.document for record in ended]


def clear(context: Context, record: Record) -> None:
    """End a fault."""
    context.store.delete("Fault", record.id)
    if ends := FAULTS[record.document["Kind"]].ends:
        resolve(ends)(context, record)


def struck(context: Context, fault: Record, kind: str, field: str) -> Record:
    """Return the record of the kind that a field of the fault names; see `existing`."""
    return existing(context, kind, fault.document[field])


def existing(context: Context, kind: str, record_id: str) -> Record:
    """Return the record of that id. Raises EcsopsError when there is none in the region."""
    record = context.store.get(kind, record_id)
    if record is None or record.region_id != context.region_id:
        raise absent(context, kind, record_id)
    return record


def absent(context: Context, kind: str, name: str) -> EcsopsError:
    """Return the error for what is not in the region."""
    return EcsopsError(
        _("No such {kind} in {region}: {name}.").format(
            kind=pgettext("Record", kind), name=name, region=context.region_id
        )
    )


def active(context: Context, kind: str, **fields: str) -> Record | None:
    """Return a fault of this kind in the region that strikes here, or None.

    A fault strikes where each of the fields has its value; one that it leaves open fits all.
    """
    for record in context.store.select("Fault", context.region_id, {"Kind": kind}):
        if all(record.document.get(name) in (None, value) for name, value in fields.items()):
            return record
    return None
