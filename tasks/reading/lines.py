"""The lines of a stream, in bounded memory, and the records of JSON lines."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from io import BufferedReader, TextIOWrapper
from typing import NamedTuple

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.documents import document_of
from copydesk.tasks.reading.origin import Content, Origin, reject
from copydesk.tasks.text.decode import wide_encoding
from copydesk.tasks.text.json_lines import read_record
from copydesk.tasks.text.records import UnreadableRecordError

# One file that is a document, or one line that is a record. A long book has 3 MB; what is larger is a
# fault in the file, and would fill a worker's memory.
MAX_DOCUMENT_BYTES = 32_000_000

_MARK = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line of a stream, without its line end. Of one that is too long, `data` is the beginning.

    The last line of a stream may be without an end: then it `is_open`, and cut short if the stream is.
    """

    number: int
    data: bytes
    size: int
    is_open: bool = False
    digest: str | None = None


def read_json_lines(content: Content) -> Iterator[RawDocument | Reject]:
    """Return the record of each line."""
    found = content.lines_read > 0  # they stand before the stream
    for line in lines(content):
        found = True
        cut = content.cut() if line.is_open else None
        if cut is None:
            yield _read_line(line, content.origin)
        else:
            yield reject(content.origin, "read", cut, line.data, location=f"line {line.number}")
    if not found and content.fault() is None:
        yield reject(content.origin, "read", "empty", content.head)


def lines(content: Content) -> Iterator[Line]:
    """Return the lines of a stream: UTF-16 as UTF-8, blank ones left out."""
    wide = wide_encoding(content.head)
    source = Recoded(content.stream, wide) if wide else content.stream
    while line := source.readline(MAX_DOCUMENT_BYTES + 1):
        content.lines_read += 1
        number = content.lines_read
        if len(line) > MAX_DOCUMENT_BYTES:
            yield _long_line(number, line, source)
            continue
        data = line.removeprefix(_MARK).strip()
        if data:
            yield Line(number, data, len(data), is_open=not line.endswith(b"\n"))


class Recoded:
    """The lines of a UTF-16 stream in UTF-8."""

    def __init__(self, stream: BufferedReader, encoding: str) -> None:
        self._text = TextIOWrapper(stream, encoding, "replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        """Return a line, or as much of it as `limit` characters."""
        return self._text.readline(limit).encode("utf-8", "replace")

    def read(self, limit: int) -> bytes:
        """Return up to `limit` characters."""
        return self._text.read(limit).encode("utf-8", "replace")


def _read_line(line: Line, origin: Origin) -> RawDocument | Reject:
    place = f"line {line.number}"
    if line.digest is not None:
        reason = f"a line of {line.size:,} bytes (blake2b {line.digest}), longer than {MAX_DOCUMENT_BYTES:,}"
        return replace(reject(origin, "read", reason, line.data, location=place), payload_bytes=line.size)
    return read_one(line.data, origin, place)


def read_one(
    data: bytes, origin: Origin, place: str | None, media_type: str = "application/json"
) -> RawDocument | Reject:
    """Return the record that is written in JSON, from a line or from elsewhere."""
    try:
        record = read_record(data, origin.handling.notation)
    except UnreadableRecordError as error:
        again = {"as": "record", "media_type": media_type}
        return reject(origin, "parse", str(error), data, location=place, again=again)
    document = document_of(record, origin, place, media_type)
    return replace(document, original=data) if record.replaced else document


def _long_line(number: int, beginning: bytes, source: BufferedReader | Recoded) -> Line:
    """Read a line to its end without keeping it."""
    digest, size, part = blake2b(digest_size=16), 0, beginning
    while part:
        digest.update(part)
        size += len(part)
        part = b"" if part.endswith(b"\n") else source.readline(MAX_DOCUMENT_BYTES)
    return Line(number, beginning, size, digest=digest.hexdigest())
