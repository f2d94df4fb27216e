"""What `copydesk up` says: where its pages are, what runs when, how a run ended."""

import asyncio
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import State

from copydesk.flows.server.links import reports_link
from copydesk.flows.up.board import Board
from copydesk.storage.desk import Desk

WHEN = "%Y-%m-%d %H:%M %Z"


def tell(line: str) -> None:
    """Print a line, with the time it is told at."""
    print(f"{datetime.now():%H:%M:%S} {line}", flush=True)  # noqa: T201, DTZ005 - for people, in their zone


async def tell_board(board: Board, pages: str, desk: Desk) -> None:
    """Print where the pages are, and when each deployment runs next."""
    next_times: dict[UUID, datetime] = {}
    for run in await board.scheduled():
        if run.deployment_id and run.expected_start_time:
            next_times.setdefault(run.deployment_id, run.expected_start_time)
    lines = [f"pages  {pages}", f"desk   {desk.folder}"]
    if link := await asyncio.to_thread(reports_link, desk):
        lines.append(f"report {pages}{link}")
    width = max((len(name) for name in board.names.values()), default=0)
    for deployment_id, name in board.names.items():
        at = next_times.get(deployment_id)
        when = f"next run {at.astimezone():{WHEN}}" if at else "when somebody asks for it"
        lines.append(f"       {name:<{width}}  {when}")
    print("\n".join(lines), flush=True)  # noqa: T201


async def tell_ended(client: PrefectClient, flow_run_id: UUID, state: State[None]) -> None:
    """Print how a run ended."""
    run = await client.read_flow_run(flow_run_id)
    tell(f"{run.name}: {state.name}{f', {state.message}' if state.message else ''}")
