"""`copydesk upgrade`: a desk of an older copydesk, brought up to date by a command."""

import json
from pathlib import Path

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk
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


WRITING = (
    ("backup", "{}/kept", "--json"),
    ("backup", "--list", "--json"),
    ("doctor", "--compact", "--json"),
    ("forget", "ferry", "--reason", "a court order", "--yes", "--json"),
    ("forget", "ferry", "--undo"),
    ("furniture", "--source", "Harbour Post", "--accept", "Read more"),
    ("pin", "ferry", "--reason", "ours", "--json"),
)


def older_and_published(folder: Path) -> tuple[Desk, Path]:
    """A desk of the first format of which something is published, and a backup of that format."""
    desk = older_desk(folder / "desk", 1)
    assert main(["upgrade", "--desk", str(desk.folder)]) == 0
    (backup,) = desk.own_backups.iterdir()
    desk.live.write_bytes((backup / desk.live.name).read_bytes())
    return desk, backup.rename(folder / "older")


def notice(desk: Desk) -> str:
    (kept,) = desk.own_backups.glob("*-format-1")
    return (
        f"copydesk: the desk had format 1 and was upgraded to format {newest_format()}; as it was: {kept}\n"
    )


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_command_that_upgrades_on_its_way_says_so_once_and_not_among_its_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    desk, _ = older_and_published(tmp_path)
    capsys.readouterr()
    command = [*(word.format(tmp_path) for word in words), "--desk", str(desk.folder)]

    main(command)
    first = capsys.readouterr()
    main(command)

    assert first.err.count(notice(desk)) == 1
    assert "upgraded" not in first.out + capsys.readouterr().err
    if "--json" in words:
        json.loads(first.out)


def test_restoring_a_backup_of_an_older_copydesk_tells_of_the_upgrade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, backup = older_and_published(tmp_path)
    capsys.readouterr()

    assert main(["restore", str(backup), "--replace", "--json", "--desk", str(desk.folder)]) == 0

    out, err = capsys.readouterr()
    assert notice(desk) in err
    json.loads(out)


@pytest.mark.usefixtures("prefect_server")
def test_a_run_that_upgrades_says_so_on_standard_error_and_in_its_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    desk, _ = older_and_published(tmp_path)
    (tmp_path / "note.txt").write_text("The ferry sails again.", encoding="utf-8")
    capsys.readouterr()

    assert main(["ingest", str(tmp_path / "note.txt"), "--json", "--desk", str(desk.folder)]) == 0

    out, err = capsys.readouterr()
    assert notice(desk) in err
    run = json.loads(out)["run_id"]
    log = [json.loads(line) for line in (desk.folder / "logs" / "copydesk.jsonl").read_text().splitlines()]
    [upgraded] = [line for line in log if line["event"] == "upgraded"]
    assert (upgraded["run"], upgraded["from_format"], upgraded["to_format"]) == (run, 1, newest_format())
    assert notice(desk).endswith(f"as it was: {upgraded['as_it_was']}\n")
