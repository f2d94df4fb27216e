"""A desk, open for one recorded run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import structlog
from prefect.runtime import flow_run

from copydesk.flows.alerts.failure import tell_killed
from copydesk.flows.logs import logged_in, set_up_logs
from copydesk.flows.opened import opened
from copydesk.flows.opening import new_run, rules_of
from copydesk.flows.progress import reporter
from copydesk.flows.server.records import mark_crashed
from copydesk.flows.settings import Settings, load_settings
from copydesk.storage import runs
from copydesk.storage.database import STORAGE_FAULTS
from copydesk.storage.desk import Desk, Lock, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.presence import stay_present
from copydesk.storage.records import Upgrade
from copydesk.storage.runs import Tally
from copydesk.tasks.clock import utc_now
from copydesk.tasks.line import Line

log = structlog.stdlib.get_logger("copydesk")


@dataclass(frozen=True, slots=True)
class Session:
    """What a flow works with."""

    desk: Desk
    settings: Settings
    line: Line


@asynccontextmanager
async def session(folder: str, wait_seconds: float, *, backfill: bool = False) -> AsyncIterator[Session]:
    """Lock and open a desk, and record the run; one that raises is recorded as failed, its commits stay."""
    async with _opened(folder, wait_seconds) as on:
        runs.start_run(on.line.live, replace(on.line.run, backfill=backfill))
        try:
            yield on
        except BaseException:
            # On a full disk that cannot be said either, and the next run marks this one Crashed.
            with suppress(*STORAGE_FAULTS):
                runs.record_tally(on.line.live, on.line.run, Tally(), ("Failed", utc_now()))
            raise


@asynccontextmanager
async def rehearsal(folder: str, wait_seconds: float) -> AsyncIterator[Session]:
    """Lock and open a desk for a run of which nothing stays."""
    async with _opened(folder, wait_seconds) as on:
        with on.line.live.rehearsal():
            runs.start_run(on.line.live, on.line.run)
            yield on


@asynccontextmanager
async def alone(folder: str, wait_seconds: float) -> AsyncIterator[tuple[Desk, Lock]]:
    """Lock a desk for a flow run.

    Runs that are still on record as running, here or in Prefect, were killed: they are marked Crashed, and
    who is to be told of failures is told.
    """
    set_up_logs()
    reporter().started(flow_run.id)
    desk = Desk(Path(folder))
    desk.create()
    stay_present(desk, flow_run.id)
    with writing(desk, wait_seconds) as lock, logged_in(desk):
        killed = await asyncio.to_thread(mark_crashed, desk.folder, [UUID(flow_run.id)])
        await asyncio.to_thread(tell_killed, desk, killed)
        try:
            yield desk, lock
        except BaseException as error:
            log.error("failed", reason=str(error) or type(error).__name__)
            if isinstance(error, CopydeskError):
                reporter().stopped(error)
            raise


@asynccontextmanager
async def _opened(folder: str, wait_seconds: float) -> AsyncIterator[Session]:
    """Lock and open a desk."""
    settings = load_settings(Desk(Path(folder)).settings)
    async with alone(folder, wait_seconds) as (desk, lock):
        with opened(desk) as live:
            line = Line(live, rules_of(live, settings), new_run(settings, flow_run.id))
            lock.sign(f"run {line.run.run_id}")
            structlog.contextvars.bind_contextvars(run=line.run.run_id)
            _log_upgrade(live.upgrade)
            try:
                yield Session(desk, settings, line)
            finally:
                structlog.contextvars.unbind_contextvars("run", "source")


def _log_upgrade(upgrade: Upgrade | None) -> None:
    if upgrade is not None:
        log.info(
            "upgraded",
            from_format=upgrade.from_format,
            to_format=upgrade.to_format,
            as_it_was=upgrade.kept.path,
        )
