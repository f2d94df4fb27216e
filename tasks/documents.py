"""Raw documents and rejects as they are made of files, lines and pages."""

import re
from dataclasses import dataclass, replace

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.text import extract
from copydesk.tasks.text.decode import declared_charset, decode
from copydesk.tasks.text.json_lines import read_record

# What a reject keeps of its input; what is longer can be read again at its place.
MAX_PAYLOAD_BYTES = 1_000_000

_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream comes from: what its documents and rejects have in common.

    `outlet` is who its documents are from unless they say it themselves; `name` is the file's.
    """

    feed: str
    outlet: str
    uri: str
    name: str

    @property
    def ending(self) -> str:
        """The file's ending in small letters, with its dot, or nothing: "Budget v1.2" has none."""
        found = _ENDING.search(self.name)
        return found.group().lower() if found else ""

    @property
    def external_id(self) -> str | None:
        """The file's name without its ending."""
        return _ENDING.sub("", self.name) or self.name or None


def plain_text(data: bytes, origin: Origin) -> RawDocument | Reject:
    """Return the document that a file of text is."""
    decoded = decode(data)
    if not decoded.text.strip():
        return reject(origin, "read", "empty", data)
    return RawDocument(
        source=origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type="text/plain",
        text=decoded.text,
        external_id=origin.external_id,
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        original=data if decoded.replaced else None,
    )


def page(html: bytes, origin: Origin) -> RawDocument:
    """Return a page that is still to be opened."""
    return RawDocument(
        source=origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type="text/html",
        text="",
        external_id=origin.external_id,
        html=html,
    )


def record(line: bytes, origin: Origin, location: str) -> RawDocument:
    """Return the document that a line of JSON is; raises UnreadableRecordError where it is none."""
    given = read_record(line)
    return RawDocument(
        source=given.source or given.publisher or origin.outlet,
        feed=origin.feed,
        uri=origin.uri,
        media_type="application/json",
        text=given.text,
        external_id=given.external_id,
        url=given.url,
        title=given.title,
        author=given.author,
        publisher=given.publisher,
        published_at=given.published_at,
        published_precision=given.published_precision,
        published_from="document" if given.published_at else None,
        language=given.language,
        extra=given.extra,
        captured_at=given.captured_at,
        encoding=given.encoding,
        replaced=given.replaced,
        original=line if given.replaced else None,
        location=location,
    )


def open_page(document: RawDocument) -> RawDocument | Reject:
    """Return a page with its text and what it says about itself; what came with it stands before that."""
    html = document.html or b""
    decoded = decode(html, declared_charset(html))
    try:
        found = extract.read_page(decoded.text)
    except extract.UnreadablePageError as error:
        origin = Origin(document.feed, document.source, document.uri, "")
        return reject(origin, "extract", str(error), html)
    return replace(
        _dated(document, found),
        text=found.text,
        url=document.url or found.url,
        title=document.title or found.title,
        author=document.author or found.author,
        publisher=document.publisher or found.site_name,
        language=document.language or found.language,
        encoding=decoded.encoding,
        replaced=min(decoded.replaced, found.text.count("\ufffd")),
    )


def _dated(document: RawDocument, found: extract.Page) -> RawDocument:
    if document.published_at is not None or found.published_at is None:
        return document
    return replace(
        document,
        published_at=found.published_at,
        published_precision=found.published_precision,
        published_from="page",
    )


def reject(
    origin: Origin,
    stage: str,
    reason: str,
    payload: bytes,
    *,
    location: str | None = None,
    retriable: bool = False,
) -> Reject:
    """Return a refusal with the beginning of what was refused."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        reason = f"{reason}; the first {MAX_PAYLOAD_BYTES:,} bytes are kept"
    return Reject(
        source=origin.feed,
        uri=origin.uri,
        location=location,
        stage=stage,
        reason=reason,
        retriable=retriable,
        payload=payload[:MAX_PAYLOAD_BYTES],
    )
