"""What a run did, document by document as far as people look: for the pages of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from copydesk.storage.database import Database
from copydesk.storage.runs import Run

MOST = 50


@dataclass(frozen=True, slots=True)
class RunCluster:
    """A cluster, by its canonical article, that documents of the run came into."""

    title: str
    source: str
    copies: int
    outlets: int
    added: int
    cluster_id: str


@dataclass(frozen=True, slots=True)
class RunChange:
    """A canonical article that the run chose; `previous_id` is None where none was chosen before."""

    title: str
    source: str
    reason: str
    canonical_id: str
    previous_id: str | None
    cluster_id: str


@dataclass(frozen=True, slots=True)
class RunReject:
    """An input the run refused."""

    source: str
    uri: str
    location: str | None
    reason: str

    def __str__(self) -> str:
        """Return "news/a.jsonl, line 12: there is no text"."""
        return f"{self.uri}{f', {self.location}' if self.location else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class RunDetails:
    """The first of each; `Tally` has how many there are."""

    clusters: Sequence[RunCluster] = ()
    changes: Sequence[RunChange] = ()
    rejects: Sequence[RunReject] = ()


@dataclass(frozen=True, slots=True)
class SilentSource:
    """A source that has been quiet for longer than is usual for it."""

    name: str
    last_new_at: datetime
    quiet_hours: float
    usual_hours: float


def run_details(live: Database, run: Run) -> RunDetails:
    """Return the largest clusters of a run, the canonical articles it chose, and what it refused."""
    wanted = {"run_id": run.run_id, "most": MOST}
    live.execute("create_refused_in_run")
    return RunDetails(
        clusters=[RunCluster(**row) for row in live.arrow("select_run_clusters", wanted).to_pylist()],
        changes=[RunChange(**row) for row in live.arrow("select_run_changes", wanted).to_pylist()],
        rejects=[RunReject(**row) for row in live.arrow("select_run_rejects", wanted).to_pylist()],
    )


def silent_sources(live: Database) -> list[SilentSource]:
    """Return the sources that have fallen silent."""
    return [SilentSource(**row) for row in live.arrow("select_silent_sources").to_pylist()]
