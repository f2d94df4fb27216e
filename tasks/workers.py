"""Worker processes for the work that keeps a core busy, started when there is enough of it."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from copydesk.storage.errors import CopydeskError
from copydesk.storage.prepared import Prepared, concatenate
from copydesk.storage.records import RawDocument
from copydesk.tasks.garbage import collect_seldom
from copydesk.tasks.prepare import prepare_documents
from copydesk.tasks.recipe import Recipe

# Starting the processes takes about as long as preparing this much here.
POOL_CHARACTERS = 4_000_000
# A page costs trafilatura what 100,000 characters of plain text cost the rest.
PAGE_CHARACTERS = 100_000
# Small enough that the last slices end together, large enough that sending them costs nothing.
SLICE_CHARACTERS = 1_000_000
LOOK_SECONDS = 5.0
# The latter where a process that is killed was just being started.
_LOST = (BrokenProcessPool, OSError)


class WorkersLostError(CopydeskError):
    """Worker processes were killed, and those that took their place as well."""


class Workers:
    """Prepares documents: few of them in a thread, many in processes that end with this one.

    `count` is how many processes may run; they are started by the first window that is worth it.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    async def prepare(self, documents: Sequence[RawDocument], recipe: Recipe) -> Prepared:
        """Return the documents' columns, in their order."""
        if sum(map(_cost, documents)) < POOL_CHARACTERS and self._pool is None:
            return await asyncio.to_thread(prepare_documents, documents, recipe)
        try:
            return await self._prepare_there(documents, recipe)
        except _LOST:
            self._give_up()  # new processes may find the memory that one lacked
        try:
            return await self._prepare_there(documents, recipe)
        except _LOST as error:
            self._give_up()
            raise WorkersLostError(
                "worker processes were killed twice, probably because memory ran short; "
                "set fewer workers, or a smaller window_documents, in copydesk.toml"
            ) from error

    def close(self) -> None:
        """End the processes; what they still work on is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _give_up(self) -> None:
        """End the processes of a pool that broke.

        It ends those it knows, and misses one that is started meanwhile: that one holds the pipe open which
        the pool waits to be rid of, for ever.
        """
        for process in multiprocessing.active_children():
            process.kill()
        self.close()

    async def _prepare_there(self, documents: Sequence[RawDocument], recipe: Recipe) -> Prepared:
        loop = asyncio.get_running_loop()
        pool = self._processes()
        parts = [loop.run_in_executor(pool, prepare_documents, part, recipe) for part in _slices(documents)]
        prepared = asyncio.gather(*parts)
        try:
            while not (await asyncio.wait([prepared], timeout=LOOK_SECONDS))[0]:
                # One killed in the moment it is started can leave the pool waiting for ever.
                if not multiprocessing.active_children():
                    raise BrokenProcessPool("no worker process is left")
        finally:
            prepared.cancel()
        return concatenate(prepared.result())

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_begin)
        return self._pool


def _cost(document: RawDocument) -> int:
    return len(document.text) if document.html is None else PAGE_CHARACTERS


def _slices(documents: Sequence[RawDocument]) -> Iterator[Sequence[RawDocument]]:
    start = cost = 0
    for place, document in enumerate(documents):
        cost += _cost(document)
        if cost >= SLICE_CHARACTERS:
            yield documents[start : place + 1]
            start, cost = place + 1, 0
    if start < len(documents):
        yield documents[start:]


def _begin() -> None:
    collect_seldom()
    _end_with_parent()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
