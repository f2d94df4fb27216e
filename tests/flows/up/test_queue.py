from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from prefect.client.schemas.objects import FlowRun

from copydesk.flows.up.queue import due, skipped

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
HARBOUR, MARKET = uuid4(), uuid4()


def run(deployment: UUID, minutes: int, *, asked_for: bool = False) -> FlowRun:
    at = NOON + timedelta(minutes=minutes)
    return FlowRun(
        flow_id=uuid4(), deployment_id=deployment, expected_start_time=at, auto_scheduled=not asked_for
    )


def test_of_three_missed_runs_of_a_schedule_the_latest_is_started() -> None:
    asleep = [run(HARBOUR, 0), run(HARBOUR, 60), run(HARBOUR, 120)]
    waiting = due(asleep)
    assert waiting.runs == asleep[2:]
    assert list(waiting.missed) == asleep[:2]
    assert skipped(asleep[0]).message == (
        "Missed at 2024-05-01 12:00 UTC; a later run takes in what it would have."
    )
    assert skipped(asleep[0]).is_final()


def test_each_deployment_keeps_one_and_the_earliest_goes_first() -> None:
    harbour = [run(HARBOUR, 0), run(HARBOUR, 60)]
    market = [run(MARKET, 15)]
    waiting = due([harbour[1], *market, harbour[0]])
    assert waiting.runs == [market[0], harbour[1]]
    assert waiting.missed == [harbour[0]]


def test_what_people_asked_for_is_never_passed_over() -> None:
    asked = [run(HARBOUR, 1, asked_for=True), run(HARBOUR, 2, asked_for=True)]
    scheduled = [run(HARBOUR, 0), run(HARBOUR, 60)]
    assert due([*scheduled, *asked]).runs == [*asked, scheduled[1]]


def test_nothing_scheduled_is_nothing_due() -> None:
    assert due([]) == due(iter(()))
