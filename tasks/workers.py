"""Worker processes for the work that keeps a core busy, started when there is enough of it."""

import asyncio
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection, wait

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


class WorkersLostError(CopydeskError):
    """Worker processes were killed, and those that took their place as well."""


class Workers:
    """Prepares documents: few of them in a thread, many in processes that end with this one.

    `count` is how many processes may run; they are started by the first window that is worth it. Each has a
    thread here that talks to it: who dies at any moment holds up no other.
    """

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "worker")
        self._of_thread = threading.local()
        self._starting = threading.Lock()
        self._started: list[Worker] = []
        self._is_closed = False

    async def prepare(self, documents: Sequence[RawDocument], recipe: Recipe) -> Prepared:
        """Return the documents' columns, in their order."""
        if sum(map(_cost, documents)) < POOL_CHARACTERS and not self._started:
            return await asyncio.to_thread(prepare_documents, documents, recipe)
        loop, slices = asyncio.get_running_loop(), _slices(documents)
        parts = [loop.run_in_executor(self._threads, self._prepare, part, recipe) for part in slices]
        return concatenate(await asyncio.gather(*parts))

    def close(self) -> None:
        """End the processes; what they still work on is dropped."""
        with self._starting:
            self._is_closed = True
        for worker in self._started:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def _prepare(self, documents: Sequence[RawDocument], recipe: Recipe) -> Prepared:
        """Have this thread's process prepare documents, and another where that one is killed at it."""
        with suppress(EOFError, OSError):
            return self._worker().prepare(documents, recipe)
        try:
            return self._worker(new=True).prepare(documents, recipe)
        except (EOFError, OSError) as error:
            if self._is_closed:
                raise
            raise WorkersLostError(
                "worker processes were killed twice, probably because memory ran short; "
                "set fewer workers, or a smaller window_documents, in copydesk.toml"
            ) from error

    def _worker(self, *, new: bool = False) -> "Worker":
        with self._starting:
            if self._is_closed:
                raise EOFError
            if new or not hasattr(self._of_thread, "worker"):
                self._of_thread.worker = Worker()
                self._started.append(self._of_thread.worker)
        return self._of_thread.worker  # type: ignore[no-any-return]


class Worker:
    """A process of its own, and the pipe to it.

    Nobody else holds an end of the pipe: whenever the process dies, and be it in the middle of an answer,
    who waits for it sees the pipe end.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, others = context.Pipe()
        with others:
            self._process = context.Process(target=_work, args=(others,), daemon=True)
            self._process.start()

    def prepare(self, documents: Sequence[RawDocument], recipe: Recipe) -> Prepared:
        """Return the documents' columns.

        Raises RuntimeError with the traceback of what failed there, EOFError or OSError when the process is
        gone.
        """
        self._pipe.send((documents, recipe))
        answer: Prepared | str = self._pipe.recv()
        if isinstance(answer, str):
            raise RuntimeError(f"preparing failed in a worker process: {answer}")
        return answer

    def end(self) -> None:
        """End the process; who waits for it gets EOFError."""
        self._process.kill()
        self._process.join()


def _work(pipe: Connection) -> None:
    """Prepare what comes through the pipe, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the flow that is interrupted, and ends this process
    collect_seldom()
    _end_with_parent()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_prepared(*pipe.recv()))


def _prepared(documents: Sequence[RawDocument], recipe: Recipe) -> Prepared | str:
    try:
        return prepare_documents(documents, recipe)
    except Exception:
        return traceback.format_exc()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


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
