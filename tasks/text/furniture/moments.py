"""Read the moment a line of date and time names, in any of the languages."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from copydesk.tasks.text.furniture.phrases import words_of

# Minutes east of Greenwich. Names that several zones share (IST, CST in China) are left out or mean
# what English news mean by them.
ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120,
    "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180,
    "est": -300, "edt": -240, "et": -300,
    "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "pt": -480,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "wib": 420,
}  # fmt: skip

# Eastern and Pacific without S or D follow the date: daylight time, roughly, from March to October.
_SEASONAL = {"et", "ct", "pt"}
_SUMMER = range(4, 11)

# What stands between a time and its zone: "14.30 Uhr MESZ".
_CLOCK_WORDS = frozenset(("uhr", "h", "hrs", "hours", "heures", "time"))

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_NEWEST_SHORT_YEAR = 69

_DATE = re.compile(
    r"(?P<y1>\d{4})\s?[-/.年년]\s?(?P<m1>\d{1,2})\s?[-/.月월]\s?(?P<d1>\d{1,2})(?!\d)\s?[日일]?"
    r"|(?<![\d.,/:-])(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y2>\d{4}|\d{2})(?![\d:])"
    r"|(?<!\d)(?P<d3>\d{1,2})(?:st|nd|rd|th|er|º|ª|-го|-ви)?[\s.,/-]{0,3}(?:(?:of|de|di|da|del|e)\s)?"
    r"(?P<n3>[^\W\d_]{3,12})\.?[\s,/-]{0,3}(?:(?:de|del|van)\s)?(?P<y3>\d{4}|'?\d{2}(?![\d:.]))"
    r"|(?<![^\W\d_])(?P<n4>[^\W\d_]{3,12})\.?\s{0,3}(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s{0,3}(?P<y4>\d{4})"
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])\s?(?:[:h.٫]|時|시|点)\s?(?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?(?![\d])[分분]?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
    r"|(?<![\d.:])(?P<h2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?"
)
_OFFSET = re.compile(r"^\s{0,2}(?:(?:gmt|utc)\s?)?(?P<sign>[+−-])(?P<h>\d{1,2}):?(?P<m>\d{2})?")
_WORD = re.compile(r"[^\W\d_]+")


class Moment(NamedTuple):
    """A point in time (UTC, naive) and how exactly it is known: second, minute or day."""

    when: datetime
    precision: str


class Dated(NamedTuple):
    """A moment and where it stands in the line it was read from."""

    start: int
    stop: int
    moment: Moment | None


def read_moment(text: str) -> Moment | None:
    """Return the first moment a short text names.

    >>> read_moment("Updated 6:35 PM ET, Fri June 1, 2018")
    Moment(when=datetime.datetime(2018, 6, 1, 22, 35), precision='minute')
    >>> read_moment("2023/09/28 • 1080p").precision
    'day'
    """
    return next((dated.moment for dated in find_dates(text) if dated.moment), None)


def find_dates(text: str) -> Iterator[Dated]:
    """Yield each date of a short text, with the time of day that stands beside it.

    A date nobody can read for sure (03/04/2023) has no moment.
    """
    text = text.casefold()
    dates = list(_dates(text))
    for number, (match, day) in enumerate(dates):
        before = dates[number - 1][0].end() if number else 0
        after = dates[number + 1][0].start() if number + 1 < len(dates) else len(text)
        clock = _clock_beside(text, (before, match.start()), (match.end(), after))
        stop = max(match.end(), clock.end() if clock else 0)
        yield Dated(match.start(), stop, _at(day, clock, text[stop : stop + 14]) if day else None)


def read_day(text: str) -> Moment | None:
    """Return the day that text names, if it names one with its year."""
    match = _DATE.search(text.casefold())
    day = _day(match) if match else None
    return Moment(day, "day") if day else None


def month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month, full or short, in any of the languages."""
    return _months().get(word.casefold().rstrip("."))


def month_names() -> frozenset[str]:
    """Return the names of months, full and short, in all of the languages."""
    return frozenset(_months())


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for number in range(1, 13):
        names.update(dict.fromkeys(words_of(f"month_{number}"), number))
    return names


def _dates(text: str) -> Iterator[tuple[re.Match[str], datetime | None]]:
    """Yield what is written as a date, with its day; in figures it may be one that nobody can read."""
    for match in _DATE.finditer(text):
        day = _day(match)
        if day or not (match["n3"] or match["n4"]):
            yield match, day


def _day(match: re.Match[str]) -> datetime | None:
    if match["y1"]:
        return _calendar(match["y1"], int(match["m1"]), match["d1"])
    if match["y2"]:
        return _numeric_day(match)
    name = match["n3"] or match["n4"]
    return _calendar(match["y3"] or match["y4"], month_number(name) or 0, match["d3"] or match["d4"])


def _numeric_day(match: re.Match[str]) -> datetime | None:
    """Day first with points, as all who write points do; with strokes only where one reading is left."""
    first, second = int(match["a"]), int(match["b"])
    if match["sep"] == "." or first > 12 or first == second:
        return _calendar(match["y2"], second, match["a"])
    return _calendar(match["y2"], first, match["b"]) if second > 12 else None


def _calendar(year: str, month: int, day: str) -> datetime | None:
    number = int(year.lstrip("'"))
    if number < 100:
        number += 2000 if number <= _NEWEST_SHORT_YEAR else 1900
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    try:
        return datetime(number, month, int(day))  # noqa: DTZ001 - a day as written; its zone is applied later
    except ValueError:
        return None


def _clock_beside(text: str, before: tuple[int, int], after: tuple[int, int]) -> re.Match[str] | None:
    return _CLOCK.search(text, *after) or _CLOCK.search(text, *before)


def _at(day: datetime, clock: re.Match[str] | None, rest: str) -> Moment:
    if clock is None:
        return Moment(day, "day")
    hour = int(clock["h"] or clock["h2"])
    half = clock["half"] or clock["half2"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    when = day.replace(hour=hour, minute=int(clock["min"] or 0), second=int(clock["s"] or 0))
    zone_text = clock.string[clock.end() : clock.end() + 14]
    shift = _shift(zone_text, day) or _shift(rest, day) or 0
    return Moment(when - timedelta(minutes=shift), "second" if clock["s"] else "minute")


def _shift(text: str, day: datetime) -> int | None:
    """Return the minutes east of Greenwich that open a text, if it opens with a zone."""
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset["h"]) * 60 + int(offset["m"] or 0)
        return minutes if offset["sign"] == "+" else -minutes
    words = [word.casefold() for word in _WORD.findall(text)]
    name = next((word for word in words if word not in _CLOCK_WORDS), "")
    shift = ZONES.get(name)
    return shift + 60 if shift is not None and name in _SEASONAL and day.month in _SUMMER else shift
