"""Lines that hold nothing but a date or a time, with or without a label."""

import re
from functools import cache

from copydesk.tasks.text.furniture.agencies import is_agency
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.moments import ZONES, Dated, Moment, find_dates, month_names, month_number
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.spans import Credit

_LONGEST = 140
_CREDITED_LONGEST = 60
# The end of a sentence, but for these: "135,434 a year ago." is story.
_POINTED = ("m.", "г.", "h.", "god.", "г. в.", "hrs.", *(f"{zone}." for zone in ZONES if len(zone) > 1))
_CLOCKED = re.compile(r"\d:\d\d|\d\s?[ap]\.?m")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_RESOLUTION = re.compile(r"(?<!\w)(?:\d{3,4}p|4k|8k|hd|uhd)(?!\w)")
_GLUED_LENGTH = re.compile(r"[^\d:-]\d{4}\d{1,2}:\d{2}$")
# What clings to a figure: 1st, 14h30, 24-го, 1080p, 2月24日.
_CLINGING = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "h",
        "p",
        "k",
        "v",
        "s",
        "z",
        "t",
        "d",
        "y",
        "am",
        "pm",
        "m",
        "го",
        "г.",
        "г",
        "ви",
        "р",
        "º",
        "hrs",
        "hs",
        "年",
        "月",
        "日",
        "時",
        "分",
        "秒",
        "时",
        "年月",
        "년",
        "월",
        "일",
        "시",
        "분",
        "초",
    ]
)


def find_timestamp(line: str) -> Finding | None:
    """Return a line that only says when; a label tells whether published or updated.

    A day, a time or "ago" must be in it: a bare year or weekday may head a section.

    >>> find_timestamp("Posted: 3:56 AM, June 02, 2018").published.when
    datetime.datetime(2018, 6, 2, 3, 56)
    >>> find_timestamp("June 2018 was the wettest month on record")
    """
    if len(line) > _LONGEST or not _DIGIT.search(line):
        return None
    folded = line.casefold()
    if line[-1] == "." and not folded.endswith(_POINTED):
        return None
    if not is_of_time(folded):
        return _find_credited(line)
    dates = list(find_dates(line))
    if not (dates or _says_when(folded)) or _is_period(folded):
        return None
    is_player = _RESOLUTION.search(folded) or (":" in folded and _GLUED_LENGTH.search(folded))
    kind = "player" if is_player else "timestamp"
    published, modified = _sort(folded, dates)
    rule = f"{kind}.date" if dates else f"{kind}.label"
    return Finding(kind, rule, published=published, modified=modified)


def _find_credited(line: str) -> Finding | None:
    """Return a line that says when, behind the agency: "AP June 1, 2018, 10:35 PM"."""
    agency, _, rest = line.partition(" ")
    if len(line) > _CREDITED_LONGEST or not rest or not is_agency(agency):
        return None
    found = find_timestamp(rest.lstrip(" |•–-"))
    return found._replace(credits=(Credit(agency, "agency"),)) if found else None


def find_clip(line: str) -> Finding | None:
    """Return the line under a video: its date with its length stuck to it.

    >>> find_clip("May 31, 201906:37").kind
    'player'
    """
    if len(line) > 30 or ":" not in line or not line[-1].isdigit() or not _GLUED_LENGTH.search(line):
        return None
    return find_timestamp(line)


def is_of_time(folded: str) -> bool:
    """Tell whether a line holds nothing but numbers and words of time: most fail at their first word."""
    known = _time_words()
    for token in _TOKEN.finditer(folded):
        word = token.group()
        if word not in known and not word.isdigit():
            return False
    return True


@cache
def _time_words() -> frozenset[str]:
    # A label may be of several words; a line of time words holds each of them.
    lists = ("time", "weekday", "published", "updated", "ago")
    phrases = [phrase for name in lists for phrase in words_of(name)]
    labels = frozenset(word for phrase in phrases for word in _TOKEN.findall(phrase))
    return labels | month_names() | _CLINGING | {zone for zone in ZONES if len(zone) > 1}


@cache
def _labels() -> tuple[str, ...]:
    return tuple(f"{word} " for word in (*words_of("published"), *words_of("updated")))


def _is_period(folded: str) -> bool:
    """Tell whether a line heads results: "Year to December 31, 1986"."""
    words = _TOKEN.findall(folded)
    return any(word in words_of("period") for word in words) and any(
        word in words_of("until") for word in words
    )


def _says_when(folded: str) -> bool:
    """Accept a time without a year: with a label, as "3 hours ago", or as "May 30 at 2:44 PM"."""
    if _CLOCKED.search(folded) and any(month_number(token) for token in _TOKEN.findall(folded)):
        return True
    spaced = " " + " ".join(_TOKEN.findall(folded)) + " "
    if any(f" {word} " in spaced for word in words_of("ago")):
        return True
    return spaced[1:].startswith(_labels())


def _says_updated(label: str) -> bool:
    """Tell whether a label says so; in most scripts a word of it has to stand apart."""
    words = words_by_opening("updated")
    if label.isascii() and not any(word in words for word in _TOKEN.findall(label)):
        return False
    return any(word in label for word in words_of("updated"))


def _sort(folded: str, dates: list[Dated]) -> tuple[Moment | None, Moment | None]:
    """Tell each date's label: what stands between it and the date before."""
    published: Moment | None = None
    modified: Moment | None = None
    position = 0
    for dated in dates:
        label = folded[position : dated.start]
        position = dated.stop
        if _says_updated(label):
            modified = modified or dated.moment
        else:
            published = published or dated.moment
    return published, modified
