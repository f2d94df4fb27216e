"""How the sources fare: what the view `source_health` says, and what was new by day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from copydesk.storage.connection import Database


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source that was read, as `source_health` has it; `state` is failing, silent, empty, new or ok.

    `usual_hours` is None where there is no habit yet.
    """

    name: str
    kind: str
    location: str
    last_run_at: datetime
    last_success_at: datetime | None
    failures: int
    documents: int
    partial: int
    rejects: int
    last_new_at: datetime | None
    quiet_hours: float | None
    usual_hours: float | None
    state: str


def all_sources(published: Database) -> list[SourceHealth]:
    """Return every source that was read, by name."""
    return [SourceHealth(**row) for row in published.records("select_source_health")]


def new_by_day(published: Database, since: date) -> Mapping[str, Mapping[date, int]]:
    """Return how many new documents each source brought on each day from `since` on, where it brought any."""
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for row in published.records("select_source_days", {"since": since}):
        found[row["name"]][row["day"]] = row["documents"]
    return found
