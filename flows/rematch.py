"""The flow that applies changed thresholds and policy to what is stored."""

from dataclasses import replace

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import show_run
from copydesk.flows.session import session
from copydesk.flows.summary import summarise
from copydesk.storage.run_details import run_details
from copydesk.tasks import stages

TASK_RUNS = 2


@flow(
    name="rematch",
    flow_run_name="rematch",
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def rematch(desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Decide every stored comparison by today's settings, choose anew, and publish.

    Args:
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.

    """
    async with session(desk, wait_seconds) as on:
        tally, changes = await stages.rematch(on.line)
        tally = await stages.publish(on.desk, on.line, tally, "Completed")
        summary = replace(summarise(on.line, tally, ("Completed", None), on.desk), clusters=changes)
        details = run_details(on.line.live, on.line.run)
    reporter().finished(summary, TASK_RUNS)
    await show_run("rematch", summary, details, on.desk)
    return Completed(message=f"{len(changes)} clusters changed")
