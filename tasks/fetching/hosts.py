"""Manners: how many requests a host gets at once, how long after the last one, and when it is left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.limits import Limits

# A host that did not answer so many URLs in a row, each after all attempts, is dead for this run.
SILENT_URLS = 3


class Host:
    """What a run knows of one host."""

    def __init__(self, per_host: int) -> None:
        self.slots = asyncio.Semaphore(per_host)
        self.ready_at = 0.0
        self.delay_seconds = 0.0
        self.silent_urls = 0


class Hosts:
    """Gives every request its turn."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._all = asyncio.Semaphore(limits.in_all)
        self._hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """Return what is known of a host."""
        if name not in self._hosts:
            self._hosts[name] = Host(self._limits.per_host)
        return self._hosts[name]

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait until a host may be asked, and hold its place meanwhile.

        Raises Failed at once for a host that is dead, or wants to be left alone for longer than is waited.
        """
        host = self.host(name)
        async with host.slots:
            await self._wait(name, host)
            # Who waits for a host does not hold one of the places that others could use.
            async with self._all:
                yield

    def leave_alone(self, name: str, seconds: float) -> None:
        """Ask a host for nothing for so long."""
        host = self.host(name)
        host.ready_at = max(host.ready_at, self._clock.seconds() + seconds)

    async def _wait(self, name: str, host: Host) -> None:
        if host.silent_urls >= SILENT_URLS:
            reason = f"{name} did not answer {SILENT_URLS} times in a row and is not asked again in this run"
            raise Failed(reason, passing=True, is_over=True)
        now = self._clock.seconds()
        start = max(now, host.ready_at)
        if start - now > self._limits.longest_wait_seconds + host.delay_seconds * self._limits.per_host:
            reason = f"{name} wants to be left alone for {start - now:,.0f} seconds"
            raise Failed(reason, passing=True, is_over=True, wait_seconds=start - now)
        host.ready_at = start + host.delay_seconds if host.delay_seconds else host.ready_at
        if start > now:
            await self._clock.sleep(start - now)
