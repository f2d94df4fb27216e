"""What a run did, for the terminal, for machines and for the run's page."""

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from copydesk.flows.cluster_table import cluster_table
from copydesk.storage import runs
from copydesk.storage.clusters import ClusterChange
from copydesk.storage.desk import Desk
from copydesk.storage.runs import Tally
from copydesk.storage.snapshots import published_snapshot
from copydesk.tasks.line import Line

UNSETTLED = "the settings have changed since part of this desk was matched; `copydesk rematch` applies them"
QUERY_TO_TRY = "select title, source, copies from canonical_articles order by copies desc"
REHEARSED = "Rehearsed"
# Counts that are told where there is something to tell.
RARE = ("revised", "withheld")


@dataclass(frozen=True, slots=True)
class Retried:
    """How many rejects were tried again, and what came of it; of those not tried nothing is left to read."""

    tried: int
    resolved: int
    still_refused: int
    not_tried: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished run: `removed` is words by kind of furniture, `reasons` rejects by reason.

    `clusters` are those that changed, where a run tells them; `snapshot_id` is the state that is published;
    `note` is what to do next, if anything is.
    """

    run_id: str
    state: str
    tally: Tally
    removed: Mapping[str, int]
    reasons: Mapping[str, int]
    database: Path
    message: str | None = None
    note: str | None = None
    clusters: Sequence[ClusterChange] | None = None
    snapshot_id: str | None = None
    retried: Retried | None = None

    def as_json(self) -> str:
        """Return the summary as one JSON object."""
        record: dict[str, object] = {
            "run_id": self.run_id,
            "state": self.state,
            "message": self.message,
            **asdict(self.tally),
            "words_removed": dict(self.removed),
            "rejects_by_reason": dict(self.reasons),
            "database": str(self.database),
            "snapshot_id": self.snapshot_id,
            "note": self.note,
        }
        if self.retried is not None:
            record["retried"] = asdict(self.retried)
        if self.clusters is not None:
            record["clusters"] = [asdict(change) for change in self.clusters]
        return json.dumps(record, ensure_ascii=False)

    def as_text(self) -> str:
        """Return the summary as lines for a terminal."""
        lines = [*self._trials(), *self._counts(), *self._details(), *self._places()]
        table = [] if self.clusters is None else [cluster_table(self.clusters)]
        return "\n".join([*(f"{name:<13}{value}" for name, value in lines), *table])

    def _places(self) -> list[tuple[str, str]]:
        if self.state == REHEARSED:
            return [("dry run", "nothing of this is in the desk")]
        see = [("see", self.query_for_rejects)] if self.tally.rejected or self.reasons else []
        state = [("snapshot", self.snapshot_id)] if self.snapshot_id else []
        return [("database", str(self.database)), *state, ("try", self.query_to_try), *see]

    def _query(self, query: str) -> str:
        return f'copydesk sql{self._desk()} "{query}"'

    def _desk(self) -> str:
        folder = str(self.database.parent)
        return "" if folder == os.environ.get("COPYDESK_DESK", "desk") else f" --desk {shlex.quote(folder)}"

    def told_counts(self) -> list[tuple[str, str]]:
        """Return what was counted, by name, as far as there is something to tell."""
        return [*self._trials(), *self._counts(), *self._passed_over()]

    @property
    def query_to_try(self) -> str:
        """The command that shows what a desk is for."""
        return self._query(QUERY_TO_TRY)

    @property
    def query_for_rejects(self) -> str:
        """The command that shows what is refused."""
        return f"copydesk rejects{self._desk()}"

    @property
    def report_command(self) -> str:
        """The command that writes a page to send around."""
        return f"copydesk report{self._desk()}"

    def in_a_line(self) -> str:
        """Return what came in, and what was as it had been, for the state of the run."""
        came = ", ".join(f"{count} {name}" for name, count in self._counts())
        tally = self.tally
        known = [(tally.unchanged_files, tally.files, "files"), (tally.unchanged_urls, tally.asked, "URLs")]
        passed_over = [
            f"; {unchanged} of {met} {what} unchanged" for unchanged, met, what in known if unchanged
        ]
        return came + "".join(passed_over)

    def _trials(self) -> list[tuple[str, str]]:
        """Return what came of rejects that were tried again."""
        if self.retried is None:
            return []
        not_tried = [("not tried", str(self.retried.not_tried))] if self.retried.not_tried else []
        return [
            ("tried again", str(self.retried.tried)),
            ("resolved", str(self.retried.resolved)),
            ("refused", str(self.retried.still_refused)),
            *not_tried,
        ]

    def _counts(self) -> list[tuple[str, str]]:
        names = ("read", "new", "unchanged", "revised", "rejected", "withheld", "canonical", "reused")
        return [
            (name, str(getattr(self.tally, name)))
            for name in names
            if name not in RARE or getattr(self.tally, name)
        ]

    def _passed_over(self) -> list[tuple[str, str]]:
        """Return what was met and not read: files that are as they were, records that are no news."""
        files, unchanged, skipped = self.tally.files, self.tally.unchanged_files, self.tally.skipped
        told = [("files", f"{files}, {unchanged} of them unchanged")] if unchanged else []
        if self.tally.asked:
            told.append(("asked", f"{self.tally.asked} URLs, {self.tally.unchanged_urls} of them unchanged"))
        return [*told, *([("no news", f"{skipped} records passed over")] if skipped else [])]

    def _details(self) -> list[tuple[str, str]]:
        removed = ", ".join(f"{kind} {words}" for kind, words in self.removed.items()) or "nothing"
        stages = ("read", "prepare", "match", "choose", "write", "publish")
        seconds = ", ".join(f"{stage} {getattr(self.tally, f'{stage}_seconds'):.2f}" for stage in stages)
        reasons = [("rejects", f"{count} × {reason}") for reason, count in self.reasons.items()]
        return [*self._passed_over(), *reasons, ("words out", removed), ("seconds", seconds)]


def summarise(line: Line, tally: Tally, outcome: tuple[str, str | None], desk: Desk) -> Summary:
    """Return what a run did; `outcome` is its state and, when it failed, why."""
    state, message = outcome
    return Summary(
        run_id=line.run.run_id,
        state=state,
        tally=tally,
        removed=runs.removed_words(line.live, line.run),
        reasons=runs.reject_reasons(line.live, line.run),
        database=desk.published,
        message=message,
        note=None if runs.is_settled(line.live, line.run) else UNSETTLED,
        snapshot_id=None if state == REHEARSED else published_snapshot(line.live),
    )
