"""The HTML of pages is kept as long as the settings say, whatever the clock does."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from copydesk.storage.desk import Desk
from copydesk.storage.pages import purge_pages
from tests.desks import document, live, new_desk, running, take

DAY = timedelta(days=1)


def desk_with_pages(folder: Path) -> Desk:
    """A desk with a page taken in ten days ago and one of today, whose last run was today."""
    desk = new_desk(folder)
    take(desk, [document("The ferry is late.", external_id="old")])
    take(desk, [document("The bees are well.", external_id="new")])
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("insert into pages select article_id, '<p>'::blob from articles")
        connection.execute(
            "update raw_documents set ingested_at = ? where external_id = 'old'", [TODAY - 10 * DAY]
        )
        connection.execute("update raw_documents set ingested_at = ? where external_id = 'new'", [TODAY])
        connection.execute("update runs set started_at = ?", [TODAY])
    return desk


TODAY = datetime.fromisoformat("2024-03-20")


def purged(desk: Desk, now: datetime, keep_days: float) -> list[str]:
    """The pages left by a run that starts at a time."""
    with running(desk) as line:
        purge_pages(line.live, replace(line.run, started_at=now), keep_days)
    left = live(desk, "select external_id from pages join raw_documents using (article_id)")
    return [str(row["external_id"]) for row in left]


def test_pages_older_than_the_settings_say_go_and_their_articles_stay(tmp_path: Path) -> None:
    desk = desk_with_pages(tmp_path)
    assert purged(desk, TODAY + DAY, keep_days=11) == ["new", "old"]
    assert purged(desk, TODAY + DAY, keep_days=7) == ["new"]
    assert len(live(desk, "from articles")) == 2


def test_a_clock_that_jumps_ahead_for_one_run_deletes_nothing(tmp_path: Path) -> None:
    desk = desk_with_pages(tmp_path)
    assert purged(desk, TODAY + 5000 * DAY, keep_days=11) == ["new", "old"]


def test_a_clock_that_jumps_back_deletes_nothing(tmp_path: Path) -> None:
    desk = desk_with_pages(tmp_path)
    assert purged(desk, TODAY - 5000 * DAY, keep_days=7) == ["new", "old"]


def test_the_first_run_deletes_nothing(tmp_path: Path) -> None:
    assert purged(new_desk(tmp_path), TODAY, keep_days=1) == []
