import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from copydesk.storage.database import STORAGE_VERSION, open_live, quoted
from copydesk.storage.errors import DeskFormatError, DeskUnusableError
from copydesk.storage.soundness import live_breaches
from copydesk.tasks.index_plan import desk_plan
from tests.desks import document, live, new_desk, running, take
from tests.soundness import assert_sound

CROWDED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from copydesk.storage.errors import DeskUnusableError
from tests.desks import commit, document, new_desk, running

desk = new_desk(Path(sys.argv[1]))
try:
    with running(desk) as line:
        commit(line, [document("The first window found room on the disk.")])
        # No file may grow beyond this, as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))
        for number in range(100):
            text = " ".join(f"word{number * 1000 + place}" for place in range(900))
            commit(line, [document(text, str(copy)) for copy in range(20)])
except DeskUnusableError as error:
    print(error)
"""


def test_a_full_disk_ends_the_run_with_a_word_and_keeps_whole_windows(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    command = [sys.executable, "-c", CROWDED, os.fspath(desk.folder), os.fspath(Path(__file__).parents[2])]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout.startswith(f"{desk.live}: cannot go on: "), run.stderr

    take(desk, [document("The next run found room again.")])

    assert_sound(desk)
    windows = [
        row["articles"] for row in live(desk, "select count(*) as articles from articles group by run_id")
    ]
    assert sum(windows) % 20 == 2


def test_a_file_that_is_no_database_is_told_by_name(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    desk.live.write_bytes(b"not a database" * 1000)
    with pytest.raises(DeskUnusableError, match=r"live\.duckdb"), open_live(desk):
        pass


@pytest.mark.parametrize("lost", ["missing", "without tables"])
def test_a_desk_that_lost_its_live_file_takes_nothing_in_and_keeps_what_is_published(
    tmp_path: Path, lost: str
) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("Nothing much happened.")])
    before = desk.published.read_bytes()
    desk.live.unlink()
    if lost == "without tables":
        with duckdb.connect() as connection:
            connection.execute(f"attach {quoted(desk.live)} as new (storage_version '{STORAGE_VERSION}')")

    with pytest.raises(DeskUnusableError, match=r"holds a collection.* copydesk restore"), open_live(desk):
        pass

    assert desk.published.read_bytes() == before
    assert desk.live.exists() == (lost == "without tables")


def test_a_desk_of_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("Nothing much happened.")])
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("insert into desk_format values (99)")
    with pytest.raises(DeskFormatError, match=r"format 99.* Install the newer copydesk"), open_live(desk):
        pass


def test_an_index_of_another_version_is_not_added_to(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("Nothing much happened.")])
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("update index_plan set version = 'another'")
    with open_live(desk) as database, pytest.raises(DeskFormatError, match="version another"):
        desk_plan(database)


def test_the_plan_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    with open_live(desk) as database:
        made, stored = desk_plan(database), desk_plan(database)
    assert made.multipliers.tolist() == stored.multipliers.tolist()
    assert made.increments.tolist() == stored.increments.tolist()
    assert (made.bands, made.rows, made.scheme, made.version) == (25, 5, "affine32", stored.version)
    assert made.shingle_lengths == stored.shingle_lengths


def test_a_run_that_was_killed_is_marked_by_the_next(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    with running(desk):
        pass  # ends without a word, as a killed one does
    take(desk)
    states = live(desk, "select state, finished_at is null as unfinished from runs")
    assert states == [{"state": "Completed", "unfinished": False}, {"state": "Crashed", "unfinished": True}]


def test_a_check_that_the_usual_memory_does_not_hold_is_run_again_with_more(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document(" ".join(f"w{number}" for number in range(150_000)))])
    with duckdb.connect(str(desk.live)) as connection:
        # The text goes beside each of its spans: a megabyte, 800 times.
        connection.execute("""
            insert into removed_spans
            select article_id, start, start + 1, 'ui', 'by hand', substr(text, start + 1, 1), ''
            from raw_documents, (select (range * 10)::integer as start from range(800))""")

    with open_live(desk) as database:
        with pytest.raises(duckdb.OutOfMemoryException):
            database.rows("checks/ledger")
        [breach] = live_breaches(database)
        assert breach.rule.startswith("Every body is its raw text")
        # The limit is the usual one again.
        with pytest.raises(duckdb.OutOfMemoryException):
            database.rows("checks/ledger")


def test_nothing_is_spilt_into_the_working_directory(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    with open_live(desk) as database:
        [(folder,)] = database._connection.execute("select current_setting('temp_directory')").fetchall()
    assert Path(str(folder)).parent == tmp_path
