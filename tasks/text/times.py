"""Times as records and pages give them: many notations, one naive UTC datetime."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

# A time and how exactly it was given: second, minute, day, month or year.
Moment = tuple[datetime, str]

_MAX_CHARACTERS = 64

_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d{2})?")
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
# With points the day comes first, wherever dates are written so.
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,? |$)", re.ASCII)
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d[.,]\d{6})\d+")
_SECONDS = re.compile(r"\d\d:?\d\d:?\d\d")

# Dates without a time that can be read in one way only; 04/05/2023 can't.
_NAMED_MONTHS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%d-%b-%Y")

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - times are naive UTC from here on
_EARLIEST_EPOCH_SECONDS = 100_000_000  # 1973: smaller numbers are years, sizes or counters
_MILLISECONDS_FROM = 100_000_000_000


def moment(value: object, zone: tzinfo | None = None) -> Moment | None:
    """Return the time that a field's value gives, to the second, or None if it gives none beyond doubt.

    A time that tells no zone is taken to be in `zone`, or in UTC. Numbers are seconds, or milliseconds, since
    1970.

    >>> moment("2023-09-28")
    (datetime.datetime(2023, 9, 28, 0, 0), 'day')
    >>> moment("2023-09-28T12:30+02:00")
    (datetime.datetime(2023, 9, 28, 10, 30), 'minute')
    >>> moment("Thu, 28 Sep 2023 10:30:05 GMT")
    (datetime.datetime(2023, 9, 28, 10, 30, 5), 'second')
    >>> moment("soon")
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_epoch(value)
    if not isinstance(value, str) or len(value) > _MAX_CHARACTERS:
        return None
    given = value.strip()
    if _EXACT.fullmatch(given):
        return _exact(given)
    if given.isascii() and given.isdigit() and len(given) in (10, 13):
        return _since_epoch(int(given))
    return _year_or_month(given) or _iso(given, zone) or _named_month(given) or _mail_date(given, zone)


def _exact(given: str) -> Moment | None:
    """Read the notation that machines write, in a tenth of the time that all the others take."""
    try:
        return datetime.fromisoformat(given[:-1]), "second"
    except ValueError:
        return None


def _since_epoch(number: float) -> Moment | None:
    if not _EARLIEST_EPOCH_SECONDS <= number < 1_000 * _MILLISECONDS_FROM:
        return None
    seconds = number / 1_000 if number >= _MILLISECONDS_FROM else number
    return _EPOCH + timedelta(seconds=int(seconds)), "second"


def _year_or_month(given: str) -> Moment | None:
    if not _YEAR_OR_MONTH.fullmatch(given):
        return None
    is_year = len(given) == len("2023")
    iso = _iso(f"{given}-01-01" if is_year else f"{given}-01")
    return (iso[0], "year" if is_year else "month") if iso else None


def _iso(given: str, zone: tzinfo | None = None) -> Moment | None:
    """Read ISO 8601 and its near relations: 2023/9/28, 28.9.2023, 2023-09-28 10:30 UTC, nanoseconds."""
    if (turned := _DAY_FIRST.match(given)) is not None:
        day, month, year = turned.groups()
        given = f"{year}-{month}-{day} {given[turned.end() :]}".strip()
    date = _ISO_DATE.match(given)
    if date is not None:
        year, _, month, day = date.groups()
        given = f"{year}-{month:0>2}-{day:0>2}{given[date.end() :]}"
    given = re.sub(r" ?(?:UTC|GMT|Z)$", "+00:00", given)
    given = re.sub(r" (?=[+-]\d\d:?\d\d$)", "", given)
    try:
        parsed = datetime.fromisoformat(_FRACTION.sub(r"\1", given))
    except ValueError:
        return None
    if ":" not in given[10:] and "T" not in given:
        day = _utc(parsed)
        return (day, "day") if day else None
    utc = _utc(parsed, zone)
    if utc is None:
        return None
    return utc, "second" if _SECONDS.search(given, len("2023-09-")) else "minute"


def _named_month(given: str) -> Moment | None:
    for notation in _NAMED_MONTHS:
        try:
            return datetime.strptime(given, notation), "day"  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _mail_date(given: str, zone: tzinfo | None) -> Moment | None:
    # 15 ms to import, for the few records that use it.
    from email.utils import parsedate_to_datetime

    if ":" not in given:
        return None
    try:
        parsed = _utc(parsedate_to_datetime(given), zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if parsed is None:
        return None
    return parsed, "second" if given.count(":") > 1 else "minute"


def _utc(parsed: datetime, zone: tzinfo | None = None) -> datetime | None:
    whole = parsed.replace(microsecond=0)
    if whole.tzinfo is None:
        if zone is None:
            return whole
        whole = whole.replace(tzinfo=zone)
    try:
        return whole.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return None
