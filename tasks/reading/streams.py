"""Streams that are read once: their head looked at, their bytes counted and hashed."""

from hashlib import sha256
from io import BufferedReader, RawIOBase
from typing import BinaryIO

from copydesk.tasks.text.formats import HEAD_BYTES

_BUFFER_BYTES = 1 << 18
_HASHED_BYTES = 1 << 20


def ahead(stream: BinaryIO | RawIOBase) -> tuple[bytes, BufferedReader]:
    """Return the head of a stream, and the stream as if nothing had been read: it may be a pipe."""
    head = b""
    # A pipe gives what it has; whether the head is all there is must be known.
    while len(head) < HEAD_BYTES and (part := stream.read(HEAD_BYTES - len(head))):
        head += part
    return head, BufferedReader(_Rewound(head, stream), _BUFFER_BYTES)


class _Rewound(RawIOBase):
    """A stream whose head has been read, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO | RawIOBase) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer)) or b""
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def after(beginning: bytes, rest: BinaryIO | RawIOBase) -> BufferedReader:
    """Return a stream of some bytes and then of another stream."""
    return BufferedReader(_Rewound(beginning, rest))


class Hashed(RawIOBase):
    """A file that is hashed as it is read. `size` bytes have been read; the last of them is `last`."""

    def __init__(self, file: BinaryIO) -> None:
        self.size = 0
        self.last = b""
        self._file = file
        self._hash = sha256()

    @property
    def digest(self) -> str:
        """The hash of what has been read."""
        return self._hash.hexdigest()

    def skip(self, size: int) -> str:
        """Read `size` bytes, or as many as there are, and return the hash of them."""
        while self.size < size and self.read(min(_HASHED_BYTES, size - self.size)):
            pass
        return self.digest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what comes next, and hash it."""
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        if count:
            self._hash.update(buffer[:count])
            self.size += count
            self.last = bytes(buffer[count - 1 : count])
        return count
