"""The task runs Prefect shows: two for a window, one for publishing. Something in, a line of counts out.

A window per task run: Prefect's bookkeeping for one costs as much as cleaning a hundred articles.
"""

import asyncio
import time
from collections.abc import Sequence

import structlog
from prefect import task
from prefect.cache_policies import NO_CACHE

from copydesk.storage.asked_urls import url_columns
from copydesk.storage.clusters import ClusterChange
from copydesk.storage.desk import Desk
from copydesk.storage.prepared import Prepared
from copydesk.storage.publish import publish as publish_desk
from copydesk.storage.read_files import file_columns
from copydesk.storage.runs import Tally, record_tally
from copydesk.tasks.clock import utc_now
from copydesk.tasks.commit import commit_window, recommit_window
from copydesk.tasks.line import Line
from copydesk.tasks.outdated import Outdated
from copydesk.tasks.prepare import reject_columns
from copydesk.tasks.read import Window
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.rematch import rematch_desk
from copydesk.tasks.workers import Workers

log = structlog.stdlib.get_logger("copydesk")


@task(task_run_name="prepare {window.name}", cache_policy=NO_CACHE, persist_result=False)
async def prepare(window: Window, workers: Workers, recipe: Recipe) -> Prepared:
    """Return the window's documents, cleaned and fingerprinted, with the rejects of reading and cleaning."""
    prepared = (await workers.prepare(window.documents, recipe)).with_rejects(reject_columns(window.rejects))
    prepared = prepared.with_files(file_columns(window.files)).with_urls(url_columns(window.urls))
    log.info(
        "prepared",
        window=window.name,
        articles=len(prepared),
        spans=len(prepared.tables["spans"]),
        rejects=len(prepared.tables["rejects"]),
    )
    return prepared


@task(task_run_name="commit {window_name}", cache_policy=NO_CACHE, persist_result=False)
async def commit(window_name: str, prepared: Prepared, line: Line) -> Tally:
    """Take the window into the desk and return what that did."""
    tally = await asyncio.to_thread(commit_window, line, prepared, utc_now())
    log.info(
        "committed",
        window=window_name,
        new=tally.new,
        unchanged=tally.unchanged,
        revised=tally.revised,
        rejected=tally.rejected,
    )
    return tally


@task(task_run_name="recommit {window.name}", cache_policy=NO_CACHE, persist_result=False)
async def recommit(window: Outdated, prepared: Prepared, line: Line) -> Tally:
    """Put documents prepared anew in place of what they were."""
    tally = await asyncio.to_thread(recommit_window, line, prepared, window.first_seen_at, utc_now())
    log.info("recommitted", window=window.name, articles=tally.revised, rejected=tally.rejected)
    return tally


@task(task_run_name="rematch", cache_policy=NO_CACHE, persist_result=False)
async def rematch(line: Line) -> tuple[Tally, Sequence[ClusterChange]]:
    """Decide anew on everything stored; return what that did, and which clusters it changed."""
    tally, changes = await asyncio.to_thread(rematch_desk, line, utc_now())
    log.info("rematched", clusters=len(changes))
    return tally, changes


@task(task_run_name="publish", cache_policy=NO_CACHE, persist_result=False)
async def publish(desk: Desk, line: Line, tally: Tally, state: str) -> Tally:
    """Bring the published file up to date, the run's own row last; return the tally with the time it took."""
    started = time.perf_counter()

    def with_seconds() -> Tally:
        return tally + Tally(publish_seconds=time.perf_counter() - started)

    def record() -> None:
        record_tally(line.live, line.run, with_seconds(), (state, None if state == "Running" else utc_now()))

    await asyncio.to_thread(publish_desk, line.live, desk, record)
    log.info("published", file=desk.published.name, bytes=desk.published.stat().st_size)
    return with_seconds()
