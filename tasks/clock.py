"""The time, for flows, tasks and commands alike."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time as the desk writes it: UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)
