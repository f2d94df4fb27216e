"""Runs of `copydesk` in processes of their own, which tell at any moment what they are at.

`python benchmarks/marked_runs.py` imports Prefect once and then forks a process for each line of JSON on its
standard input: `words` for the command line, `output` for a file to print to, `marks` for a file of one byte
a phase, which is above zero while a thread is in that phase, `with_workers` for worker processes however
little text there is. It answers with the process's number, and with its exit status when it has ended.
Nothing else differs from `copydesk` itself.
"""

import faulthandler
import functools
import inspect
import json
import mmap
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

# Phases, and the functions in which a run is in them; of those it is in, the last listed is told.
PLACES = {
    "between": "copydesk.flows.launch:_run",
    "read": "copydesk.flows.intake:Intake._read",
    "prepare": "copydesk.flows.intake:Intake._prepare",
    "write": "copydesk.tasks.stages:commit_window",
    "arrive": "copydesk.tasks.commit:receive",
    "match": "copydesk.tasks.commit:match_candidates",
    "choose": "copydesk.tasks.commit:place_articles",
    "publish": "copydesk.tasks.stages:publish_desk",
    "copy": "copydesk.storage.publish:copy_file",
    "apply": "copydesk.storage.publish:_apply",
    "replace": "copydesk.storage.publish:_put_in_place",
    "end": "copydesk.flows.ingest:summarise",
}
PHASES = tuple(PLACES)
# Every process that a run starts inherits it.
NAMED_BY = "COPYDESK_MARKED_RUN"


def serve() -> None:
    """Fork a run for every line that comes in."""
    # As the command line sets it before it imports Prefect.
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    for module in ("copydesk.flows.cli", "fastapi", *{place.split(":")[0] for place in PLACES.values()}):
        import_module(module)
    _prepare_once()
    print(*PHASES, flush=True)
    for line in sys.stdin:
        process = os.fork()
        if not process:
            _run(json.loads(line))
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def _prepare_once() -> None:
    """Have every table and pattern ready, which each run would take a second for."""
    from copydesk.storage.records import RawDocument
    from copydesk.tasks.prepare import prepare_documents
    from copydesk.tasks.recipe import Recipe
    from copydesk.tasks.text.minhash import plan

    text = "By Ada Lovelace\nRain fell on the harbour all night.\nSource: The Engine"
    prepare_documents([RawDocument("post", "tests", "a.txt", "text/plain", text)], Recipe(plan(), {}))


def _run(asked: dict[str, Any]) -> None:
    """Become the run that was asked for."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    os.environ[NAMED_BY] = asked["marks"]
    marks = Path(asked["marks"])
    marks.write_bytes(bytes(len(PHASES)))
    with marks.open("r+b") as file:
        _mark_phases(mmap.mmap(file.fileno(), len(PHASES)))
    if asked["with_workers"]:
        import_module("copydesk.tasks.workers").POOL_CHARACTERS = 0
    sys.exit(import_module("copydesk.flows.cli").main(asked["words"]))


def _mark_phases(marks: mmap.mmap) -> None:
    lock = threading.Lock()

    def count(number: int, step: int) -> None:
        with lock:
            marks[number] += step

    for number, place in enumerate(PLACES.values()):
        module, _, path = place.partition(":")
        *owners, name = path.split(".")
        owner = functools.reduce(getattr, owners, import_module(module))
        setattr(owner, name, _marked(getattr(owner, name), functools.partial(count, number)))


def _marked(function: Callable[..., Any], count: Callable[[int], None]) -> Callable[..., Any]:
    @functools.wraps(function)
    async def later(*arguments: Any, **named: Any) -> Any:
        count(1)
        try:
            return await function(*arguments, **named)
        finally:
            count(-1)

    @functools.wraps(function)
    def now(*arguments: Any, **named: Any) -> Any:
        count(1)
        try:
            return function(*arguments, **named)
        finally:
            count(-1)

    return later if inspect.iscoroutinefunction(function) else now


if __name__ == "__main__":
    serve()
