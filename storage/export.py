"""Published tables into files: Parquet, a folder a month, or JSON lines, a batch of rows at a time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.storage.connection import MEMORY_LIMIT, Settings, statement
from copydesk.storage.desk import Desk
from copydesk.storage.folders import ExportError
from copydesk.storage.published import attached, told
from copydesk.storage.snapshots import Snapshot, find_snapshot

BATCH_ROWS = 5_000
# Other people's words and names, and paths of this machine; offsets, figures and hashes of them are not.
WORDS: Mapping[str, frozenset[str]] = {
    "raw_documents": frozenset({"text", "title", "author", "extra", "original", "uri"}),
    "articles": frozenset({"title", "author", "body"}),
    "canonical_articles": frozenset({"title", "author", "body"}),
    "removed_spans": frozenset({"text", "replacement"}),
    "credits": frozenset({"name"}),
    "duplicates": frozenset({"title", "canonical_title"}),
    "article_versions": frozenset({"title"}),
    "rejects": frozenset({"payload", "payload_hash", "payload_file", "given", "uri"}),
    "source_furniture": frozenset({"line"}),
    "recurring_lines": frozenset({"line", "example"}),
    "sources": frozenset({"location"}),
    "source_health": frozenset({"location"}),
}
# What stands for a table where its words are left out.
STAND_INS = {"articles": "shareable_articles"}
FIRST_SEEN = ("first_seen_at", "ingested_at")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table or view; of its rows those for which the SQL expression `where` holds; whether with words."""

    table: str
    where: str | None = None
    with_text: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column of what was exported: its type in DuckDB, and what it means."""

    name: str
    type: str
    meaning: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A table in files; `columns` are those that are there."""

    table: str
    rows: int
    columns: tuple[Column, ...]


class Exporter:
    """Writes tables of the published file as it was when it was opened, whatever is published meanwhile."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def snapshot(self) -> Snapshot:
        """Return the state that is exported."""
        return find_snapshot(self._connection)

    def write_parquet(self, wanted: Wanted, folder: Path) -> Written:
        """Write a table as `TABLE.parquet`; one with dates of publication has a folder for each month.

        Rows are sorted, so that the same rows give the same bytes.
        """
        folder.mkdir(parents=True, exist_ok=True)
        columns = self._columns(wanted)
        with told():
            batches = self._rows(wanted, columns, "*, {month} as month_of_row").to_arrow_reader(BATCH_ROWS)
            rows = _write_months(batches, folder, wanted.table)
        return Written(wanted.table, rows, columns)

    def write_lines(self, wanted: Wanted, folder: Path) -> Written:
        """Write a table as `TABLE.jsonl`, a JSON object a row, sorted as `write_parquet` does."""
        folder.mkdir(parents=True, exist_ok=True)
        columns = self._columns(wanted)
        fields = ", ".join(f"{_name(column.name)} := {_plain(column)}" for column in columns)
        rows = 0
        with told(), (folder / f"{wanted.table}.jsonl").open("w", encoding="utf-8") as file:
            for batch in self._rows(
                wanted, columns, f"to_json(struct_pack({fields}))::varchar"
            ).to_arrow_reader(BATCH_ROWS):
                file.writelines(f"{line}\n" for line in batch.column(0).to_pylist())
                rows += batch.num_rows
        return Written(wanted.table, rows, columns)

    def _rows(self, wanted: Wanted, columns: tuple[Column, ...], shown: str) -> duckdb.DuckDBPyRelation:
        table = STAND_INS.get(wanted.table, wanted.table) if not wanted.with_text else wanted.table
        relation = self._connection.table(f"desk.{table}")
        if wanted.where:
            relation = relation.filter(wanted.where)
        names = [column.name for column in columns]
        month = _month(names)
        # A column that does not stand in the order (a text) is not compared, only carried along.
        keys = [name for name in names if name.endswith("_id")] or names
        ordered = relation.project(", ".join(map(_exported, columns))).order(
            ", ".join([month, *map(_name, keys), *(["start"] if "start" in names else [])])
        )
        return ordered.project(shown.replace("{month}", month))

    def _columns(self, wanted: Wanted) -> tuple[Column, ...]:
        """Return the columns to export. Raises ExportError where there is no such table, or none is left."""
        found = self._connection.execute(statement("select_exported_columns")).fetchall()
        tables = sorted({table for table, *_ in found})
        if wanted.table not in tables:
            raise ExportError(f"there is no table {wanted.table}; there are: {', '.join(tables)}")
        kept = _without_words(wanted.table) if not wanted.with_text else wanted.table
        hidden = frozenset() if wanted.with_text else WORDS.get(wanted.table, frozenset())
        return tuple(Column(*column) for table, *column in found if table == kept and column[0] not in hidden)


@contextmanager
def open_export(desk: Desk, spill: Path) -> Iterator[Exporter]:
    """Open the published file alone; what does not fit in memory on sorting goes to the folder `spill`."""
    config: Settings = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)}
    with attached(desk, config) as connection:
        connection.execute("use desk")
        yield Exporter(connection)


def _without_words(table: str) -> str:
    if table == "credits":
        raise ExportError("credits has nothing but names; leave out --no-text, or choose another table")
    return STAND_INS.get(table, table)


def _month(names: list[str]) -> str:
    """Return SQL for the month a row belongs to: NULL where the table knows no date of publication."""
    if "published_at" not in names:
        return "null::varchar"
    dates = [name for name in ("published_at", *FIRST_SEEN) if name in names]
    return f"coalesce(strftime(coalesce({', '.join(dates)}), '%Y-%m'), 'unknown')"


def _exported(column: Column) -> str:
    """Return SQL for a column; Parquet has no integers of 128 bits."""
    name = _name(column.name)
    return f"{name}::varchar as {name}" if column.type in ("HUGEINT", "UHUGEINT", "JSON") else name


def _plain(column: Column) -> str:
    return f"base64({_name(column.name)})" if column.type == "BLOB" else _name(column.name)


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _write_months(batches: pa.RecordBatchReader, folder: Path, table: str) -> int:
    """Write sorted rows, a file for each value of their last column, which is left out; return how many."""
    schema = batches.schema.remove(len(batches.schema.names) - 1)
    rows = 0
    for month, parts in groupby(_by_month(batches), key=lambda part: part[0]):
        inside = folder if month is None else folder / f"month={month}"
        inside.mkdir(exist_ok=True)
        with pq.ParquetWriter(inside / f"{table}.parquet", schema, compression="zstd") as writer:
            for _, batch in parts:
                writer.write_batch(batch)
                rows += batch.num_rows
    if not rows:
        pq.write_table(schema.empty_table(), folder / f"{table}.parquet", compression="zstd")
    return rows


def _by_month(batches: pa.RecordBatchReader) -> Iterator[tuple[str | None, pa.RecordBatch]]:
    last = len(batches.schema.names) - 1
    for batch in batches:
        start = 0
        columns = batch.remove_column(last)
        for month, run in groupby(batch.column(last).to_pylist()):
            length = sum(1 for _ in run)
            yield month, columns.slice(start, length)
            start += length
