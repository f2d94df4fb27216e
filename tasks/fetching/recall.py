"""What a run knows of URLs: what the desk remembers, and what it has taken on itself already."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from copydesk.storage.asked_urls import due_urls, known_urls
from copydesk.storage.database import Database
from copydesk.storage.records import UrlAsked


class Recall:
    """Answers from a connection of its own, one question at a time, while windows are committed."""

    def __init__(self, live: Database) -> None:
        self._live = live
        self._lock = asyncio.Lock()
        self._taken: set[str] = set()

    async def known(self, urls: Sequence[str]) -> dict[str, UrlAsked]:
        """Return what is remembered of these URLs."""
        async with self._lock:
            return await asyncio.to_thread(known_urls, self._live, urls)

    async def due(self, feed: str, now: datetime) -> list[UrlAsked]:
        """Return the pages of a source that are to be asked for again by now."""
        async with self._lock:
            return await asyncio.to_thread(due_urls, self._live, feed, now)

    def take(self, url: str) -> bool:
        """Tell whether a URL is nobody's in this run yet; from now on it is."""
        is_free = url not in self._taken
        self._taken.add(url)
        return is_free
