"""`copydesk backup` and `copydesk restore`: copies that are compared, opened, and tried."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk, writing
from tests.desks import document, live, new_desk, older_desk, published, read, take
from tests.soundness import assert_sound

FERRY = "The ferry to Holm was cancelled on Friday because the ice in the sound had grown too thick."
BEES = "Nine of the eleven beekeepers in the valley report that their hives came through the winter."
HALL = "The town hall of Osterby gets a new roof, for which the council voted eight to three on Tuesday."
WRITER = """
import duckdb, sys
with duckdb.connect(sys.argv[1]) as notes:
    notes.execute("create table if not exists mine (note varchar)")
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path / "Žofie's desk 新聞")
    take(made, [document(FERRY, external_id="ferry"), document(BEES, external_id="bees")])
    made.settings.write_text("[ingest]\nworkers = 1\n", encoding="utf-8")
    with duckdb.connect(str(made.notes)) as notes:
        notes.execute("create table mine as select 'my own' as note")
    return made


def made_backup(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Path:
    capsys.readouterr()
    into = desk.folder.parent / "kept"
    assert main(["backup", str(into), "--json", "--desk", str(desk.folder)]) == 0
    return Path(json.loads(capsys.readouterr().out)["path"])


def tables(desk: Desk) -> list[Any]:
    return [
        read(desk.live),
        read(desk.published),
        read(desk.notes),
        desk.settings.read_text(encoding="utf-8"),
    ]


def without_backups(state: list[Any]) -> list[Any]:
    return [{name: rows for name, rows in state[0].items() if name != "backups"}, *state[1:]]


def test_a_backup_restored_elsewhere_is_the_same_desk(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    before = tables(desk)
    elsewhere = Desk(tmp_path / "elsewhere")

    assert main(["restore", str(backup), "--desk", str(elsewhere.folder)]) == 0

    assert tables(elsewhere) == before
    assert_sound(elsewhere)
    take(elsewhere, [document(HALL)])
    assert len(published(elsewhere, "from articles")) == 3
    assert_sound(elsewhere)


def test_a_backup_says_what_it_holds_and_the_desk_remembers_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)

    told = json.loads((backup / "backup.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in told["files"]] == [
        "live.duckdb",
        "articles.duckdb",
        "notes.duckdb",
        "copydesk.toml",
    ]
    assert told["files"][0]["rows"]["main.articles"] == 2
    assert told["files"][2]["rows"] == {"main.mine": 1}
    assert [row["path"] for row in live(desk, "from backups")] == [str(backup)]
    assert main(["backup", "--list", "--desk", str(desk.folder)]) == 0
    assert f"{backup}  asked for\n" in capsys.readouterr().out
    for file in sorted(backup.iterdir(), reverse=True):
        file.unlink()
    backup.rmdir()
    assert main(["backup", "--list", "--desk", str(desk.folder)]) == 0
    assert "not there any more" in capsys.readouterr().out


def test_a_desk_is_replaced_only_when_told_and_is_set_aside_then(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    before = tables(desk)
    take(desk, [document(HALL)])
    replaced = tables(desk)

    assert main(["restore", str(backup), "--desk", str(desk.folder)]) == 1
    assert "say --replace" in capsys.readouterr().err
    assert tables(desk) == replaced

    assert main(["restore", str(backup), "--replace", "--json", "--desk", str(desk.folder)]) == 0
    aside = json.loads(capsys.readouterr().out)["aside"]
    assert without_backups(tables(desk)) == without_backups(before)
    assert_sound(desk)

    assert main(["restore", aside, "--replace", "--desk", str(desk.folder)]) == 0
    assert without_backups(tables(desk)) == without_backups(replaced)
    assert len(live(desk, "from backups")) == 3


def test_a_damaged_desk_is_restored(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    backup = made_backup(desk, capsys)
    desk.live.write_bytes(b"no database" * 1000)
    desk.published.write_bytes(b"no database" * 1000)

    assert main(["restore", str(backup), "--replace", "--desk", str(desk.folder)]) == 0

    assert_sound(desk)
    assert len(published(desk, "from articles")) == 2
    assert "what was withdrawn after that is not known here" in capsys.readouterr().out


@pytest.mark.parametrize("is_lost", [True, False])
def test_of_a_damaged_desk_what_it_had_published_as_withdrawn_stays_so(
    desk: Desk, is_lost: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    take(desk, [document(HALL, external_id="hall")])
    for name in ("bees", "hall"):
        assert main(["forget", name, "--reason", "a court", "--yes", "--desk", str(desk.folder)]) == 0
    desk.live.unlink()
    if not is_lost:
        desk.live.write_bytes(b"no database" * 1000)

    assert main(["restore", str(backup), "--desk", str(desk.folder)]) == 1
    assert main(["restore", str(backup), "--replace", "--desk", str(desk.folder)]) == 0

    assert "known by its id from the published one" in capsys.readouterr().out
    take(desk, [document(HALL, external_id="hall"), document(BEES, external_id="bees")])
    assert [row["external_id"] for row in published(desk, "from articles")] == ["ferry"]
    assert_sound(desk)


def test_exports_made_since_the_backup_stay_known(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    into = desk.folder.parent
    assert main(["export", str(into / "first"), "--desk", str(desk.folder)]) == 0
    backup = made_backup(desk, capsys)
    assert main(["export", str(into / "second"), "--desk", str(desk.folder)]) == 0
    elsewhere = Desk(into / "elsewhere")

    assert main(["restore", str(backup), "--replace", "--desk", str(desk.folder)]) == 0
    assert main(["restore", str(backup), "--desk", str(elsewhere.folder)]) == 0

    exported = [len(one.exports.read_text(encoding="utf-8").splitlines()) for one in (desk, elsewhere)]
    assert exported == [2, 1]


def test_what_was_withdrawn_after_the_backup_does_not_come_back(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    take(desk, [document(HALL, external_id="hall")])
    for name in ("bees", "hall"):
        assert main(["forget", name, "--reason", "a court", "--yes", "--desk", str(desk.folder)]) == 0

    assert main(["restore", str(backup), "--replace", "--desk", str(desk.folder)]) == 0

    assert "withdrawn since, and so again: 1 documents" in capsys.readouterr().out
    assert [row["external_id"] for row in published(desk, "from articles")] == ["ferry"]
    assert len(published(desk, "from tombstones")) == 2
    take(desk, [document(HALL, external_id="hall"), document(BEES, external_id="bees")])
    assert len(published(desk, "from articles")) == 1
    assert_sound(desk)


@pytest.mark.parametrize("name", ["live.duckdb", "copydesk.toml"])
def test_a_backup_that_was_changed_is_refused(
    desk: Desk, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    with (backup / name).open("r+b") as file:
        file.seek(5)
        file.write(b"?")
    elsewhere = tmp_path / "elsewhere"

    assert main(["restore", str(backup), "--desk", str(elsewhere)]) == 1

    assert f"{name}: this is not the file that was kept" in capsys.readouterr().err
    assert not elsewhere.exists()
    (backup / name).unlink()
    assert main(["restore", str(backup), "--desk", str(elsewhere)]) == 1
    assert "the backup lacks this file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"files": [{"name": "../live.duckdb"}]}', '{"files": 3}']
)
def test_what_is_no_backup_is_told_so(
    tmp_path: Path, manifest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "backup.json").write_text(manifest, encoding="utf-8")

    assert main(["restore", str(tmp_path), "--desk", str(tmp_path / "desk")]) == 1

    assert "this is no backup of copydesk" in capsys.readouterr().err


def test_a_file_outside_of_the_backup_is_not_restored(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    told = (backup / "backup.json").read_text(encoding="utf-8")
    (backup / "backup.json").write_text(
        told.replace('"copydesk.toml"', '"../copydesk.toml"'), encoding="utf-8"
    )
    (backup.parent / "copydesk.toml").write_bytes((backup / "copydesk.toml").read_bytes())

    assert main(["restore", str(backup), "--desk", str(tmp_path / "elsewhere")]) == 1

    assert "the backup lacks this file" in capsys.readouterr().err


def test_a_backup_of_a_newer_copydesk_is_refused(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = made_backup(desk, capsys)
    told = json.loads((backup / "backup.json").read_text(encoding="utf-8"))
    (backup / "backup.json").write_text(json.dumps(told | {"desk_format": 99}), encoding="utf-8")

    assert main(["restore", str(backup), "--desk", str(tmp_path / "elsewhere")]) == 1

    assert "Install the newer copydesk" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("desk_format", [1, 2])
def test_a_copy_from_before_an_upgrade_is_restored_and_upgraded_again(
    tmp_path: Path, desk_format: int, capsys: pytest.CaptureFixture[str]
) -> None:
    older = older_desk(tmp_path / "older", desk_format)
    assert main(["upgrade", "--json", "--desk", str(older.folder)]) == 0
    kept = json.loads(capsys.readouterr().out)["backup"]
    elsewhere = Desk(tmp_path / "elsewhere")

    assert main(["restore", kept, "--desk", str(elsewhere.folder)]) == 0

    assert read(elsewhere.live)["raw_documents"] == read(older.live)["raw_documents"]
    assert_sound(elsewhere)


def test_notes_that_somebody_writes_are_not_copied_in_between(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", WRITER, str(desk.notes)]
    into = desk.folder.parent / "kept"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"

        assert main(["backup", str(into), "--desk", str(desk.folder)]) == 1

        writer.communicate("\n")
    assert "notes.duckdb: another program has it open for writing" in capsys.readouterr().err
    assert list(into.iterdir()) == []
    assert live(desk, "from backups") == []
    made_backup(desk, capsys)


def test_a_disk_without_room_for_the_backup_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # `cp` that fails as it does on a full disk.
    bin_folder = desk.folder.parent / "bin"
    bin_folder.mkdir()
    (bin_folder / "cp").write_text("#!/bin/sh\necho 'cp: no space left on device' >&2\nexit 1\n")
    (bin_folder / "cp").chmod(0o755)
    monkeypatch.setenv("PATH", str(bin_folder), prepend=":")

    assert main(["backup", str(desk.folder.parent / "kept"), "--desk", str(desk.folder)]) == 1

    assert "no space left on device" in capsys.readouterr().err
    assert list((desk.folder.parent / "kept").iterdir()) == []
    assert live(desk, "from backups") == []


def test_a_desk_in_use_is_not_copied(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(desk):
        assert main(["backup", str(desk.folder.parent), "--desk", str(desk.folder)]) == 1
    assert "in use by process" in capsys.readouterr().err


def test_a_backup_without_a_place_is_a_usage_error(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--desk", str(desk.folder)]) == 2
    assert "say where to" in capsys.readouterr().err
