"""Prefect's share of a run: of its CPU time and of its wall time, imports and the start of the server apart.

`python benchmarks/cost_prefect.py [TEXTS]`. The flow `ingest` takes in generated texts, recorded by a real
server. Printed: what the server spends in the meantime, and in a second in which nobody asks it anything;
and what as many task runs that do nothing cost in flow, server and wall time, which is taken for what
Prefect costs there.
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import NamedTuple
from uuid import UUID

from generated_news import write_jsonl
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from copydesk.flows.ingest import ingest
from copydesk.flows.progress import reporting
from copydesk.flows.server.records import wait_until_recorded
from copydesk.flows.server.temporary import temporary_server

REST_SECONDS = 20


class Spent(NamedTuple):
    wall: float
    flow: float
    workers: float
    server: float


@task(cache_policy=NO_CACHE, persist_result=False)
async def nothing(number: int) -> int:
    return number


@flow(persist_result=False)
async def idle(task_runs: int) -> None:
    for number in range(task_runs):
        await nothing(number)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder, temporary_server(Path(folder) / "server") as server:
        server.record_runs()
        texts = Path(folder) / "texts.jsonl"
        write_jsonl(texts, count)
        few = Path(folder) / "few.jsonl"
        few.write_bytes(b"".join(texts.read_bytes().splitlines(keepends=True)[:100]))
        run(server, lambda: ingest([str(few)], str(Path(folder) / "warm"), return_state=True))
        asyncio.run(idle(3))
        resting = rest(server)
        work, task_runs = run(
            server, lambda: ingest([str(texts)], str(Path(folder) / "desk"), return_state=True)
        )
        bare, _ = run(server, lambda: idle(task_runs, return_state=True), records=False)
    print(f"the server takes {resting:.3f} CPU-s a second when nobody asks it anything")
    report(count, task_runs, work, bare)


def rest(server) -> float:
    """Return the CPU-seconds that the server takes in a second of nothing."""
    before = spent(server._child.process_id)
    time.sleep(REST_SECONDS)
    after = spent(server._child.process_id)
    return (after.server - before.server) / (after.wall - before.wall)


def report(count: int, task_runs: int, work: Spent, bare: Spent) -> None:
    ours = work.flow + work.workers
    all_at_that = bare.flow + bare.server
    print(f"{count} texts, {task_runs} task runs, {work.wall:.1f} s; flow and workers {ours:.1f} CPU-s")
    print(f"  server, its rest included  {work.server:6.2f} CPU-s")
    print(f"  a task run that does nothing: {bare.flow / task_runs * 1e3:.0f} CPU-ms in the flow, ", end="")
    print(f"{bare.server / task_runs * 1e3:.0f} in the server, {bare.wall / task_runs * 1e3:.0f} ms of wall")
    print(f"  all task runs at that      {all_at_that:6.2f} CPU-s {all_at_that / ours:6.1%}")
    print(f"                             {bare.wall:6.2f} s     {bare.wall / work.wall:6.1%} of the wall")


def run(server, start, *, records: bool = True) -> tuple[Spent, int]:
    process = server._child.process_id
    before = spent(process)
    with reporting() as reporter:
        asyncio.run(start())
        wall = time.monotonic() - before.wall
        if records:
            wait_until_recorded(UUID(reporter.flow_run_id), reporter.task_runs)
        else:
            time.sleep(5)  # the server takes down task runs a moment later
    after = spent(process)
    return Spent(wall, *(late - early for late, early in zip(after[1:], before[1:], strict=True))), (
        reporter.task_runs or 0
    )


def spent(server: int) -> Spent:
    own, children = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return Spent(
        time.monotonic(),
        own.ru_utime + own.ru_stime,
        children.ru_utime + children.ru_stime,
        ticks / os.sysconf("SC_CLK_TCK"),
    )


if __name__ == "__main__":
    main()
