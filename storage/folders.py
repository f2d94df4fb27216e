"""Folders that appear whole, or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copydesk.storage.copying import write_through
from copydesk.storage.errors import CopydeskError


class ExportError(CopydeskError):
    """An export cannot be written where it was asked for, or what was asked for is not there."""


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Yield a folder to write into, which at the end, written through to the disk, becomes `folder`.

    After an error nothing is left; what a killed process left (`.NAME.part` beside it) the next one removes.
    Raises ExportError when something is there already, or cannot be written.
    """
    target = folder.absolute()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ExportError(f"{folder}: is there already; name a folder that is not, or an empty one")
    part = target.with_name(f".{target.name}.part")
    try:
        part.mkdir(parents=True, exist_ok=True)
        with _alone_in(part, folder):
            try:
                yield part
                _write_all_through(part)
                part.rename(target)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
        write_through(target.parent)
    except OSError as error:
        raise ExportError(f"{folder}: cannot export: {error.strerror or error}") from error


@contextmanager
def _alone_in(part: Path, folder: Path) -> Iterator[None]:
    """Hold the folder, emptied; the lock is the kernel's and ends with this process."""
    descriptor = os.open(part, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExportError(f"{folder}: another export is being written there") from None
        for left in part.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    finally:
        os.close(descriptor)


def _write_all_through(folder: Path) -> None:
    for inside, _, names in os.walk(folder, topdown=False):
        for name in names:
            write_through(Path(inside) / name)
        write_through(Path(inside))
