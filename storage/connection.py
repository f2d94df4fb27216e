"""A DuckDB connection that speaks in named statements, the files in `sql/`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import duckdb

if TYPE_CHECKING:
    # Commands that only ask need not wait 0.2 s for it.
    import pyarrow as pa

    from copydesk.storage.records import Upgrade

# A 1.x client reads what is created with it, at no cost.
STORAGE_VERSION = "v1.4.0"
MEMORY_LIMIT = "400MB"
ROOMY_LIMIT = "4GB"
HASHES = ("create_shareable_articles", "create_article_hashes")
VIEWS = ("create_views", *HASHES)
# A window's rows are compressed once and left alone. A checkpoint joins row groups as long as they fit into
# fewer: with DuckDB's 122,880 rows it compressed every text again and again. Small runs are still joined.
ROW_GROUPS = ", row_group_size 6144"
DESK_FILE = f"(storage_version '{STORAGE_VERSION}'{ROW_GROUPS})"
# What a transaction writes beyond this goes into the file at once, and not into the log first.
CHECKPOINT_SIZE = "4MB"

Settings: TypeAlias = dict[str, str | bool | int | float | list[str]]
# What DuckDB raises when there is no room, or a file cannot be read or written: no fault in a statement.
STORAGE_FAULTS = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


@cache
def statement(name: str) -> str:
    """Return the SQL in `sql/<name>.sql`."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def quoted(path: Path) -> str:
    """Return a path as an SQL string; ATTACH takes no parameters."""
    return "'" + str(path).replace("'", "''") + "'"


class _NotForGood(Exception):  # noqa: N818 - no error
    """Raised where a rehearsal ends, so that its transaction is rolled back."""


class Database:
    """One connection to DuckDB; `upgrade` tells what became of an older desk when it was opened."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.upgrade: Upgrade | None = None
        self._connection = connection
        self._rehearsing = False

    @contextmanager
    def beside(self) -> Iterator["Database"]:
        """Give another connection to the same files, to read what is committed while this one writes."""
        with self._connection.cursor() as connection:
            connection.execute("use live")
            yield Database(connection)

    def execute(self, name: str, parameters: Mapping[str, object] | None = None) -> None:
        """Run the statements in `sql/<name>.sql`, each with those of the parameters that it names."""
        given = parameters or {}
        for parsed in self._connection.extract_statements(statement(name)):
            named = {parameter: given[parameter] for parameter in parsed.named_parameters}
            self._connection.execute(parsed, named)

    def execute_all(self, names: Sequence[str]) -> None:
        """Run the statements of several files."""
        for name in names:
            self.execute(name)

    def rows(self, name: str, parameters: Mapping[str, object] | None = None) -> list[tuple[object, ...]]:
        """Return what the statement yields, as rows of Python values."""
        return self._connection.execute(statement(name), parameters).fetchall()

    def records(self, name: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the rows that the statement yields, each by the names of its columns; for a few of them."""
        found = self._connection.sql(statement(name), params=parameters or None)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    def arrow(self, name: str, parameters: Mapping[str, object] | None = None) -> "pa.Table":
        """Return what the statement yields, as columns."""
        return self._connection.sql(statement(name), params=parameters or None).to_arrow_table()

    def rows_in_room(self, name: str) -> list[tuple[object, ...]]:
        """Return what the statement yields; with ten times the memory where it doesn't fit into the usual."""
        try:
            return self.rows(name)
        except duckdb.OutOfMemoryException:
            self._connection.execute(f"set memory_limit = '{ROOMY_LIMIT}'")
            try:
                return self.rows(name)
            finally:
                self._connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")

    def folder(self) -> Path:
        """Return the folder of the desk whose live file this is."""
        [(path,)] = self.rows("select_live_path")
        return Path(str(path)).parent

    @contextmanager
    def showing(self, tables: "Mapping[str, pa.Table]") -> Iterator[None]:
        """Let statements read the given columns under the given names."""
        for name, table in tables.items():
            self._connection.register(name, table)
        yield
        # After an error DuckDB takes no statement before the rollback, and the next showing replaces these.
        for name in tables:
            self._connection.unregister(name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all that is done within, or nothing."""
        if self._rehearsing:
            yield
            return
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Take back all that is done within, the transactions included."""
        with suppress(_NotForGood), self.transaction():
            self._rehearsing = True
            try:
                yield
                raise _NotForGood
            finally:
                self._rehearsing = False

    @contextmanager
    def attached(self, path: Path, name: str, options: str = "") -> Iterator[None]:
        """Attach a database file as `name`, with further options; at the end it is checkpointed and closed.

        After an error it is closed as it is, and the error goes on: on a full disk it cannot be completed.
        """
        version = f"storage_version '{STORAGE_VERSION}'"
        self._connection.execute(f"attach {quoted(path)} as {name} ({version}{options})")
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                self._connection.execute(f"detach {name}")
            raise
        self._connection.execute(f"detach {name}")

    @contextmanager
    def reading(self, path: Path, name: str) -> Iterator[None]:
        """Attach a database file that others may have open, too."""
        self._connection.execute(f"attach {quoted(path)} as {name} (read_only)")
        try:
            yield
        finally:
            self._connection.execute(f"detach {name}")

    @contextmanager
    def using(self, name: str) -> Iterator[None]:
        """Let unqualified table names mean those of an attached database."""
        self._connection.execute(f"use {name}")
        try:
            yield
        finally:
            self._connection.execute("use live")
