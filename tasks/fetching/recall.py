"""What a run knows of URLs: what the desk remembers, and what it has taken on itself already."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from copydesk.storage.asked_urls import due_urls, known_urls
from copydesk.storage.database import Database
from copydesk.storage.records import UrlAsked
from copydesk.storage.tombstones import all_marks
from copydesk.tasks.text.marks import url_mark

T = TypeVar("T")


class Recall:
    """Answers from a connection of its own, one question at a time, while windows are committed."""

    def __init__(self, live: Database) -> None:
        self._live = live
        self._lock = asyncio.Lock()
        self._taken: set[str] = set()
        self._withdrawn = all_marks(live)
        self._last: asyncio.Future[Any] | None = None

    async def known(self, urls: Sequence[str]) -> dict[str, UrlAsked]:
        """Return what is remembered of these URLs."""
        return await self._answer(lambda: known_urls(self._live, urls))

    async def due(self, feed: str, now: datetime) -> list[UrlAsked]:
        """Return the pages of a source that are to be asked for again by now."""
        return await self._answer(lambda: due_urls(self._live, feed, now))

    async def settle(self) -> None:
        """Wait for the last answer: a thread goes on when nobody waits for it any more."""
        if self._last is not None:
            await asyncio.wait([self._last])

    async def _answer(self, question: Callable[[], T]) -> T:
        async with self._lock:
            await self.settle()
            answer = asyncio.ensure_future(asyncio.to_thread(question))
            self._last = answer
            return await asyncio.shield(answer)

    def take(self, url: str) -> bool:
        """Tell whether a URL is nobody's in this run yet; from now on it is.

        What somebody withdrew is never to be asked for: its text is not even to come here.
        """
        is_withdrawn = bool(self._withdrawn) and url_mark(url) in self._withdrawn
        is_free = url not in self._taken and not is_withdrawn
        self._taken.add(url)
        return is_free
