"""From a source named on the command line to raw documents and rejects, in one fixed order.

Every file and every line that is met becomes one or the other; only hidden files (".DS_Store") are passed
over. `uri` names the file as it was reached; the line is not part of it, so that a file that grows can be
read again and changes nothing. Where a record names no outlet, it is the folder that holds the file: so the
same file has the same source whatever was named on the command line.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from copydesk.storage.errors import CopydeskError
from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.documents import Origin, open_page, page, plain_text, record, reject
from copydesk.tasks.files import MAX_DOCUMENT_BYTES, Line, UnreadableFolder, ahead, files, lines
from copydesk.tasks.text.formats import format_of, refusal
from copydesk.tasks.text.json_lines import UnreadableRecordError

__all__ = ["SourceNotFoundError", "Window", "open_page", "read_source", "source_name", "windows"]


class SourceNotFoundError(CopydeskError):
    """A path named as a source isn't there."""


class Window:
    """A share of what was read, taken in as a whole. A plain class: Prefect walks what it can look into."""

    def __init__(self, name: str, documents: list[RawDocument], rejects: list[Reject]) -> None:
        self.name = name
        self.documents = documents
        self.rejects = rejects


def read_source(source: str, configured: str | None = None) -> Iterator[RawDocument | Reject]:
    """Return what a file, a folder or "-" (standard input) holds; pages are still to be opened.

    `configured` is the name that the settings give the source. Nothing is read before the first item is asked
    for, but a path that isn't there is told at once.
    """
    feed = configured or source_name(source)
    if source == "-":
        return _read_stream(sys.stdin.buffer, Origin(feed, feed, "stdin", ""))
    start = _start(source)
    if not os.path.lexists(start):
        raise SourceNotFoundError(f"{source}: there is no such file or folder")
    return _read_files(start, feed, configured)


def source_name(source: str) -> str:
    """Return what a source given on the command line is called: the name of its file or folder."""
    if source == "-":
        return "stdin"
    start = _start(source)
    return _printable(start.name or start)


def windows(
    items: Iterable[RawDocument | Reject], max_documents: int = 5_000, max_characters: int = 16_000_000
) -> Iterator[Window]:
    """Share out what was read, in its order; of a page the markup counts, and rejects count as documents."""
    number, characters = 1, 0
    documents: list[RawDocument] = []
    rejects: list[Reject] = []
    for item in items:
        if isinstance(item, RawDocument):
            documents.append(item)
            characters += len(item.text) + len(item.html or b"")
        else:
            rejects.append(item)
            characters += len(item.payload)
        if len(documents) + len(rejects) >= max_documents or characters >= max_characters:
            yield Window(str(number), documents, rejects)
            number, characters, documents, rejects = number + 1, 0, [], []
    if documents or rejects:
        yield Window(str(number), documents, rejects)


def _start(source: str) -> Path:
    return Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would follow links


def _read_files(start: Path, feed: str, configured: str | None) -> Iterator[RawDocument | Reject]:
    for path in files(start):
        place = path.path if isinstance(path, UnreadableFolder) else path
        outlet = configured or _printable(place.parent.name) or feed
        origin = Origin(feed, outlet, _printable(place), _printable(place.name))
        if isinstance(path, UnreadableFolder):
            reason = f"the folder could not be read: {path.reason}"
            yield reject(origin, "read", reason, b"", retriable=True)
        else:
            yield from _read_file(path, origin)


def _read_file(path: Path, origin: Origin) -> Iterator[RawDocument | Reject]:
    try:
        # Opening a named pipe would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            yield reject(origin, "read", "not a regular file", b"")
            return
        with path.open("rb", buffering=0) as stream:
            yield from _read_stream(stream, origin)
    except OSError as error:
        yield reject(origin, "read", f"could not be read: {error.strerror or error}", b"", retriable=True)


def _read_stream(stream: BinaryIO, origin: Origin) -> Iterator[RawDocument | Reject]:
    head, whole = ahead(stream)
    why_not = refusal(head, origin.ending)
    if why_not is not None:
        yield reject(origin, "read", why_not, whole.read(MAX_DOCUMENT_BYTES))
        return
    kind = format_of(head, origin.ending)
    if kind == "jsonl":
        yield from _read_lines(head, whole, origin)
        return
    data = whole.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        yield reject(origin, "read", f"longer than {MAX_DOCUMENT_BYTES:,} bytes", data)
    else:
        yield page(data, origin) if kind == "html" else plain_text(data, origin)


def _read_lines(head: bytes, stream: BufferedReader, origin: Origin) -> Iterator[RawDocument | Reject]:
    found = False
    for line in lines(head, stream):
        found = True
        yield _read_line(line, origin)
    if not found:
        yield reject(origin, "read", "empty", head)


def _read_line(line: Line, origin: Origin) -> RawDocument | Reject:
    place = f"line {line.number}"
    if line.digest is not None:
        reason = f"a line of {line.size:,} bytes (blake2b {line.digest}), longer than {MAX_DOCUMENT_BYTES:,}"
        return reject(origin, "read", reason, line.data, location=place)
    try:
        return record(line.data, origin, place)
    except UnreadableRecordError as error:
        return reject(origin, "parse", str(error), line.data, location=place)


def _printable(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
