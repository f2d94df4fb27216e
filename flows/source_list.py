"""`copydesk sources`: each source, what it brought by day, and which have fallen silent or fail."""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path

from rich.console import Console

from copydesk.flows.duration import duration
from copydesk.flows.printing import say
from copydesk.flows.settings import load_settings
from copydesk.storage.desk import Desk
from copydesk.storage.published import read_published
from copydesk.storage.source_health import SourceHealth, all_sources, new_by_day
from copydesk.tasks.clock import utc_now

UNREAD = "unread"
STYLES = {"failing": "bold red", "silent": "bold yellow"}
NONE = "-"


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as it is listed: one that is configured and was never read has no `health`."""

    name: str
    is_configured: bool
    health: SourceHealth | None
    new_by_day: Mapping[date, int]

    @property
    def state(self) -> str:
        """Return how it fares, in a word."""
        return self.health.state if self.health else UNREAD

    @property
    def stub_share(self) -> float | None:
        """Return the share of paywall stubs among its documents."""
        return self.health.partial / self.health.documents if self.health and self.health.documents else None

    def as_record(self) -> dict[str, object]:
        """Return it for machines."""
        return {
            **dict.fromkeys(field.name for field in fields(SourceHealth)),
            **(asdict(self.health) if self.health else {}),
            "name": self.name,
            "state": self.state,
            "configured": self.is_configured,
            "stub_share": self.stub_share,
            "new_by_day": {str(day): count for day, count in self.new_by_day.items()},
        }


def sources_command(arguments: Namespace) -> int:
    """List the sources that are configured and those that were read."""
    desk = Desk(Path(arguments.desk))
    today = utc_now().date()
    days = [today - timedelta(days=ago) for ago in reversed(range(arguments.days))]
    sources = list_sources(desk, days)
    if arguments.json:
        print(json.dumps([source.as_record() for source in sources], ensure_ascii=False, default=str))  # noqa: T201
        return 0
    console = Console(highlight=False, markup=False, emoji=False)
    for line, state in zip(
        source_table(sources, days), ["", *(source.state for source in sources)], strict=True
    ):
        say(console, line, STYLES.get(state, ""))
    for source in sources:
        for remark in remarks(source):
            say(console, f"{source.name}: {remark}", STYLES.get(source.state, ""))
    return 0


def list_sources(desk: Desk, days: Sequence[date]) -> list[Listed]:
    """Return all sources, those of the settings first, with what each brought on these days."""
    configured = {source.name for source in load_settings(desk.settings).source}
    health: dict[str, SourceHealth] = {}
    brought: Mapping[str, Mapping[date, int]] = {}
    # Sources can be set up before anything is published.
    if desk.published.exists() or not configured:
        with read_published(desk) as published:
            health = {source.name: source for source in all_sources(published)}
            brought = new_by_day(published, days[0])
    return [
        Listed(
            name,
            name in configured,
            health.get(name),
            {day: brought.get(name, {}).get(day, 0) for day in days},
        )
        for name in sorted(configured | health.keys(), key=lambda name: (name not in configured, name))
    ]


def source_table(sources: Sequence[Listed], days: Sequence[date]) -> Iterator[str]:
    """Yield a line that names the columns, and one for each source."""
    head = [
        "source",
        "state",
        "last read",
        *(f"{day:%d.%m.}" for day in days),
        "articles",
        "stubs",
        "rejects",
    ]
    rows = [head, *(_cells(source) for source in sources)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:3], widths[:3], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[3:], widths[3:], strict=True)]
        yield "  ".join([*words, *figures])


def remarks(source: Listed) -> Iterator[str]:
    """Yield what a person should know of a source."""
    health = source.health
    if health is None:
        yield "set up, and not read yet: copydesk ingest"
        return
    if health.failures:
        times = "once" if health.failures == 1 else f"{health.failures} times in a row"
        yield f"failed {times}; last read without failing: {_time(health.last_success_at)}"
    if source.state == "silent" and health.quiet_hours is not None and health.usual_hours is not None:
        yield (
            f"silent: nothing new for {duration(health.quiet_hours)}, "
            f"where it rarely takes longer than {duration(health.usual_hours)}"
        )
    if source.state in STYLES and not source.is_configured:
        yield "not set up in copydesk.toml: it is read when it is named, and not by schedule"


def _cells(source: Listed) -> list[str]:
    health, share = source.health, source.stub_share
    return [
        source.name,
        source.state,
        _time(health.last_success_at if health else None),
        *(str(count or NONE) for count in source.new_by_day.values()),
        f"{health.documents:,}" if health else NONE,
        NONE if share is None else f"{share:.0%}",
        f"{health.rejects:,}" if health else NONE,
    ]


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"
