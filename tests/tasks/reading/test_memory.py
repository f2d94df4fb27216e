"""A file that is as it was is not read again; one that changed always is."""

import json
import os
import time

import fsspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.storage.read_files import file_columns, known_files
from copydesk.storage.records import RawDocument
from copydesk.storage.runs import Tally
from copydesk.tasks.commit import commit_window
from copydesk.tasks.prepare import prepare_documents, reject_columns
from copydesk.tasks.read import read_source, windows
from copydesk.tasks.reading import memory
from copydesk.tasks.reading.memory import Memory
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.text.columns import Columns
from copydesk.tasks.text.records import Notation
from tests.desks import live, new_desk, running, temporary_desk


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """What was written a moment ago is trusted; one test shows why it isn't otherwise."""
    monkeypatch.setattr(memory, "_TRUSTED_AFTER_NS", -1)


def ingest(desk, source, handling=Handling(), crash_before=None, max_documents=5_000):  # noqa: B008 - frozen
    """Take a source in as the flow does; return what was read, window by window."""
    tally = Tally()
    with running(desk) as line:
        known = Memory(known_files(line.live, "news"))
        for window in windows(read_source(str(source), "news", handling, known), max_documents):
            if window.name == crash_before:
                break
            rejects = reject_columns(window.rejects)
            prepared = prepare_documents(window.documents, line.rules.recipe).with_rejects(rejects)
            tally += commit_window(line, prepared.with_files(file_columns(window.files)), line.run.started_at)
            tally += Tally(read=window.count, files=window.files_met, unchanged_files=window.unchanged_files)
    return tally


def lines(*numbers):
    return "".join(json.dumps({"id": n, "text": f"Story {n} of the harbour."}) + "\n" for n in numbers)


@pytest.fixture
def desk(tmp_path):
    return new_desk(tmp_path / "desk")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    (made / "a.jsonl").write_text(lines(1, 2))
    (made / "b.txt").write_text("The ferry sank on Monday.")
    return made


def test_a_folder_that_is_as_it_was_costs_no_reading(desk, folder):
    first, second = ingest(desk, folder), ingest(desk, folder)

    assert (first.read, first.files, first.unchanged_files) == (3, 2, 0)
    assert (second.read, second.files, second.unchanged_files) == (0, 2, 2)


def test_only_a_new_and_a_changed_file_are_read(desk, folder):
    ingest(desk, folder)
    (folder / "b.txt").write_text("The ferry sank on Friday.")
    (folder / "c.txt").write_text("All are safe.")

    again = ingest(desk, folder)

    assert (again.read, again.new, again.unchanged_files) == (2, 2, 1)


def test_a_change_that_keeps_size_and_time_is_seen(desk, folder):
    ingest(desk, folder)
    path = folder / "b.txt"
    before = path.stat()
    path.write_text("The ferry sank on Sunday.")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert ingest(desk, folder).new == 1


def test_what_was_written_just_now_is_known_by_its_bytes_and_not_by_its_times(desk, folder, monkeypatch):
    monkeypatch.setattr(memory, "_TRUSTED_AFTER_NS", 3_600 * 10**9)
    ingest(desk, folder)
    assert {row["version"] for row in live(desk, "from read_files")} == {None}

    assert ingest(desk, folder).unchanged_files == 2


def test_a_file_that_was_only_touched_is_not_read_and_trusted_from_then_on(desk, folder):
    ingest(desk, folder)
    before = live(desk, "select version from read_files where uri like '%b.txt'")
    os.utime(folder / "b.txt", (time.time(), 1_000_000_000))

    assert ingest(desk, folder).unchanged_files == 2
    assert live(desk, "select version from read_files where uri like '%b.txt'") != before


def test_of_a_file_that_grew_the_new_lines_are_read_and_keep_their_numbers(desk, folder):
    ingest(desk, folder)
    with (folder / "a.jsonl").open("a") as file:
        file.write(lines(3) + "{broken\n")

    again = ingest(desk, folder)

    assert (again.read, again.new, again.rejected) == (2, 1, 1)
    assert [row["location"] for row in live(desk, "from rejects")] == ["line 4"]
    assert ingest(desk, folder).read == 0


TABLE = 'sep=;\r\n\r\n"id";"text"\r\n1;"Story 1 of the\r\nharbour."\r\n'


def test_of_a_table_that_grew_the_new_rows_are_read_and_keep_their_numbers(desk, folder):
    path = folder / "a.csv"
    path.write_text(TABLE, newline="")
    assert ingest(desk, path).new == 1
    with path.open("a", newline="") as file:
        file.write('2;"Story 2 of the\r\nharbour."\r\n3;\r\n')

    again = ingest(desk, path)

    assert (again.read, again.new, again.rejected) == (2, 1, 1)
    assert [row["location"] for row in live(desk, "from rejects")] == ["line 8"]
    assert ingest(desk, path).read == 0
    with path.open("a", newline="") as file:
        file.write("4;Story 4 of the harbour.\r\n")
    assert (ingest(desk, path).read, len(live(desk, "from articles"))) == (1, 3)


