"""What a server answered, as archives of the web keep it: its page or text taken out, the rest left."""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader, BytesIO
from typing import Protocol

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.documents import Capture, page, plain_text
from copydesk.tasks.reading.lines import MAX_DOCUMENT_BYTES
from copydesk.tasks.reading.origin import Limits, Origin, Skipped, reject
from copydesk.tasks.reading.packing import Unpacked
from copydesk.tasks.text.formats import format_of, refusal

_HEAD_BYTES = 65_536
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
_UNTOLD = ("", "application/octet-stream", "application/http")
_DONE = range(200, 300)
_HEADER = re.compile(rb"HTTP/[^\s]{0,9} ?(?P<status>\d{3})?(?s:.*?)\r?\n\r?\n")
_FIELDS = {
    name: re.compile(rb"^%b[ \t]*:([^\r\n]*)" % name.encode(), re.IGNORECASE | re.MULTILINE)
    for name in ("content-type", "transfer-encoding", "content-encoding")
}
_HOST = re.compile(r"[a-z]+://(?:[^/?#@]*@)?(?:www\.)?([^/?#:@]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One record of an archive: where it stands, what it is of, and `size` bytes to be read."""

    origin: Origin
    place: str
    url: str | None
    captured_at: datetime | None
    media_type: str
    size: int
    stream: "Readable"


class Readable(Protocol):
    """What can be read."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


class _BrokenBodyError(ValueError):
    """A body that cannot be unpacked to its end."""


def read_response(block: Block) -> RawDocument | Reject | Skipped:
    """Return the document in a server's answer; an answer that is no page or no text is passed over."""
    beginning = block.stream.read(_HEAD_BYTES)
    header, body = _parted(beginning)
    if header is None:
        return _refused(block, "no end of the HTTP header", beginning)
    status, fields = header
    media_type = _field(fields, "content-type")
    if status not in _DONE:
        return Skipped(f"status {status}")
    kind = _kind(media_type, body)
    if kind is None:
        return Skipped(_media_type(media_type) or "unknown type")
    whole = _whole(block, beginning)
    if isinstance(whole, Reject):
        return whole
    try:
        decoded = _decoded(whole[len(beginning) - len(body) :], fields)
    except _BrokenBodyError as error:
        return _refused(block, str(error), whole, "response")
    if len(decoded) > MAX_DOCUMENT_BYTES:
        return _refused(block, f"unpacks to more than {MAX_DOCUMENT_BYTES:,} bytes", whole, "response")
    made = _document(block, decoded, kind)
    return _refused(block, made, whole, "response") if isinstance(made, str) else made


def read_resource(block: Block) -> RawDocument | Reject | Skipped:
    """Return the document that a record holds without a server's answer around it."""
    beginning = block.stream.read(_HEAD_BYTES)
    kind = _kind(block.media_type, beginning)
    if kind is None:
        return Skipped(_media_type(block.media_type) or "unknown type")
    whole = _whole(block, beginning)
    if isinstance(whole, Reject):
        return whole
    made = _document(block, whole, kind)
    return _refused(block, made, whole, "resource") if isinstance(made, str) else made


def _parted(data: bytes) -> tuple[tuple[int, bytes] | None, bytes]:
    """Return the status and the header of an answer, and what follows it."""
    found = _HEADER.match(data)
    if found is None:
        return None, data
    return (int(found["status"] or 0), found.group()), data[found.end() :]


def _field(header: bytes, name: str) -> str:
    """Return the value of a field, in small letters."""
    found = _FIELDS[name].search(header)
    return found.group(1).decode("latin-1").strip().lower() if found else ""


def _kind(media_type: str, beginning: bytes) -> str | None:
    """Return whether a body is html or text, by what it is said to be or else by how it begins."""
    said = _media_type(media_type)
    if said in _HTML:
        return "html"
    if said in _TEXT:
        return "text"
    if said in _UNTOLD and refusal(beginning, "") is None and format_of(beginning, "") == "html":
        return "html"
    return None


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _whole(block: Block, beginning: bytes) -> bytes | Reject:
    """Return the record, read to its end."""
    if block.size > MAX_DOCUMENT_BYTES:
        return _refused(block, f"longer than {MAX_DOCUMENT_BYTES:,} bytes", beginning)
    rest = block.stream.read(block.size)
    read = len(beginning) + len(rest)
    if read < block.size:
        return _refused(block, f"cut short: {read:,} of {block.size:,} bytes", beginning + rest)
    return beginning + rest


def _decoded(body: bytes, header: bytes) -> bytes:
    """Return a body as the server had it. Archives often keep it decoded and the header as it was."""
    if "chunked" in _field(header, "transfer-encoding"):
        body = _unchunked(body)
    coding = _field(header, "content-encoding")
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _gunzipped(body)
    if coding == "deflate":
        return _inflated(body)
    return _without_brotli(body) if coding == "br" else body


def _unchunked(body: bytes) -> bytes:
    """Return the chunks of a body joined; a body that is not made of chunks as it is."""
    parts: list[bytes] = []
    start = 0
    while True:
        end = body.find(b"\r\n", start, start + 40)
        size = body[start:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(parts) or body
        if length <= 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        start = end + 2 + length + 2


def _gunzipped(body: bytes) -> bytes:
    stream = Unpacked(BytesIO(body), "gzip", Limits())
    unpacked = BufferedReader(stream).read(MAX_DOCUMENT_BYTES + 1)
    if stream.fault is not None:
        raise _BrokenBodyError(f"cut short: {stream.fault}")
    return unpacked


def _inflated(body: bytes) -> bytes:
    """Return what is deflated, with or without the header it should have."""
    import zlib

    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(body, MAX_DOCUMENT_BYTES + 1)
        except zlib.error:
            continue
    return body


def _without_brotli(body: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    reader, unpacked = BrotliReader(BytesIO(body)), b""
    try:
        while len(unpacked) <= MAX_DOCUMENT_BYTES and (part := reader.read(MAX_DOCUMENT_BYTES)):
            unpacked += part
    except OSError:
        return body
    return unpacked or body


def _document(block: Block, body: bytes, kind: str) -> RawDocument | Skipped | str:
    """Return the document that a body is, or why it is none."""
    if not body.strip():
        return Skipped("empty")
    refused = refusal(body[:_HEAD_BYTES], "")
    if refused is not None:
        return refused
    make = page if kind == "html" else plain_text
    made = make(body, block.origin, Capture(block.url, _host(block.url), block.captured_at, block.place))
    return made.reason if isinstance(made, Reject) else made


def _host(url: str | None) -> str | None:
    """Return the host that a URL names: of what was captured from many it is the outlet."""
    found = _HOST.match(url or "")
    return found.group(1).lower() if found else None


def _refused(block: Block, reason: str, payload: bytes, kind: str | None = None) -> Reject:
    """Return the refusal of a record; of a whole one `kind` says how it is to be read again."""
    captured_at = block.captured_at and block.captured_at.isoformat()
    again = {"as": kind, "url": block.url, "captured_at": captured_at, "media_type": block.media_type}
    return reject(block.origin, "read", reason, payload, location=block.place, again=again if kind else None)
