"""The HTML of pages, kept beside what was extracted from it for as long as the settings say."""

from datetime import timedelta

from copydesk.storage.database import Database
from copydesk.storage.runs import Run


def purge_pages(live: Database, run: Run, keep_days: float) -> None:
    """Delete the HTML of pages taken in more than `keep_days` ago.

    Ago from this run or the one before, whichever is earlier: a clock that jumps ahead once deletes nothing.
    """
    [(previous,)] = live.rows("select_previous_start", {"run_id": run.run_id})
    if previous is None:
        return
    live.execute(
        "delete_old_pages",
        {"before": run.started_at, "previous": previous, "age": timedelta(days=keep_days)},
    )
