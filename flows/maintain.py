"""The flow that looks after a desk: `copydesk doctor`, and compacting where it is worth it."""

import asyncio

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.doctor import examination_told, examined, is_broken
from copydesk.flows.session import alone
from copydesk.storage.compact import compact
from copydesk.storage.desk import Desk
from copydesk.storage.examine import Examination

# Of the live file: less than this is used again soon.
HOLES_SHARE = 0.5


@flow(
    name="maintain",
    flow_run_name="maintain",
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def maintain(desk: str = "desk", wait_seconds: float = 0.0) -> State[None]:
    """Check that the desk is sound, and write it anew if half of it is holes.

    Args:
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.

    """
    async with alone(desk, wait_seconds) as (place, _):
        if not place.is_begun:
            return Completed(message="There is nothing in this desk yet.")
        found = await asyncio.to_thread(_examined_and_compacted, place)
    told = f"```\n{examination_told(found)}\n```"
    await acreate_markdown_artifact(
        told, key="maintain", description="Whether the desk is sound, and its size"
    )
    if is_broken(found):
        return Failed(message="The desk is broken: the artifact of this run says what to do.")
    return Completed(message="The desk is sound.")


def _examined_and_compacted(desk: Desk) -> Examination:
    found = examined(desk)
    if found.sizes is None or found.sizes.reusable < HOLES_SHARE * desk.live.stat().st_size:
        return found
    compact(desk)
    return examined(desk)
