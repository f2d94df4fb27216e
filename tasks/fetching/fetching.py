"""The sources of a run, asked side by side, and what comes of them in windows, in the order it comes."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from copydesk.storage.database import Database
from copydesk.storage.records import RawDocument
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.fetching.asking import Asker, Fetched
from copydesk.tasks.fetching.client import Client
from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.recall import Recall
from copydesk.tasks.fetching.waiting import Waiting, size_of
from copydesk.tasks.fetching.walk import Walk
from copydesk.tasks.read import Window

Job = Callable[[], Coroutine[Any, Any, None]]

# A window also ends after so many seconds from the first answer, or with so many bytes of them.
WINDOW_SECONDS = 60.0
WINDOW_BYTES = 32_000_000


class Fetching:
    """One run's fetching; `failed` are the names of the sources whose list could not be had."""

    def __init__(self, limits: Limits, live: Database, clock: Clock, *, reread: bool = False) -> None:
        self._client = Client(limits, clock)
        self._window_answers = limits.window_answers
        self._waiting = Waiting(self._window_answers)
        asker = Asker(self._client, clock, reread=reread)
        self._recall = Recall(live)
        self._walk = Walk(asker, self._recall, limits, self._waiting.put)

    @property
    def failed(self) -> set[str]:
        """The names of sources whose list could not be had."""
        return self._walk.failed

    def windows(self, sources: Sequence[WebSource]) -> AsyncGenerator[Window, None]:
        """Return what the sources hold that is new; what comes meanwhile waits."""
        # What is a source is no page of another one.
        distinct = [source for source in sources if self._recall.take(source.url)]
        return self._windows([partial(self._walk.source, source) for source in distinct])

    def windows_again(
        self, refused: Sequence[tuple[WebSource, Sequence[str]]]
    ) -> AsyncGenerator[Window, None]:
        """Return what URLs hold that were refused, and what is new in those that are lists."""
        return self._windows([partial(self._walk.again, source, urls) for source, urls in refused])

    async def _windows(self, jobs: Sequence[Job]) -> AsyncGenerator[Window, None]:
        asking = asyncio.create_task(self._ask(jobs))
        try:
            number = 1
            while (window := await self._window(f"web {number}")) is not None:
                yield window
                number += 1
            await asking
        finally:
            asking.cancel()
            await asyncio.wait([asking])
            await self._recall.settle()
            await self._client.close()

    async def _ask(self, jobs: Sequence[Job]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for job in jobs:
                    group.create_task(job())
        except asyncio.CancelledError:
            # Nobody takes anything any more.
            raise
        except BaseException:
            await self._waiting.end()
            raise
        await self._waiting.end()

    async def _window(self, name: str) -> Window | None:
        """Return the next window: all that came up to its end, or None when nothing comes any more."""
        window = Window(name, [], [])
        size, until = 0, None
        loop = asyncio.get_running_loop()
        while len(window.urls) + len(window.rejects) < self._window_answers and size < WINDOW_BYTES:
            try:
                async with asyncio.timeout_at(until):
                    fetched = await self._waiting.get()
            except TimeoutError:
                return window
            if fetched is None:
                return window if until is not None else None
            until = until or loop.time() + WINDOW_SECONDS
            size += size_of(fetched)
            _add(window, fetched)
        return window


def _add(window: Window, fetched: Fetched) -> None:
    if isinstance(fetched.item, RawDocument):
        window.documents.append(fetched.item)
    elif fetched.item is not None:
        window.rejects.append(fetched.item)
    if fetched.asked is not None:
        window.urls.append(fetched.asked)
    window.asked += fetched.asked is not None and fetched.news != "noted"
    window.unchanged_urls += fetched.news == "unchanged"
