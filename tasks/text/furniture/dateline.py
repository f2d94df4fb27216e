"""The dateline that opens a story: place, date and agency before a dash.

A dateline shows itself by a date or an agency; a place alone counts when it is in capitals in a text
that isn't, or well known. "LE POINT SUR LA SITUATION - «…" and "(TNO) - which was contracted" are none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from copydesk.tasks.text.furniture.agencies import agencies_in
from copydesk.tasks.text.furniture.east_asian import find_east_asian
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.marks import step_over_marks, step_over_space
from copydesk.tasks.text.furniture.phrases import words_of
from copydesk.tasks.text.furniture.place import Placed, may_be_place, places, read_place
from copydesk.tasks.text.spans import Credit

_WINDOW = 150
_MOST_ENDS = 5
_FOLLOWING = 40
_CLOSING = ")]/）】"
_SIGN = re.compile(r"[-–—―‒_:：/(\[（【]")
# Dashes as datelines have them, not the hyphens of words; then the colon, and the bracket before a full stop.
_END = re.compile(
    r"(?<=[\s.,):）/\d])-{1,3}(?=\s|$|[\"“«„‘'(\[<])|(?<=\d\s)-(?=[A-Z<])|-{2,3}|[—–―‒]|(?<=[\s)])_(?=\s)"
    r"|(?P<colon>[:：](?=\s))|(?P<bracket>(?<=[)\]/）】])\.?(?=\s))"
)
_BRACKETS = re.compile(
    r"(?:[(\[（【]|(?<!\w)/)\s{0,3}(?P<name>[^()\[\]/（）【】]{1,45}(?:/[^()\[\]/（）【】]{1,20})?)\s{0,3}(?:[)\]）】]|/(?!\w))"
)
_AGENCY_AFTER = re.compile(r"(?P<name>[^\W\d_][^.\d/(]{1,24})[./]\s{1,9}")
_CAPITAL_WORDS = 3
_CAPITAL_LETTERS = 6
_MIXED_CASE_WORDS = 3


class Reading(NamedTuple):
    """What stands before a dash: the place and the date, the agencies, and who else is in brackets."""

    placed: Placed
    agencies: tuple[Credit, ...]
    sender: str | None = None


def find_dateline(line: str, *, place_tells: bool = True, capitals_tell: bool = True) -> Finding | None:
    """Return the dateline that opens a line, the dash and the space after it included.

    `place_tells` is false for a line that isn't prose, where a known place alone tells nothing;
    `capitals_tell` is false there too, and in a text that is all in capitals.

    >>> hit = find_dateline("KATHMANDU, April 25 (Reuters) - Heavy rain fell across the valley.")
    >>> hit.stop, hit.place, hit.credits
    (32, 'Kathmandu', (Credit(name='Reuters', role='agency'),))
    >>> find_dateline("LE POINT SUR LA SITUATION - «Il pleut», dit-il.")
    """
    window = line[:_WINDOW]
    found: Reading | None = None
    stop = 0
    for end in _ends(window) if _may_open(window) else ():
        if found is None:
            reading = _read(window[: end.start()])
            tells = place_tells, capitals_tell and end.lastgroup is None
            if reading is None or not _is_dateline(reading, window[end.end() :], end, tells):
                continue
            found = reading
        else:
            following = _read_on(found, window[stop : end.start()])
            if following is None:
                break
            found = following
        stop = end.end()
    return _finding(line, stop, found) if found else find_east_asian(line)


def _may_open(window: str) -> bool:
    """Tell whether the words before the first dash, colon or bracket can be a place: most lines end here."""
    sign = _SIGN.search(window)
    return sign is not None and may_be_place(window[: sign.start()])


def _ends(window: str) -> Iterator[re.Match[str]]:
    """Yield where the dateline may end, but for dashes in brackets: "(ACAN - EFE)"."""
    for number, match in enumerate(_END.finditer(window)):
        if number == _MOST_ENDS:
            return
        if window.count("(", 0, match.start()) <= window.count(")", 0, match.start()):
            yield match


def _read(left: str) -> Reading | None:
    """Read what stands before the dash; None where a word belongs neither to a place nor to a date."""
    names: list[str] = []
    unknown: str | None = None
    for match in _BRACKETS.finditer(left):
        listed = agencies_in(match["name"]) or agencies_in(match["name"].replace("-", "/"))
        names.extend(listed)
        unknown = None if listed or not match["name"][0].isalpha() else match["name"].strip()
    bare = _BRACKETS.sub(" , ", left)
    before, mark, last = _last_piece(bare)
    if mark and not names and (listed := agencies_in(last)):
        names, bare = list(listed), before
    placed = read_place(bare)
    sent = unknown if left.rstrip()[-1:] in _CLOSING else None
    return placed and Reading(placed, _agencies(names), sent)


def _last_piece(bare: str) -> tuple[str, str, str]:
    """Part what follows the last comma or full stop: "ASTANA. Kazinform"."""
    bare = bare.rstrip(" .,")
    at = max(bare.rfind(", "), bare.rfind(". "))
    return (bare[:at], ",", bare[at + 2 :]) if at > 0 else ("", "", bare)


def _agencies(names: Iterable[str]) -> tuple[Credit, ...]:
    return tuple(Credit(name, "agency") for name in names)


def _is_dateline(reading: Reading, right: str, end: re.Match[str], tells: tuple[bool, bool]) -> bool:
    placed = reading.placed
    if placed.place.casefold() in _labels():
        return False
    if end.lastgroup == "bracket":
        known = placed.dated or placed.in_capitals or placed.place.casefold() in places()
        return known and bool(reading.agencies and placed.place)
    if reading.agencies or not placed.place:
        return bool(reading.agencies)
    if not placed.dated:
        # Beside a number may stand a month misspelt, but only behind a place in capitals and its region.
        clear = placed.alone or (placed.in_capitals and placed.parted)
        return clear and _is_known(placed, right, *tells)
    return end.lastgroup is None and _is_dated_place(placed, right, prose=tells[0] or not right.strip())


def _is_dated_place(placed: Placed, right: str, *, prose: bool) -> bool:
    """Tell "EL PASO, March 2 - Rain fell" from "In March 1999 - the year of the rain - he left"."""
    known = placed.place.casefold() in places()
    words = placed.place.casefold().split()
    if known or placed.in_capitals:
        return known or len(words) > 1 or words[0] not in words_of("article")
    if not (prose and placed.cased and placed.parted) or len(words) > _MIXED_CASE_WORDS:
        return False
    return words[0] not in words_of("article") and not right.lstrip()[:1].islower()


def _is_known(placed: Placed, right: str, place_tells: bool, capitals_tell: bool) -> bool:
    """Tell whether a place alone is a dateline: in capitals where they tell, or on the list of cities."""
    opening = right.lstrip()
    if len(opening) < _FOLLOWING or opening[0].islower() or (opening == right and not placed.in_capitals):
        return False
    words = placed.place.casefold().split()
    if place_tells and any(part.strip() in places() for part in placed.place.casefold().split("/")):
        return not _opens_with_place(opening)
    if not capitals_tell or not placed.in_capitals or right.isupper() or words[0] in words_of("article"):
        return False
    return len(words) <= _CAPITAL_WORDS and (placed.parted or len(placed.place) >= _CAPITAL_LETTERS)


def _opens_with_place(right: str) -> bool:
    """Tell whether a place follows the dash too: a route or a match, "Paris – Brussels"."""
    return right.split(maxsplit=1)[0].casefold().rstrip(",.:") in places()


def _read_on(found: Reading, segment: str) -> Reading | None:
    """Read what stands between two dashes, where it completes the dateline: a date, an agency, a place."""
    if not segment.strip():
        return found
    names = agencies_in(segment.strip(" ()/"))
    if names:
        return found._replace(agencies=found.agencies or _agencies(names))
    reading = _read(segment)
    if reading is None or not (reading.placed.dated or reading.agencies):
        return None
    if found.placed.place and reading.placed.place:
        return None
    place = found.placed.place or reading.placed.place
    published = reading.placed.published or found.placed.published
    placed = reading.placed._replace(place=place, published=published)
    return found._replace(placed=placed, agencies=found.agencies or reading.agencies)


def _finding(line: str, stop: int, reading: Reading) -> Finding:
    placed, agencies, sender = reading
    stop = step_over_space(line, stop)
    after = None if agencies else _AGENCY_AFTER.match(line, stop)
    if after and (names := agencies_in(after["name"])):
        agencies, stop = _agencies(names), after.end()
    if sender and not agencies:
        agencies = _agencies([sender])
    stop = step_over_marks(line, stop)
    place = None if placed.place.casefold() in words_of("undated") else placed.place or None
    return Finding("dateline", "dateline.dash", 0, stop, agencies, place, placed.published)


@cache
def _labels() -> frozenset[str]:
    return frozenset((*words_of("label"), *words_of("weekday")))
