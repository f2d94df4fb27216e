"""`copydesk upgrade`: a desk of an older copydesk, brought up to date by a command."""

import json
from pathlib import Path

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage.migrations import newest_format
from tests.desks import document, live, new_desk, older_desk, read, take
from tests.soundness import assert_sound


def test_check_tells_each_step_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = older_desk(tmp_path, 1)
    before = read(desk.live)

    assert main(["upgrade", "--check", "--desk", str(tmp_path)]) == 0

    out = capsys.readouterr().out
    assert out.startswith(
        f"the desk has format 1 and would be upgraded to format {newest_format()}:\n  2  Comparisons"
    )
    assert read(desk.live) == before
    assert not desk.own_backups.exists()


def test_the_command_upgrades_publishes_and_says_where_the_desk_is_kept_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = older_desk(tmp_path, 1)

    assert main(["upgrade", "--json", "--desk", str(tmp_path)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["newest"], told["upgraded"]) == (1, newest_format(), True)
    assert live(desk, "select path from backups") == [{"path": told["backup"]}]
    assert_sound(desk)
    assert main(["upgrade", "--desk", str(tmp_path)]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_where_there_is_no_desk_there_is_nothing_to_upgrade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade", "--desk", str(tmp_path)]) == 1
    assert "there is no desk here yet" in capsys.readouterr().err


def test_a_published_file_of_an_older_copydesk_asks_for_the_upgrade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = new_desk(tmp_path)
    take(desk, [document("The ferry is late.", external_id="ferry")])
    with duckdb.connect(str(desk.published)) as older:
        older.execute("drop table credits")

    assert main(["explain", "ferry", "--desk", str(tmp_path)]) == 1

    assert "run: copydesk upgrade" in capsys.readouterr().err
