"""What the simulator tells of deliveries, and what can be set about them."""

from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import MAIL_FROM
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.notifications.outbox import DELIVERED, FAILED, PENDING

UNDELIVERED = [PENDING, FAILED]


def deliveries(
    context: Context,
    *,
    notification_id: str | None = None,
    undelivered: bool = False,
    limit: int | None = None,
) -> list[Document]:
    """Return deliveries, the latest first: all, those of a notification, or the undelivered."""
    where = {
        "NotificationId": notification_id,
        "Status": UNDELIVERED if undelivered else None,
    }
    records = context.store.select(
        "Delivery", EVERYWHERE, where, limit=-1 if limit is None else limit
    )
    return [record.document for record in records]


def outcomes(context: Context, notification_ids: list[str]) -> list[Document]:
    """Return how many targets have taken each notification, and how many have not."""
    return [
        {
            "Delivered": statuses.count(DELIVERED),
            "Undelivered": sum(status in UNDELIVERED for status in statuses),
        }
        for each in notification_ids
        for statuses in [[found["Status"] for found in deliveries(context, notification_id=each)]]
    ]


def settings(context: Context) -> Document:
    """Return where the simulator may send to, and how it sends mail."""
    store = context.store
    return {
        "Anywhere": store.setting("delivery.anywhere", 0) == 1,
        "MailServer": store.setting("delivery.smtp", ""),
        "MailFrom": store.setting("delivery.mail_from", MAIL_FROM),
    }


def change_settings(context: Context, changes: dict[str, Any]) -> Document:
    """Set those of `anywhere`, `smtp` and `mail_from` that are not None; return them all."""
    for name, value in changes.items():
        if value == "":
            context.store.forget(f"delivery.{name}")
        elif value is not None:
            context.store.set(f"delivery.{name}", value)
    return settings(context)
