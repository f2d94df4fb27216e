"""The flow that applies changed thresholds and policy to what is stored."""

from dataclasses import replace

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.progress import reporter
from copydesk.flows.session import session
from copydesk.flows.summary import summarise
from copydesk.tasks import stages

TASK_RUNS = 2


@flow(name="rematch", flow_run_name="rematch", persist_result=False)
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
    reporter().finished(summary, TASK_RUNS)
    await acreate_markdown_artifact(
        summary.as_markdown(), key="rematch", description="Which clusters changed"
    )
    return Completed()
