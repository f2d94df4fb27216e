"""Files of this machine: opened, read, and refused where they cannot be."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from copydesk.storage.records import FileRead
from copydesk.tasks.reading import memory as remembered
from copydesk.tasks.reading.contents import Item, beginning_of, read_content, read_on
from copydesk.tasks.reading.folders import UnreadableFolder, files
from copydesk.tasks.reading.memory import Memory, same_beginning, touched, trusted_version, version_of
from copydesk.tasks.reading.origin import Content, FileDone, Handling, Origin, Skipped, reject
from copydesk.tasks.reading.saved_pages import ASSETS, SavedPages
from copydesk.tasks.reading.streams import Hashed, ahead
from copydesk.tasks.text.formats import HEAD_BYTES


def read_path(start: Path, feed: str, handling: Handling, memory: Memory) -> Iterator[Item | FileDone]:
    """Return what a file, or every file in a folder, holds."""
    pages = SavedPages(start)
    for found in files(start):
        path = found.path if isinstance(found, UnreadableFolder) else found
        if path != start and pages.holds_parts(path.parent):
            yield Skipped("part of a saved page")
            continue
        outlet = handling.outlet or printable(path.parent.name) or feed
        origin = Origin(feed, outlet, printable(path), printable(path.name), handling)
        if path != start and origin.ending in ASSETS:
            origin = replace(origin, is_beside_pages=pages.are_beside(path.parent))
        if isinstance(found, UnreadableFolder):
            reason = f"the folder could not be read: {found.reason}"
            yield reject(origin, "read", reason, b"", retriable=True)
        else:
            yield from _read_file(path, origin, memory.recall(origin))


def printable(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_file(path: Path, origin: Origin, known: FileRead | None) -> Iterator[Item | FileDone]:
    try:
        status = path.stat()
        # Opening a named pipe would wait for ever.
        if not stat.S_ISREG(status.st_mode):
            yield reject(origin, "read", "not a regular file", b"")
        elif known is not None and known.version == version_of(status):
            yield FileDone(None, is_unchanged=True)
        else:
            with path.open("rb", buffering=0) as file:
                yield from _read_opened(file, origin, known)
    except OSError as error:
        yield reject(origin, "read", f"could not be read: {error.strerror or error}", b"", retriable=True)


def _read_opened(file: BinaryIO, origin: Origin, known: FileRead | None) -> Iterator[Item | FileDone]:
    """Read a file that is new, or may have changed: from its beginning, or from where it goes on."""
    started_ns, before = time.time_ns(), os.fstat(file.fileno())
    hashed = Hashed(file)
    begins_as_known = known is not None and same_beginning(known, before.st_size, hashed)
    if known is not None and begins_as_known and before.st_size == known.size_bytes:
        yield FileDone(touched(known, trusted_version(before, file, started_ns)), is_unchanged=True)
        return
    lines_read = (known.lines if known is not None and begins_as_known else None) or 0
    beginning = beginning_of(os.pread(file.fileno(), HEAD_BYTES, 0), origin) if lines_read else None
    if beginning is None:
        lines_read = 0
        file.seek(0)
        hashed = Hashed(file)
    head, stream = ahead(hashed)
    content = Content(origin, head, stream, seekable=file, lines_read=lines_read)
    yield from read_content(content) if beginning is None else read_on(content, beginning)
    version = trusted_version(before, file, started_ns)
    is_whole = beginning is None
    yield FileDone(remembered.mark(content, hashed, (before.st_size, version), is_whole=is_whole))
