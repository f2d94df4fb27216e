"""A backup put in the place of a desk, or where there was none."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb

from copydesk.storage.copying import copy_exactly, with_wal
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
    present = [file for file in (desk.live, desk.published, desk.notes, desk.settings) if file.exists()]
    parts = [part for file in present for part in with_wal(file)]
    try:
        folder.mkdir(parents=True)
        for part in parts:
            copy_exactly(part, folder / part.name)
        files = tuple(described(folder / part.name) for part in parts)
        write_manifest(
            folder, Manifest(str(desk.folder.absolute()), 0, now.isoformat(), BEFORE_RESTORE, files)
        )
    except OSError as error:
        raise DeskUnusableError(f"{folder}: cannot set aside what is there: {error.strerror}") from error
    return Backup(str(folder.absolute()), now, BEFORE_RESTORE)


def put_in_place(folder: Path, manifest: Manifest, desk: Desk) -> None:
    """Put the files of a backup into a desk; its lock is held, and nobody has the live file open.

    Killed on the way it leaves the old live file or the new one: the published file, which any run can write
    anew, goes first and comes last.
    """
    arriving = desk.folder / ".restoring"
    shutil.rmtree(arriving, ignore_errors=True)
    names = [file.name for file in manifest.files]
    try:
        arriving.mkdir()
        for name in names:
            copy_exactly(folder / name, arriving / name)
        desk.published.unlink(missing_ok=True)
        for name in sorted(names, key=lambda name: (name.startswith(desk.published.name), name)):
            _without_log(desk.folder / name)
            (arriving / name).replace(desk.folder / name)
    except OSError as error:
        raise BackupError(f"{desk.folder}: cannot restore the backup: {error.strerror}") from error
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


def carry_over(live: Database, replaced: Path) -> None:
    """Have a restored desk know what the one it replaced knew: its backups, and what people withdrew.

    A replaced file that cannot be read, or of a format that knew neither, tells nothing.
    """
    with suppress(duckdb.Error), live.reading(replaced, "replaced"), live.transaction():
        live.execute("insert_replaced_backups")
        live.execute("insert_replaced_tombstones")


def _without_log(database: Path) -> None:
    database.with_name(database.name + ".wal").unlink(missing_ok=True)
