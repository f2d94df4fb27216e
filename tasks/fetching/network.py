"""Connections that are made only to addresses that were checked.

The name of a host is resolved here and nowhere else, each address is checked, and the connection goes to the
checked address: neither a redirect nor a name that changes its address between two questions leads elsewhere.
What is an address already is not resolved: every socket is checked once more where it is made. Proxies of the
environment are not used: they would resolve names themselves.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from copydesk.tasks.fetching.addresses import AddressRefusedError, Reach

# Names that nobody answers for would fill the threads in which windows are committed.
_RESOLVING_THREADS = 16

AddressInfo = tuple[Any, Any, Any, str, tuple[Any, ...]]


class UnknownHostError(Exception):
    """A host whose name has no address; `passing` says that the next attempt may find one."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        super().__init__(reason)
        self.passing = passing


class CheckedResolver(AbstractResolver):
    """Finds those addresses of a name that are within reach."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._threads = ThreadPoolExecutor(_RESOLVING_THREADS, thread_name_prefix="resolve")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host, in the order in which the system would try them.

        Raises AddressRefusedError when none may be connected to, UnknownHostError when it has none.
        """
        found = [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in self._checked(host, await self._resolved(host, port, family))
        ]
        if not found:
            raise UnknownHostError(f"{host} has no address", passing=False)
        return found

    async def close(self) -> None:
        """Let the threads end; a name that is still being asked for is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _resolved(self, host: str, port: int, family: socket.AddressFamily) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _addresses, host, port, family)
        except (socket.gaierror, UnicodeError) as error:
            passing = getattr(error, "errno", None) == socket.EAI_AGAIN
            reason = getattr(error, "strerror", None) or str(error)
            raise UnknownHostError(f"{host} has no address: {reason}", passing=passing) from error
        return list(dict.fromkeys(found))

    def _checked(self, host: str, addresses: list[str]) -> list[str]:
        refusals = {address: self._reach.refusal(address) for address in addresses}
        allowed = [address for address, refusal in refusals.items() if refusal is None]
        if addresses and not allowed:
            address, refusal = next(iter(refusals.items()))
            raise AddressRefusedError(f"{host} is at {address}, {refusal}, which is not asked")
        return allowed


def socket_to(reach: Reach) -> Callable[[AddressInfo], socket.socket]:
    """Return what makes a socket for an address; it raises AddressRefusedError for one out of reach."""

    def made(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, (address, *_) = info
        if (refusal := reach.refusal(address)) is not None:
            raise AddressRefusedError(f"{address} is {refusal}, which is not asked")
        return socket.socket(family, kind, protocol)

    return made


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[str]:
    found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]
