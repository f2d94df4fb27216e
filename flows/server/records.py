"""What the Prefect server has on record about runs: made sure of after a run, put right before one."""

import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import TERMINAL_STATES, FlowRun, StateType
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.states import Crashed

from copydesk.storage.desk import Desk
from copydesk.storage.presence import clear_away, is_another_starting, is_present

RECORDING_TIMEOUT_SECONDS = 20.0
_POLL_SECONDS = 0.05
_UNFINISHED = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
# What Prefect itself may need from "Running" to the first line of a flow that a schedule started.
_STARTING_TIME = timedelta(seconds=60)
# Without an expected number, records count as complete when nothing is added for this long.
_QUIET_SECONDS = 0.5


def desk_tag(desk: Path) -> str:
    """Return the tag that every flow run of a desk carries, by whatever link the desk was reached."""
    return f"desk:{desk.resolve()}"


def wait_until_recorded(
    flow_run_id: UUID,
    task_runs: int | None = None,
    timeout_seconds: float = RECORDING_TIMEOUT_SECONDS,
) -> bool:
    """Wait until the flow run and its task runs are on record as ended; say whether they are.

    Prefect sends logs and the states of task runs in the background, and the server takes them down later:
    a server stopped at once loses them. `task_runs` is how many the flow started; without it half a second
    in which none is added counts as all. Call it after the flow, in its process, outside of any event loop.
    """
    deadline = time.monotonic() + timeout_seconds
    EventsWorker.drain_all(timeout=timeout_seconds)
    APILogWorker.drain_all(timeout=max(0.0, deadline - time.monotonic()))
    with get_client(sync_client=True) as client:
        records = _Records(client, flow_run_id, task_runs)
        while not records.are_complete():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


def mark_crashed(desk: Path, spare: Collection[UUID] = ()) -> list[FlowRun]:
    """Mark as Crashed the desk's flow runs that are on record as running or about to, and are not.

    To be called with the lock on the desk held: then the others that are alive wait for it. `spare` is for
    the caller's own. Returns the runs marked, as they are on record then: no hook of theirs is called.
    """
    running = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[desk_tag(desk)]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNFINISHED)),
    )
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_run_filter=running)
        stale = [run.id for run in found if run.id not in spare and not _may_live(Desk(desk), run)]
        for flow_run_id in stale:
            message = "The process of this run ended without a word; found by the next run of its desk."
            client.set_flow_run_state(flow_run_id, Crashed(message=message), force=True)
        marked = [client.read_flow_run(flow_run_id) for flow_run_id in stale]
    clear_away(Desk(desk))
    return marked


def _may_live(desk: Desk, run: FlowRun) -> bool:
    """Tell whether the process of a run is alive, or may be: one that just started has not said so yet."""
    present = is_present(desk, str(run.id))
    if present is not None:
        return present
    since = run.state.timestamp if run.state else datetime.now(UTC)
    # A clock that was put back since then makes no run young for as long as it was put back by.
    just_started = abs(datetime.now(UTC) - since) < _STARTING_TIME
    return is_another_starting(desk) or (run.deployment_id is not None and just_started)


class _Records:
    """What the server says of one flow run, looked at again and again."""

    def __init__(self, client: SyncPrefectClient, flow_run_id: UUID, expected: int | None) -> None:
        self._client = client
        self._flow_run_id = flow_run_id
        self._expected = expected
        self._seen = -1
        self._seen_at = 0.0

    def are_complete(self) -> bool:
        state = self._client.read_flow_run(self._flow_run_id).state
        ended, known = self._count(*TERMINAL_STATES), self._count()
        if known != self._seen:
            self._seen, self._seen_at = known, time.monotonic()
        return state is not None and state.is_final() and ended == known and self._is_all(known)

    def _is_all(self, known: int) -> bool:
        if self._expected is not None:
            return known >= self._expected
        return time.monotonic() - self._seen_at >= _QUIET_SECONDS

    def _count(self, *states: StateType) -> int:
        of_states = {"state": {"type": {"any_": [state.value for state in states]}}} if states else {}
        body = {"task_runs": {"flow_run_id": {"any_": [str(self._flow_run_id)]}, **of_states}}
        return int(self._client.request("POST", "/task_runs/count", json=body).json())
