"""Where what is read comes from, and how its source is to be read."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BufferedReader
from typing import BinaryIO

from copydesk.storage.records import FileRead, Reject
from copydesk.tasks.text.records import PLAIN, Notation

# What a reject keeps of a file that is no news; of a larger one, and of what is not whole, its beginning.
MAX_PAYLOAD_BYTES = 1_000_000
BEGINNING_BYTES = 64_000

# To be raised when a reader takes in what it refused before, or reads it otherwise: all files are read again.
READERS = 1

# How to read again what is a file of its own.
WHOLE: Mapping[str, object] = {"as": "file"}

_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
_PACKED_ENDING = re.compile(r"\.(?:gz|gzip|zst|zstd|bz2|xz|lz4)$", re.IGNORECASE)
_PACKED_ARCHIVE = re.compile(r"\.(?:tgz|tbz2?|txz|tzst)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a packed file may hold: bytes in all, and times its own size."""

    unpacked_bytes: int = 250_000_000_000
    unpacked_ratio: float = 200


@dataclass(frozen=True, slots=True)
class Handling:
    """How a source is read: how its records are written, the language that they are in, what may be unpacked.

    `outlet` is who its documents are from, unless they say so themselves; without it, the folder's name.
    """

    outlet: str | None = None
    language: str | None = None
    notation: Notation = PLAIN
    limits: Limits = Limits()

    @property
    def fingerprint(self) -> str:
        """Return what tells this way of reading from others; a file read in another way is read again."""
        zone, columns = str(self.notation.zone), sorted(self.notation.columns.mapped.items())
        way = (READERS, self.outlet, self.language, zone, columns, self.limits)
        return blake2b(repr(way).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream comes from: what its documents and rejects have in common.

    `outlet` is who its documents are from unless they say it themselves; `name` is the file's. A file that
    `is_beside_pages` may be a part of one: a picture, a script.
    """

    feed: str
    outlet: str
    uri: str
    name: str
    handling: Handling = Handling()
    is_beside_pages: bool = False

    @property
    def ending(self) -> str:
        """The file's ending in small letters, with its dot, or nothing: "Budget v1.2" has none."""
        found = _ENDING.search(self.name)
        return found.group().lower() if found else ""

    @property
    def external_id(self) -> str | None:
        """The file's name without its ending."""
        return _ENDING.sub("", self.name) or self.name or None

    def unpacked(self) -> "Origin":
        """Return the origin of what is packed here: "a.txt" of "a.txt.gz"."""
        name = _PACKED_ARCHIVE.sub(".tar", self.name)
        return replace(self, name=_PACKED_ENDING.sub("", name))

    def member(self, path: str) -> "Origin":
        """Return the origin of a file in this archive, which stands for a folder."""
        folder, _, name = path.rstrip("/").rpartition("/")
        outlet = self.handling.outlet or folder.rpartition("/")[2] or self.external_id or self.outlet
        return replace(self, outlet=outlet, uri=f"{self.uri}!{path}", name=name)


@dataclass(frozen=True, slots=True)
class FileDone:
    """The end of a file: what is to be remembered of it, if anything; an unchanged one was passed over."""

    remember: FileRead | None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """One record that is no news and is passed over: a picture, a request, a script."""

    kind: str


@dataclass(slots=True)
class Content:
    """What a file holds, to be read once, from its beginning.

    `fault` tells, when the end of the stream has been met, why it is not the end of the file. `seekable` is
    the file itself, where it is one that can be read from any place. `lines_read` counts those of JSON lines;
    some may stand before the stream.
    """

    origin: Origin
    head: bytes
    stream: BufferedReader
    fault: Callable[[], str | None] = lambda: None
    seekable: BinaryIO | None = None
    lines_read: int = 0
    is_unpacked: bool = False
    is_member: bool = False
    fault_is_told: bool = False

    def cut(self) -> str | None:
        """Return why the stream ended too early, for who tells it."""
        fault = self.fault()
        self.fault_is_told = fault is not None
        return fault and f"cut short: {fault}"


def reject(
    origin: Origin,
    stage: str,
    reason: str,
    payload: bytes,
    *,
    location: str | None = None,
    retriable: bool = False,
    again: Mapping[str, object] | None = None,
) -> Reject:
    """Return the refusal of an input.

    Where `again` says how its bytes are to be read, they are whole, and all are kept; else the first of them.
    """
    if again is None and len(payload) > BEGINNING_BYTES:
        reason = f"{reason}; the first {BEGINNING_BYTES:,} bytes are kept"
    return Reject(
        source=origin.feed,
        uri=origin.uri,
        location=location,
        stage=stage,
        reason=reason,
        retriable=retriable,
        payload=payload[:BEGINNING_BYTES] if again is None else payload,
        payload_bytes=None if again is None else len(payload),
        given=None if again is None else _given(origin, again),
    )


def _given(origin: Origin, again: Mapping[str, object]) -> str:
    """Return all that reading the bytes of a reject again needs, as JSON."""
    notation = origin.handling.notation
    beside = {
        "outlet": origin.outlet,
        "name": origin.name,
        "language": origin.handling.language,
        "time_zone": None if notation.zone is None else str(notation.zone),
        "map": dict(notation.columns.mapped) or None,
        **again,
    }
    return json.dumps({key: value for key, value in beside.items() if value is not None})
