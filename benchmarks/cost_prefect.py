"""Prefect's share of a run: of its CPU time and of its wall time, imports and the start of the server apart.

`python benchmarks/cost_prefect.py [TEXTS]`. The flow `ingest` takes in generated texts, recorded by a real
server. What the server spends is read from the system. What Prefect spends within the flow is measured by a
flow of as many task runs that do nothing, and taken for the same there. Server and flow share the machine
with the workers, so the server's work costs wall time only as far as no core is free; it is not counted as
such.
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
        work, task_runs = run(
            server, lambda: ingest([str(texts)], str(Path(folder) / "desk"), return_state=True)
        )
        bare, _ = run(server, lambda: idle(task_runs, return_state=True), records=False)
    report(count, task_runs, work, bare)


def report(count: int, task_runs: int, work: Spent, bare: Spent) -> None:
    cpu = work.flow + work.workers + work.server
    prefect = work.server + bare.flow
    print(f"{count} texts, {task_runs} task runs, {work.wall:.1f} s, {cpu:.1f} CPU-s")
    print(f"  server                  {work.server:6.2f} CPU-s {work.server / cpu:6.1%}")
    print(f"  Prefect in the flow     {bare.flow:6.2f} CPU-s {bare.flow / cpu:6.1%}")
    print(f"  both                    {prefect:6.2f} CPU-s {prefect / cpu:6.1%}")
    print(f"  wall of the task runs   {bare.wall:6.2f} s     {bare.wall / work.wall:6.1%}")
    print(f"  a task run: {bare.flow / task_runs * 1e3:.0f} CPU-ms in the flow, ", end="")
    print(f"{bare.server / task_runs * 1e3:.0f} in the server")


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
