"""Which process keeps a desk's schedules: `copydesk up` locks `.up` and writes there where its server is."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError, DeskUnusableError

# Whoever asks for the address holds the lock for an instant.
_TRIES = 20
_BETWEEN_TRIES_SECONDS = 0.02


class AlreadyUpError(CopydeskError):
    """`copydesk up` was called for a desk that another one serves."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the holder of a desk's schedules says of itself, and changes as it learns more."""

    file: TextIO

    def tell(self, api_url: str) -> None:
        """Say where the server of this desk is."""
        self.file.seek(0)
        self.file.truncate()
        json.dump({"process": os.getpid(), "api_url": api_url}, self.file)
        self.file.flush()


@contextmanager
def announced(desk: Desk) -> Iterator[Announcement]:
    """Be the one that serves the desk; the lock is the kernel's and ends with this process.

    Raises AlreadyUpError, which says where the other one is.
    """
    try:
        file = _file(desk).open("a+", encoding="utf-8")
    except OSError as error:
        raise DeskUnusableError(f"{desk.folder}: the desk is not writable: {error.strerror}") from error
    with file:
        _lock(file, desk)
        announcement = Announcement(file)
        announcement.tell("")
        try:
            yield announcement
        finally:
            file.seek(0)
            file.truncate()


def announced_api(desk: Desk) -> str | None:
    """Return the URL of the Prefect API that `copydesk up` uses for this desk; None where it does not run."""
    with suppress(OSError), _file(desk).open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(file)["api_url"] or None
    return None


def _file(desk: Desk) -> Path:
    return desk.folder / ".up"


def _lock(file: TextIO, desk: Desk) -> None:
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(_BETWEEN_TRIES_SECONDS)
    told = _read(file)
    where = told["api_url"].removesuffix("/api")
    at = f", its pages are at {where}" if where else ""
    raise AlreadyUpError(
        f"{desk.folder}: copydesk up serves this desk already: process {told['process']}{at}"
    )


def _read(file: TextIO) -> dict[str, str]:
    file.seek(0)
    with suppress(ValueError):
        told = json.load(file)
        return {"process": str(told["process"]), "api_url": str(told["api_url"])}
    return {"process": "unknown", "api_url": ""}
