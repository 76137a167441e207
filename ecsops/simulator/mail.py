"""Real mail through the SMTP server that the user has configured."""

import smtplib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from time import monotonic
from typing import Any

from ecsops.catalogue.model import Document

FROM = "ecsops-simulator@localhost"
"""The sender of mail unless the user has set another."""


def sender(
    endpoint: Document, settings: Mapping[str, Any], until: float
) -> Callable[[Document], tuple[bool, bool, str]]:
    """Return the function that sends `{Subject, Text}` to the endpoint's address."""
    host, _, port = str(settings.get("smtp", "")).rpartition(":")

    def send(body: Document) -> tuple[bool, bool, str]:
        if not host:
            return False, False, "no mail server is configured any more"
        message = EmailMessage()
        message["From"] = settings.get("mail_from", FROM)
        message["To"] = endpoint["Address"]
        message["Subject"] = body["Subject"]
        message.set_content(body["Text"])
        try:
            with smtplib.SMTP(host, int(port), timeout=max(until - monotonic(), 0.01)) as server:
                server.send_message(message)
        except smtplib.SMTPResponseException as error:
            return False, True, f"{error.smtp_code} {error.smtp_error!r}"
        except smtplib.SMTPRecipientsRefused as error:
            return (
                False,
                True,
                "; ".join(f"{code} {text!r}" for code, text in error.recipients.values()),
            )
        except (OSError, smtplib.SMTPException) as error:
            return False, False, f"no mail server ({type(error).__name__})"
        return True, True, "250 taken by the mail server"

    return send
