"""Runs that are alive, whether they work on the desk or still wait for it.

Each process that runs a flow on a desk holds locks on files of its own in `.runs/`, until it ends in whatever
way: the kernel gives them back. So whoever has the desk can tell a run that was killed from one that waits.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError

# Open for as long as this process lives.
_held: list[TextIO] = []
_STARTING = "starting-"


def stay_present(desk: Desk, name: str) -> None:
    """Be present on a desk under a name until this process ends. Raises DeskUnusableError."""
    try:
        folder = _folder(desk)
        folder.mkdir(exist_ok=True)
        # Nobody may see the file before it is locked.
        unseen = folder / f".{uuid4().hex}"
        held = unseen.open("w", encoding="utf-8")
        fcntl.flock(held, fcntl.LOCK_EX)
        unseen.rename(folder / name)
    except OSError as error:
        raise DeskUnusableError(f"{desk.folder}: the desk is not writable: {error.strerror}") from error
    _held.append(held)


def start_here(desk: Desk) -> None:
    """Tell that this process is about to start a run, whose name is not known yet."""
    stay_present(desk, f"{_STARTING}{os.getpid()}")


def is_present(desk: Desk, name: str) -> bool | None:
    """Tell whether the process of that name is alive; None where nothing is known of it."""
    return _is_locked(_folder(desk) / name)


def is_another_starting(desk: Desk) -> bool:
    """Tell whether another process is about to start a run, or has."""
    own = f"{_STARTING}{os.getpid()}"
    return any(_is_locked(file) for file in _folder(desk).glob(f"{_STARTING}*") if file.name != own)


def clear_away(desk: Desk) -> None:
    """Delete what processes left that have ended."""
    for file in _folder(desk).glob("*"):
        if _is_locked(file) is False:
            file.unlink(missing_ok=True)


def _folder(desk: Desk) -> Path:
    return desk.folder / ".runs"


def _is_locked(file: Path) -> bool | None:
    with suppress(FileNotFoundError), file.open(encoding="utf-8") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
    return None
