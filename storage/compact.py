"""Both files of a desk written anew, without the holes that deleted rows left."""

from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk
from copydesk.storage.errors import DeskUnusableError
from copydesk.storage.publish import publish
from copydesk.storage.rewriting import is_owed, owe_rewriting, waive_rewriting
from copydesk.storage.sizes import free_bytes


def compact(desk: Desk) -> None:
    """Write both files of a desk anew. Its lock is held, and nobody has the live file open.

    Killed at any point it leaves each file as it was or as it will be, and the next run goes on with it.
    Raises DeskUnusableError when there is no room for a second copy of the larger one.
    """
    _check_room(desk)
    must_be = is_owed(desk.live) or is_owed(desk.published)
    owe_rewriting(desk)
    try:
        with open_live(desk) as live:
            publish(live, desk, lambda: None)
    except BaseException:
        # What nobody withdrew need not be tried again by every run to come.
        if not must_be:
            waive_rewriting(desk)
        raise


def _check_room(desk: Desk) -> None:
    needed = max(file.stat().st_size for file in (desk.live, desk.published) if file.exists())
    free = free_bytes(desk)
    if needed > free:
        raise DeskUnusableError(
            f"{desk.folder}: compacting writes a second copy, which needs up to {needed:,} bytes, "
            f"and {free:,} are free; make room first"
        )
