"""The files under a path, and the lines of a stream, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import BufferedReader, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from copydesk.tasks.text.decode import wide_encoding
from copydesk.tasks.text.formats import HEAD_BYTES

# One file that is a document, or one line that is a record. A long book has 3 MB; what is larger is a
# fault in the file, and would fill a worker's memory.
MAX_DOCUMENT_BYTES = 32_000_000

_BUFFER_BYTES = 1 << 18
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class UnreadableFolder:
    """A folder whose files cannot be listed."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a stream, without its line end. Of one that is too long, `data` is the beginning."""

    number: int
    data: bytes
    size: int
    digest: str | None = None


def files(start: Path) -> Iterator[Path | UnreadableFolder]:
    """Return the path itself, or every file under it: by name, folders in their place, each folder once.

    Names that begin with a dot are passed over; links are followed, and a loop of them ends.
    """
    waiting = [start]
    seen: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            inside = _inside(path, seen) if path.is_dir() else None
        except OSError as error:
            yield UnreadableFolder(path, error.strerror or str(error))
            continue
        if inside is None:
            yield path
        else:
            waiting.extend(reversed(inside))


def _inside(folder: Path, seen: set[tuple[int, int]]) -> list[Path]:
    """Return what a folder holds, by name, unless it was seen before."""
    entered = folder.stat()
    if (entered.st_dev, entered.st_ino) in seen:
        return []
    seen.add((entered.st_dev, entered.st_ino))
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def ahead(stream: BinaryIO) -> tuple[bytes, BufferedReader]:
    """Return the head of a stream, and the stream as if nothing had been read: it may be a pipe."""
    head = stream.read(HEAD_BYTES)
    return head, BufferedReader(_Rewound(head, stream), _BUFFER_BYTES)


class _Rewound(RawIOBase):
    """A stream whose head has been read, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def lines(head: bytes, stream: BufferedReader) -> Iterator[Line]:
    """Return the lines of a stream that begins with `head`: UTF-16 as UTF-8, blank ones left out."""
    wide = wide_encoding(head)
    source = _Recoded(stream, wide) if wide else stream
    number = 0
    while line := source.readline(MAX_DOCUMENT_BYTES + 1):
        number += 1
        if len(line) > MAX_DOCUMENT_BYTES:
            yield _long_line(number, line, source)
            continue
        data = line.removeprefix(_MARK).strip()
        if data:
            yield Line(number, data, len(data))


class _Recoded:
    """The lines of a UTF-16 stream in UTF-8."""

    def __init__(self, stream: BufferedReader, encoding: str) -> None:
        self._text = TextIOWrapper(stream, encoding, "replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        return self._text.readline(limit).encode("utf-8", "replace")


def _long_line(number: int, beginning: bytes, source: BufferedReader | _Recoded) -> Line:
    """Read a line to its end without keeping it."""
    digest, size, part = blake2b(digest_size=16), 0, beginning
    while part:
        digest.update(part)
        size += len(part)
        part = b"" if part.endswith(b"\n") else source.readline(MAX_DOCUMENT_BYTES)
    return Line(number, beginning, size, digest.hexdigest())
