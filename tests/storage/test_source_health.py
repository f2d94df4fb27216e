"""Which sources have fallen silent against their own habit, by `source_health`."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.storage.database import open_live
from copydesk.storage.runs import SourceRead, record_source
from tests.desks import FEED, commit, document, new_desk, running

RUNS = 40
MONDAY = datetime.fromisoformat("2024-01-01")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A desk with one document of one source a run; the tests say when the runs were."""
    desk = new_desk(tmp_path_factory.mktemp("health"))
    with running(desk) as line:
        commit(
            line, [document(f"The ferry number {number} stayed in the harbour.") for number in range(RUNS)]
        )
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute(
            "create table numbered as select article_id, cast(row_number() over () - 1 as varchar) as run_id "
            "from raw_documents"
        )
        connection.execute("insert into runs select r.* replace (n.run_id as run_id) from runs r, numbered n")
        connection.execute(
            "update raw_documents d set run_id = n.run_id from numbered n where n.article_id = d.article_id"
        )
        yield connection


def health(
    live: duckdb.DuckDBPyConnection, hours: Sequence[float], asked_at: float, backfills: Sequence[int] = ()
) -> tuple[str, float | None, float | None]:
    """State, quiet and usual hours of a source whose documents came at these hours."""
    times = [MONDAY + timedelta(hours=hour) for hour in hours]
    live.execute("begin")
    live.execute("update runs set backfill = true")
    live.execute(
        "update runs set started_at = t.moment, backfill = t.number in $backfills "
        "from (select unnest($times) as moment, unnest(range(len($times))) as number) t "
        "where run_id = cast(t.number as varchar)",
        {"times": times, "backfills": list(backfills)},
    )
    live.execute("update sources set last_success_at = $1", [MONDAY + timedelta(hours=asked_at)])
    [row] = live.execute("select state, quiet_hours, usual_hours from source_health").fetchall()
    live.execute("rollback")
    state, quiet, usual = row
    return state, quiet, usual


def slowly(hours: Sequence[float], asked_at: float) -> str:
    """The state of a source, by the rule as it is told."""
    arrivals = sorted(set(hours))
    if len(arrivals) < 6 or arrivals[-1] - arrivals[0] < 7 * 24:
        return "new"
    longest: dict[int, float] = {}
    for before, after in pairwise(arrivals):
        week = int(after // (7 * 24))
        longest[week] = max(longest.get(week, 0), after - before)
    kept = sorted(longest[week] for week in sorted(longest)[-26:])
    usual = kept[math.ceil(0.75 * len(kept)) - 1]
    return "silent" if asked_at - arrivals[-1] > 2 * usual else "ok"


@given(st.lists(st.integers(0, 24 * 300), min_size=1, max_size=RUNS), st.integers(0, 24 * 100))
def test_the_view_says_what_the_rule_says(
    live: duckdb.DuckDBPyConnection, hours: list[int], later: int
) -> None:
    asked_at = max(hours) + later

    assert health(live, hours, asked_at)[0] == slowly(hours, asked_at)


def test_nights_and_weekends_are_no_silence_and_a_week_without_news_is(
    live: duckdb.DuckDBPyConnection,
) -> None:
    weekdays = [24 * day + hour for day in range(12) if day % 7 < 5 for hour in (8, 12, 16)]
    last = weekdays[-1]

    assert health(live, weekdays, last + 64) == ("ok", 64.0, 64.0)
    assert health(live, weekdays, last + 7 * 24)[0] == "silent"


def test_one_outage_does_not_become_the_habit(live: duckdb.DuckDBPyConnection) -> None:
    daily = [24.0 * day for day in range(40) if not 12 < day < 22]

    assert health(live, daily, 24 * 39 + 49) == ("silent", 49.0, 24.0)


def test_a_backfill_is_no_arrival(live: duckdb.DuckDBPyConnection) -> None:
    daily = [24.0 * day for day in range(10)]
    archive = 24.0 * 9 + 100

    assert health(live, [*daily, archive], archive, backfills=[10]) == ("silent", 100.0, 24.0)


def test_a_source_that_was_not_asked_since_is_not_silent(live: duckdb.DuckDBPyConnection) -> None:
    """Whether it has anything new, nobody knows."""
    daily = [24.0 * day for day in range(10)]

    assert health(live, daily, daily[-1]) == ("ok", 0.0, 24.0)


def test_a_source_that_fails_is_failing_and_one_that_never_brought_anything_empty(
    live: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = new_desk(tmp_path_factory.mktemp("failing"))
    with open_live(desk) as other:
        for name, failed in (("dead", True), ("dead", True), ("idle", False)):
            record_source(other, SourceRead(name, "folder", f"/{name}", failed=failed), MONDAY)
    with duckdb.connect(str(desk.live)) as connection:
        rows = connection.execute("select name, state, failures from source_health order by name").fetchall()

    assert rows == [("dead", "failing", 2), ("idle", "empty", 0)]
    assert health(live, [0.0], 1.0)[0] == "new"


def test_documents_stubs_and_open_rejects_are_counted(live: duckdb.DuckDBPyConnection) -> None:
    rows = live.execute("select name, documents, partial, rejects from source_health").fetchall()

    assert rows == [(FEED, RUNS, 0, 0)]
