"""Desks of every older format, upgraded."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from copydesk.storage.database import open_live
from copydesk.storage.database import statement as known
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.migrations import FOLDER, newest_format, steps, steps_from
from copydesk.storage.records import RawDocument
from tests.desks import Row, document, live, new_desk, older_desk, published, read, reclean, take
from tests.soundness import assert_sound

OLDER_FORMATS = range(1, newest_format())
COLUMNS = """
    select table_name, column_name, data_type, is_nullable, column_default, comment
    from duckdb_columns() where not internal
    order by table_name, column_index"""
TABLES = "select table_name, comment from duckdb_tables()"
GIVEN = """
    select source, feed, uri, media_type, text, external_id, url, title,
           published_at, published_precision, published_from
    from raw_documents"""
# A view's list of excluded columns is turned round each time a file is read and written.
VIEWS = """
    select view_name, regexp_replace(sql, 'EXCLUDE \\([^)]*\\)', ''), comment
    from duckdb_views() where not internal"""


def schema(file: Path) -> list[list[tuple[Any, ...]]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return [sorted(connection.execute(query).fetchall(), key=repr) for query in (COLUMNS, TABLES, VIEWS)]


def test_every_format_but_the_first_has_one_step_that_leads_there_and_says_what_it_does() -> None:
    assert [step.number for step in steps()] == list(range(2, newest_format() + 1))
    for step in steps():
        assert step.what.endswith(".")
        assert len(step.what) > 20


@pytest.mark.parametrize("desk_format", OLDER_FORMATS)
def test_an_older_desk_gets_the_schema_of_a_new_one_and_loses_nothing(
    tmp_path: Path, desk_format: int
) -> None:
    desk, new = older_desk(tmp_path / "older", desk_format), new_desk(tmp_path / "new")
    before = read(desk.live)

    take(desk, [document("The first document after the upgrade.")])
    take(new, [document("The first document of all.")])

    assert schema(desk.live) == schema(new.live)
    assert schema(desk.published) == schema(new.published)
    assert_sound(desk)
    after = read(desk.live)
    for table in ("raw_documents", "rejects", "removed_spans", "credits", "bands", "samples"):
        kept = [{name: row.get(name) for name in before[table][0]} for row in after[table]]
        assert [row for row in before[table] if row not in kept] == [], table
    assert len(after["articles"]) == len(before["articles"]) + 1


@pytest.mark.parametrize("desk_format", OLDER_FORMATS)
def test_the_steps_alone_make_every_table_and_column(tmp_path: Path, desk_format: int) -> None:
    """A table that a step forgot would come with `create_tables.sql`, but not to desks that took the step."""
    desk, new = older_desk(tmp_path / "older", desk_format), new_desk(tmp_path / "new")
    with open_live(new):
        pass
    with duckdb.connect(str(desk.live)) as connection:
        for step in steps_from(desk_format):
            connection.execute((FOLDER.parent / f"{step.statement}.sql").read_text(encoding="utf-8"))
        stepped = connection.execute(COLUMNS.replace(", comment", "")).fetchall()
    with duckdb.connect(str(new.live)) as connection:
        laid_out = connection.execute(COLUMNS.replace(", comment", "")).fetchall()
        views = {name for (name,) in connection.execute("select view_name from duckdb_views()").fetchall()}

    assert tables_of(stepped, views) == tables_of(laid_out, views)


def tables_of(columns: list[tuple[Any, ...]], views: set[str]) -> list[tuple[Any, ...]]:
    return [column for column in columns if column[0] not in views]


@pytest.mark.parametrize("desk_format", OLDER_FORMATS)
def test_a_copy_from_before_the_upgrade_is_kept_and_remembered(tmp_path: Path, desk_format: int) -> None:
    desk = older_desk(tmp_path / "desk", desk_format)
    before = read(desk.live)

    take(desk)

    [backup] = live(desk, "from backups")
    assert backup["reason"] == f"before the upgrade from format {desk_format}"
    assert read(Path(backup["path"]) / "live.duckdb") == before


def test_cleaning_anew_gives_a_desk_of_format_1_what_a_new_one_would_hold(tmp_path: Path) -> None:
    desk, new = older_desk(tmp_path / "older", 1), new_desk(tmp_path / "new")
    given = [RawDocument(**row) for row in live(desk, GIVEN)]

    reclean(desk)
    take(new, given)

    for table in ("articles", "comparisons", "removed_spans", "credits"):
        assert lasting(live(desk, f"from {table}")) == lasting(live(new, f"from {table}")), table
    assert_sound(desk)


def test_a_desk_of_format_10_reads_its_sitemaps_anew_and_asks_for_no_page_again(tmp_path: Path) -> None:
    desk = older_desk(tmp_path, 10)

    take(desk)

    states = live(desk, "select kind, etag, digest is not null as is_known from asked_urls order by kind")
    assert states == [
        {"kind": "page", "etag": '"2"', "is_known": True},
        {"kind": "sitemap", "etag": None, "is_known": False},
    ]


def lasting(rows: list[Row]) -> list[Row]:
    passing = {"run_id", "first_seen_at", "cluster_id"}
    return [{name: value for name, value in row.items() if name not in passing} for row in rows]


def test_an_upgrade_is_done_once(tmp_path: Path) -> None:
    desk = older_desk(tmp_path / "desk", 1)
    take(desk)
    take(desk)

    assert len(live(desk, "from backups")) == 1
    assert live(desk, "from desk_format") == published(desk, "from desk_format")


def test_a_step_that_fails_changes_nothing_and_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = older_desk(tmp_path / "desk", 1)
    broken = desk.folder / "broken"
    shutil.copytree(FOLDER, broken)
    [first, *_] = sorted(broken.glob("002_*.sql"))
    first.write_text(
        first.read_text(encoding="utf-8") + "\nselect error('the power went');\n", encoding="utf-8"
    )
    before = read(desk.live)
    with monkeypatch.context() as patched, pytest.raises(duckdb.Error, match="the power went"):
        patched.setattr(
            "copydesk.storage.connection.statement",
            lambda name: (
                (broken / f"{name.partition('/')[2]}.sql").read_text() if "/" in name else known(name)
            ),
        )
        take(desk)
    assert read(desk.live) == before

    take(desk, [document("Taken in after the upgrade that went well.")])

    assert_sound(desk)


def test_without_room_for_a_backup_there_is_no_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = older_desk(tmp_path / "desk", 1)
    before = read(desk.live)
    (tmp_path / "bin").mkdir()
    full = tmp_path / "bin" / "cp"
    full.write_text("#!/bin/sh\necho 'cp: no space left on device' >&2\nexit 1\n")
    full.chmod(0o755)
    with monkeypatch.context() as patched, pytest.raises(DeskUnusableError, match="no space left on device"):
        patched.setenv("PATH", str(tmp_path / "bin"))
        take(desk)

    assert read(desk.live) == before
