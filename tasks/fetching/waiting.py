"""What has come and waits to be taken in, bounded: it fills the memory, and a run that is killed loses it."""

import asyncio
from collections import deque

from copydesk.storage.records import RawDocument
from copydesk.tasks.fetching.asking import Fetched

MOST_BYTES = 64_000_000


class Waiting:
    """A queue of what came, bounded by answers and bytes; it ends when it is told to."""

    def __init__(self, most_answers: int, most_bytes: int = MOST_BYTES) -> None:
        self._most_answers = most_answers
        self._most_bytes = most_bytes
        self._bytes = 0
        self._items: deque[Fetched] = deque()
        self._has_ended = False
        self._changed = asyncio.Condition()

    async def put(self, fetched: Fetched) -> None:
        """Hand on what came, as soon as there is room for it."""
        async with self._changed:
            await self._changed.wait_for(self._has_room)
            self._items.append(fetched)
            self._bytes += size_of(fetched)
            self._changed.notify_all()

    def _has_room(self) -> bool:
        return len(self._items) < self._most_answers and self._bytes < self._most_bytes

    async def get(self) -> Fetched | None:
        """Return what came next, or None when nothing comes any more."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._items or self._has_ended)
            if not self._items:
                return None
            fetched = self._items.popleft()
            self._bytes -= size_of(fetched)
            self._changed.notify_all()
            return fetched

    async def end(self) -> None:
        """Tell that nothing comes any more."""
        async with self._changed:
            self._has_ended = True
            self._changed.notify_all()


def size_of(fetched: Fetched) -> int:
    """Return about how many bytes it takes in memory."""
    item = fetched.item
    if isinstance(item, RawDocument):
        told = len(item.instead.html or b"") if item.instead is not None else 0
        return len(item.html or b"") + 2 * len(item.text) + told
    return len(item.payload) if item is not None else 0
