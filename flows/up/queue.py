"""Which of the scheduled runs are to start: the earliest due; of those a schedule missed, one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from prefect.client.schemas.objects import FlowRun, State, StateType


@dataclass(frozen=True, slots=True)
class Due:
    """Runs that are due, in the order to start them, and runs whose place another takes."""

    runs: Sequence[FlowRun]
    missed: Sequence[FlowRun]


def due(scheduled: Iterable[FlowRun]) -> Due:
    """Sort what is due: of a deployment the schedule's latest run stays; what people asked for stays, too.

    Reading a source once finds what three missed runs would have found.
    """
    waiting = sorted(scheduled, key=_expected)
    of_schedules = sorted((run for run in waiting if run.auto_scheduled), key=_deployment)
    missed = [run for _, runs in groupby(of_schedules, _deployment) for run in list(runs)[:-1]]
    passed_over = {run.id for run in missed}
    return Due([run for run in waiting if run.id not in passed_over], missed)


def skipped(run: FlowRun) -> State[None]:
    """Return the state of a run that is passed over."""
    return State(
        type=StateType.CANCELLED,
        name="Skipped",
        message=f"Missed at {_expected(run):%Y-%m-%d %H:%M} UTC; a later run takes in what it would have.",
    )


def _expected(run: FlowRun) -> datetime:
    expected = run.expected_start_time
    if expected is None:
        raise ValueError(f"flow run {run.id} is scheduled for no time")
    return expected


def _deployment(run: FlowRun) -> UUID:
    return run.deployment_id or run.id
