"""Alerts, posted to a real server and mailed to another."""

import socket
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from copydesk.flows.alert_settings import Alert
from copydesk.flows.alerts.notice import Notice, send
from copydesk.flows.alerts.watch import watch
from copydesk.flows.logs import set_up_logs
from copydesk.flows.settings import Settings
from copydesk.flows.source_settings import Source
from copydesk.storage.desk import Desk
from copydesk.storage.run_details import SilentSource
from tests.desks import document, new_desk, take
from tests.webhook import Webhook, receiving

NOTICE = Notice(
    "Harbour Post has brought nothing new", "silent", "/desks/harbour", "2024-05-01T12:00:00Z", "Harbour Post"
)


class Mailbox:
    """Keeps the mail it is given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802, ARG002
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@pytest.fixture
def webhook() -> Iterator[tuple[str, type[Webhook]]]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def mailbox() -> Iterator[tuple[int, Mailbox]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    yield port, box
    controller.stop(no_assert=True)


def test_a_notice_is_posted_as_json_and_mailed(
    webhook: tuple[str, type[Webhook]], mailbox: tuple[int, Mailbox]
) -> None:
    url, handler = webhook
    port, box = mailbox
    alert = Alert(
        webhook=url, mail_to=("ada@desk.example", "bo@desk.example"), smtp_host="127.0.0.1", smtp_port=port
    )
    send(NOTICE, alert)
    [posted] = handler.taken
    assert (posted["kind"], posted["source"], posted["text"]) == ("silent", "Harbour Post", NOTICE.text)
    [mail] = box.mails
    assert mail["To"] == "ada@desk.example, bo@desk.example"
    assert mail["Subject"] == "copydesk: Harbour Post has brought nothing new"
    assert "/desks/harbour" in mail.get_content()


def test_a_line_break_in_a_reason_forges_no_header(mailbox: tuple[int, Mailbox]) -> None:
    port, box = mailbox
    text = "refused: title\nBcc: eve@elsewhere.example"
    send(
        Notice(text, "failed", "/desks/harbour", "2024-05-01T12:00:00Z"),
        Alert(mail_to=("ada@desk.example",), smtp_host="127.0.0.1", smtp_port=port),
    )
    [mail] = box.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "copydesk: refused: title Bcc: eve@elsewhere.example"


def test_what_cannot_be_sent_is_logged_and_the_other_way_is_still_tried(
    webhook: tuple[str, type[Webhook]], caplog: pytest.LogCaptureFixture
) -> None:
    url, handler = webhook
    handler.answer = 500
    set_up_logs()
    send(NOTICE, Alert(webhook=url, mail_to=("ada@desk.example",), smtp_host="127.0.0.1", smtp_port=9))
    assert len(handler.taken) == 1
    told = " ".join(str(record.msg) for record in caplog.records)
    assert "HTTP Error 500" in told
    assert "ConnectionRefusedError" in told


def harbour(url: str, **alert: Any) -> Settings:
    source = Source(name="Harbour Post", location="harbour")
    return Settings(source=(source,), alert=Alert(webhook=url, **alert))


def silence(name: str) -> SilentSource:
    return SilentSource(name, datetime.fromisoformat("2024-05-01"), quiet_hours=99, usual_hours=24)


def test_a_silence_is_told_once_and_again_after_the_source_had_come_back(
    prefect_server: object, webhook: tuple[str, type[Webhook]], tmp_path: Path
) -> None:
    assert prefect_server
    url, handler = webhook
    desk, settings = new_desk(tmp_path), harbour(url)
    for silent in ([silence("Harbour Post"), silence("read once")],) * 2 + ([], [silence("Harbour Post")]):
        watch(desk, settings, silent)
    assert [posted["source"] for posted in handler.taken] == ["Harbour Post", "Harbour Post"]
    assert "nothing new for 4 days, where it rarely takes longer than 24 hours" in handler.taken[0]["text"]


def test_a_disk_that_fills_up_is_told_once(
    prefect_server: object, webhook: tuple[str, type[Webhook]], tmp_path: Path
) -> None:
    assert prefect_server
    url, handler = webhook
    desk = Desk(tmp_path)
    desk.create()
    take(desk, [document("The ferry stayed in the harbour.")])
    for _ in range(2):
        watch(desk, harbour(url, disk_factor=1e12), [])
    watch(desk, harbour(url), [])
    assert [posted["kind"] for posted in handler.taken] == ["disk"]
    assert "GB are free" in handler.taken[0]["text"]
