"""Copies of database files, made by a child process and compared with what was copied.

This process never reads a database file that it may have open: closing a second descriptor would drop
DuckDB's lock on it, and rows were lost that way.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.manifest import Manifest, described, write_manifest
from copydesk.storage.records import Backup


def copy_file(source: Path, target: Path) -> None:
    """Copy a file, sharing its blocks where the file system can. Raises DeskUnusableError."""
    _run(["cp", "--reflink=auto", "--", os.fspath(source), os.fspath(target)], f"{source}: cannot be copied")


def copy_exactly(source: Path, target: Path) -> None:
    """Copy a file, write the copy through to the disk, and compare the two. Raises DeskUnusableError."""
    copy_file(source, target)
    write_through(target)
    _run(["cmp", "--", os.fspath(source), os.fspath(target)], f"{target}: is not what was copied")


def write_through(path: Path) -> None:
    """Have the disk hold a file that nobody has open, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def wal_of(file: Path) -> Path:
    """Return the place of the log that DuckDB keeps beside a database file."""
    return file.with_name(f"{file.name}.wal")


def with_wal(file: Path) -> list[Path]:
    """Return a database file and, where a process that wrote it was killed, the log of what it wrote last."""
    log = wal_of(file)
    return [file, log] if log.exists() else [file]


def keep_before_upgrade(desk: Desk, desk_format: int) -> Backup:
    """Copy the live file of a desk that nobody has open into the desk's own backups.

    What is published needs no copy: it is written anew from the live file.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    folder = desk.own_backups / f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}-format-{desk_format}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise DeskUnusableError(
            f"{folder}: cannot keep a backup before the upgrade: {error.strerror}"
        ) from error
    reason = f"before the upgrade from format {desk_format}"
    for file in with_wal(desk.live):
        copy_exactly(file, folder / file.name)
    files = tuple(described(folder / file.name) for file in with_wal(desk.live))
    write_manifest(folder, Manifest(str(desk.folder.absolute()), desk_format, now.isoformat(), reason, files))
    return Backup(str(folder.absolute()), now, reason)


def _run(command: Sequence[str], failure: str) -> None:
    done = subprocess.run([*_ending_with_us(), *command], capture_output=True, text=True, check=False)  # noqa: S603 fixed command, no shell
    if done.returncode:
        raise DeskUnusableError(f"{failure}: {(done.stderr or done.stdout).strip()}")


@cache
def _ending_with_us() -> Sequence[str]:
    """Return what has the kernel kill a child when this process is killed, if it is installed here."""
    setpriv = shutil.which("setpriv")
    if setpriv is None or "busybox" in os.path.realpath(setpriv):
        return ()
    return (setpriv, "--pdeathsig", "KILL", "--")
