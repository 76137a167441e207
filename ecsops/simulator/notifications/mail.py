"""Real mail through the SMTP server that the user has configured."""

import smtplib
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from time import monotonic
from typing import Any

from ecsops.catalogue.model import Document
from ecsops.simulator.assumptions import MAIL_FROM
from ecsops.simulator.notifications.outbox import Verdict


def sender(
    endpoint: Document, settings: Mapping[str, Any], until: float
) -> Callable[[Document], Verdict]:
    """Return the function that sends `{Subject, Text}` to the endpoint's address."""
    host, _, port = str(settings.get("smtp", "")).rpartition(":")

    def send(body: Document) -> Verdict:
        if not host:
            return False, False, "no mail server is configured any more"
        message = EmailMessage()
        message["From"] = settings.get("mail_from", MAIL_FROM)
        message["To"] = endpoint["Address"]
        message["Subject"] = body["Subject"]
        message.set_content(body["Text"])
        return sent(message, host, int(port), timeout_s=max(until - monotonic(), 0.01))

    return send


def sent(message: EmailMessage, host: str, port: int, *, timeout_s: float) -> Verdict:
    """Give a message to the mail server; return what became of it."""
    try:
        server = smtplib.SMTP(host, port, timeout=timeout_s)
        try:
            server.send_message(message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        ((code, text),) = error.recipients.values()
        return False, True, f"{code} {text.decode(errors='replace')}"
    except smtplib.SMTPResponseException as error:
        return False, True, f"{error.smtp_code} {said(error.smtp_error)}"
    except (OSError, smtplib.SMTPException) as error:
        return False, False, f"no mail server ({type(error).__name__})"
    return True, True, "taken by the mail server"


def said(text: bytes | str) -> str:
    """Return what a mail server said."""
    return text.decode(errors="replace") if isinstance(text, bytes) else text
