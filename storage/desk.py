"""A desk: the folder that holds one collection, and the lock that lets one process write to it."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from copydesk.storage.errors import DeskBusyError, DeskUnusableError

LOCK_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the parts of a desk lie."""

    folder: Path

    @property
    def settings(self) -> Path:
        """The file of settings; it need not be there."""
        return self.folder / "copydesk.toml"

    @property
    def live(self) -> Path:
        """The database of the flow alone."""
        return self.folder / "live.duckdb"

    @property
    def published(self) -> Path:
        """The database anyone may open, replaced as a whole."""
        return self.folder / "articles.duckdb"

    @property
    def notes(self) -> Path:
        """The database for users' own tables."""
        return self.folder / "notes.duckdb"

    @property
    def exports(self) -> Path:
        """The list of exports that were made."""
        return self.folder / "exports.jsonl"

    @property
    def own_backups(self) -> Path:
        """Where copies lie that were made before an upgrade or a restore."""
        return self.folder / "backups"

    @property
    def reports(self) -> Path:
        """Where pages for people are written."""
        return self.folder / "reports"

    @property
    def prefect_home(self) -> Path:
        """Where a Prefect server started for this desk keeps its records."""
        return self.folder / ".prefect"

    @property
    def spill(self) -> Path:
        """Where DuckDB puts what does not fit into memory."""
        return self.folder / ".spill"

    @property
    def lock(self) -> Path:
        """The file that is locked while a process writes to the desk."""
        return self.folder / ".lock"

    @property
    def is_begun(self) -> bool:
        """Whether a run has been here; where only the published file is left, the live one was lost."""
        return self.live.exists() or self.published.exists()

    def require_begun(self) -> None:
        """Raise DeskUnusableError where no run has been."""
        if not self.is_begun:
            raise DeskUnusableError(f"{self.live}: there is no desk here yet; the first run makes one")

    def create(self) -> None:
        """Make the desk's folders, if they are not there.

        Raises DeskUnusableError when they cannot be made or written.
        """
        try:
            self.reports.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeskUnusableError(f"{self.folder}: cannot make the desk here: {error.strerror}") from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise DeskUnusableError(f"{self.folder}: the desk is not writable; choose another with --desk")


class Lock:
    """The lock on a desk, held; its file says by whom, for people to read."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self._since = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())

    def sign(self, run: str = "") -> None:
        """Write which process holds the lock, and what it does; on a full disk nobody learns it."""
        process = f"process {os.getpid()} on {socket.gethostname()} since {self._since}"
        with suppress(OSError):
            self._file.truncate(0)
            self._file.write(f"{process}, {run}\n".encode() if run else f"{process}\n".encode())


@contextmanager
def writing(desk: Desk, wait_seconds: float = 0.0) -> Iterator["Lock"]:
    """Hold the desk's lock, waiting up to `wait_seconds` for it.

    The lock is the kernel's and ends with this process, however that ends; what the file says is only
    for people. Raises DeskBusyError, which says who holds it.
    """
    with _open_lock(desk) as lock:
        _acquire(lock, desk, wait_seconds)
        held = Lock(lock)
        held.sign()
        try:
            yield held
        finally:
            lock.truncate(0)


def _open_lock(desk: Desk) -> FileIO:
    try:
        # Without a buffer, which on a full disk would be written again, and fail, when the file is closed.
        return desk.lock.open("ab+", buffering=0)
    except OSError as error:
        raise DeskUnusableError(f"{desk.lock}: cannot lock the desk: {error.strerror}") from error


def _acquire(lock: FileIO, desk: Desk, wait_seconds: float) -> None:
    give_up_at = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= give_up_at:
                lock.seek(0)
                holder = lock.read().decode("utf-8", "replace").strip() or "another process"
                raise DeskBusyError(
                    f"{desk.folder}: the desk is in use by {holder}; "
                    "try again later, or wait with --wait SECONDS"
                ) from None
            time.sleep(LOCK_POLL_SECONDS)
