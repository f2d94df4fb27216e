"""The flow that publishes what is pending."""

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.progress import reporter
from copydesk.flows.session import session
from copydesk.flows.summary import summarise
from copydesk.storage.runs import Tally
from copydesk.tasks import stages


@flow(name="publish", flow_run_name="publish", persist_result=False)
async def publish(desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Publish what a run that was stopped, or a decision of a person, left to be published.

    Args:
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.

    """
    async with session(desk, wait_seconds) as on:
        tally = await stages.publish(on.desk, on.line, Tally(), "Completed")
        summary = summarise(on.line, tally, ("Completed", None), on.desk)
    reporter().finished(summary, 1)
    await acreate_markdown_artifact(summary.as_markdown(), key="publish", description="What is published")
    return Completed()
