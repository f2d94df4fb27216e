"""`copydesk rejects`: what was refused is listed, shown, and tried again on a real Prefect server."""

import io
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage.desk import Desk, writing
from copydesk.storage.payloads import ROW_BYTES
from tests.desks import live, published
from tests.soundness import assert_sound

STORY = "The lighthouse keeper of Skarv found nine geese on the gallery, and none of them would leave."
OTHER = "Nine of the eleven beekeepers in the valley report that their hives came through the winter."


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Command = Callable[..., Ended]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.create()
    made.settings.write_text("[ingest]\nworkers = 1\nmax_reject_share = 1.0\n", encoding="utf-8")
    return made


@pytest.fixture
def command(
    prefect_server: object, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command line within this process, at the session's Prefect server."""
    assert prefect_server
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")

    def run(*words: object) -> Ended:
        capsys.readouterr()
        code = main([*map(os.fspath, map(str, words)), "--desk", str(desk.folder)])
        return Ended(code, *capsys.readouterr())

    return run


def news(folder: Path) -> Path:
    folder.mkdir()
    records = [{"id": "1", "text": STORY}, {"id": "2", "body": OTHER, "tag": "bees"}]
    written = "\n".join([*map(json.dumps, records), '{"id": "3", "text": "cut'])
    (folder / "a.jsonl").write_text(written + "\n", encoding="utf-8")
    (folder / "b.csv").write_text(f'id,body\n4,"{STORY} Now ten."\n', encoding="utf-8")
    return folder


def documents(desk: Desk) -> list[dict[str, Any]]:
    rows = published(desk, "select * exclude (run_id, ingested_at) from raw_documents")
    return sorted(rows, key=lambda row: str(row["external_id"]))


def configured(desk: Desk, place: Path) -> None:
    with desk.settings.open("a", encoding="utf-8") as file:
        file.write(f'[[source]]\nname = "news"\nlocation = "{place}"\nmap = {{ text = "body" }}\n')


def test_what_a_retry_takes_in_is_what_reading_it_after_the_fix_gives(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = news(tmp_path / "news")
    assert command("ingest", source).code == 0
    assert len(published(desk, "from rejects where resolved_at is null")) == 3
    configured(desk, source)

    told = command("rejects", "retry", "--json").told

    assert told["retried"] == {"tried": 3, "resolved": 2, "still_refused": 1, "not_tried": 0}
    assert told["new"] == 2
    assert [row["external_id"] for row in documents(desk)] == ["1", "2", "4"]
    assert json.loads(documents(desk)[1]["extra"]) == {"tag": "bees"}
    rows = published(
        desk,
        "select location, attempts, resolved_at is not null as resolved, last_run_id <> run_id as later "
        "from rejects",
    )
    assert {tuple(row.values()) for row in rows} == {
        ("line 2", 2, True, True), ("line 3", 2, False, True), (None, 2, True, True),
    }  # fmt: skip
    assert_sound(desk)

    anew = Desk(tmp_path / "anew")
    anew.create()
    anew.settings.write_text(desk.settings.read_text(encoding="utf-8"), encoding="utf-8")
    main(["ingest", str(source / "b.csv"), "news", "--desk", str(anew.folder)])
    fresh = {row["article_id"]: row for row in documents(anew)}
    assert [row for row in documents(desk) if row["external_id"] == "2"] == [
        row for row in fresh.values() if row["external_id"] == "2"
    ]


def test_a_file_that_was_mended_where_it_stands_is_read_again(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "cut\n[1]\n', encoding="utf-8")
    command("ingest", source)
    source.write_text(json.dumps({"text": STORY}) + "\n[1]\n", encoding="utf-8")

    told = command("rejects", "retry", "--reason", "BROKEN json", "--json").told

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert [row["text"] for row in documents(desk)] == [STORY]
    again = command("rejects", "retry", "--json").told
    assert again["retried"] == {"tried": 1, "resolved": 0, "still_refused": 1, "not_tried": 0}
    assert again["rejects_by_reason"]
    assert command("rejects", "retry", "--source", "nobody").code == 0


def test_what_was_resolved_stays_so_when_its_file_is_read_for_another(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"body": STORY}) + '\n{"text": "cut\n', encoding="utf-8")
    command("ingest", source)
    command("rejects", "retry", "--map", "text=body")
    source.write_text(json.dumps({"body": STORY}) + "\n" + json.dumps({"text": OTHER}), encoding="utf-8")

    told = command("rejects", "retry", "--json").told

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert {row["text"] for row in documents(desk)} == {STORY, OTHER}
    assert live(desk, "from rejects where resolved_at is null") == []


def edited_and_retried(command: Command, source: Path, texts: Sequence[str], *words: str) -> dict[str, Any]:
    """What a retry tells of a file that held the first text when it was read, and holds the second now."""
    before, after = texts
    source.write_text(before, encoding="utf-8")
    command("ingest", source)
    source.write_text(after, encoding="utf-8")
    return command("rejects", "retry", *words, "--json").told


def test_a_map_for_what_was_refused_leaves_the_other_lines_of_an_edited_file_as_they_are(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    good = [{"text": STORY}, {"text": f"{STORY} Now ten.", "body": "Ten geese."}]
    kept = "".join(f"{json.dumps(record)}\n" for record in good)
    texts = (kept + '{"body": "cut\n', f"{kept}{json.dumps({'body': OTHER})}\n")

    told = edited_and_retried(command, source, texts, "--map", "text=body")

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert (told["new"], told["rejected"]) == (1, 0)
    assert {row["text"] for row in documents(desk)} == {OTHER, *(record["text"] for record in good)}
    assert live(desk, "from rejects where resolved_at is null") == []


def test_a_row_of_an_edited_table_is_still_refused_where_the_table_lacks_the_column_of_the_map(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    texts = (f'id,text\n1,"{STORY}"\n2,\n', f'id,text\n1,"{STORY}"\n2,\n3,"{OTHER}"\n')

    told = edited_and_retried(command, tmp_path / "a.csv", texts, "--map", "text=body")

    assert told["retried"] == {"tried": 1, "resolved": 0, "still_refused": 1, "not_tried": 0}
    assert (told["new"], told["rejected"]) == (1, 0)
    [row] = live(desk, "from rejects")
    assert (row["location"], row["reason"], row["resolved_at"]) == ("line 3", "`text` is empty", None)


def test_a_table_that_was_refused_as_a_whole_is_read_by_the_map_after_it_was_edited(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    texts = (f'id,lead\n1,"{STORY}"\n', f'id,body\n1,"{STORY}"\n2,\n')

    told = edited_and_retried(command, tmp_path / "a.csv", texts, "--map", "text=body")

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert (told["new"], told["rejected"]) == (1, 1)
    assert [row["location"] for row in live(desk, "from rejects where resolved_at is null")] == ["line 3"]


def test_a_file_that_was_read_by_a_map_is_read_so_again_after_it_was_mended(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    good = json.dumps({"body": STORY})
    source.write_text(good + '\n{"body": "cut\n', encoding="utf-8")
    command("ingest", source, "--map", "text=body")
    source.write_text(f"{good}\n{json.dumps({'body': OTHER})}\n", encoding="utf-8")

    told = command("rejects", "retry", "--json").told

    assert told["retried"] == {"tried": 1, "resolved": 1, "still_refused": 0, "not_tried": 0}
    assert {row["text"] for row in documents(desk)} == {STORY, OTHER}
    assert live(desk, "from rejects where resolved_at is null") == []


def test_what_is_refused_of_a_file_is_refused_of_each_source_that_reads_it(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    place = tmp_path / "a.jsonl"
    place.write_text(f"{json.dumps({'text': STORY})}\n[1]\n", encoding="utf-8")
    with desk.settings.open("a", encoding="utf-8") as file:
        file.writelines(f'[[source]]\nname = "{name}"\nlocation = "{place}"\n' for name in ("bay", "cape"))

    def refused() -> dict[str, int]:
        return {source["name"]: source["rejects"] for source in json.loads(command("sources", "--json").out)}

    command("ingest")
    assert refused() == {"bay": 1, "cape": 1}
    place.write_text(f"{json.dumps({'text': STORY})}\n", encoding="utf-8")
    command("ingest", "bay")
    assert refused() == {"bay": 0, "cape": 1}


def test_what_can_be_read_nowhere_is_not_tried(command: Command, desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "a.parquet"
    source.write_bytes(b"PAR1 and nothing more")
    command("ingest", source)
    source.unlink()

    told = command("rejects", "retry", "--json").told

    assert told["retried"] == {"tried": 0, "resolved": 0, "still_refused": 0, "not_tried": 1}
    [row] = published(desk, "from rejects")
    assert (row["attempts"], row["resolved_at"]) == (1, None)


def test_what_comes_after_the_end_of_a_broken_file_stays_refused(command: Command, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'id,text\n1,"{STORY}"\n2,"never closed\n3,{OTHER}\n', encoding="utf-8")
    command("ingest", source)
    source.write_bytes(b"")

    told = command("rejects", "retry", "--json").told

    assert told["retried"]["still_refused"] == 1


def test_a_large_input_is_kept_in_a_file_which_a_backup_keeps_and_forget_empties(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    large = json.dumps({"text": "", "body": f"{STORY} " + "bees " * (ROW_BYTES // 5) + OTHER}).encode()
    source.write_bytes(large + b"\n" + json.dumps({"id": "short", "text": STORY}).encode() + b"\n")
    command("ingest", source)
    [row] = published(desk, "from rejects")
    assert len(row["payload"]) == ROW_BYTES
    assert row["payload_bytes"] == len(large)
    assert (desk.folder / row["payload_file"]).read_bytes() == large
    assert command("doctor").code == 0
    (desk.folder / row["payload_file"]).rename(tmp_path / "away")
    examined = command("doctor")
    assert (examined.code, f"{row['payload_file']} is missing" in examined.out) == (1, True)
    (tmp_path / "away").rename(desk.folder / row["payload_file"])
    elsewhere = tmp_path / "elsewhere"
    backup = command("backup", tmp_path / "kept", "--json").told["path"]
    assert main(["restore", backup, "--desk", str(elsewhere)]) == 0
    assert (elsewhere / row["payload_file"]).read_bytes() == large
    Path(backup, row["payload_file"]).write_bytes(b"other")
    assert main(["restore", backup, "--desk", str(tmp_path / "third")]) == 1

    assert command("forget", "short", "--reason", "a court", "--yes").code == 0

    [emptied] = published(desk, "from rejects")
    assert [emptied[name] for name in ("payload", "payload_hash", "payload_file", "given")] == [None] * 4
    assert not (desk.folder / "rejects").exists()
    assert_sound(desk)


def test_nothing_of_a_dry_run_is_left(command: Command, desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"body": STORY * 20_000}) + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    command("ingest", tmp_path / "b.txt")

    assert command("ingest", source, "--dry-run", "--json").told["rejected"] == 1

    assert not (desk.folder / "rejects").exists()


def test_figures_stand_in_a_group_as_they_are_where_all_its_reasons_are_the_same(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "one.csv").write_text("id,text\n1,Rain fell,a\n")
    (tmp_path / "two.csv").write_text("id,text\n1,Rain fell,a,b\n2,Snow fell,a,b,c\n")
    command("ingest", tmp_path / "one.csv", tmp_path / "two.csv")

    groups = command("rejects", "--json").told["groups"]

    assert {group["source"]: group["reason"] for group in groups} == {
        "one.csv": "3 columns where the first line names 2",
        "two.csv": "N columns where the first line names N",
    }


def test_rejects_are_listed_and_shown_and_do_not_move_the_cursor(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "evil \x1b[31m.jsonl").write_bytes(
        b'{"title": "\x1b]0;owned\x07\xe2\x80\xae", "body": 1}\n{"x\n'
    )
    (folder / "a.bin").write_bytes(bytes(range(256)) * 4)
    command("ingest", folder)

    listed = command("rejects")
    everything = command("rejects", "--json").told
    some = command("rejects", "--json", "--reason", "NO `text`").told
    binary = next(row for row in everything["rejects"] if row["uri"].endswith("bin"))
    [row] = some["rejects"]
    shown = [command("rejects", key) for key in (row["reject_id"][:12], binary["reject_id"])]

    assert "refused: 3" in listed.out
    assert "no `text`" in listed.out
    assert {group["rejects"] for group in everything["groups"]} == {1}
    for told in (listed, *shown):
        assert not set("\x1b\x07\u202e\x00") & set(told.out)
    assert "\\x1b]0;owned\\x07\\u202e" in shown[0].out
    assert "000010  10 11 12" in shown[1].out
    assert command("rejects", row["reject_id"], "--json").told["payload"].startswith('{"title"')
    assert command("rejects", "nothing").code == 1
    assert command("rejects", "--limit", "-3").code == 2
    assert command("rejects", "--raw").code == 2
    assert command("rejects", row["reject_id"], binary["reject_id"]).code == 2


def test_the_bytes_are_written_as_they_are(
    command: Command, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 4)
    command("ingest", tmp_path / "a.bin")
    [row] = published(desk, "from rejects")
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written))

    assert main(["rejects", row["reject_id"], "--raw", "--desk", str(desk.folder)]) == 0

    assert written.getvalue() == bytes(range(256)) * 4


def test_a_desk_in_use_is_told_and_nothing_is_tried(command: Command, desk: Desk, tmp_path: Path) -> None:
    command("ingest", news(tmp_path / "news"))
    with writing(desk):
        ended = command("rejects", "retry")

    assert ended.code == 1
    assert "in use by process" in ended.err
    assert {row["attempts"] for row in published(desk, "from rejects")} == {1}


def test_an_input_that_is_refused_again_after_it_was_resolved_is_open_again(
    command: Command, desk: Desk, tmp_path: Path
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "cut\n', encoding="utf-8")
    command("ingest", source)
    with duckdb.connect(str(desk.live)) as connection:
        connection.execute("update rejects set resolved_at = now()::timestamp")
    command("ingest", source, "--reread")

    [row] = live(desk, "from rejects")
    assert row["resolved_at"] is None
