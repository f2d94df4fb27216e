"""The record of a run, its rejects and its sources."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from copydesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the flow, and what its results depend on."""

    run_id: str
    flow_run_id: str | None
    started_at: datetime
    copydesk_version: str
    rules_version: str
    settings_hash: str
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run, or one window of it, did; the names are columns of `runs`."""

    read: int = 0
    new: int = 0
    unchanged: int = 0
    revised: int = 0
    rejected: int = 0
    withheld: int = 0
    canonical: int = 0
    reused: int = 0
    read_seconds: float = 0.0
    prepare_seconds: float = 0.0
    match_seconds: float = 0.0
    choose_seconds: float = 0.0
    write_seconds: float = 0.0
    publish_seconds: float = 0.0
    files: int = 0
    unchanged_files: int = 0
    skipped: int = 0
    asked: int = 0
    unchanged_urls: int = 0

    @property
    def taken(self) -> int:
        """Return how many inputs are dealt with."""
        return self.new + self.unchanged + self.revised + self.rejected + self.withheld

    def __add__(self, other: "Tally") -> "Tally":
        """Add up two tallies, column by column."""
        names = [field.name for field in fields(self)]
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A source as it was read; `kind` is folder, file, pattern, store, stdin or web."""

    name: str
    kind: str
    location: str
    failed: bool


def start_run(live: Database, run: Run) -> None:
    """Record a run; one that still says Running was killed and is marked Crashed."""
    with live.transaction():
        live.execute("update_killed_runs")
        live.execute("insert_run", asdict(run))


def is_settled(live: Database, run: Run) -> bool:
    """Tell whether all that is stored was decided by the settings of this run."""
    [(others,)] = live.rows("count_other_settings", {"settings_hash": run.settings_hash})
    return not others


def settle(live: Database, run: Run) -> None:
    """Record that all that is stored is decided by the settings of this run."""
    live.execute("replace_settings", {"settings_hash": run.settings_hash})


def record_tally(live: Database, run: Run, tally: Tally, outcome: tuple[str, datetime | None]) -> None:
    """Write a run's counts and seconds, and its state with the time it ended."""
    state, finished_at = outcome
    live.execute(
        "update_run",
        {"run_id": run.run_id, "state": state, "finished_at": finished_at, **asdict(tally)},
    )


def name_source(live: Database, source: SourceRead, now: datetime) -> None:
    """Record a source that is about to be read, if the desk does not know it."""
    told = {"name": source.name, "kind": source.kind, "location": source.location}
    live.execute("insert_source", {**told, "now": now})


def web_locations(live: Database) -> dict[str, str]:
    """Return where each source on the web begins."""
    return {str(name): str(location) for name, location in live.rows("select_source_locations")}


def record_source(live: Database, source: SourceRead, now: datetime) -> None:
    """Record that a source was read, and whether it failed; if not, that it could not be read is resolved."""
    with live.transaction():
        live.execute("replace_source", {**asdict(source), "now": now})
        if not source.failed:
            live.execute("resolve_source", {"name": source.name, "location": source.location, "now": now})


def placed(live: Database, run: Run) -> tuple[int, int]:
    """Return how many documents the run took in that are canonical, and how many that are not."""
    [(canonical, reused)] = live.rows("select_placed", {"run_id": run.run_id})
    return int(str(canonical)), int(str(reused))


def removed_words(live: Database, run: Run) -> dict[str, int]:
    """Return the words taken out of the documents the run took in, by kind, most first."""
    return _counted(live, "select_removed_words", run)


def reject_reasons(live: Database, run: Run) -> dict[str, int]:
    """Return the ten most frequent reasons for what the run refused."""
    live.execute("create_refused_in_run")
    return _counted(live, "select_reject_reasons", run)


def _counted(live: Database, name: str, run: Run) -> dict[str, int]:
    return {str(key): int(str(count)) for key, count in live.rows(name, {"run_id": run.run_id})}
