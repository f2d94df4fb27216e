"""The files in a ZIP or tar archive, read where they are: nothing is unpacked to disk.

What a name in an archive says is a label and never a path. Archives inside of archives are not opened.
"""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO, RawIOBase
from typing import IO, TYPE_CHECKING

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.reading.origin import Content, Limits, Origin, Skipped, reject
from copydesk.tasks.reading.streams import ahead

if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo
    from zipfile import ZipFile, ZipInfo

ReadContent = Callable[[Content], Iterator[RawDocument | Reject | Skipped]]

# A ZIP archive's list of members stands at its end: one that comes by a pipe is held in memory, up to here.
_MAX_HELD_BYTES = 128_000_000
_HARMLESS_BYTES = 64_000_000
_ENCRYPTED = 1  # in a member's flags


def read_zip(content: Content, read: ReadContent) -> Iterator[RawDocument | Reject | Skipped]:
    """Return what the members of a ZIP archive hold, in the archive's order."""
    from zipfile import BadZipFile, ZipFile

    file = content.seekable
    if file is None:
        held = content.stream.read(_MAX_HELD_BYTES + 1)
        if len(held) > _MAX_HELD_BYTES:
            reason = (
                f"a ZIP archive of more than {_MAX_HELD_BYTES:,} bytes must be a file, not packed and no pipe"
            )
            yield reject(content.origin, "read", reason, content.head)
            return
        file = BytesIO(held)
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        yield reject(content.origin, "read", f"broken ZIP archive: {error}", content.head)
        return
    with archive:
        for member in archive.infolist():
            if not member.filename.endswith("/"):  # is_dir() trips over an empty name
                yield from _zip_member(archive, member, content.origin, read)


def read_tar(content: Content, read: ReadContent) -> Iterator[RawDocument | Reject | Skipped]:
    """Return what the members of a tar archive hold, from front to back."""
    import tarfile

    from copydesk.tasks.reading.tar_headers import Header

    place = None
    try:
        with tarfile.open(fileobj=content.stream, mode="r|", tarinfo=Header) as archive:
            for member in archive:
                place = f"after {_label(member.name)}"
                yield from _tar_member(archive, member, content.origin, read)
                # It keeps every header it has met, which a long archive need not pay.
                archive.members = []  # type: ignore[attr-defined]
    except (tarfile.TarError, OSError, ValueError, OverflowError) as error:
        reason = content.cut() or f"broken tar archive: {error}"
        yield reject(content.origin, "read", reason, content.head, location=place)


def _zip_member(
    archive: "ZipFile", member: "ZipInfo", origin: Origin, read: ReadContent
) -> Iterator[RawDocument | Reject | Skipped]:
    name = _label(member.filename)
    if _is_hidden(name):
        return
    inside = origin.member(name)
    if member.flag_bits & _ENCRYPTED:
        yield reject(inside, "read", "encrypted", b"")
        return
    try:
        stream = archive.open(member)
    except _faults() as error:
        yield reject(inside, "read", f"broken ZIP archive: {error}", b"")
        return
    with stream:
        yield from _read_member(_Member(stream, member.compress_size, origin.handling.limits), inside, read)


def _tar_member(
    archive: "TarFile", member: "TarInfo", origin: Origin, read: ReadContent
) -> Iterator[RawDocument | Reject | Skipped]:
    name = _label(member.name)
    if member.isdir() or _is_hidden(name):
        return
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None:
        yield Skipped("link")
        return
    yield from _read_member(_Member(stream, None, origin.handling.limits), origin.member(name), read)


def _read_member(
    stream: "_Member", inside: Origin, read: ReadContent
) -> Iterator[RawDocument | Reject | Skipped]:
    head, whole = ahead(stream)
    yield from read(Content(inside, head, whole, fault=lambda: stream.fault, is_member=True))


class _Member(RawIOBase):
    """A member as it is read; what the libraries raise becomes its `fault`."""

    def __init__(self, file: IO[bytes], packed_bytes: int | None, limits: Limits) -> None:
        self.fault: str | None = None
        self._file = file
        self._made = 0
        self._most = limits.unpacked_bytes
        if packed_bytes is not None:
            self._most = min(self._most, max(_HARMLESS_BYTES, int(limits.unpacked_ratio * packed_bytes)))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.fault is not None:
            return 0
        try:
            data = self._file.read(len(buffer))
        except _faults() as error:
            self.fault = f"broken archive: {error}"
            return 0
        self._made += len(data)
        if self._made > self._most:
            self.fault = f"it unpacks to more than {self._most:,} bytes"
            return 0
        buffer[: len(data)] = data
        return len(data)


def _faults() -> tuple[type[Exception], ...]:
    """Return what the libraries raise where an archive is broken, or is of a kind that they do not know."""
    from lzma import LZMAError
    from tarfile import TarError
    from zipfile import BadZipFile

    return (BadZipFile, TarError, LZMAError, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def _label(name: str) -> str:
    """Return a member's name as it can be stored and shown."""
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in decoded)


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or parts[0] == "__MACOSX"
