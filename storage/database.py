"""A DuckDB connection that speaks in named statements, the files in `sql/`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa

from copydesk.storage.copying import keep_before_upgrade
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskFormatError, DeskUnusableError
from copydesk.storage.migrations import newest_format, steps_from
from copydesk.storage.records import Backup
from copydesk.storage.rewriting import copy_if_owed, replace_if_owed

# A 1.x client reads what is created with it, at no cost.
STORAGE_VERSION = "v1.4.0"
MEMORY_LIMIT = "400MB"

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
    """One connection to DuckDB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rehearsing = False

    def execute(self, name: str, parameters: Mapping[str, object] | None = None) -> None:
        """Run the statements in `sql/<name>.sql`, each with those of the parameters that it names."""
        given = parameters or {}
        for parsed in self._connection.extract_statements(statement(name)):
            named = {parameter: given[parameter] for parameter in parsed.named_parameters}
            self._connection.execute(parsed, named)

    def rows(self, name: str, parameters: Mapping[str, object] | None = None) -> list[tuple[object, ...]]:
        """Return what the statement yields, as rows of Python values."""
        return self._connection.execute(statement(name), parameters).fetchall()

    def arrow(self, name: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """Return what the statement yields, as columns."""
        return self._connection.sql(statement(name), params=parameters or None).to_arrow_table()

    @contextmanager
    def showing(self, tables: Mapping[str, pa.Table]) -> Iterator[None]:
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
    def attached(self, path: Path, name: str) -> Iterator[None]:
        """Attach a database file under a name; it is checkpointed and closed at the end."""
        self._connection.execute(f"attach {quoted(path)} as {name} (storage_version '{STORAGE_VERSION}')")
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


@contextmanager
def open_live(desk: Desk) -> Iterator[Database]:
    """Open the desk's own database, making it when there is none and upgrading it when it is older.

    Raises DeskUnusableError when it cannot be opened or, later on, written (a full disk, say), and
    DeskFormatError when a newer copydesk made it.
    """
    # A join that does not fit in memory spills into the desk; by default it would into the working directory.
    config: Settings = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(desk.folder / ".spill")}
    with duckdb.connect(":memory:", config=config) as connection:
        with _attached_live(connection, desk) as database:
            found = _format_of(database, desk)
            if found == newest_format():
                yield database
                copy_if_owed(database, desk)
        if found != newest_format():
            # Nobody has the file open now, so that it can be copied.
            kept = keep_before_upgrade(desk, found)
            with _attached_live(connection, desk) as database:
                _upgrade(database, found, kept)
                yield database
                copy_if_owed(database, desk)
        replace_if_owed(desk)


def stored_format(desk: Desk) -> int | None:
    """Return the format of a desk that nobody writes to; None where there is no database yet."""
    if not desk.live.exists():
        return None
    with duckdb.connect(":memory:") as connection, _attached_live(connection, desk) as database:
        return _format_of(database, desk)


@contextmanager
def _attached_live(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Iterator[Database]:
    try:
        connection.execute(f"attach {quoted(desk.live)} as live (storage_version '{STORAGE_VERSION}')")
    except duckdb.Error as error:
        raise DeskUnusableError(f"{desk.live}: cannot open the desk's database: {error}") from error
    connection.execute("use live")
    try:
        yield Database(connection)
    except STORAGE_FAULTS as error:
        raise DeskUnusableError(f"{desk.live}: cannot go on: {error}") from error
    connection.execute("use memory")
    connection.execute("detach live")


def _format_of(database: Database, desk: Desk) -> int:
    """Return the desk's format, laying out a new desk. Raises DeskFormatError when it is a newer one."""
    if not database.rows("select_desk_tables"):
        with database.transaction():
            _lay_out(database)
            database.execute("insert_desk_format", {"version": newest_format()})
    [(found,)] = database.rows("select_desk_format")
    if int(str(found)) > newest_format():
        raise DeskFormatError(
            f"{desk.live}: a newer copydesk wrote this desk (format {found}; this one knows formats up to "
            f"{newest_format()}). Nothing was changed. Install the newer copydesk, or restore a backup"
        )
    return int(str(found))


def _lay_out(database: Database) -> None:
    for name in ("create_tables", "create_views", "create_index"):
        database.execute(name)


def _upgrade(database: Database, found: int, kept: Backup) -> None:
    """Take the steps to the newest format, each whole or not at all; one that is killed goes on there."""
    for step in steps_from(found):
        with database.transaction():
            database.execute(step.statement)
            if step.number == newest_format():
                _lay_out(database)  # all tables are there: this brings views and comments up to date
                database.execute("insert_backup", asdict(kept))
            database.execute("insert_desk_format", {"version": step.number})
        database.execute("checkpoint")
