"""Publishing: readers see the old file or the new one, whatever happens in between."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from copydesk.storage.errors import DeskUnusableError
from tests.desks import commit, document, live, new_desk, publish_run, published, read, running, take
from tests.soundness import assert_sound

STORIES = [
    document(
        "The lighthouse keeper of Skarholm retired on Monday after forty winters on the rock.",
        external_id="1",
    ),
    document(
        "A goods train carrying cement left the rails near Brandley without hurting anyone.", external_id="2"
    ),
    document(
        "The city library lends out umbrellas from today, and asks for them back by the weekend.",
        external_id="3",
    ),
]
READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(connection.execute("select count(*) from articles").fetchone()[0], flush=True)
"""


class Power:
    """Fails where a test wants the process to die."""

    class CutError(Exception):
        """The process died here."""

    def cut(self, *_: object) -> None:
        raise self.CutError


def test_a_publish_that_failed_before_the_rename_leaves_no_copy_and_is_caught_up_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    before = read(desk.published)
    with running(desk) as line, monkeypatch.context() as patched:
        tally = commit(line, STORIES[1:2])
        patched.setattr(Path, "replace", Power().cut)
        with pytest.raises(Power.CutError):
            publish_run(desk, line, tally)
    assert not [path.name for path in tmp_path.iterdir() if ".next" in path.name]
    assert read(desk.published) == before

    take(desk, STORIES[2:])

    assert len(published(desk, "from articles")) == 3
    assert_sound(desk)


def test_a_publish_that_died_after_the_rename_is_applied_twice_without_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    with running(desk) as line:
        tally = commit(line, STORIES[1:2])
        with monkeypatch.context() as patched, pytest.raises(Power.CutError):
            execute = line.live.execute
            patched.setattr(
                type(line.live),
                "execute",
                lambda _, name, given=None: (
                    Power().cut() if name == "delete_pending_changes" else execute(name, given)
                ),
            )
            publish_run(desk, line, tally)
    assert len(published(desk, "from articles")) == 2

    take(desk, STORIES[2:])

    assert len(published(desk, "from articles")) == 3
    assert_sound(desk)


def test_leftovers_of_a_killed_publish_do_not_matter(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    for ending in (".next", ".next.wal"):
        desk.published.with_name(desk.published.name + ending).write_bytes(os.urandom(9000))

    take(desk, STORIES[1:])

    assert_sound(desk)
    assert not [path.name for path in tmp_path.iterdir() if ".next" in path.name]


def test_a_published_file_that_was_thrown_away_is_written_again(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:2])
    desk.published.unlink()

    take(desk, STORIES[2:])

    assert len(published(desk, "from articles")) == 3
    assert_sound(desk)


def test_a_published_file_that_is_no_database_is_told_by_name(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    desk.published.write_bytes(b"not a database" * 1000)
    with pytest.raises(DeskUnusableError, match=r"articles\.duckdb.* remove it"):
        take(desk, STORIES[1:])

    desk.published.unlink()
    take(desk, STORIES[:1])
    assert_sound(desk)


def test_a_folder_without_room_to_copy_is_told_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    # `cp` that fails as it does on a full disk.
    (tmp_path / "bin").mkdir()
    full = tmp_path / "bin" / "cp"
    full.write_text("#!/bin/sh\necho 'cp: no space left on device' >&2\nexit 1\n")
    full.chmod(0o755)
    with running(desk) as line, monkeypatch.context() as patched:
        commit(line, STORIES[1:])
        patched.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
        with pytest.raises(DeskUnusableError, match="no space left on device"):
            publish_run(desk, line)
    take(desk, STORIES)
    assert_sound(desk)


def test_another_process_reads_while_a_run_writes_and_keeps_its_snapshot(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:1])
    command = [sys.executable, "-c", READER, os.fspath(desk.published)]
    with running(desk) as line:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
            assert counted_by(reader) == 1
            tally = commit(line, STORIES[1:2])
            publish_run(desk, line, tally)
            assert counted_by(reader) == 1
            commit(line, STORIES[2:])
            publish_run(desk, line, tally)
            assert counted_by(reader) == 1
            assert reader.stdin is not None
            reader.stdin.close()
        assert published(desk, "select count(*) as articles from articles") == [{"articles": 3}]


def counted_by(reader: "subprocess.Popen[str]") -> int:
    assert reader.stdin is not None
    assert reader.stdout is not None
    print(file=reader.stdin, flush=True)
    return int(reader.stdout.readline())


def test_the_live_file_is_closed_to_others_while_a_run_writes(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    command = [sys.executable, "-c", READER, os.fspath(desk.live)]
    with running(desk):
        refused = subprocess.run(command, input="\n", capture_output=True, text=True, check=False)
    assert "lock" in refused.stderr


def test_a_path_with_quotes_spaces_and_letters_of_any_script_is_a_desk(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / 'Žofie\'s "desk" 新聞; drop')
    take(desk, STORIES[:1])
    take(desk, STORIES[1:])
    assert_sound(desk)


def test_both_files_can_be_read_by_duckdb_from_1_4_on(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES)
    for file in (desk.live, desk.published):
        with duckdb.connect() as connection:
            connection.execute(f"attach '{file}' as desk (read_only)")
            [(tags,)] = connection.execute(
                "select tags from duckdb_databases() where database_name = 'desk'"
            ).fetchall()
        assert tags["storage_version"].startswith("v1.4"), tags


def test_no_view_asks_for_what_a_1_x_client_lacks(tmp_path: Path) -> None:
    """DuckDB 2 stores `if(…)` as a call of a function "if", which 1.5.6 does not know."""
    desk = new_desk(tmp_path)
    take(desk, STORIES)
    views = published(desk, "select view_name, sql from duckdb_views() where not internal")

    assert len(views) > 5
    assert [view["view_name"] for view in views if '"if"(' in view["sql"]] == []


def test_publishing_takes_over_what_changed_and_nothing_else(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    take(desk, STORIES[:2])
    with duckdb.connect(str(desk.published)) as tampered:
        tampered.execute("update articles set title = 'by hand' where external_id = '1'")

    take(desk, STORIES[2:])

    assert published(desk, "select external_id from articles where title = 'by hand'") == [
        {"external_id": "1"}
    ]
    assert live(desk, "from pending_changes") == []


def test_nothing_published_is_left_unpublished(tmp_path: Path) -> None:
    """A change that commits in a second window before publishing is not lost with the first."""
    desk = new_desk(tmp_path)
    with running(desk) as line:
        commit(line, STORIES[:1])
        publish_run(desk, line)
        commit(line, STORIES[1:2])
    with running(desk) as line:
        commit(line, STORIES[2:])
        publish_run(desk, line)
    assert_sound(desk)
