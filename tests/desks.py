"""Desks for tests: documents taken in without Prefect, in the windows and runs asked for, and read back."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, TypeAlias

import duckdb

from copydesk.storage import runs
from copydesk.storage.database import open_live, quoted
from copydesk.storage.desk import Desk, writing
from copydesk.storage.furniture import furniture_by_source
from copydesk.storage.publish import publish
from copydesk.storage.records import RawDocument, Reject
from copydesk.storage.runs import Run, SourceRead, Tally
from copydesk.tasks.commit import commit_window, recommit_window
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.outdated import outdated_windows
from copydesk.tasks.prepare import prepare_documents, reject_columns
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.clean import rules_version
from copydesk.tasks.text.thresholds import Thresholds

# What a column holds is the database's affair.
Row: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, list[Row]]
Window: TypeAlias = Sequence[RawDocument | Reject]

FEED = "tests"
OLDER_DESKS = Path(__file__).with_name("older_desks")
_clock = (datetime.fromisoformat("2024-01-01") + timedelta(minutes=minutes) for minutes in count())
_numbers = count(1)


def document(text: str, source: str = "Harbour Post", **told: Any) -> RawDocument:
    """A text as a line of JSON brings it; `told` are further fields of the record."""
    place = {"feed": FEED, "uri": "lines.jsonl", "media_type": "application/json"}
    return RawDocument(**{"source": source, "text": text, **place, **told})


def new_desk(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.create()
    return desk


def older_desk(folder: Path, desk_format: int) -> Desk:
    """A small desk as the copydesk of that format wrote it; nothing is published."""
    desk = new_desk(folder)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{desk.live}' as live (storage_version 'v1.4.0')")
        connection.execute("use live")
        connection.execute((OLDER_DESKS / f"format_{desk_format}.sql").read_text(encoding="utf-8"))
    return desk


@contextmanager
def temporary_desk(*runs_of_windows: Sequence[Window]) -> Iterator[Desk]:
    """A desk that took in the windows of each run; for tests that Hypothesis calls again and again."""
    with TemporaryDirectory() as folder:
        desk = new_desk(Path(folder))
        for windows in runs_of_windows:
            take(desk, *windows)
        yield desk


@cache
def _laid_out() -> bytes:
    """The file of a new desk, which costs more to lay out than small tests do with it."""
    with TemporaryDirectory() as folder:
        desk = new_desk(Path(folder))
        with open_live(desk) as live:
            desk_plan(live)
        return desk.live.read_bytes()


@contextmanager
def running(
    desk: Desk,
    thresholds: Thresholds = Thresholds(),  # noqa: B008 - frozen
    ranks: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[Line]:
    """A run on the desk, recorded; nothing is published yet."""
    if not desk.live.exists():
        desk.live.write_bytes(_laid_out())
    started_at = next(_clock)
    run = Run(f"run-{os.getpid()}-{next(_numbers):06}", None, started_at, "1", rules_version, "settings")
    with writing(desk), open_live(desk) as live:
        runs.start_run(live, run)
        runs.record_source(live, SourceRead(FEED, "file", "lines.jsonl", failed=False), started_at)
        yield Line(live, Rules(Recipe(desk_plan(live), furniture_by_source(live)), thresholds, ranks), run)


def commit(line: Line, window: Window) -> Tally:
    """Take one window in: prepare and commit."""
    documents = [item for item in window if isinstance(item, RawDocument)]
    rejects = [item for item in window if isinstance(item, Reject)]
    prepared = prepare_documents(documents, line.rules.recipe).with_rejects(reject_columns(rejects))
    return commit_window(line, prepared, next(_clock))


def publish_run(desk: Desk, line: Line, tally: Tally = Tally()) -> None:  # noqa: B008 - frozen
    publish(
        line.live, desk, lambda: runs.record_tally(line.live, line.run, tally, ("Completed", next(_clock)))
    )


def take(desk: Desk, *windows: Window) -> Tally:
    """Take windows in, in one run, and publish."""
    with running(desk) as line:
        tally = sum((commit(line, window) for window in windows), Tally())
        publish_run(desk, line, tally)
    return tally


def reclean(desk: Desk, window: int = 100, stop_after: int | None = None) -> None:
    """Clean anew what is outdated, in one run."""
    with running(desk) as line:
        for done, outdated in enumerate(outdated_windows(line, window), start=1):
            prepared = prepare_documents(outdated.documents, line.rules.recipe)
            recommit_window(line, prepared, outdated.first_seen_at, line.run.started_at)
            if done == stop_after:
                return
        publish_run(desk, line)


def read(file: Path) -> Tables:
    """Every table of a database, its rows sorted."""
    with reading(file=file) as connection:
        found = connection.execute("select table_name from duckdb_tables() where database_name = 'file'")
        return {name: _sorted(connection, f"from {name}") for (name,) in found.fetchall()}


def published(desk: Desk, query: str) -> list[Row]:
    """What the published file answers, sorted."""
    with reading(published=desk.published) as connection:
        return _sorted(connection, query)


def live(desk: Desk, query: str) -> list[Row]:
    """What the flow's own file answers, sorted."""
    with reading(live=desk.live) as connection:
        return _sorted(connection, query)


@contextmanager
def reading(**files: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Database files attached by these names, for reading; the first is the one in use.

    All by one connection: opening one takes four times as long as what is asked of it.
    """
    connection = _reader()
    attached: list[str] = []
    try:
        for name, file in files.items():
            connection.execute(f"attach {quoted(file)} as {name} (read_only)")
            attached.append(name)
        connection.execute(f"use {attached[0]}")
        yield connection
    finally:
        connection.execute("use memory")
        for name in attached:
            connection.execute(f"detach {name}")


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def _sorted(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    cursor = connection.execute(query)
    columns = [column[0] for column in cursor.description or ()]
    return sorted((dict(zip(columns, row, strict=True)) for row in cursor.fetchall()), key=repr)
