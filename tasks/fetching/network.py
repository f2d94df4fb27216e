"""Connections that are made only to addresses that were checked.

The name of a host is resolved here and nowhere else, each address is checked, and the connection goes to the
checked address: neither a redirect nor a name that changes its address between two questions leads elsewhere.
Proxies of the environment are not used: they would resolve names themselves.
"""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import httpcore
from httpcore import SOCKET_OPTION

from copydesk.tasks.fetching.addresses import AddressRefusedError, Reach
from copydesk.tasks.fetching.stream import connected

# Names that nobody answers for would fill the threads in which windows are committed.
_RESOLVING_THREADS = 16


class UnknownHostError(Exception):
    """A host whose name has no address; `passing` says that the next attempt may find one."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to addresses within reach only."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._threads = ThreadPoolExecutor(_RESOLVING_THREADS, thread_name_prefix="resolve")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - never set
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002 - never set
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that answers.

        Raises AddressRefusedError when none may be connected to, UnknownHostError when it has none.
        """
        last: Exception | None = None
        for address in self._checked(host, await self.resolve(host, port)):
            try:
                return await connected(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or UnknownHostError(f"{host} has no address", passing=False)

    async def resolve(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host, in the order in which the system would try them."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _addresses, host, port)
        except (socket.gaierror, UnicodeError) as error:
            passing = getattr(error, "errno", None) == socket.EAI_AGAIN
            reason = getattr(error, "strerror", None) or str(error)
            raise UnknownHostError(f"{host} has no address: {reason}", passing=passing) from error
        return list(dict.fromkeys(found))

    def close(self) -> None:
        """Let the threads end; a name that is still being asked for is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _checked(self, host: str, addresses: list[str]) -> list[str]:
        refusals = {address: self._reach.refusal(address) for address in addresses}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if addresses and not allowed:
            address, refusal = next(iter(refusals.items()))
            where = f"{host} is" if host == address else f"{host} is at {address},"
            raise AddressRefusedError(f"{where} {refusal}, which is not asked")
        return allowed


def _addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]
