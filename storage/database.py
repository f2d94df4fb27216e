"""The desk's own database: laid out, upgraded, opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import duckdb

from copydesk.storage.connection import (
    CHECKPOINT_SIZE,
    DESK_FILE,
    MEMORY_LIMIT,
    STORAGE_FAULTS,
    STORAGE_VERSION,
    VIEWS,
    Database,
    Settings,
    quoted,
    statement,
)
from copydesk.storage.copying import keep_before_upgrade
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskFormatError, DeskUnusableError
from copydesk.storage.migrations import newest_format, steps_from
from copydesk.storage.payloads import sweep_payloads
from copydesk.storage.records import Backup, Upgrade
from copydesk.storage.rewriting import copy_if_owed, replace_if_owed

ROOM = "make room and start again: what was committed is kept, in the file or in the log beside it"

__all__ = [
    "MEMORY_LIMIT",
    "STORAGE_FAULTS",
    "STORAGE_VERSION",
    "Database",
    "open_live",
    "quoted",
    "statement",
]


@contextmanager
def open_live(desk: Desk) -> Iterator[Database]:
    """Open the desk's own database, making it when there is none and upgrading it when it is older.

    Raises DeskUnusableError when it cannot be opened or, later on, written (a full disk, say), and
    DeskFormatError when a newer copydesk made it.
    """
    # A join that does not fit in memory spills into the desk; by default it would into the working directory.
    config: Settings = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(desk.spill),
        "wal_autocheckpoint": CHECKPOINT_SIZE,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        with _attached_live(connection, desk) as database:
            found = _format_of(database, desk)
            if found == newest_format():
                yield database
                sweep_payloads(database)
                copy_if_owed(database, desk)
        if found != newest_format():
            # Nobody has the file open now, so that it can be copied.
            kept = keep_before_upgrade(desk, found)
            with _attached_live(connection, desk) as database:
                _upgrade(database, found, kept)
                database.upgrade = Upgrade(found, newest_format(), kept)
                yield database
                sweep_payloads(database)
                copy_if_owed(database, desk)
        replace_if_owed(desk)


def stored_format(desk: Desk) -> int:
    """Return the format of a desk that is begun and that nobody writes to."""
    with duckdb.connect(":memory:") as connection, _attached_live(connection, desk) as database:
        return _format_of(database, desk)


@contextmanager
def _attached_live(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Iterator[Database]:
    if not desk.live.exists():
        _refuse_where_lost(desk)
    try:
        connection.execute(f"attach {quoted(desk.live)} as live {DESK_FILE}")
    except duckdb.Error as error:
        raise DeskUnusableError(f"{desk.live}: cannot open the desk's database: {error}") from error
    connection.execute("use live")
    try:
        yield Database(connection)
        connection.execute("use memory")
        # This writes the log into the file; what there is no room for stays in the log.
        connection.execute("detach live")
    except STORAGE_FAULTS as error:
        advice = f"; {ROOM}" if "No space left" in str(error) else ""
        raise DeskUnusableError(f"{desk.live}: cannot go on: {error}{advice}") from error


def _format_of(database: Database, desk: Desk) -> int:
    """Return the desk's format, laying out a new desk. Raises DeskFormatError when it is a newer one."""
    if not database.rows("select_desk_tables"):
        _refuse_where_lost(desk)
        with database.transaction():
            lay_out(database)
            database.execute("insert_desk_format", {"version": newest_format()})
    [(found,)] = database.rows("select_desk_format")
    if int(str(found)) > newest_format():
        raise DeskFormatError(
            f"{desk.live}: a newer copydesk wrote this desk (format {found}; this one knows formats up to "
            f"{newest_format()}). Nothing was changed. Install the newer copydesk, or restore a backup"
        )
    return int(str(found))


def _refuse_where_lost(desk: Desk) -> None:
    """Raise DeskUnusableError where something is published: a run would mix another collection into it."""
    if desk.published.exists():
        raise DeskUnusableError(
            f"{desk.live}: is missing or without tables, but {desk.published.name} holds a collection. "
            "Nothing was changed. Restore a backup: copydesk restore BACKUP --replace; "
            f"or move {desk.published.name} away, and the next run begins anew"
        )


def lay_out(database: Database) -> None:
    """Make what a new desk's own file holds, and bring views and comments of an older one up to date."""
    database.execute_all(("create_tables", *VIEWS, "create_index"))


def _upgrade(database: Database, found: int, kept: Backup) -> None:
    """Take the steps to the newest format, each whole or not at all; one that is killed goes on there."""
    for step in steps_from(found):
        with database.transaction():
            database.execute(step.statement)
            if step.number == newest_format():
                lay_out(database)
                database.execute("insert_backup", asdict(kept))
            database.execute("insert_desk_format", {"version": step.number})
        database.execute("checkpoint")
