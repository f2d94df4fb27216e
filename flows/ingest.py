"""The flow: read, prepare, commit and publish, window by window."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import structlog
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.alerts.watch import watch
from copydesk.flows.intake import Intake
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import show_run
from copydesk.flows.session import Session, session
from copydesk.flows.settings import Settings, names_of_sources
from copydesk.flows.source_settings import AS_CONFIGURED, Reading
from copydesk.flows.sources import Chosen, chosen_sources
from copydesk.flows.summary import summarise
from copydesk.flows.windows import Supply
from copydesk.storage import runs
from copydesk.storage.desk import Desk
from copydesk.storage.pages import purge_pages
from copydesk.storage.room import check_room
from copydesk.storage.run_details import run_details, silent_sources
from copydesk.storage.runs import Tally
from copydesk.tasks.expected import expected_bytes
from copydesk.tasks.read import source_name
from copydesk.tasks.stages import publish

SHOWN_SOURCES = 3
log = structlog.stdlib.get_logger("copydesk")


def name_of_run() -> str:
    """Return "ingest seeds, 2024-05-01": what the flow run is called in Prefect."""
    configured = names_of_sources(Desk(Path(flow_run.parameters["desk"])).settings)
    told = flow_run.parameters["sources"]
    sources = [word if word in configured else source_name(word) for word in told] or ["all sources"]
    return f"ingest {_listed(sources)}, {flow_run.scheduled_start_time:%Y-%m-%d}"


def _listed(sources: Sequence[str]) -> str:
    more = f" and {len(sources) - SHOWN_SOURCES} more" if len(sources) > SHOWN_SOURCES else ""
    return f"{', '.join(sources[:SHOWN_SOURCES])}{more}"


@flow(
    name="ingest",
    flow_run_name=name_of_run,
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def ingest(
    sources: list[str], desk: str = "desk", wait_seconds: float = 0.0, reading: Reading = AS_CONFIGURED
) -> State[None]:
    """Take what the sources hold into a desk, and publish it.

    Args:
        sources: Files and folders of news texts, URLs, and names of configured sources; none: all of those.
        desk: The folder that holds the collection; it is made when it is not there.
        wait_seconds: How long to wait for another run on the same desk.
        reading: How the sources are read.

    """
    async with session(desk, wait_seconds, backfill=reading.backfill) as on:
        intake = Intake(on.desk, on.line, on.settings.ingest)
        tally = await take_in(chosen_sources(sources, on.settings, on.desk, reading), on, intake, reading)
        if on.settings.keep.html_days is not None:
            purge_pages(on.line.live, on.line.run, on.settings.keep.html_days)
        details = run_details(on.line.live, on.line.run)
        state, message = outcome(tally, on.settings)
        first = f"; the first is {details.rejects[0]}" if details.rejects else ""
        message = message and f"{message}{first}; the rest is in the desk"
        if message:
            log.error("failed", reason=message)
        tally = await publish(on.desk, on.line, tally, state)
        summary = summarise(on.line, tally, (state, message), on.desk)
        watch(on.desk, on.settings, silent_sources(on.line.live))
    reporter().finished(summary, intake.task_runs + 1)
    await show_run("ingest", summary, details, on.desk)
    return Failed(message=message) if message else Completed(message=summary.in_a_line())


async def take_in(sources: Sequence[Chosen], on: Session, intake: Intake, reading: Reading) -> Tally:
    """Commit what the sources hold, and return what that did."""
    structlog.contextvars.bind_contextvars(source=_listed([source.name for source in sources]))
    supply = Supply(sources, on, reading)
    places = [(source.location, source.name) for source in sources if not source.is_web]
    expected = await asyncio.to_thread(expected_bytes, on.line.live, places)
    check_room(on.desk, expected, on.settings.keep.room_margin)
    for source in sources:
        runs.name_source(on.line.live, source.describe(), on.line.run.started_at)
    async with aclosing(supply.windows()) as windows:
        tally = await intake.take(windows)
    for read in supply.described():
        runs.record_source(on.line.live, read, on.line.run.started_at)
    canonical, reused = runs.placed(on.line.live, on.line.run)
    return tally + Tally(canonical=canonical, reused=reused)


def outcome(tally: Tally, settings: Settings) -> tuple[str, str | None]:
    """Return the state of the run and, when it failed, why."""
    inputs = max(tally.read, tally.asked, 1)
    share = tally.rejected / inputs
    if share <= settings.ingest.max_reject_share:
        return "Completed", None
    return "Failed", (
        f"{tally.rejected} of {inputs} inputs were refused ({share:.0%}), more than the "
        f"{settings.ingest.max_reject_share:.0%} that max_reject_share allows"
    )
