"""What a server answered, as archives of the web keep it: its page or text taken out, the rest left."""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BufferedReader, BytesIO
from typing import Protocol
from urllib.parse import urlsplit

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.documents import page, plain_text
from copydesk.tasks.reading.lines import MAX_DOCUMENT_BYTES
from copydesk.tasks.reading.origin import Limits, Origin, Skipped, reject
from copydesk.tasks.reading.packing import Unpacked
from copydesk.tasks.text.formats import format_of, refusal

_HEAD_BYTES = 65_536
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
_UNTOLD = ("", "application/octet-stream", "application/http")
_DONE = range(200, 300)
_HEADER_ENDS = (b"\r\n\r\n", b"\n\n")


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
    if status not in _DONE:
        return Skipped(f"status {status}")
    kind = _kind(fields.get("content-type", ""), body)
    if kind is None:
        return Skipped(_media_type(fields.get("content-type", "")) or "unknown type")
    whole = _rest(block, beginning, body)
    if isinstance(whole, Reject):
        return whole
    try:
        decoded = _decoded(whole, fields)
    except _BrokenBodyError as error:
        return _refused(block, str(error), whole)
    if len(decoded) > MAX_DOCUMENT_BYTES:
        return _refused(block, f"unpacks to more than {MAX_DOCUMENT_BYTES:,} bytes", whole)
    return _document(block, decoded, kind)


def read_resource(block: Block) -> RawDocument | Reject | Skipped:
    """Return the document that a record holds without a server's answer around it."""
    beginning = block.stream.read(_HEAD_BYTES)
    kind = _kind(block.media_type, beginning)
    if kind is None:
        return Skipped(_media_type(block.media_type) or "unknown type")
    whole = _rest(block, beginning, beginning)
    return whole if isinstance(whole, Reject) else _document(block, whole, kind)


def _parted(data: bytes) -> tuple[tuple[int, dict[str, str]] | None, bytes]:
    """Return the status and the fields of an HTTP header, names in small letters, and what follows it."""
    ends = [(data.find(mark), len(mark)) for mark in _HEADER_ENDS if mark in data]
    if not ends or not data.startswith(b"HTTP/"):
        return None, data
    end, length = min(ends)
    first, *lines = data[:end].decode("latin-1").splitlines()
    status = first.partition(" ")[2][:3]
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return (int(status) if status.isdigit() else 0, fields), data[end + length :]


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


def _rest(block: Block, beginning: bytes, body: bytes) -> bytes | Reject:
    """Return the body, read to the end of its record."""
    if block.size > MAX_DOCUMENT_BYTES:
        return _refused(block, f"longer than {MAX_DOCUMENT_BYTES:,} bytes", beginning)
    rest = block.stream.read(block.size)
    read = len(beginning) + len(rest)
    if read < block.size:
        return _refused(block, f"cut short: {read:,} of {block.size:,} bytes", beginning + rest)
    return body + rest


def _decoded(body: bytes, fields: dict[str, str]) -> bytes:
    """Return a body as the server had it. Archives often keep it decoded and the header as it was."""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    coding = fields.get("content-encoding", "").lower()
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


def _document(block: Block, body: bytes, kind: str) -> RawDocument | Reject | Skipped:
    if not body.strip():
        return Skipped("empty")
    refused = refusal(body[:_HEAD_BYTES], "")
    if refused is not None:
        return _refused(block, refused, body)
    made = page(body, block.origin) if kind == "html" else plain_text(body, block.origin)
    if isinstance(made, Reject):
        return _refused(block, made.reason, body)
    return replace(
        made,
        url=block.url,
        external_id=None,
        captured_at=block.captured_at,
        source=_host(block.url) or made.source,
        location=block.place,
    )


def _host(url: str | None) -> str:
    """Return the host that a URL names: of what was captured from many it is the outlet."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:  # "http://[half an address"
        return ""


def _refused(block: Block, reason: str, payload: bytes) -> Reject:
    return reject(block.origin, "read", reason, payload, location=block.place)
