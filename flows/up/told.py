"""What `copydesk up` says: where its pages are, what runs when, how a run ended."""

import asyncio
from collections import Counter
from collections.abc import MutableMapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State

from copydesk.flows.server.links import reports_link
from copydesk.storage.desk import Desk

if TYPE_CHECKING:
    from copydesk.flows.up.board import Board

TIME = "%H:%M:%S"
WHEN = "%Y-%m-%d %H:%M %Z"


def tell(line: str) -> None:
    """Print a line, with the time it is told at."""
    print(f"{datetime.now():{TIME}} {line}", flush=True)  # noqa: T201, DTZ005 - for people, in their zone


async def tell_board(board: "Board", pages: str, desk: Desk) -> None:
    """Print where the pages are, and when each deployment runs next."""
    next_times = await board.next_times()
    lines = [f"pages  {pages}", f"desk   {desk.folder}"]
    if link := await asyncio.to_thread(reports_link, desk):
        lines.append(f"report {pages}{link}")
    width = max((len(name) for name in board.names.values()), default=0)
    for deployment_id, name in board.names.items():
        at = next_times.get(deployment_id)
        when = f"next run {at.astimezone():{WHEN}}" if at else "when somebody asks for it"
        lines.append(f"       {name:<{width}}  {when}")
    if board.reads_nothing:
        lines.append(f"No source is set up yet: add [[source]] to {desk.settings}; it is taken up at once.")
    lines.append("Ctrl-C ends it, when the run under way is done.")
    print("\n".join(lines), flush=True)  # noqa: T201


def tell_missed(runs: Sequence[FlowRun]) -> None:
    """Print how many runs were missed, of what."""
    for name, count in Counter(run.name for run in runs).items():
        tell(f"{name}: {counted(count, 'missed run')}; a later one takes in what it would have")


def counted(number: int, what: str) -> str:
    """Return a number of things.

    >>> counted(1, "missed run"), counted(3, "missed run")
    ('1 missed run', '3 missed runs')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"


def tell_events() -> None:
    """Print what is logged in this process, as of an alert that can't be sent, like all else."""
    structlog.configure(
        processors=[_as_line], logger_factory=structlog.PrintLoggerFactory(), cache_logger_on_first_use=True
    )


def _as_line(_logger: object, _level: str, event: MutableMapping[str, Any]) -> str:
    what = event.pop("event")
    return f"{datetime.now():{TIME}} {what}: {', '.join(f'{name} {told}' for name, told in event.items())}"  # noqa: DTZ005


async def tell_ended(client: PrefectClient, flow_run_id: UUID, state: State[None]) -> None:
    """Print how a run ended."""
    run = await client.read_flow_run(flow_run_id)
    tell(f"{run.name}: {state.name}{f', {state.message}' if state.message else ''}")
