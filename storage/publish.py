"""Publishing: what a run changed goes into a copy of the published file, which then takes its place.

A reader keeps the file it has open and sees the new one on opening again.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from copydesk.storage.connection import HASHES, STORAGE_FAULTS, VIEWS, Database
from copydesk.storage.copying import copy_file, wal_of, write_through
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.rewriting import is_owed, paid

# The copy is thrown away when publishing fails, so it needs no log. A row group of the usual 122,880 texts is
# larger than DuckDB's memory here and went to disk and back: 183 µs a document instead of 76. Whoever writes
# to the file says the size again: opened without, its row groups were merged, at 160 µs for each document.
PUBLISHED_OPTIONS = ", recovery_mode no_wal_writes, row_group_size 32768"

ROOM = "make room: the old file is as it was, and the next run publishes what this one took in"


def publish(live: Database, desk: Desk, record: Callable[[], None]) -> None:
    """Bring the published file up to the live one.

    `record` is called when all but the run's own row is written, to bring that up to date as well.

    Killed at any point it leaves the old file or the new one, and the next call catches up. One that fails
    leaves the old one and no copy. Raises DeskUnusableError when the file cannot be written.
    """
    following = desk.published.with_name(desk.published.name + ".next")
    try:
        _write(live, desk, following, record)
        _put_in_place(following, desk.published)
    except DeskUnusableError as error:
        raise DeskUnusableError(
            f"{error}; {ROOM}" if "No space left" in str(error) else str(error)
        ) from error
    except OSError as error:
        raise DeskUnusableError(f"{desk.published}: cannot publish: {error.strerror}") from error
    except STORAGE_FAULTS as error:
        full = "No space left" in str(error)
        advice = ROOM if full else "if the file is damaged, remove it: the next run writes it anew"
        raise DeskUnusableError(f"{desk.published}: cannot publish: {error}; {advice}") from error
    finally:
        with suppress(OSError):
            _clear(following)
    live.execute("delete_pending_changes")


def _write(live: Database, desk: Desk, following: Path, record: Callable[[], None]) -> None:
    _clear(following)
    if desk.published.exists() and not is_owed(desk.published):
        copy_file(desk.published, following)
    if following.exists() and _has_todays_format(live, following):
        _apply(live, following, _fill_in_changes, record)
    else:
        _clear(following)
        _lay_out(live, following)
        _apply(live, following, _fill, record)


def _put_in_place(following: Path, published: Path) -> None:
    # Before the changes count as published their place is on the disk, and the file before its place.
    write_through(following)
    following.replace(published)
    write_through(published.parent)
    paid(published)


def _clear(following: Path) -> None:
    for leftover in (following, wal_of(following)):
        leftover.unlink(missing_ok=True)


def _has_todays_format(live: Database, following: Path) -> bool:
    """Tell whether the copy has the tables of the live file; an upgrade leaves what is published alone."""
    with live.attached(following, "published", PUBLISHED_OPTIONS):
        if not live.rows("select_published_tables"):
            return False
        [(same,)] = live.rows("select_published_format")
    return bool(same)


def _lay_out(live: Database, following: Path) -> None:
    # Not on every publish: saying again what each column means takes longer than a small run's changes.
    with live.attached(following, "published", PUBLISHED_OPTIONS), live.using("published"):
        live.execute("create_tables")


def _apply(
    live: Database, following: Path, fill: Callable[[Database], None], record: Callable[[], None]
) -> None:
    # No transaction: nobody sees the copy before it is whole, and all of it would be held in memory.
    with live.attached(following, "published", PUBLISHED_OPTIONS):
        with live.using("published"):
            live.execute_all(VIEWS)
        fill(live)
        record()
        live.execute("publish_snapshot")
        live.execute("publish_runs")


def _fill(live: Database) -> None:
    live.execute("publish_everything")


def _fill_in_changes(live: Database) -> None:
    live.execute("publish_changed_articles")
    with live.using("memory.changed"):
        live.execute_all(HASHES)
    live.execute("publish_changes")
