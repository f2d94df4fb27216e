"""What robots.txt says, by protego."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from copydesk.tasks.fetching.failures import Failed, OutOfReach
from copydesk.tasks.fetching.limits import PRODUCT

# RFC 9309 wants at least 500 KiB to be read; what follows is not.
MAX_ROBOTS_BYTES = 512_000
# What a host may ask for between two requests; a longer delay counts as this one.
LONGEST_DELAY_SECONDS = 60.0
_LONGEST_LINE = 2_000

# A URL, and the name that the request carries.
Ask = Callable[[str, str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows; `unreachable` is why its robots.txt could not be had, if so."""

    parsed: Protego | None = None
    unreachable: Failed | None = None

    @property
    def delay_seconds(self) -> float:
        """Return how long it wants to be left alone between two requests."""
        delay = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return min(delay or 0.0, LONGEST_DELAY_SECONDS)

    def check(self, url: str) -> None:
        """Raise Failed for a URL that is not to be asked."""
        if isinstance(self.unreachable, OutOfReach):
            raise OutOfReach(self.unreachable.reason)
        if self.unreachable is not None:
            reason = f"robots.txt could not be had: {self.unreachable.reason}"
            raise Failed(reason, passing=True, is_over=True)
        if self.parsed is not None and not self.parsed.can_fetch(url, PRODUCT):
            raise Failed("robots.txt does not allow it")


EVERYTHING = Rules()


class Robots:
    """The rules of every site of a run; each robots.txt is asked for once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    async def rules_for(self, url: str, agent: str) -> Rules:
        """Return what the site of a URL allows; who is the first to ask does so by this name."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        known = self._rules.get(site)
        if known is None:
            known = self._rules[site] = asyncio.ensure_future(self._fetch(site, agent))
        return await asyncio.shield(known)

    async def _fetch(self, site: str, agent: str) -> Rules:
        """Return the rules; without a robots.txt everything is allowed, and nothing where there is no answer.

        So RFC 9309 wants it: a server in trouble is not to be asked for more.
        """
        try:
            written = await self._ask(f"{site}/robots.txt", agent)
        except Failed as failure:
            stands_in_the_way = failure.passing or isinstance(failure, OutOfReach)
            return Rules(unreachable=failure) if stands_in_the_way else EVERYTHING
        return Rules(parsed(written))


def parsed(written: bytes) -> Protego:
    """Return the rules that a robots.txt holds."""
    text = written[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    return Protego.parse("\n".join(line for line in text.splitlines() if len(line) <= _LONGEST_LINE))
