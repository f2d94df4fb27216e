"""One connection: what httpcore reads from and writes to, on asyncio's own transports.

Through anyio, which httpcore brings, each read and write costs a scope of its own and the question which loop
is running, a fifth of what a page cost. The deadline of a request stands above all this.
"""

import asyncio
import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore

# A server that sends faster than is read is kept waiting.
_MOST_WAITING_BYTES = 1 << 18


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """A connection; made by `connected`."""

    def __init__(self) -> None:
        self._transport = asyncio.Transport()
        self._came = bytearray()
        self._has_ended = False
        self._fault: Exception | None = None
        self._reader: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came for who reads next."""
        self._came += data
        if len(self._came) > _MOST_WAITING_BYTES:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that the other end has said all."""
        self._has_ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that nothing comes any more."""
        self._has_ended, self._fault = True, exc
        self._wake()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return what has come; nothing, when nothing comes any more."""
        while not self._came and not self._has_ended:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if not self._came and self._fault is not None:
            raise httpcore.ReadError(str(self._fault)) from self._fault
        data = bytes(self._came[:max_bytes])
        del self._came[:max_bytes]
        if not self._transport.is_closing():
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send; requests are short enough to be taken at once."""
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._transport.write(buffer)

    async def aclose(self) -> None:
        """Close the connection: nothing more is to be sent."""
        self._transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Return the connection, encrypted. Raises httpcore.ConnectError."""
        loop = asyncio.get_running_loop()
        with connecting():
            async with asyncio.timeout(timeout):
                encrypted = await loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        if encrypted is None:
            raise httpcore.ConnectError("closed while it was to be encrypted")
        self._transport = encrypted
        return self

    def get_extra_info(self, info: str) -> object:
        """Return what is asked about the connection; of an idle one, whether there is something to read."""
        if info == "is_readable":
            return bool(self._came) or self._has_ended
        return self._transport.get_extra_info(info)

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


@contextmanager
def connecting() -> Iterator[None]:
    """Raise what goes wrong with connecting as httpcore does."""
    try:
        yield
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(str(error)) from error
    except ssl.SSLError as error:
        raise httpcore.ConnectError(str(error)) from error
    except OSError as error:
        raise httpcore.ConnectError(os.strerror(error.errno) if error.errno else str(error)) from error


async def connected(address: str, port: int, timeout: float | None) -> Stream:
    """Connect to an address. Raises httpcore.ConnectError and httpcore.ConnectTimeout."""
    made: Callable[[], Stream] = Stream
    with connecting():
        async with asyncio.timeout(timeout):
            _, stream = await asyncio.get_running_loop().create_connection(made, address, port)
    return stream
