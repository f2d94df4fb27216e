"""Raw documents as they are made of texts, pages and records."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from copydesk.storage.records import Listed, RawDocument, Reject
from copydesk.tasks.reading.keeping import written
from copydesk.tasks.reading.origin import WHOLE, Origin, reject
from copydesk.tasks.text import extract
from copydesk.tasks.text.decode import declared_charset, decode
from copydesk.tasks.text.records import Record
from copydesk.tasks.text.urls import is_web, page_url


class Capture(NamedTuple):
    """Where and when a page or a text was captured, who it is from, and its place in the file."""

    url: str | None = None
    outlet: str | None = None
    captured_at: datetime | None = None
    location: str | None = None


FROM_FILE = Capture()


def plain_text(data: bytes, origin: Origin, capture: Capture = FROM_FILE) -> RawDocument | Reject:
    """Return the document that a file of text is."""
    decoded = decode(data)
    if not decoded.text.strip():
        return reject(origin, "read", "empty", data, again=WHOLE)
    return RawDocument(
        source=capture.outlet or origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type="text/plain",
        text=decoded.text,
        external_id=None if capture.url else origin.external_id,
        url=capture.url,
        captured_at=capture.captured_at,
        location=capture.location,
        language=origin.handling.language,
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        original=data if decoded.replaced else None,
    )


def page(html: bytes, origin: Origin, capture: Capture = FROM_FILE) -> RawDocument:
    """Return a page that is still to be opened."""
    return RawDocument(
        source=capture.outlet or origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type="text/html",
        text="",
        external_id=None if capture.url else origin.external_id,
        url=capture.url,
        captured_at=capture.captured_at,
        location=capture.location,
        language=origin.handling.language,
        time_zone=_zone(origin),
        html=html,
    )


def document_of(record: Record, origin: Origin, location: str | None, media_type: str) -> RawDocument:
    """Return the document that a record is; one that has a page in place of a text is still to be opened."""
    return RawDocument(
        source=record.source or record.publisher or origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type=media_type,
        text=record.text,
        external_id=record.external_id,
        url=record.url,
        title=record.title,
        author=record.author,
        publisher=record.publisher,
        published_at=record.published_at,
        published_precision=record.published_precision,
        published_from="document" if record.published_at else None,
        language=record.language or origin.handling.language,
        extra=record.extra,
        captured_at=record.captured_at,
        encoding=record.encoding,
        replaced=record.replaced,
        location=location,
        time_zone=_zone(origin),
        html=None if record.html is None else record.html.encode("utf-8", "replace"),
    )


def open_page(document: RawDocument) -> RawDocument | Reject:
    """Return a page with its text and what it says about itself; what came with it stands before that."""
    html = document.html or b""
    # Of a page that was asked for, the server says the charset.
    told = document.encoding if document.listed is not None else None
    decoded = decode(html, told or declared_charset(html))
    try:
        found = extract.read_page(decoded.text, ZoneInfo(document.time_zone) if document.time_zone else None)
    except extract.UnreadablePageError as error:
        return refused(document, "extract", str(error))
    listed = document.listed or Listed()
    return replace(
        _dated(document, found, listed),
        text=found.text,
        url=_url(document, found),
        title=document.title or found.title or listed.title,
        author=document.author or found.author or listed.author,
        publisher=document.publisher or found.site_name,
        language=document.language or found.language or listed.language,
        encoding=decoded.encoding,
        replaced=min(decoded.replaced, found.text.count("\ufffd")),
    )


def _url(document: RawDocument, found: extract.Page) -> str | None:
    """Return what a page goes by; one that was asked for at a URL may know a better one."""
    if document.listed is not None and document.url is not None:
        return page_url(document.url, found.url)
    return document.url or (found.url if is_web(found.url or "") else None)


def refused(document: RawDocument, stage: str, reason: str) -> Reject:
    """Return the refusal of a document, with its page or text and all that was known of it."""
    data = document.text.encode("utf-8", "replace") if document.html is None else document.html
    return replace(
        reject(
            Origin(document.feed, document.source, document.uri, ""),
            stage,
            reason,
            data,
            location=document.location,
            # What cleaning leaves nothing of, other rules may; what is no page to one may be to another.
            retriable=stage == "clean",
            again=WHOLE,
        ),
        given=written(document),
    )


def _dated(document: RawDocument, found: extract.Page, listed: Listed) -> RawDocument:
    if document.published_at is not None:
        return document
    tellers = {
        "page": (found.published_at, found.published_precision),
        "feed": (listed.published_at, listed.published_precision),
    }
    teller = "feed" if _is_better(listed, found) else "page"
    at, precision = tellers[teller]
    if at is None:
        return document
    return replace(document, published_at=at, published_precision=precision, published_from=teller)


def _is_better(listed: Listed, found: extract.Page) -> bool:
    """Tell whether a feed dates a page that tells no date, or the same one less exactly."""
    if listed.published_at is None or found.published_at is None:
        return listed.published_at is not None
    is_exacter = found.published_precision == "day" and listed.published_precision in ("second", "minute")
    return is_exacter and abs(listed.published_at - found.published_at) < timedelta(days=1)


def _zone(origin: Origin) -> str | None:
    zone = origin.handling.notation.zone
    return None if zone is None else str(zone)
