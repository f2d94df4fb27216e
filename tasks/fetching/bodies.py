"""The body of an answer, read and unpacked up to a limit: an endless one and a bomb end there."""

import zlib
from typing import Protocol

import httpx

from copydesk.tasks.fetching.failures import Failed

# What is asked for; the little that brotli would save is not worth a decompressor without a limit.
ACCEPTED_CODINGS = "gzip, deflate"
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_PLAIN_DEFLATE = -zlib.MAX_WBITS
_STEP_BYTES = 1 << 16


class _Unpacker(Protocol):
    def take(self, data: bytes, most: int) -> bytes: ...

    def end(self) -> None: ...


async def read_body(response: httpx.Response, most_bytes: int) -> bytes:
    """Return the body as the server had it before it was packed for the way.

    Raises Failed for one that is longer than it may be, packed or not, or broken.
    """
    told = response.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told) > most_bytes:
        raise Failed(f"longer than {most_bytes:,} bytes: the server says {int(told):,}", response.status_code)
    unpacker = _unpacker(response.headers.get("content-encoding", ""))
    body = bytearray()
    try:
        async for data in response.aiter_raw():
            body += unpacker.take(data, most_bytes + 1 - len(body))
            if len(body) > most_bytes:
                raise Failed(
                    f"longer than {most_bytes:,} bytes",
                    response.status_code,
                    payload=bytes(body[:_STEP_BYTES]),
                )
        unpacker.end()
    except zlib.error as error:
        raise Failed(f"broken {response.headers['content-encoding']}: {error}", passing=True) from error
    return bytes(body)


def _unpacker(codings: str) -> _Unpacker:
    named = [coding.strip().lower() for coding in codings.split(",") if coding.strip()]
    named = [coding for coding in named if coding != "identity"]
    if not named:
        return _AsItIs()
    if len(named) == 1 and named[0] in ("gzip", "x-gzip", "deflate"):
        return _Inflating()
    raise Failed(f"packed as {codings}, which was not asked for")


class _AsItIs:
    def take(self, data: bytes, most: int) -> bytes:
        return data[:most]

    def end(self) -> None:
        """There is nothing to end."""


class _Inflating:
    """Unpacks gzip and both kinds of deflate; what is only called so stays as it is."""

    def __init__(self) -> None:
        self._member: zlib._Decompress | None = None
        self._is_plain = False
        self._begun = b""

    def take(self, data: bytes, most: int) -> bytes:
        """Return what the next bytes unpack to, and no more than `most` bytes of it."""
        if self._is_plain:
            return data[:most]
        made = b""
        while data and len(made) < most:
            if self._member is None and not self._begin(data):
                return data[:most]
            member = self._member
            if member is None:
                return made
            made += member.decompress(data, most - len(made))
            data = member.unconsumed_tail or member.unused_data
            self._member = None if member.eof else member
            if member.eof and not data.startswith(b"\x1f\x8b"):
                return made
        return made

    def end(self) -> None:
        """Raise zlib.error if more was to come."""
        if self._member is not None and not self._member.eof:
            raise zlib.error("cut short")

    def _begin(self, data: bytes) -> bool:
        for bits in (_GZIP_OR_ZLIB, _PLAIN_DEFLATE):
            trial = zlib.decompressobj(bits)
            try:
                trial.decompress(data[:_STEP_BYTES], 1)
            except zlib.error:
                continue
            self._member = zlib.decompressobj(bits)
            return True
        self._is_plain = True
        return False
