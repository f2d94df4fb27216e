"""The libraries that unpack, each behind the interface that bz2, lzma and lz4 have in common."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol

from copydesk.tasks.text.signatures import Packing

# A dictionary of xz or zstd can be said to need gigabytes. The largest preset takes 65 MB, `zstd --long` 128.
_MEMORY_BYTES = 150_000_000


class Decompressor(Protocol):
    """Unpacks one member of a packed stream, in steps."""

    @property
    def eof(self) -> bool:
        """Whether the member is at its end."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end."""

    @property
    def needs_input(self) -> bool:
        """Whether there is nothing more to be had from what was given."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return up to `max_length` bytes, and keep the rest of what was given."""


def decompressor(packing: Packing) -> Decompressor:
    """Return what unpacks one member."""
    if packing == "gzip":
        return _Gzip()
    if packing == "zstd":
        return _Zstd()
    if packing == "bzip2":
        from bz2 import BZ2Decompressor

        return BZ2Decompressor()
    if packing == "xz":
        from lzma import FORMAT_XZ, LZMADecompressor

        return LZMADecompressor(FORMAT_XZ, memlimit=_MEMORY_BYTES)
    from lz4.frame import LZ4FrameDecompressor

    unpacks: Decompressor = LZ4FrameDecompressor()
    return unpacks


def faults(packing: Packing) -> tuple[type[Exception], ...]:
    """Return what a decompressor raises where the data is broken."""
    from lzma import LZMAError
    from zlib import error as zlib_error

    found: tuple[type[Exception], ...] = (OSError, EOFError, RuntimeError, zlib_error, LZMAError)
    if packing == "zstd":
        from zstandard import ZstdError

        return (*found, ZstdError)
    if packing == "gzip":
        return (*found, _gzip_library().error)
    return found


@cache
def _gzip_library() -> ModuleType:
    """Return ISA-L, which takes less than half of zlib's time, where it is to be had."""
    name = "isal.isal_zlib" if find_spec("isal") else "zlib"
    return import_module(name)


class _Gzip:
    def __init__(self) -> None:
        self._inner = _gzip_library().decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return bytes(self._inner.decompress(self._inner.unconsumed_tail or data, max_length))


class _Zstd:
    """It has no `max_length`: what it is given must be small."""

    def __init__(self) -> None:
        from zstandard import ZstdDecompressor

        self._inner = ZstdDecompressor(max_window_size=_MEMORY_BYTES).decompressobj()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return True

    def decompress(self, data: bytes, max_length: int) -> bytes:  # noqa: ARG002 - the interface
        return self._inner.decompress(data)
