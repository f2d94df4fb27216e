"""ARC files, the forerunners of WARC: a line of URL, address, time, type and length before each answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.origin import MAX_PAYLOAD_BYTES, Content, Origin, Skipped, reject
from copydesk.tasks.reading.responses import Block, read_response
from copydesk.tasks.text.times import moment

_MAX_LINE_BYTES = 65_536
_TIME = re.compile(r"[0-9]{14,18}")
_LENGTH = re.compile(r"[0-9]{1,15}")
_STEP_BYTES = 1 << 16
# How many fields follow the URL, which may hold blanks itself, by the version that the file gives.
_FIELDS = {b"1": 4, b"2": 9}


def read_arc(content: Content) -> Iterator[RawDocument | Reject | Skipped]:
    """Return what the records hold; a place is the offset of a record in the file, packed or not."""
    stream = content.stream
    fields, offset, broken = _FIELDS[b"1"], 0, b""
    while line := stream.readline(_MAX_LINE_BYTES):
        start, offset = offset, offset + len(line)
        header = _header(line, fields)
        if header is None:
            # A record whose length is wrong ends somewhere; the next line that begins one will tell.
            broken += line[: MAX_PAYLOAD_BYTES - len(broken)] if broken or line.strip() else b""
            continue
        if broken:
            yield _broken(content, broken, start)
            broken = b""
        part = _Part(stream, header.size)
        if header.url.startswith("filedesc://"):
            fields = _FIELDS.get(part.read(1), fields)
            yield Skipped("filedesc")
        else:
            yield read_response(_block(header, part, start, content.origin))
        part.skip()
        offset += header.size
    if broken:
        yield _broken(content, broken, offset)


def _broken(content: Content, broken: bytes, end: int) -> Reject:
    reason = content.cut() or "no ARC record"
    return reject(content.origin, "read", reason, broken, location=f"before byte {end:,}")


@dataclass(frozen=True, slots=True)
class _Header:
    url: str
    time: str
    media_type: str
    size: int


def _header(line: bytes, fields: int) -> _Header | None:
    """Return what the line before a record says: URL, address, time, type, and the length last."""
    url, *rest = line.decode("utf-8", "replace").strip().rsplit(" ", fields)
    if len(rest) < fields or ":" not in url or not (_TIME.fullmatch(rest[1]) and _LENGTH.fullmatch(rest[-1])):
        return None
    return _Header(url, rest[1], rest[2], int(rest[-1]))


def _block(header: _Header, part: "_Part", start: int, origin: Origin) -> Block:
    time = header.time[:14]
    written = f"{time[:4]}-{time[4:6]}-{time[6:8]}T{time[8:10]}:{time[10:12]}:{time[12:14]}Z"
    found = moment(written)
    return Block(
        origin=origin,
        place=f"byte {start:,}",
        url=header.url,
        captured_at=found[0] if found else None,
        media_type=header.media_type,
        size=header.size,
        stream=part,
    )


class _Part:
    """So many bytes of a stream."""

    def __init__(self, stream: BufferedReader, size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes of the part."""
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data

    def skip(self) -> None:
        """Go to the end of the part."""
        while self._left and self.read(_STEP_BYTES):
            pass
