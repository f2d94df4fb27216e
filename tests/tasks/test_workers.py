"""Worker processes that are killed, as when memory runs short."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from copydesk.tasks import workers as module
from copydesk.tasks.prepare import prepare_documents
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.minhash import plan
from copydesk.tasks.workers import Workers, WorkersLostError
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
    yield killed
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


@pytest.mark.parametrize("is_found_first", [False, True])
def test_a_worker_that_is_started_while_another_is_found_dead_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch, is_found_first: bool
) -> None:
    workers, started, start = Workers(2), [], SpawnProcess.start
    # More than a pipe holds, in parts that both workers get.
    documents = [document(f"Story {number} of the ferry. " * 50_000) for number in range(8)]

    def find_first_dead() -> None:
        os.kill(started[0].pid or 0, signal.SIGKILL)
        while not workers._pool._call_queue._reader.closed:  # type: ignore[union-attr]
            started[0].join(0.01)

    def start_late(process: SpawnProcess) -> None:
        started.append(process)
        if is_found_first and len(started) == 2:
            find_first_dead()
        start(process)
        if not is_found_first and len(started) == 2:
            find_first_dead()

    monkeypatch.setattr(SpawnProcess, "start", start_late)

    prepared = asyncio.run(workers.prepare(documents, Recipe(plan(), {})))
    workers.close()

    assert len(started) == 4
    assert len(prepared.ids()) == len(documents)


def test_workers_that_are_killed_again_are_told_with_what_to_do() -> None:
    workers = Workers(1)
    with killing(2), pytest.raises(WorkersLostError, match="memory ran short; set fewer workers"):
        asyncio.run(workers.prepare(DOCUMENTS, Recipe(plan(), {})))
    workers.close()
