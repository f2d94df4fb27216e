"""Database files written anew, so that nothing of deleted rows is left in their free pages.

A file that is owed it has a mark beside it, made before the rows are deleted. Whoever closes the live file or
publishes next pays, so a process killed on the way only leaves the work to the next.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.storage.connection import ROW_GROUPS
from copydesk.storage.copying import wal_of, write_through
from copydesk.storage.desk import Desk

if TYPE_CHECKING:
    from copydesk.storage.database import Database


def owe_rewriting(desk: Desk) -> None:
    """Have both databases of a desk written anew, the live one when it is closed, the other on publishing."""
    for file in (desk.live, desk.published):
        _mark(file).touch()
    write_through(desk.folder)


def is_owed(file: Path) -> bool:
    """Tell whether a database is to be written anew."""
    return _mark(file).exists()


def paid(file: Path) -> None:
    """Note that a database has been written anew and is in its place."""
    write_through(file.parent)
    _mark(file).unlink(missing_ok=True)


def waive_rewriting(desk: Desk) -> None:
    """Take the marks away: the databases may stay as they are."""
    for file in (desk.live, desk.published):
        for leftover in (_mark(file), _following(file), wal_of(_following(file))):
            leftover.unlink(missing_ok=True)


def copy_if_owed(live: "Database", desk: Desk) -> None:
    """Write what the live file holds into a new one, for `replace_if_owed` when it is closed."""
    if not is_owed(desk.live):
        return
    following = _following(desk.live)
    for leftover in (following, wal_of(following)):
        leftover.unlink(missing_ok=True)
    with live.attached(following, "rewritten", ROW_GROUPS):
        live.execute("copy_live")


def replace_if_owed(desk: Desk) -> None:
    """Put the new file in the place of the closed one."""
    # Closing it wrote its log into it; the new file would take one that is left over for its own.
    if not is_owed(desk.live) or wal_of(desk.live).exists():
        return
    for spilled in desk.spill.glob("*"):
        spilled.unlink(missing_ok=True)
    _following(desk.live).replace(desk.live)
    paid(desk.live)


def _mark(file: Path) -> Path:
    return file.with_name(f".{file.name}.rewrite")


def _following(file: Path) -> Path:
    return file.with_name(f"{file.name}.next")
