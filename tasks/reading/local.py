"""Files of this machine: opened, read, and refused where they cannot be."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.contents import read_content
from copydesk.tasks.reading.folders import UnreadableFolder, files
from copydesk.tasks.reading.origin import Content, Handling, Origin, Skipped, reject
from copydesk.tasks.reading.streams import ahead

Items = Iterator[RawDocument | Reject | Skipped]


def read_path(start: Path, feed: str, handling: Handling) -> Items:
    """Return what a file, or every file in a folder, holds."""
    for found in files(start):
        path = found.path if isinstance(found, UnreadableFolder) else found
        outlet = handling.outlet or printable(path.parent.name) or feed
        origin = Origin(feed, outlet, printable(path), printable(path.name), handling)
        if isinstance(found, UnreadableFolder):
            reason = f"the folder could not be read: {found.reason}"
            yield reject(origin, "read", reason, b"", retriable=True)
        else:
            yield from _read_file(path, origin)


def printable(path: Path | str) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_file(path: Path, origin: Origin) -> Items:
    try:
        # Opening a named pipe would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            yield reject(origin, "read", "not a regular file", b"")
            return
        with path.open("rb", buffering=0) as file:
            head, stream = ahead(file)
            yield from read_content(Content(origin, head, stream, seekable=file))
    except OSError as error:
        yield reject(origin, "read", f"could not be read: {error.strerror or error}", b"", retriable=True)
