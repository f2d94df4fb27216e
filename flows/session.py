"""A desk, open for one recorded run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from prefect.runtime import flow_run

from copydesk.flows.logs import set_up_logs
from copydesk.flows.progress import reporter
from copydesk.flows.server_records import mark_crashed
from copydesk.flows.settings import Settings, load_settings
from copydesk.storage import runs
from copydesk.storage.database import Database, open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.furniture import furniture_by_source
from copydesk.storage.runs import Run, Tally
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.clean import rules_version


@dataclass(frozen=True, slots=True)
class Session:
    """What a flow works with."""

    desk: Desk
    settings: Settings
    line: Line


@asynccontextmanager
async def session(folder: str, wait_seconds: float) -> AsyncIterator[Session]:
    """Lock and open a desk, and record the run; one that raises is recorded as failed, its commits stay.

    Runs that are still on record as running, here or in Prefect, were killed: they are marked Crashed.
    """
    set_up_logs()
    reporter().started(flow_run.id)
    desk = Desk(Path(folder))
    desk.create()
    settings = load_settings(desk.settings)
    with writing(desk, wait_seconds), open_live(desk) as live:
        await asyncio.to_thread(mark_crashed, desk.folder, [UUID(flow_run.id)])
        line = Line(live, _rules(live, settings), _new_run(settings))
        runs.start_run(live, line.run)
        structlog.contextvars.bind_contextvars(run=line.run.run_id)
        try:
            yield Session(desk, settings, line)
        except BaseException:
            runs.record_tally(live, line.run, Tally(), ("Failed", _now()))
            raise
        finally:
            structlog.contextvars.unbind_contextvars("run")


def _rules(live: Database, settings: Settings) -> Rules:
    recipe = Recipe(desk_plan(live), furniture_by_source(live))
    return Rules(recipe, settings.matching, settings.publisher_ranks)


def _new_run(settings: Settings) -> Run:
    now = _now()
    return Run(
        run_id=f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        flow_run_id=flow_run.id,
        started_at=now,
        copydesk_version=version("copydesk"),
        rules_version=rules_version,
        settings_hash=settings.hash,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
