"""The artifacts of a run: its summary, what is long in tables of their own, and how far it is."""

import asyncio
import re
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)

from copydesk.flows.run_page.markdown import RunPage
from copydesk.flows.server.links import reports_link
from copydesk.flows.summary import Summary
from copydesk.storage.desk import Desk
from copydesk.storage.run_details import RunDetails

if TYPE_CHECKING:
    from uuid import UUID

TABLES = {
    "clusters": "The largest clusters that documents of this run came into",
    "changes": "The canonical articles that this run chose or changed",
    "rejects": "The first of what this run refused",
}
PROGRESS_EVERY_SECONDS = 5.0


async def show_run(key: str, summary: Summary, details: RunDetails, desk: Desk) -> None:
    """Put what a run did on its page."""
    report = await asyncio.to_thread(reports_link, desk) or newest_report(desk)
    page = RunPage(summary, details, report)
    await acreate_markdown_artifact(page.as_markdown(), key=key, description="What this run did")
    for name, description in TABLES.items():
        if rows := [asdict(row) for row in getattr(details, name)]:
            await acreate_table_artifact(rows, key=f"{key}-{name}", description=description)


def newest_report(desk: Desk) -> Path | None:
    """Return the report that was written last, if there is one."""
    return max(desk.reports.glob("*.html"), key=lambda file: file.stat().st_mtime, default=None)


def artifact_key(name: str) -> str:
    """Return a name as Prefect takes it for the key of an artifact.

    >>> artifact_key("Harbour Post, evening")
    'harbour-post-evening'
    """
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "run"


class ProgressPage:
    """Shows on the page of a run how far it is; of one that ends within one window, nothing."""

    def __init__(self, key: str, every_seconds: float = PROGRESS_EVERY_SECONDS) -> None:
        self._key = key
        self._every_seconds = every_seconds
        self._artifact_id: UUID | None = None
        self._shown_at = time.monotonic()

    async def advanced(self, read: int, done: int, total: int | None) -> None:
        """Show it, unless that was done a moment ago; `total` is None while reading goes on."""
        is_over = self._artifact_id is None and done >= (total or read)
        if not done or is_over or time.monotonic() - self._shown_at < self._every_seconds:
            return
        self._shown_at = time.monotonic()
        await self._show(done, total or read, is_total=total is not None)

    async def ended(self) -> None:
        """Show that the run has dealt with everything."""
        if self._artifact_id is not None:
            await aupdate_progress_artifact(self._artifact_id, 100.0, "Everything is dealt with")

    async def _show(self, done: int, of: int, *, is_total: bool) -> None:
        percent = min(100.0, 100 * done / max(of, 1))
        told = f"{done:,} of {of:,} documents {'in all' if is_total else 'read so far'}"
        if self._artifact_id is None:
            self._artifact_id = await acreate_progress_artifact(percent, self._key, told)
        else:
            await aupdate_progress_artifact(self._artifact_id, percent, told)
