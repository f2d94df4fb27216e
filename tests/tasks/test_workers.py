"""Worker processes that are killed, as when memory runs short."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from copydesk.tasks import workers as module
from copydesk.tasks.prepare import prepare_documents
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.minhash import plan
from copydesk.tasks.workers import Worker, Workers, WorkersLostError
from tests.desks import document

DOCUMENTS = [document(f"Story {number} of the ferry that is late.") for number in range(20)]


@contextmanager
def killing(most: int) -> Iterator[list[int]]:
    """Kill so many of the worker processes that this one starts, each as soon as it is there."""
    killed: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for worker in worker_processes():
                if worker not in killed and len(killed) < most:
                    killed.append(worker)
                    with suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGKILL)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield killed
    finally:
        over.set()
        watching.join()


def worker_processes() -> list[int]:
    started = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = [int(child) for file in started for child in file.read_text().split()]
    return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.fixture(autouse=True)
def always_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POOL_CHARACTERS", 0)


def test_when_a_worker_is_killed_another_does_its_work() -> None:
    recipe, workers = Recipe(plan(), {}), Workers(1)
    with killing(1) as killed:
        prepared = asyncio.run(workers.prepare(DOCUMENTS, recipe))
    workers.close()

    assert len(killed) == 1
    assert prepared.ids() == prepare_documents(DOCUMENTS, recipe).ids()


def test_a_worker_that_is_killed_in_the_middle_of_its_answer_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers, killed, receive = Workers(1), [], Connection.recv
    # An answer of several megabytes: who writes it waits for who reads it.
    documents = [document(f"Story {number} of the ferry. " * 50_000) for number in range(2)]

    def kill_at_its_first_word(pipe: Connection) -> object:
        if not killed and pipe.poll(None):
            [worker] = worker_processes()
            killed.append(worker)
            os.kill(worker, signal.SIGKILL)
        return receive(pipe)

    monkeypatch.setattr(Connection, "recv", kill_at_its_first_word)

    prepared = asyncio.run(workers.prepare(documents, Recipe(plan(), {})))
    workers.close()

    assert killed
    assert len(prepared.ids()) == len(documents)


def test_what_fails_in_a_worker_is_told_here_with_where_it_failed() -> None:
    workers = Workers(1)
    with pytest.raises(RuntimeError, match=r"(?s)worker process: Traceback.*tasks/prepare\.py"):
        asyncio.run(workers.prepare(DOCUMENTS, None))  # type: ignore[arg-type]
    workers.close()


def test_a_worker_whose_flow_is_gone_ends_without_a_word() -> None:
    worker = Worker()
    worker._pipe.send((DOCUMENTS, Recipe(plan(), {})))
    worker._pipe.close()
    worker._process.join()

    assert worker._process.exitcode == 0


def test_no_process_is_left_and_none_is_started_once_the_workers_are_closed() -> None:
    workers, recipe = Workers(2), Recipe(plan(), {})

    async def interrupted() -> None:
        preparing = asyncio.create_task(workers.prepare(DOCUMENTS, recipe))
        while not worker_processes():
            await asyncio.sleep(0.01)
        workers.close()
        with pytest.raises(EOFError):
            await preparing

    asyncio.run(interrupted())

    assert not worker_processes()


def test_workers_that_are_killed_again_are_told_with_what_to_do() -> None:
    workers = Workers(1)
    with killing(2), pytest.raises(WorkersLostError, match="memory ran short; set fewer workers"):
        asyncio.run(workers.prepare(DOCUMENTS, Recipe(plan(), {})))
    workers.close()
