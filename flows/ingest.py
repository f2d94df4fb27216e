"""The flow: read, prepare, commit and publish, window by window."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from copydesk.flows.intake import Intake
from copydesk.flows.logs import set_up_logs
from copydesk.flows.progress import reporter
from copydesk.flows.server_records import mark_crashed
from copydesk.flows.settings import Settings, load_settings
from copydesk.flows.sources import describe_source
from copydesk.flows.summary import Summary
from copydesk.storage import runs
from copydesk.storage.database import Database, open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.runs import Run, Tally
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.read import read_source, source_name, windows
from copydesk.tasks.stages import publish
from copydesk.tasks.text.clean import rules_version

SHOWN_SOURCES = 3


def name_of_run() -> str:
    """Return "ingest seeds": what the flow run is called in Prefect."""
    sources = [source_name(source) for source in flow_run.parameters["sources"]]
    more = f" and {len(sources) - SHOWN_SOURCES} more" if len(sources) > SHOWN_SOURCES else ""
    return f"ingest {', '.join(sources[:SHOWN_SOURCES])}{more}"


@flow(name="ingest", flow_run_name=name_of_run, persist_result=False)
async def ingest(sources: list[str], desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Take what the sources hold into a desk, and publish it.

    Args:
        sources: Files and folders of news texts.
        desk: The folder that holds the collection; it is made when it is not there.
        wait_seconds: How long to wait for another run on the same desk.

    """
    set_up_logs()
    reporter().started(flow_run.id)
    place = Desk(Path(desk))
    place.create()
    settings = load_settings(place.settings)
    with writing(place, wait_seconds), open_live(place) as live, _recorded(live, settings) as line:
        await asyncio.to_thread(mark_crashed, place.folder, [UUID(flow_run.id)])
        intake = Intake(place, line, settings.ingest)
        tally = await _take_in(sources, line, settings, intake)
        state, message = _outcome(tally, settings)
        tally = await publish(place, line, tally, state)
        summary = _summarise(line, tally, (state, message), place)
    reporter().finished(summary, intake.task_runs + 1)
    await acreate_markdown_artifact(summary.as_markdown(), key="ingest", description="What this run took in")
    return Failed(message=message) if message else Completed()


@contextmanager
def _recorded(live: Database, settings: Settings) -> Iterator[Line]:
    """Record the run; one that ends in an error is recorded as failed, its committed windows stay."""
    now = _now()
    run = Run(
        run_id=f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        flow_run_id=flow_run.id,
        started_at=now,
        copydesk_version=version("copydesk"),
        rules_version=rules_version,
        settings_hash=settings.hash,
    )
    rules = Rules(desk_plan(live), settings.matching, settings.publisher_ranks)
    runs.start_run(live, run)
    structlog.contextvars.bind_contextvars(run=run.run_id)
    try:
        yield Line(live, rules, run)
    except BaseException:
        runs.record_tally(live, run, Tally(), ("Failed", _now()))
        raise
    finally:
        structlog.contextvars.unbind_contextvars("run")


async def _take_in(sources: list[str], line: Line, settings: Settings, intake: Intake) -> Tally:
    limits = (settings.ingest.window_documents, settings.ingest.window_characters)
    # A source that is not there is told before anything is read.
    items = chain.from_iterable([read_source(source) for source in sources])
    tally = await intake.take(windows(items, *limits))
    for source in sources:
        runs.record_source(line.live, describe_source(source), line.run.started_at)
    canonical, reused = runs.placed(line.live, line.run)
    return tally + Tally(canonical=canonical, reused=reused)


def _outcome(tally: Tally, settings: Settings) -> tuple[str, str | None]:
    """Return the state of the run and, when it failed, why."""
    share = tally.rejected / max(tally.read, 1)
    if share <= settings.ingest.max_reject_share:
        return "Completed", None
    return "Failed", (
        f"{tally.rejected} of {tally.read} inputs were refused ({share:.0%}), more than the "
        f"{settings.ingest.max_reject_share:.0%} that max_reject_share allows; the rest is in the desk"
    )


def _summarise(line: Line, tally: Tally, outcome: tuple[str, str | None], desk: Desk) -> Summary:
    state, message = outcome
    return Summary(
        run_id=line.run.run_id,
        state=state,
        tally=tally,
        removed=runs.removed_words(line.live, line.run),
        reasons=runs.reject_reasons(line.live, line.run),
        database=desk.published,
        message=message,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
