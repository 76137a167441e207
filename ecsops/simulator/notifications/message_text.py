"""Notifications in the words that people get: mail, chat, text messages, in two languages.

The document says that these are made readable and not how; the wording is ours.
"""

from ecsops.catalogue.cms.notifications.contacts import Language
from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS
from ecsops.catalogue.model import Document

LABELS = {
    Language.ENGLISH: {
        "Event": "name",
        "Resource": "resourceId",
        "Region": "regionId",
        "Time": "eventTime",
    },
    Language.CHINESE: {
        "事件": "name",
        "资源": "resourceId",
        "地域": "regionId",
        "时间": "eventTime",
    },
}


def title(told: Document, language: str) -> str:
    """Return one line: level and what happened; an alarm says that itself."""
    said = told["name"]
    if event := NOTIFICATIONS.get(said):
        said = event.text.english if language == Language.ENGLISH else event.text.chinese
    return f"[{told['level']}] {said}"


def lines(told: Document, language: str) -> list[str]:
    """Return the facts of the notification, one to a line."""
    labels = LABELS[Language(language)]
    facts = [f"{label}: {told[field]}" for label, field in labels.items()]
    return facts + [f"{field}: {value}" for field, value in told["content"].items()]


def as_text(told: Document, language: str) -> Document:
    """Return the notification as a message without form."""
    return {"Text": f"{title(told, language)} {told['resourceId']}"}


def as_mail(told: Document, language: str) -> Document:
    """Return the notification as a mail."""
    return {
        "Subject": title(told, language),
        "Text": "\n".join([title(told, language), "", *lines(told, language)]),
    }


def as_ding_talk(told: Document, language: str) -> Document:
    """Return the notification as a robot of DingTalk takes it: a message in Markdown."""
    text = "\n".join(
        [f"### {title(told, language)}", "", *(f"- {line}" for line in lines(told, language))]
    )
    return {"msgtype": "markdown", "markdown": {"title": title(told, language), "text": text}}
