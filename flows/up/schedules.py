"""The schedules that the settings ask for, as Prefect has them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect.schedules import Cron, Interval, Schedule

from copydesk.flows.settings import Settings, SettingsError
from copydesk.flows.source_settings import Source

# Intervals are counted from here, so that they stay where they are when `copydesk up` is started anew.
ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)


def source_schedule(source: Source, settings: Settings, file: Path) -> Schedule:
    """Return when a source is read: by its own schedule, else by the desk's.

    Raises SettingsError, which names the file, the source and the key.
    """
    key = f"source {source.name!r}"
    if source.cron is not None and source.interval_minutes is not None:
        raise SettingsError(f"{file}: {key}: cron and interval_minutes are both set; one of them decides")
    if source.cron is not None:
        return cron(source.cron, settings, f"{file}: {key}: cron")
    if source.interval_minutes is not None:
        return every(source.interval_minutes)
    if settings.schedule.ingest_cron is not None:
        return cron(settings.schedule.ingest_cron, settings, f"{file}: schedule.ingest_cron")
    return every(settings.schedule.ingest_minutes)


def every(minutes: float) -> Schedule:
    """Return the schedule of an interval."""
    return Interval(timedelta(minutes=minutes), anchor_date=ANCHOR)


def cron(written: str, settings: Settings, place: str) -> Schedule:
    """Return the schedule of a cron expression; `place` names where it is written, if it can't be read."""
    try:
        return Cron(written, timezone=settings.schedule.time_zone or "UTC")
    except ValueError as error:
        raise SettingsError(
            f"{place}: {written!r} is no schedule; it is written as minute, hour, day, month, weekday: "
            '"30 6 * * 1-5"'
        ) from error
