"""A copy of a whole desk, verified: both databases, the users' own tables, the settings."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from copydesk.storage.backups import add_backup, forget_backup
from copydesk.storage.connection import quoted
from copydesk.storage.copying import copy_exactly, copy_file, with_wal, write_through
from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk
from copydesk.storage.manifest import BackupError, KeptFile, Manifest, described, write_manifest
from copydesk.storage.migrations import newest_format
from copydesk.storage.payloads import FOLDER, payload_files
from copydesk.storage.records import Backup

ASKED_FOR = "asked for"


def make_backup(desk: Desk, into: Path, now: datetime) -> tuple[Path, Manifest]:
    """Copy a desk into a new folder below `into`, and remember that in the desk.

    The desk's lock is held, and nobody has the live file open. Raises BackupError; then nothing is left.
    """
    folder = into.absolute() / f"{desk.folder.resolve().name}-{now:%Y%m%dT%H%M%S}"
    if folder.exists():
        raise BackupError(f"{folder}: there is a backup of this second already")
    with open_live(desk) as live:
        # First, so that the copy knows of itself. Closing the file writes all of it, and its log is gone.
        add_backup(live, Backup(str(folder), now, ASKED_FOR))
    try:
        with _unfinished(folder) as unfinished:
            manifest = Manifest(
                desk=str(desk.folder.absolute()),
                desk_format=newest_format(),
                made_at=now.isoformat(),
                reason=ASKED_FOR,
                files=tuple(_copies(desk, unfinished)),
            )
            write_manifest(unfinished, manifest)
    except BaseException:
        with open_live(desk) as live:
            forget_backup(live, str(folder))
        raise
    return folder, manifest


def parts_of(desk: Desk) -> list[Path]:
    """Return the files of a desk that a backup keeps, those that are there; databases without their logs."""
    parts = (desk.live, desk.published, desk.notes, desk.settings, desk.exports)
    return [file for file in parts if file.exists()]


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """Yield a folder to be filled, which is then named `folder`; on an error it is gone."""
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        unfinished.rename(folder)
    except OSError as error:
        raise BackupError(f"{folder}: cannot write the backup: {error.strerror}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copies(desk: Desk, target: Path) -> Iterator[KeptFile]:
    """Copy each part of a desk that is there, and yield what was copied and counted."""
    parts, payloads = parts_of(desk), payload_files(desk.folder)
    needed = sum(part.stat().st_size for file in parts for part in with_wal(file))
    needed += sum(file.stat().st_size for file in payloads)
    free = shutil.disk_usage(target).free
    if needed > free:
        raise BackupError(f"{target.parent}: the backup needs {needed:,} bytes, and {free:,} are free")
    for file in parts:
        with _kept_still(desk, file):
            copied = [target / part.name for part in with_wal(file)]
            for copy in copied:
                copy_exactly(file.with_name(copy.name), copy)
        counted = _row_counts(copied[0]) if file.suffix == ".duckdb" else {}
        yield replace(described(copied[0]), rows=counted)
        yield from map(described, copied[1:])
    for file in payloads:
        copy = target / FOLDER / file.name
        copy.parent.mkdir(exist_ok=True)
        copy_file(file, copy)
        write_through(copy)
        yield replace(described(copy), name=f"{FOLDER}/{file.name}")


@contextmanager
def _kept_still(desk: Desk, file: Path) -> Iterator[None]:
    """Keep others from writing to the users' own tables; the other files are written under the desk's lock.

    A child copies the file, so that this process loses no lock on it.
    """
    if file != desk.notes:
        yield
        return
    with duckdb.connect(":memory:") as connection:
        try:
            connection.execute(f"attach {quoted(file)} as notes (read_only)")
        except duckdb.Error as error:
            raise BackupError(
                f"{file}: another program has it open for writing; close that and try again: {error}"
            ) from error
        yield


def _row_counts(copy: Path) -> dict[str, int]:
    """Open a copy and count the rows of its tables, which reads it. Raises BackupError where that fails."""
    with duckdb.connect(":memory:") as connection:
        try:
            connection.execute(f"attach {quoted(copy)} as copy (read_only)")
            names = connection.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = 'copy'"
            ).fetchall()
            return {
                f"{schema}.{table}": _count(connection, f'copy."{schema}"."{table}"')
                for schema, table in names
            }
        except duckdb.Error as error:
            raise BackupError(f"{copy}: the copy cannot be read: {error}") from error


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    [(rows,)] = connection.table(table).count("*").fetchall()
    return int(rows)
