"""The flow that tries refused inputs again: from the bytes that are kept, from their file, from their URL."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from copydesk.flows.alerts.failure import tell_failure
from copydesk.flows.asked_again import can_be_asked, windows_asked_again
from copydesk.flows.progress import reporter
from copydesk.flows.run_page.artifacts import show_run
from copydesk.flows.session import Session, session
from copydesk.flows.source_settings import AS_CONFIGURED, Reading
from copydesk.flows.sources import handling_again
from copydesk.flows.summary import Retried, summarise
from copydesk.storage.rejects import (
    Refusal,
    RejectRow,
    Wanted,
    find_rejects,
    kept_inputs,
    record_attempts,
    settled_rejects,
)
from copydesk.storage.run_details import run_details
from copydesk.storage.runs import Tally
from copydesk.tasks.clock import utc_now
from copydesk.tasks.read import Items, Window, windows
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.retrial import Met, as_read_before, by_file, has_changed, items_again, items_kept
from copydesk.tasks.stages import commit, prepare, publish
from copydesk.tasks.workers import Workers


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rejects to try again: those named, of a source, whose reason holds these words; or all."""

    reject_ids: tuple[str, ...] = ()
    source: str | None = None
    reason: str | None = None


@flow(
    name="retry rejects",
    flow_run_name="retry rejects",
    persist_result=False,
    on_failure=[tell_failure],
    on_crashed=[tell_failure],
)
async def retry(
    choice: Choice, desk: str = "desk", wait_seconds: float = 0.0, reading: Reading = AS_CONFIGURED
) -> State[None]:
    """Try refused inputs again, and mark those that nothing is refused of any more as resolved.

    Args:
        choice: Which rejects are meant.
        desk: The folder that holds the collection.
        wait_seconds: How long to wait for another run on the same desk.
        reading: How the inputs are to be read, where the settings say nothing of their source.

    """
    async with session(desk, wait_seconds) as on:
        rows = find_rejects(on.line.live, Wanted(choice.reject_ids, choice.source, choice.reason))
        names = {row.source for row in rows}
        handlings = {name: handling_again(name, on.settings, on.desk, reading) for name in names}
        usual = {name: handling_again(name, on.settings, on.desk, AS_CONFIGURED) for name in names}
        retrial = Retrial(on, handlings, usual)
        try:
            await retrial.from_bytes(rows)
            await retrial.from_files(rows)
            await retrial.from_web(rows)
        finally:
            retrial.close()
        told = retrial.told(rows)
        tally = await publish(on.desk, on.line, retrial.tally, "Completed")
        summary = summarise(on.line, tally, ("Completed", None), on.desk)
        summary = replace(summary, reasons=retrial.reasons(), retried=told)
        details = run_details(on.line.live, on.line.run)
    reporter().finished(summary, retrial.task_runs + 1)
    await show_run("retry-rejects", summary, details, on.desk)
    return Completed(message=f"{told.resolved} of {told.tried} resolved")


class Retrial:
    """Tries rejects again, and keeps count: `tally` says what that brought.

    `handlings` say how the rejects of a source are to be read now, `usual` how the source is.
    """

    def __init__(
        self, on: Session, handlings: Mapping[str, Handling | None], usual: Mapping[str, Handling | None]
    ) -> None:
        self.tally = Tally()
        self.task_runs = 0
        self._on = on
        self._handlings = handlings
        self._usual = usual
        self._workers = Workers(on.settings.ingest.workers)
        self._outcomes: dict[str, Refusal | None] = {}

    async def from_bytes(self, rows: Sequence[RejectRow]) -> None:
        """Try those again of which all bytes are kept."""
        by_id = {row.reject_id: row for row in rows}
        for batch in kept_inputs(self._on.line.live, rows):
            tried = [by_id[one.reject_id] for one in batch]
            met = Met(tried)
            await self._take(items_kept(batch, self._handlings), met)
            outcomes = {row.reject_id: met.outcome(row) for row in tried}
            # What may be mended where it stands is judged by that.
            mended = {row.reject_id for row in tried if outcomes[row.reject_id] and _may_be_mended(row)}
            self._record({name: outcome for name, outcome in outcomes.items() if name not in mended})
            reporter().advanced(len(self._outcomes), len(self._outcomes), len(rows))

    async def from_files(self, rows: Sequence[RejectRow]) -> None:
        """Try the others in the files they stand in: not kept as a whole, or in a file changed since."""
        left = [row for row in rows if row.reject_id not in self._outcomes]
        files = by_file(left)
        settled = {name: settled_rejects(self._on.line.live, name) for name in {name for _, name in files}}
        for (container, source), inside in files.items():
            met = Met(inside, settled[source])
            usual = self._usual[source] or as_read_before(inside)
            await self._take(items_again(container, source, usual, self._handlings[source]), met)
            self._record({row.reject_id: met.outcome(row, container) for row in inside})
            reporter().advanced(len(self._outcomes), len(self._outcomes), len(rows))

    async def from_web(self, rows: Sequence[RejectRow]) -> None:
        """Ask again for those that are URLs."""
        left = [row for row in rows if row.reject_id not in self._outcomes and can_be_asked(row)]
        if not left:
            return
        met = Met(left)
        async with aclosing(windows_asked_again(left, self._on, self._handlings)) as windows:
            async for window in windows:
                await self._commit(window, met)
        self._record({row.reject_id: met.outcome(row) for row in left})
        reporter().advanced(len(self._outcomes), len(self._outcomes), len(rows))

    def told(self, rows: Sequence[RejectRow]) -> Retried:
        """Return how many were tried, and what came of it."""
        refused = sum(outcome is not None for outcome in self._outcomes.values())
        return Retried(
            tried=len(self._outcomes),
            resolved=len(self._outcomes) - refused,
            still_refused=refused,
            not_tried=len(rows) - len(self._outcomes),
        )

    def reasons(self) -> dict[str, int]:
        """Return the ten most frequent reasons for what is still refused."""
        counts: dict[str, int] = {}
        for refusal in filter(None, self._outcomes.values()):
            counts[refusal.reason] = counts.get(refusal.reason, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10])

    def close(self) -> None:
        """Let the workers go."""
        self._workers.close()

    async def _take(self, items: Items, met: Met) -> None:
        ingest = self._on.settings.ingest
        found = windows(items, ingest.window_documents, ingest.window_characters)
        while (window := await asyncio.to_thread(next, found, None)) is not None:
            window.files.clear()
            await self._commit(window, met)

    async def _commit(self, window: Window, met: Met) -> None:
        prepared = await prepare(window, self._workers, self._on.line.rules.recipe)
        self.tally += Tally(read=window.inputs, asked=window.asked, unchanged_urls=window.unchanged_urls)
        self.tally += await commit(window.name, met.take_out(prepared), self._on.line)
        self.task_runs += 2

    def _record(self, outcomes: Mapping[str, Refusal | None]) -> None:
        # In a transaction of its own: killed before it, an input that is in the desk is tried once more.
        record_attempts(self._on.line.live, outcomes, self._on.line.run, utc_now())
        self._outcomes |= outcomes


def _may_be_mended(row: RejectRow) -> bool:
    return has_changed(row) or can_be_asked(row)
