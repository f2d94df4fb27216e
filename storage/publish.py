"""Publishing: what a run changed goes into a copy of the published file, which then takes its place.

A reader keeps the file it has open and sees the new one on opening again.
"""

from collections.abc import Callable
from pathlib import Path

from copydesk.storage.copying import copy_file
from copydesk.storage.database import STORAGE_FAULTS, Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.rewriting import is_owed, paid


def publish(live: Database, desk: Desk, record: Callable[[], None]) -> None:
    """Bring the published file up to the live one.

    `record` is called when all but the run's own row is written, to bring that up to date as well.

    Killed at any point it leaves the old file or the new one, and the next call catches up.
    Raises DeskUnusableError when the file cannot be written.
    """
    following = desk.published.with_name(desk.published.name + ".next")
    try:
        _clear(following)
        if desk.published.exists() and not is_owed(desk.published):
            copy_file(desk.published, following)
        if following.exists() and _has_todays_format(live, following):
            _apply(live, following, "publish_changes", record)
        else:
            _clear(following)
            _lay_out(live, following)
            _apply(live, following, "publish_everything", record)
        following.replace(desk.published)
        paid(desk.published)
    except OSError as error:
        raise DeskUnusableError(f"{desk.published}: cannot publish: {error.strerror}") from error
    except STORAGE_FAULTS as error:
        advice = "if the file is damaged, remove it: the next run writes it anew"
        raise DeskUnusableError(f"{desk.published}: cannot publish: {error}; {advice}") from error
    live.execute("delete_pending_changes")


def _clear(following: Path) -> None:
    for leftover in (following, following.with_name(following.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _has_todays_format(live: Database, following: Path) -> bool:
    """Tell whether the copy has the tables of the live file; an upgrade leaves what is published alone."""
    with live.attached(following, "published"):
        if not live.rows("select_published_tables"):
            return False
        [(same,)] = live.rows("select_published_format")
    return bool(same)


def _lay_out(live: Database, following: Path) -> None:
    # Not on every publish: saying again what each column means takes longer than a small run's changes.
    with live.attached(following, "published"), live.using("published"):
        live.execute("create_tables")


def _apply(live: Database, following: Path, statements: str, record: Callable[[], None]) -> None:
    with live.attached(following, "published"):
        with live.using("published"):
            live.execute("create_views")
        with live.transaction():
            live.execute(statements)
        record()
        live.execute("publish_runs")
