"""The flow that applies today's cleaning rules to everything stored."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import ProgressPage, show_run
from copydesk.flows.session import Session, session
from copydesk.flows.summary import summarise
from copydesk.storage.run_details import run_details
from copydesk.storage.runs import Tally
from copydesk.tasks.outdated import count_outdated, outdated_windows
from copydesk.tasks.stages import prepare, publish, recommit
from copydesk.tasks.workers import Workers

# Each window looks for what is still outdated among all articles, so few and large ones are best.
WINDOW_DOCUMENTS = 10_000


@flow(
    name="reclean",
    flow_run_name="reclean",
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def reclean(desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Clean anew what was cleaned by other rules, and match and choose by what comes of it.

    A run that was stopped goes on where it was.

    Args:
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.

    """
    async with session(desk, wait_seconds) as on:
        tally, task_runs = await _reclean(on)
        tally = await publish(on.desk, on.line, tally, "Completed")
        summary = summarise(on.line, tally, ("Completed", None), on.desk)
        details = run_details(on.line.live, on.line.run)
    reporter().finished(summary, task_runs + 1)
    await show_run("reclean", summary, details, on.desk)
    return Completed(message=summary.in_a_line())


async def _reclean(on: Session) -> tuple[Tally, int]:
    total, task_runs = Tally(), 0
    outdated = count_outdated(on.line)
    workers, page = Workers(on.settings.ingest.workers), ProgressPage("reclean-progress")
    try:
        for window in outdated_windows(on.line, min(WINDOW_DOCUMENTS, on.settings.ingest.window_documents)):
            prepared = await prepare(window, workers, on.line.rules.recipe)
            total += await recommit(window, prepared, on.line)
            task_runs += 2
            reporter().advanced(total.read, total.taken, outdated)
            await page.advanced(total.read, total.taken, outdated)
        await page.ended()
    finally:
        workers.close()
    return total, task_runs
