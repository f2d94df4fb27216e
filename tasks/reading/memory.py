"""Which files need not be read, because they are as they were.

A file is unchanged when its size, its time and the time of the last change of its state (which nobody can
set back) are what they were; no byte of it is read then. When they are not, but its bytes are, by their hash,
it is unchanged too. Of a file of JSON lines that only grew, the new lines are read. What was changed within
two seconds before it was read is not taken on trust: a file system's clock may have no finer hands.
"""

import os
from dataclasses import dataclass, replace
from typing import BinaryIO

from copydesk.storage.known_files import NO_FILES, KnownFiles
from copydesk.storage.records import FileRead
from copydesk.tasks.reading.origin import Content, Origin
from copydesk.tasks.reading.streams import Hashed
from copydesk.tasks.text.decode import wide_encoding

_TRUSTED_AFTER_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of the files of a source."""

    files: KnownFiles = NO_FILES

    def recall(self, origin: Origin) -> FileRead | None:
        """Return what is known of a file, unless it was read in another way then."""
        known = self.files.find(origin.uri)
        return known if known is not None and known.reading == origin.handling.fingerprint else None


def version_of(status: os.stat_result) -> str:
    """Return the state of a file as its file system tells it."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def trusted_version(before: os.stat_result, file: BinaryIO, started_ns: int) -> str | None:
    """Return the state in which a file was read, if it can't have changed meanwhile without being seen."""
    changed_ns = max(before.st_mtime_ns, before.st_ctime_ns)
    is_settled = started_ns - changed_ns > _TRUSTED_AFTER_NS
    version = version_of(before)
    return version if is_settled and version == version_of(os.fstat(file.fileno())) else None


def same_beginning(known: FileRead, size: int, hashed: Hashed) -> bool:
    """Tell whether a file begins with what was read of it; so much of it is read then."""
    return (
        known.digest is not None
        and size >= known.size_bytes
        and hashed.skip(known.size_bytes) == known.digest
    )


def mark(
    content: Content, hashed: Hashed, state: tuple[int, str | None], *, is_whole: bool = True
) -> FileRead | None:
    """Return what to remember of a file that was read; nothing, if it could not be known again."""
    size, version = state
    # What is read from any place, as Parquet is, was not hashed as a whole.
    is_hashed = hashed.size >= size
    if not is_hashed and version is None:
        return None
    grows_by_lines = is_hashed and hashed.last == b"\n" and not wide_encoding(content.head)
    return FileRead(
        feed=content.origin.feed,
        uri=content.origin.uri,
        reading=content.origin.handling.fingerprint,
        size_bytes=hashed.size if is_hashed else size,
        version=version,
        digest=hashed.digest if is_hashed else None,
        lines=(content.lines_read or None) if grows_by_lines else None,
        is_whole=is_whole,
    )


def touched(known: FileRead, version: str | None) -> FileRead:
    """Return what to remember of a file whose bytes are what they were."""
    return replace(known, version=version)
