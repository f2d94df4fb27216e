"""What somebody is told, and how it is sent."""

import json
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from typing import Literal

import structlog

from copydesk.flows.alert_settings import Alert

TIMEOUT_SECONDS = 20.0
PASSWORD = "COPYDESK_SMTP_PASSWORD"  # noqa: S105 - where it stands, not what it is
log = structlog.stdlib.get_logger("copydesk")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is wrong: `text` says all of it in a line; `at` is ISO 8601, UTC."""

    text: str
    kind: Literal["failed", "silent", "disk"]
    desk: str
    at: str
    source: str | None = None
    run: str | None = None
    url: str | None = None


def send(notice: Notice, alert: Alert) -> None:
    """Send a notice by each way that is set up; what can't be sent is logged, and fails nothing."""
    if alert.webhook is not None:
        with _logged("webhook", notice):
            post(notice, alert.webhook)
    if alert.mail_to:
        with _logged("mail", notice):
            mail(notice, alert)


def post(notice: Notice, url: str) -> None:
    """POST a notice as JSON; raises OSError when it is not taken."""
    body = json.dumps(asdict(notice), ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - checked: http
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
        pass


def mail(notice: Notice, alert: Alert) -> None:
    """Mail a notice; raises OSError when it is not taken."""
    message = EmailMessage()
    message["From"] = alert.mail_from
    message["To"] = ", ".join(alert.mail_to)
    message["Subject"] = " ".join(f"copydesk: {notice.text}".split())[:200]
    told = {name: value for name, value in asdict(notice).items() if value is not None}
    message.set_content("\n".join(f"{name:<7}{value}" for name, value in told.items()) + "\n")
    with _smtp(alert) as server:
        if alert.smtp_user is not None:
            server.login(alert.smtp_user, os.environ.get(PASSWORD, ""))
        server.send_message(message)


@contextmanager
def _smtp(alert: Alert) -> Iterator[smtplib.SMTP]:
    if alert.smtp_security == "tls":
        with smtplib.SMTP_SSL(
            alert.smtp_host, alert.smtp_port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        ) as server:
            yield server
        return
    with smtplib.SMTP(alert.smtp_host, alert.smtp_port, timeout=TIMEOUT_SECONDS) as server:
        if alert.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        yield server


@contextmanager
def _logged(way: str, notice: Notice) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # smtplib's errors and urllib's are OSErrors
        log.warning("alert not sent", by=way, about=notice.text, error=f"{type(error).__name__}: {error}")
