"""The schedules that the settings ask for, as Prefect has them."""

from datetime import UTC, datetime, timedelta

from prefect.schedules import Cron, Interval, Schedule

from copydesk.flows.settings import Settings
from copydesk.flows.source_settings import Source

# Intervals are counted from here, so that they stay where they are when `copydesk up` is started anew.
ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)


def source_schedule(source: Source, settings: Settings) -> Schedule:
    """Return when a source is read: by its own schedule, else by the desk's."""
    if source.cron is not None:
        return cron(source.cron, settings)
    if source.interval_minutes is not None:
        return every(source.interval_minutes)
    if settings.schedule.ingest_cron is not None:
        return cron(settings.schedule.ingest_cron, settings)
    return every(settings.schedule.ingest_minutes)


def every(minutes: float) -> Schedule:
    """Return the schedule of an interval."""
    return Interval(timedelta(minutes=minutes), anchor_date=ANCHOR)


def cron(written: str, settings: Settings) -> Schedule:
    """Return the schedule of a cron expression."""
    return Cron(written, timezone=settings.schedule.time_zone or "UTC")
