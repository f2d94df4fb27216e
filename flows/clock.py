"""The time, for commands that need nothing else of a run."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time as the desk writes it: UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)
