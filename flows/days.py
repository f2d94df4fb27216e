"""Days told by how long ago they are: worked out when a run starts, so that a schedule can carry them."""

import re
from datetime import UTC, datetime, time, timedelta

_DAYS_AGO = re.compile(r"([0-9]{1,6}) days? ago")
_NAMED = {"today": 0, "yesterday": 1}


def start_of(told: str, now: datetime) -> datetime:
    """Return the moment that is told, UTC and naive; `now` is UTC and naive. Raises ValueError.

    >>> noon = datetime(2024, 3, 1, 12)
    >>> print(start_of("yesterday", noon), start_of("7 days ago", noon), sep=", ")
    2024-02-29 00:00:00, 2024-02-23 00:00:00
    >>> print(start_of("2024-02-01", noon), start_of("2024-02-01T06:00+02:00", noon), sep=", ")
    2024-02-01 00:00:00, 2024-02-01 04:00:00
    """
    words = " ".join(told.lower().split())
    counted = _DAYS_AGO.fullmatch(words)
    days = int(counted[1]) if counted else _NAMED.get(words)
    try:
        if days is not None:
            return datetime.combine(now.date() - timedelta(days=days), time())
        moment = datetime.fromisoformat(told)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise ValueError(
            "give a date as 2026-11-01, a moment as 2026-11-01T06:00 (UTC), today, yesterday or 7 days ago"
        ) from None
