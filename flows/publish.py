"""The flow that publishes what is pending."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import show_run
from copydesk.flows.session import session
from copydesk.flows.summary import summarise
from copydesk.storage.run_details import run_details
from copydesk.storage.runs import Tally
from copydesk.tasks import stages


@flow(
    name="publish",
    flow_run_name="publish",
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def publish(desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Publish what a run that was stopped, or a decision of a person, left to be published.

    Args:
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.

    """
    async with session(desk, wait_seconds) as on:
        tally = await stages.publish(on.desk, on.line, Tally(), "Completed")
        summary = summarise(on.line, tally, ("Completed", None), on.desk)
        details = run_details(on.line.live, on.line.run)
    reporter().finished(summary, 1)
    await show_run("publish", summary, details, on.desk)
    return Completed(message=summary.in_a_line())
