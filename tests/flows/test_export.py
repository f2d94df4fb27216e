"""`copydesk export` and `verify`: what is published, in files that others can read and check."""

import fcntl
import json
import os
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import which

import duckdb
import pytest

from copydesk.flows.cli import main
from copydesk.storage import export
from copydesk.storage.checksums import write_checksums
from copydesk.storage.desk import Desk
from copydesk.storage.exports import exports_since
from tests.desks import commit, document, new_desk, published, running, take

Run = Callable[..., tuple[int, str, str]]
STORIES = [
    document(
        "By Una Farrow\nThe ferry to Holm stays in harbour until Thursday because of the ice in the sound.",
        external_id="ferry",
        title="Ferry off",
        published_at=datetime(2024, 3, 5),
        published_precision="day",
        published_from="document",
    ),
    document(
        "Nine of eleven beekeepers on the island report strong hives after the mild winter.",
        external_id="bees",
        title="Bees",
        published_at=datetime(2023, 12, 31, 23, 59),
        published_precision="minute",
        published_from="document",
    ),
    document("A goods train carrying cement left the rails near Brandley on Sunday.", external_id="train"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = new_desk(tmp_path / "a desk's 新聞")
    take(made, STORIES)
    return made


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, words), "--desk", str(desk.folder)])
        return code, *capsys.readouterr()

    return command


def rows(query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as connection:
        return connection.execute(query).fetchall()


def test_canonical_articles_become_parquet_with_a_folder_for_each_month(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("export", tmp_path / "out", "--json")

    assert (code, json.loads(told)["rows"]) == (0, {"canonical_articles": 3})
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *("month=2023-12", "month=2024-01", "month=2024-03")
    ]
    files = f"'{tmp_path}/out/**/*.parquet', hive_partitioning = true"
    found = rows(f"select external_id, month from read_parquet({files})")
    assert sorted(found) == [("bees", "2023-12"), ("ferry", "2024-03"), ("train", "2024-01")]


def test_any_table_and_any_part_of_it_becomes_json_lines(run: Run, desk: Desk, tmp_path: Path) -> None:
    words = ("--table", "articles", "--format", "jsonl", "--where", "words > 12 and source = 'Harbour Post'")

    code, _, _ = run("export", tmp_path / "out", *words)

    lines = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    told = {record["external_id"]: record["body"] for record in map(json.loads, lines)}
    wanted = published(desk, "select external_id, body from articles where words > 12")
    assert code == 0
    assert told == {row["external_id"]: row["body"] for row in wanted}


def test_every_table_and_view_can_be_exported(run: Run, desk: Desk, tmp_path: Path) -> None:
    names = published(
        desk,
        """select table_name as name from duckdb_tables()
           union all select view_name from duckdb_views() where not internal""",
    )
    for form in ("parquet", "jsonl"):
        for name in (row["name"] for row in names):
            code, told, complaint = run(
                "export", tmp_path / form / name, "--table", name, "--format", form, "--json"
            )
            [counted] = published(desk, f"select count(*) as rows from {name}")
            assert (code, complaint) == (0, ""), name
            assert json.loads(told)["rows"] == {name: counted["rows"]}


def test_a_month_longer_than_a_batch_is_written_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "BATCH_ROWS", 1)

    run("export", tmp_path / "out", "--table", "clusters")
    run("export", tmp_path / "months", "--table", "articles")

    assert len(rows(f"from '{tmp_path}/out/clusters.parquet'")) == 3
    assert len(rows(f"from read_parquet('{tmp_path}/months/**/*.parquet')")) == 3


def test_a_snapshot_has_manifest_checksums_and_log_and_can_be_checked(run: Run, tmp_path: Path) -> None:
    run("merge", "ferry", "bees", "--reason", "to try it")
    code, told, _ = run("export", "--snapshot", tmp_path / "out", "--json")

    assert code == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["snapshot_id"] == json.loads(told)["snapshot_id"]
    assert manifest["tables"]["articles"]["rows"] == manifest["snapshot"]["articles"] == 3
    assert "to try it" in (tmp_path / "out" / "log" / "overrides.jsonl").read_text(encoding="utf-8")
    check = [which("sha256sum") or "sha256sum", "--check", "--quiet", "SHA256SUMS"]
    subprocess.run(check, cwd=tmp_path / "out", check=True)
    assert run("verify", tmp_path / "out")[0] == 0


@pytest.mark.parametrize("further", [[], ["--no-text"]])
def test_the_manifest_tells_what_each_column_means(run: Run, tmp_path: Path, further: list[str]) -> None:
    run("export", "--snapshot", *further, tmp_path / "out")

    tables = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["tables"]
    untold = [
        (name, column) for name, told in tables.items() for column in told["columns"] if not column["meaning"]
    ]
    assert untold == []
    [jaccard] = [column for column in tables["matches"]["columns"] if column["name"] == "jaccard"]
    assert "of both" in jaccard["meaning"]


