"""What goes wrong on the web, and whether and when it is worth asking again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Seconds before the second, third and last attempt.
RETRY_SECONDS = (2.0, 5.0, 15.0)

_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530})
_GONE = 410
# What a publisher or a court has taken away; a feed that still tells it is only behind.
_WITHDRAWN = frozenset({_GONE, 451})


@dataclass(eq=False)
class Failed(Exception):  # noqa: N818 - an outcome of asking, no fault of the program
    """A URL that could not be fetched.

    `status` is what the server answered, if it did; `passing` says that another attempt may do better, but
    not in this run if it `is_over`; `silent` that the host did not answer at all. Before `wait_seconds` are
    over it does not want to be asked.
    """

    reason: str
    status: int | None = None
    passing: bool = False
    silent: bool = False
    is_over: bool = False
    wait_seconds: float | None = None
    payload: bytes = b""

    def __str__(self) -> str:
        return self.reason

    @property
    def is_final(self) -> bool:
        """Tell whether the server says that there will never be anything there again."""
        return self.status == _GONE

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the server says that what was there is not to be read any more."""
        return self.status in _WITHDRAWN


class OutOfReach(Failed):
    """A URL at an address that is not asked."""


def refused_by_status(status: int, retry_after: str | None, now: datetime, payload: bytes = b"") -> Failed:
    """Return the failure that a server's answer is."""
    passing = status in _TRY_AGAIN
    wait = seconds_to_wait(retry_after, now) if passing else None
    told = f"; Retry-After: {retry_after}" if wait is not None else ""
    return Failed(f"the server answered {status}{told}", status, passing, wait_seconds=wait, payload=payload)


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """Return what a Retry-After field asks for, in seconds or as a date.

    >>> seconds_to_wait("30", datetime(2026, 3, 1)), seconds_to_wait("soon", datetime(2026, 3, 1))
    (30.0, None)
    >>> seconds_to_wait("Sun, 01 Mar 2026 00:01:00 GMT", datetime(2026, 3, 1))
    60.0
    """
    given = (retry_after or "").strip()
    if given.isascii() and given.isdigit() and len(given) < 10:
        return float(given)
    try:
        until = parsedate_to_datetime(given)
        if until.tzinfo is not None:
            until = until.astimezone(UTC).replace(tzinfo=None)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds_before_retry(failure: Failed, attempt: int, longest_seconds: float) -> float | None:
    """Return how long to wait before asking again after so many attempts; None: not again in this run.

    >>> [seconds_before_retry(Failed("busy", 503, True), attempt, 60) for attempt in (1, 2, 3, 4)]
    [2.0, 5.0, 15.0, None]
    >>> seconds_before_retry(Failed("busy", 429, True, wait_seconds=30), 1, 60)
    30
    >>> seconds_before_retry(Failed("busy", 429, True, wait_seconds=3600), 1, 60)
    """
    if not failure.passing or failure.is_over or attempt > len(RETRY_SECONDS):
        return None
    wait = failure.wait_seconds
    if wait is None:
        return RETRY_SECONDS[attempt - 1]
    return None if wait > longest_seconds else max(wait, RETRY_SECONDS[attempt - 1])
