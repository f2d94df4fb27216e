"""Packed streams, unpacked as they are read: in bounded memory, up to limits, and telling what is broken.

Nothing is raised: what could be unpacked is read, and `fault` then says why there is no more.
"""

from io import RawIOBase
from typing import BinaryIO

from copydesk.tasks.reading.decompressors import Decompressor, decompressor, faults
from copydesk.tasks.reading.origin import Limits
from copydesk.tasks.text.signatures import Packing, packing_of

# What is left of it is copied with every member, and a web archive has one for each record.
_CHUNK_BYTES = 1 << 14
# zstd unpacks what it is given as a whole; of the worst that can be made, this much becomes 16 MB.
_ZSTD_CHUNK_BYTES = 1 << 9
_STEP_BYTES = 1 << 18
# Small files may be anything; from here on the ratio counts.
_HARMLESS_BYTES = 64_000_000


class Unpacked(RawIOBase):
    """What a packed stream holds; `fault` is why it ended before its end, if it did."""

    def __init__(self, packed: BinaryIO, packing: Packing, limits: Limits) -> None:
        self.fault: str | None = None
        self._packed = packed
        self._packing = packing
        self._limits = limits
        self._faults = faults(packing)
        self._member: Decompressor | None = decompressor(packing)
        self._given = self._made = 0
        self._waiting = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as fits."""
        while not self._ready and self.fault is None and self._member is not None:
            self._ready = memoryview(self._step())
        taken = self._ready[: len(buffer)]
        buffer[: len(taken)] = taken
        self._ready = self._ready[len(taken) :]
        return len(taken)

    def _step(self) -> bytes:
        """Return the next piece; an empty one is not the end."""
        member = self._member
        if member is None:
            return b""
        is_asked = member.needs_input
        data = self._next_input() if is_asked else b""
        try:
            piece = member.decompress(data, _STEP_BYTES)
        except self._faults as error:
            self.fault = f"{self._packing} data broken near byte {self._given:,}: {error}"
            return b""
        if is_asked and not piece and not data and not member.eof:
            self.fault = f"{self._packing} data cut short after byte {self._given:,}"
        self._made += len(piece)
        self._check()
        if member.eof and self.fault is None:
            self._go_on(member.unused_data or b"")  # lz4 says None where nothing is left
        return piece

    def _next_input(self) -> bytes:
        size = _ZSTD_CHUNK_BYTES if self._packing == "zstd" else _CHUNK_BYTES
        data = self._waiting[:size] or self._packed.read(size)
        self._waiting = self._waiting[size:]
        self._given += len(data)
        return data

    def _go_on(self, unused: bytes) -> None:
        """Start with the next member, if another one follows; zeros at the end are padding."""
        self._given -= len(unused)
        rest = (unused + self._waiting) or self._packed.read(_CHUNK_BYTES)
        while rest and not rest.strip(b"\x00"):
            rest = self._packed.read(_CHUNK_BYTES)
        self._waiting = rest = rest.lstrip(b"\x00")
        self._member = None
        if len(rest) < _CHUNK_BYTES // 2:
            self._waiting = rest = rest + self._packed.read(_CHUNK_BYTES)
        if packing_of(rest) == self._packing:
            self._member = decompressor(self._packing)
        elif rest:
            self.fault = f"bytes that are no {self._packing} data after byte {self._given:,}"

    def _check(self) -> None:
        ratio = self._limits.unpacked_ratio
        if self._made > self._limits.unpacked_bytes:
            self.fault = f"it unpacks to more than {self._limits.unpacked_bytes:,} bytes (max_unpacked_bytes)"
        elif self._made > max(_HARMLESS_BYTES, ratio * self._given):
            self.fault = f"it unpacks to more than {ratio:g} times its size (max_unpacked_ratio)"
