"""Archives of the web: WARC files, by fastwarc.

A record that holds a page or a text is a document; requests, metadata, pictures and the like are passed over
and counted. A record that cannot be read is a reject, and reading goes on with the next that can be found.
"""

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from io import BufferedReader
from typing import TYPE_CHECKING

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.origin import Content, Origin, Skipped, reject
from copydesk.tasks.reading.responses import Block, read_resource, read_response
from copydesk.tasks.text.times import moment

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MARK = b"WARC/"
_CHUNK_BYTES = 1 << 16
# fastwarc reads a little ahead; what it was fed last is kept, to find the next record after a broken one.
_KEPT_CHUNKS = 16


def read_warc(content: Content) -> Iterator[RawDocument | Reject | Skipped]:
    """Return what the records hold; a place is the offset of a record, in a packed file when unpacked."""
    from fastwarc.warc import ArchiveIterator

    feed = _Feed(content.stream)
    while True:
        begun, last = feed.start, None
        try:
            for record in ArchiveIterator(feed, parse_http=False, stream_detect=False, fsspec_args=False):
                last = begun + record.stream_pos, record.content_length
                yield _read_record(record, last[0], content.origin)
        except (OSError, ValueError) as error:
            if feed.error is not None:
                raise feed.error from error
            place = feed.end_of(*last) if last else begun
            broken = feed.go_to_next_record(place)
            location = f"byte {place:,}"
            yield reject(content.origin, "read", f"broken WARC record: {error}", broken, location=location)
            if feed.is_at_end:
                return
        else:
            if last is None and content.fault() is None:
                yield reject(content.origin, "read", "no WARC record", content.head)
            return


def _read_record(record: "WarcRecord", offset: int, origin: Origin) -> RawDocument | Reject | Skipped:
    kind = str(record.record_type)
    if kind not in ("response", "resource", "conversion"):
        return Skipped(kind)
    headers = record.headers
    url = (headers.get("WARC-Target-URI") or "").strip("<> ")
    if url.startswith("metadata:"):  # wget's log and arguments
        return Skipped("metadata")
    block = Block(
        origin=origin,
        place=f"byte {offset:,}",
        url=url or None,
        captured_at=_time(headers.get("WARC-Date")),
        media_type=headers.get("Content-Type") or "",
        size=record.content_length,
        stream=record.reader,
    )
    is_answer = block.media_type.startswith("application/http")
    return read_response(block) if is_answer else read_resource(block)


def _time(given: str | None) -> datetime | None:
    found = moment(given)
    return found[0] if found else None


class _Feed:
    """A stream as fastwarc reads it, which can go on after a broken record.

    `start` is where reading began last, `error` what the file under it could not read.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self.start = 0
        self.error: OSError | None = None
        self.is_at_end = False
        self._stream = stream
        self._again = b""
        self._position = 0
        self._kept: deque[bytes] = deque(maxlen=_KEPT_CHUNKS)

    def read(self, size: int = _CHUNK_BYTES) -> bytes:
        """Return what comes next."""
        data = self._again[:size] or self._more(size)
        self._again = self._again[len(data) :]
        self._position += len(data)
        self._kept.append(data)
        return data

    def seek(self, *_: int) -> int:
        """Refuse: it is read from front to back."""
        raise OSError("a stream")

    def tell(self) -> int:
        """Return where fastwarc is, from where it began."""
        return self._position - self.start

    def close(self) -> None:
        """Leave closing to who opened the file."""

    def end_of(self, start: int, length: int) -> int:
        """Return where the record that begins at `start` ends, with the blank lines after it."""
        kept = b"".join(self._kept)
        first = self._position - len(kept)
        header = kept.find(b"\r\n\r\n", start - first) if start >= first else -1
        end = start + length if header < 0 else first + header + 4 + length
        rest = kept[max(0, end - first) :]
        return end + len(rest) - len(rest.lstrip(b"\r\n"))

    def go_to_next_record(self, place: int) -> bytes:
        """Go to the first beginning of a record after `place`; return the first of what is passed over."""
        kept = b"".join(self._kept) + self._again
        first = self._position + len(self._again) - len(kept)
        kept = kept[max(0, place - first) :]
        first = max(first, place)
        passed, start = kept[:_CHUNK_BYTES], 1
        while (found := kept.find(_MARK, start)) < 0:
            more = self._more(_CHUNK_BYTES)
            if not more:
                self.is_at_end = True
                return passed
            first += max(0, len(kept) - len(_MARK))
            kept, start = kept[-len(_MARK) :] + more, 0
            passed = passed if len(passed) >= _CHUNK_BYTES else passed + more
        self.start = self._position = first + found
        self._again = kept[found:]
        self._kept.clear()
        return passed if found >= len(passed) else passed[:found]

    def _more(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            self.error = error
            raise
