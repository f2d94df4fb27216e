"""Where copies of the desk were put: the desk remembers, so that whoever must reach them all can be told."""

from collections.abc import Sequence
from dataclasses import asdict

from copydesk.storage.database import Database
from copydesk.storage.records import Backup


def add_backup(live: Database, backup: Backup) -> None:
    """Remember a backup."""
    live.execute("insert_backup", asdict(backup))


def forget_backup(live: Database, path: str) -> None:
    """Forget a backup that is no more."""
    live.execute("delete_backup", {"path": path})


def all_backups(live: Database) -> Sequence[Backup]:
    """Return every backup ever remembered, the oldest first."""
    return [Backup(**row) for row in live.arrow("select_backups").to_pylist()]