@pytest.mark.parametrize(
    "old",
    [
        'id,text\n1,"Story 1\n',
        "id,text\n1,Story 1\n2,'Story'\n\"3,Story 3\n",
        "id,text\n1,Story 1",
        "id,text," + "x" * 70_000 + "\n1,Story 1\n",
    ],
)
def test_a_table_that_ended_amid_a_row_or_begins_too_long_is_read_as_a_whole(desk, folder, old):
    path = folder / "a.csv"
    path.write_text(old)
    ingest(desk, path)
    path.write_text(f'{old}"\n4,Story 4 of the harbour.\n')
    grown = live(desk, "select lines from read_files where uri like '%a.csv'")

    again = ingest(desk, path)

    assert "Story 4 of the harbour." in {row["body"] for row in live(desk, "from articles")}
    assert again.read > 1
    assert len(grown) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda old: old.replace("Story 1", "Story 9") + lines(3),
        lambda old: old.removesuffix("\n"),
        lambda old: lines(3) + old,
        lambda old: old[: len(old) // 2],
    ],
)
def test_a_file_that_did_not_only_grow_is_read_as_a_whole(desk, folder, change):
    ingest(desk, folder / "a.jsonl")
    old = lines(1, 2)
    (folder / "a.jsonl").write_text(change(old))

    again = ingest(desk, folder / "a.jsonl")

    assert again.read == change(old).count("{")


def test_a_last_line_without_an_end_is_read_again_when_it_goes_on(desk, folder):
    path = folder / "a.jsonl"
    path.write_text(lines(1) + '{"id": 2, "text": "Story')
    assert ingest(desk, path).rejected == 1
    path.write_text(lines(1) + '{"id": 2, "text": "Story goes on."}\n')

    assert ingest(desk, path).new == 1


def test_a_file_is_read_again_when_it_is_read_otherwise(desk, folder):
    (folder / "a.jsonl").write_text('{"text": "Short.", "body": "The long story of the harbour."}\n')
    ingest(desk, folder)

    again = ingest(desk, folder, Handling(notation=Notation(Columns({"text": "body"}))))

    assert again.read == 2


def test_a_file_that_could_not_be_read_is_tried_again(desk, folder):
    (folder / "gone.txt").symlink_to(folder / "nothing")
    ingest(desk, folder)

    assert ingest(desk, folder).rejected == 1


def test_a_run_that_dies_between_windows_reads_again_what_it_did_not_finish(desk, folder):
    (folder / "a.jsonl").write_text(lines(1, 2, 3))

    ingest(desk, folder, max_documents=2, crash_before="2")
    assert live(desk, "from read_files") == []
    again = ingest(desk, folder)

    assert (again.read, again.new, again.unchanged) == (4, 2, 2)
    assert ingest(desk, folder).read == 0


def test_a_file_in_a_store_is_known_by_what_the_store_says(desk):
    store = fsspec.filesystem("memory")
    store.pipe("/remembered/a.txt", b"The ferry sank.")
    first, second = ingest(desk, "memory://remembered"), ingest(desk, "memory://remembered")
    store.pipe("/remembered/a.txt", b"The ferry swam.")
    third = ingest(desk, "memory://remembered")
    store.rm("/remembered", recursive=True)

    assert [first.read, second.read, third.read] == [1, 0, 1]


contents = st.lists(
    st.sampled_from([lines(1), lines(2), lines(3), "{broken\n", "\n", '{"text": "cut']), max_size=5
)


@settings(max_examples=8, deadline=None)
@given(st.lists(contents.map("".join), min_size=1, max_size=5))
def test_however_a_file_changes_the_desk_holds_what_reading_it_all_would_give(tmp_path_factory, states):
    path = tmp_path_factory.mktemp("changing") / "a.jsonl"
    with temporary_desk() as remembering, temporary_desk() as forgetful:
        for state in states:
            path.write_text(state)
            ingest(remembering, path)
            documents = [item for item in read_source(str(path), "news") if isinstance(item, RawDocument)]
            with running(forgetful) as line:
                commit_window(line, prepare_documents(documents, line.rules.recipe), line.run.started_at)

        held = [live(desk, "select article_id, text from raw_documents") for desk in (remembering, forgetful)]
    assert held[0] == held[1]


def open_rejects(desk):
    return [(row["location"], row["reason"]) for row in live(desk, "from rejects where resolved_at is null")]


def test_what_was_refused_is_resolved_when_its_file_is_read_without_refusing_it(desk, folder):
    half = lines(3)[:20]
    (folder / "a.jsonl").write_text(lines(1, 2) + half)
    ingest(desk, folder)
    assert open_rejects(desk) == [("line 3", "broken JSON: Unterminated string starting at character 19")]

    ingest(desk, folder)
    assert len(open_rejects(desk)) == 1

    (folder / "a.jsonl").write_text(lines(1, 2, 3))
    assert ingest(desk, folder).new == 1
    assert open_rejects(desk) == []

    (folder / "a.jsonl").write_text(lines(1, 2) + half)
    ingest(desk, folder)
    assert len(open_rejects(desk)) == 1


def test_a_map_that_was_wrong_leaves_no_rejects_when_it_is_mended(desk, folder):
    (folder / "a.jsonl").write_text('{"body": "The ferry stayed."}\n{"nr": 2}\n')
    ingest(desk, folder)
    assert len(open_rejects(desk)) == 2

    mended = Handling(notation=Notation(Columns({"text": "body"})))
    assert ingest(desk, folder, mended).new == 1

    [(place, reason)] = open_rejects(desk)
    assert (place, reason.partition(" among")[0]) == ("line 2", "no `body`")


def test_what_was_refused_of_a_file_that_grew_stays_refused(desk, folder):
    (folder / "a.jsonl").write_text('{"nr": 1}\n' + lines(2))
    ingest(desk, folder)

    with (folder / "a.jsonl").open("a") as file:
        file.write(lines(3))
    assert ingest(desk, folder).read == 1

    assert len(open_rejects(desk)) == 1
