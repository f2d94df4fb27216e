"""Windows on their way into the desk: one is prepared while the one before it is committed."""

import asyncio
import time
from collections.abc import AsyncIterator

from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import ProgressPage
from copydesk.flows.settings import Ingest
from copydesk.storage.desk import Desk
from copydesk.storage.prepared import Prepared
from copydesk.storage.runs import Tally
from copydesk.tasks.garbage import seldom_collected
from copydesk.tasks.line import Line
from copydesk.tasks.read import Window
from copydesk.tasks.stages import commit, prepare, publish
from copydesk.tasks.workers import Workers


class Intake:
    """Takes windows in, keeps count, and publishes now and then on the way."""

    def __init__(self, desk: Desk, line: Line, settings: Ingest) -> None:
        self.tally = Tally()
        self.task_runs = 0
        self._page = ProgressPage("ingest-progress")
        self._desk = desk
        self._line = line
        self._workers = Workers(settings.workers)
        self._publish_every_seconds = settings.publish_minutes * 60
        self._published_at = time.monotonic()
        self._committing: asyncio.Task[Tally] | None = None

    async def take(self, windows: AsyncIterator[Window]) -> Tally:
        """Commit every window and return what that did."""
        try:
            with seldom_collected():
                await self._take_all(windows)
        finally:
            await self._close()
        return self.tally

    async def _take_all(self, windows: AsyncIterator[Window]) -> None:
        while (window := await self._read(windows)) is not None:
            prepared = await self._prepare(window)
            await self._settle()
            await self._publish_if_due()
            self._committing = asyncio.create_task(commit(window.name, prepared, self._line))
        await self._settle()
        await self._page.ended()

    async def _read(self, windows: AsyncIterator[Window]) -> Window | None:
        started = time.perf_counter()
        window = await anext(windows, None)
        self.tally += Tally(read_seconds=time.perf_counter() - started)
        if window is not None:
            self.tally += Tally(
                read=window.inputs,
                files=window.files_met,
                unchanged_files=window.unchanged_files,
                skipped=window.skipped,
                asked=window.asked,
                unchanged_urls=window.unchanged_urls,
            )
        await self._report(ended=window is None)
        return window

    async def _prepare(self, window: Window) -> Prepared:
        started = time.perf_counter()
        self.task_runs += 2
        prepared = await prepare(window, self._workers, self._line.rules.recipe)
        self.tally += Tally(prepare_seconds=time.perf_counter() - started)
        return prepared

    async def _settle(self) -> None:
        """Wait until the window under way is in the desk."""
        if self._committing is not None:
            committing, self._committing = self._committing, None
            self.tally += await committing
            await self._report(ended=False)

    async def _publish_if_due(self) -> None:
        if time.monotonic() - self._published_at > self._publish_every_seconds:
            self.task_runs += 1
            self.tally = await publish(self._desk, self._line, self.tally, "Running")
            self._published_at = time.monotonic()

    async def _close(self) -> None:
        # The database must not close under a window that is being committed.
        if self._committing is not None:
            await asyncio.wait([self._committing])
        self._workers.close()

    async def _report(self, *, ended: bool) -> None:
        total = self.tally.read if ended else None
        reporter().advanced(self.tally.read, self.tally.taken, total)
        await self._page.advanced(self.tally.read, self.tally.taken, total)
