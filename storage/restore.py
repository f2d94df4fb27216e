"""A backup put in the place of a desk, or where there was none."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from copydesk.storage import tombstones
from copydesk.storage.backup import parts_of
from copydesk.storage.copying import copy_exactly, wal_of, with_wal
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskFormatError, DeskUnusableError
from copydesk.storage.manifest import (
    BackupError,
    Manifest,
    check_files,
    described,
    read_manifest,
    write_manifest,
)
from copydesk.storage.migrations import newest_format
from copydesk.storage.payloads import FOLDER, payload_files
from copydesk.storage.records import Backup

BEFORE_RESTORE = "before a restore"


def check_backup(folder: Path) -> Manifest:
    """Return what a backup says of itself, if it is whole and this copydesk can use it.

    Raises BackupError, and DeskFormatError when a newer copydesk made it.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    if manifest.desk_format > newest_format():
        raise DeskFormatError(
            f"{folder}: a newer copydesk made this backup (format {manifest.desk_format}; this one knows "
            f"formats up to {newest_format()}). Nothing was changed. Install the newer copydesk"
        )
    return manifest


def set_aside(desk: Desk, now: datetime) -> Backup:
    """Copy what stands in a desk into its own backups, as it is, whole or damaged; return where it lies."""
    folder = desk.own_backups / f"{now:%Y%m%dT%H%M%S%f}-before-restore"
    parts = [part for file in parts_of(desk) for part in with_wal(file)]
    try:
        folder.mkdir(parents=True)
        for part in parts:
            copy_exactly(part, folder / part.name)
        files = [described(folder / part.name) for part in parts]
        for file in payload_files(desk.folder):
            copy = folder / FOLDER / file.name
            copy.parent.mkdir(exist_ok=True)
            copy_exactly(file, copy)
            files.append(replace(described(copy), name=f"{FOLDER}/{file.name}"))
        write_manifest(
            folder, Manifest(str(desk.folder.absolute()), 0, now.isoformat(), BEFORE_RESTORE, tuple(files))
        )
    except (OSError, DeskUnusableError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DeskUnusableError(f"{folder}: cannot set aside what is there: {error}") from error
    return Backup(str(folder.absolute()), now, BEFORE_RESTORE)


def put_in_place(folder: Path, manifest: Manifest, desk: Desk) -> None:
    """Put the files of a backup into a desk; its lock is held, and nobody has the live file open.

    Killed on the way it leaves the old live file or the new one: the published file, which any run can write
    anew, goes first and comes last.
    """
    arriving = desk.folder / ".restoring"
    shutil.rmtree(arriving, ignore_errors=True)
    # Of exports the desk that stands here knows at least as much.
    names = [
        file.name for file in manifest.files if not (file.name == desk.exports.name and desk.exports.exists())
    ]
    try:
        arriving.mkdir()
        for name in names:
            (arriving / name).parent.mkdir(exist_ok=True)
            copy_exactly(folder / name, arriving / name)
        desk.published.unlink(missing_ok=True)
        for name in sorted(names, key=lambda name: (name.startswith(desk.published.name), name)):
            _without_log(desk.folder / name)
            (desk.folder / name).parent.mkdir(exist_ok=True)
            (arriving / name).replace(desk.folder / name)
    except OSError as error:
        raise BackupError(f"{desk.folder}: cannot restore the backup: {error.strerror}") from error
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


def carry_over(live: Database, replaced: Path) -> bool:
    """Have a restored desk know what the one it replaced knew: its backups, and what people withdrew.

    Returns whether that could be read; a file of a format that knew neither tells nothing, and is read.
    """
    try:
        with live.reading(replaced, "replaced"):
            known = {str(table) for (table,) in live.rows("select_replaced_tables")}
            with live.transaction():
                for table in sorted(known & {"backups", "tombstones"}):
                    live.execute(f"insert_replaced_{table}")
    except duckdb.Error:
        return False
    return True


def carry_over_published(live: Database, replaced: Path, mark: Callable[[str], str]) -> bool:
    """Have a restored desk know what the replaced one had published as withdrawn: ids, without other marks.

    `mark` makes the mark of an id. Returns whether the file could be read.
    """
    try:
        with live.reading(replaced, "replaced"), live.transaction():
            live.execute("insert_published_tombstones")
            tombstones.mark_ids(live, mark)
    except duckdb.Error:
        return False
    return True


def _without_log(database: Path) -> None:
    wal_of(database).unlink(missing_ok=True)