def test_the_same_state_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("export", "--snapshot", tmp_path / name)

    one, other = ((tmp_path / name / "SHA256SUMS").read_text() for name in ("one", "other"))
    assert one == other


def test_what_is_shared_without_text_holds_no_words_and_gives_the_same_id(run: Run, tmp_path: Path) -> None:
    run("export", "--snapshot", tmp_path / "whole")
    run("export", "--snapshot", "--no-text", tmp_path / "shared")

    whole, shared = (json.loads(run("verify", tmp_path / name, "--json")[1]) for name in ("whole", "shared"))
    assert whole["snapshot_id"] == shared["snapshot_id"]
    assert whole["faults"] == shared["faults"] == []
    for file in (tmp_path / "shared").rglob("*.parquet"):
        for row in rows(f"from read_parquet('{file}', hive_partitioning = false)"):
            told = repr(row)
            assert not [word for word in ("Farrow", "Ferry off", "harbour until", "cement") if word in told]
    for file in (tmp_path / "shared").rglob("*.json*"):
        assert "Farrow" not in file.read_text(encoding="utf-8")


def test_a_changed_a_missing_and_a_further_file_are_found(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("export", "--snapshot", folder)
    (folder / "data" / "clusters.parquet").write_bytes(b"other")
    (folder / "log" / "overrides.jsonl").unlink()
    (folder / "more.txt").write_text("more")

    code, told, _ = run("verify", folder, "--json")

    assert code == 1
    assert json.loads(told)["faults"] == [
        "log/overrides.jsonl: is missing",
        "more.txt: is not listed in SHA256SUMS",
        "data/clusters.parquet: was changed",
    ]


def test_articles_that_do_not_give_the_stated_id_are_found(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("export", "--snapshot", folder)
    file = folder / "data" / "articles" / "month=2024-03" / "articles.parquet"
    rows(
        f"""copy (select * replace ('Forged' as title) from read_parquet('{file}', hive_partitioning = false))
            to '{folder}/forged' (format parquet)"""
    )
    (folder / "forged").replace(file)
    write_checksums(folder)

    code, told, _ = run("verify", folder)

    assert code == 1
    assert "the articles give the snapshot" in told


def test_an_export_is_made_while_a_run_writes(run: Run, desk: Desk, tmp_path: Path) -> None:
    with running(desk) as line:
        commit(line, [document("A document that is not published yet, about rain on the harbour.")])
        code, told, _ = run("export", tmp_path / "out", "--json")

    assert (code, json.loads(told)["rows"]) == (0, {"canonical_articles": 3})


def test_exports_are_remembered_in_the_desk(run: Run, desk: Desk, tmp_path: Path) -> None:
    run("export", tmp_path / "one")
    run("export", "--snapshot", "--no-text", tmp_path / "other")

    one, other = exports_since(desk, datetime(2024, 1, 1))

    assert (one.path, one.with_text, one.tables) == (str(tmp_path / "one"), True, ("canonical_articles",))
    assert (other.path, other.with_text) == (str(tmp_path / "other"), False)
    assert one.snapshot_id == other.snapshot_id
    assert exports_since(desk, datetime(9999, 1, 1)) == []


def test_what_is_there_already_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")

    code, _, complaint = run("export", tmp_path / "out")

    assert code == 1
    assert "is there already" in complaint
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine"]


def test_after_an_error_nothing_is_left(run: Run, tmp_path: Path) -> None:
    code, _, complaint = run("export", tmp_path / "out", "--where", "no_such_column = 1")

    assert code == 1
    assert "no_such_column" in complaint
    assert [path.name for path in tmp_path.iterdir()] == ["a desk's 新聞"]


def test_what_a_killed_export_left_is_removed_and_one_that_lives_is_told(run: Run, tmp_path: Path) -> None:
    left = tmp_path / ".out.part"
    (left / "month=2020-01").mkdir(parents=True)
    (left / "rubbish").write_text("rubbish")
    descriptor = os.open(left, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    code, _, complaint = run("export", tmp_path / "out")
    assert (code, "another export" in complaint) == (1, True)
    os.close(descriptor)

    assert run("export", tmp_path / "out")[0] == 0
    assert not left.exists()
    assert not (tmp_path / "out" / "rubbish").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--table", "nowhere"), 1, "there is no table nowhere; there are: article_hashes"),
        (("--table", "credits", "--no-text"), 1, "nothing but names"),
        (("--snapshot", "--table", "articles"), 2, "leave out --table"),
    ],
)
def test_words_that_cannot_be_followed_are_told(
    run: Run, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    given, _, complaint = run("export", tmp_path / "out", *words)

    assert (given, said in complaint) == (code, True)


def test_a_folder_that_is_no_snapshot_is_told(run: Run, tmp_path: Path) -> None:
    code, _, complaint = run("verify", tmp_path)
    assert (code, "manifest.json" in complaint) == (2, True)
    (tmp_path / "manifest.json").write_text("{}")
    code, _, complaint = run("verify", tmp_path)
    assert (code, "is no whole snapshot" in complaint) == (2, True)
