"""The dateline that opens a story: place, date and agency before a dash.

A dateline shows itself by a date or an agency; a place alone counts when it is in capitals in a text
that isn't, or well known. "LE POINT SUR LA SITUATION - «…" and "(TNO) - which was contracted" are none.
"""

import re
from collections.abc import Iterator
from functools import cache

from copydesk.tasks.text.furniture.agency import agencies_in
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.moments import Moment, month_number, read_day
from copydesk.tasks.text.furniture.names import PARTICLES
from copydesk.tasks.text.furniture.phrases import words_of
from copydesk.tasks.text.spans import Credit

_WINDOW = 150
_MOST_DASHES = 4
_MOST_PLACE_WORDS = 6
_CAPITAL_PLACE_WORDS = 3
_DASH = re.compile(
    r"\s{0,3}[.:]?\s{0,3}"
    r"(?:(?<=[\s.):）/\d])-{1,3}(?=\s|$|[\"“«„‘'(\[])|(?<=\d\s)-(?=[A-Z<])|-{2,3}|[—–―‒]|(?<=[\s)])_(?=\s))\s{0,9}"
)
_COLON = re.compile(r"\s?[:：]\s{1,9}")
_STOP = re.compile(r"\.\s{1,3}")
_BRACKETS = re.compile(
    r"[(\[/（【]\s*(?P<name>[^()\[\]/（）【】]{1,45}(?:/[^()\[\]/（）【】]{1,20})?)\s*[)\]/）】]"
)
_TOKEN = re.compile(r"[^\W_][\w.'’ʼ-]*")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|-го)?[.]?|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\.?", re.I)
# A monitoring service marks in brackets what it prints: [TEXT], [EXCERPT], [COMMUNIQUE] [SENDER] [TEXT].
_MARK = re.compile(r"\s*\[(?P<mark>[^\[\]]{1,400})\]")
_TEXT_MARKS = frozenset(("text", "excerpt", "excerpts", "summary"))


def find_dateline(line: str, *, place_tells: bool = True, capitals_tell: bool = True) -> Finding | None:
    """Return the dateline that opens a line, the dash and the space after it included.

    `place_tells` is false for a line that isn't prose, where a known place alone tells nothing;
    `capitals_tell` is false there too, and in a text that is all in capitals.

    >>> hit = find_dateline("KATHMANDU, April 25 (Reuters) - Heavy rain fell across the valley.")
    >>> hit.stop, hit.place, hit.credits
    (32, 'Kathmandu', (Credit(name='Reuters', role='agency'),))
    >>> find_dateline("LE POINT SUR LA SITUATION - «Il pleut», dit-il.")
    """
    for start, stop, dash in _ends(line):
        alone = "place" if place_tells else ""
        found = _read(
            line[:start], line[stop : stop + 60], alone + (" capitals" if capitals_tell and dash else "")
        )
        if found:
            end = _after_marks(line, stop)
            return Finding("dateline", "dateline.dash", 0, end, found[0], found[1], published=found[2])
    return _find_stopped(line)


Read = tuple[tuple[Credit, ...], str | None, Moment | None]


def _ends(line: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the dateline may end: the first dashes, then the first colon."""
    window = line[:_WINDOW]
    for number, match in enumerate(_DASH.finditer(window)):
        if number == _MOST_DASHES:
            break
        if window.count("(", 0, match.start()) > window.count(")", 0, match.start()):
            continue  # the dash of "(ACAN - EFE)"
        yield match.start(), match.end(), True
    colon = _COLON.search(window)
    if colon:
        yield colon.start(), colon.end(), False


def _read(left: str, right: str, tells: str) -> Read | None:
    """Read what stands before the dash, or say that it is no dateline."""
    credits: list[Credit] = []
    unknown: list[str] = []
    for match in _BRACKETS.finditer(left):
        names = agencies_in(match["name"])
        credits.extend(Credit(name, "agency") for name in names)
        if not names:
            unknown.append(match["name"].strip())
    bare = _BRACKETS.sub(" , ", left)
    place, dated = _place_and_date(bare)
    if place and place.split()[0].casefold() in _articles() and place.casefold() not in places():
        return None
    if place is None or (not place and not credits):
        return None
    ends_bracketed = left.rstrip()[-1:] in ")]/）】"
    if unknown and ends_bracketed and (dated or (place.isupper() and "capitals" in tells)) and not credits:
        credits.append(Credit(unknown[-1], "agency"))
    if credits or (dated and place):
        sure = place.casefold() not in _labels()
    else:
        sure = bool(tells) and _is_known(place, right, tells)
    return (tuple(credits), _shown(place), read_day(bare)) if sure else None


def _place_and_date(bare: str) -> tuple[str | None, bool]:
    """Split "place, region, date"; the place is None where a word belongs to neither."""
    words = 0
    dated = False
    place_stop = 0
    for match in _TOKEN.finditer(bare):
        token = match.group()
        if _is_date_word(token):
            dated = dated or month_number(token) is not None or not token[0].isdigit()
        elif _is_place_word(token, first=words == 0):
            words += 1
            if not place_stop and words <= _MOST_PLACE_WORDS:
                continue
        else:
            return None, False
    if words > _MOST_PLACE_WORDS:
        return None, False
    cut = re.search(r"[,(\d]|\.\s", bare)
    place_stop = cut.start() if cut else len(bare)
    place = bare[:place_stop].strip(" ,.-–—")
    tokens = [token for token in place.split() if not _is_date_word(token)]
    return " ".join(tokens), dated


def _is_date_word(token: str) -> bool:
    folded = token.casefold().rstrip(".")
    return bool(_NUMBER.fullmatch(token)) or month_number(folded) is not None or folded in _date_words()


@cache
def _date_words() -> frozenset[str]:
    return frozenset(words_of("weekday")) | frozenset(words_of("undated"))


def _is_place_word(token: str, *, first: bool) -> bool:
    char = token[0]
    if char.isdigit():
        return False
    caseless = char.lower() == char.upper()
    return char.isupper() or caseless or (not first and token.casefold() in PARTICLES)


@cache
def _articles() -> frozenset[str]:
    return frozenset(words_of("article"))


def _is_known(place: str, right: str, tells: str) -> bool:
    """Tell whether a place alone is a dateline: in capitals where they tell, or on the list of cities."""
    if len(right) < 40 or (right[0].isalpha() and right[0].islower()):
        return False
    if "place" in tells and any(part.strip().casefold() in places() for part in place.split("/")):
        return not _opens_with_place(right)
    if "capitals" not in tells or not place.isupper() or right.isupper():
        return False
    return len(place) > 3 and len(place.split()) <= _CAPITAL_PLACE_WORDS and place.casefold() not in _labels()


def _opens_with_place(right: str) -> bool:
    """A place on both sides of a dash is a route or a match: "Paris – Brussels"."""
    word = _TOKEN.match(right)
    return word is not None and word.group().casefold() in places()


@cache
def places() -> frozenset[str]:
    """Return the names, in small letters, of cities that datelines name without a date."""
    return frozenset(words_of("place"))


@cache
def _labels() -> frozenset[str]:
    return frozenset(words_of("label"))


def _shown(place: str) -> str | None:
    """Return a place in capitals as places are written."""
    if not place:
        return None
    if not place.isupper():
        return place
    return " ".join(
        word if "." in word else word.title().replace("’S", "’s").replace("'S", "'s")
        for word in place.split()
    )


def _after_marks(line: str, stop: int) -> int:
    """Step over the marks of a monitoring service, if the run of brackets ends with [TEXT] or the like."""
    position, end = stop, stop
    while match := _MARK.match(line, position):
        position = match.end()
        if match["mark"].casefold().strip() in _TEXT_MARKS:
            end = len(line[:position]) + len(line[position:]) - len(line[position:].lstrip())
            break
    return end


# 新华社北京4月24日电（记者 张三）, (서울=연합뉴스) 홍길동 기자 =, 【東京=山田太郎】, [東京 24日 ロイター] -
_EAST_ASIAN = (
    re.compile(r"(?:[（(]?)(?P<agency>[\u4e00-\u9fff]{1,5}?[社报報网網讯訊])(?P<place>[\u4e00-\u9fff]{0,8}?)\s?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日\s?[电電讯訊消](?:息)?(?:[)）])?\s?(?:[（(][^（）()]{1,40}[)）])?[\s:：，,]*"),
    re.compile(r"[（(](?P<agency>中央社)記者(?P<name>[\u4e00-\u9fff]{2,8}?)(?P<place>[\u4e00-\u9fff]{2,3})\d{1,2}日(?:綜合外電報導|專電|[电電])[)）]\s*"),
    re.compile(r"[(\[（](?P<place>[^=＝()\[\]（）]{1,14})[=＝](?P<agency>[^()\[\]（）\s]{2,10})[)\]）]\s*(?:(?P<name>[가-힣]{2,4})\s(?:기자|특파원|통신원|인턴기자)\s*[=＝]?)?\s*"),
    re.compile(r"【(?P<place>[^】=＝]{1,12})[=＝](?P<name>[^】]{2,14})】\s*"),
    re.compile(r"[\[［【](?P<place>[^\d\]］】]{1,12}?)\s*(?:\d{1,2}月)?\d{1,2}日\s*(?P<agency>[^\]］】]{2,14})[\]］】]\s*[-–―—]*\s*"),
)  # fmt: skip


def _find_stopped(line: str) -> Finding | None:
    """Return the datelines of East Asian agencies, which end without a dash."""
    if line[0].isascii() and line[0] not in "([":
        return None
    for pattern in _EAST_ASIAN:
        match = pattern.match(line[:_WINDOW])
        if match:
            groups = match.groupdict()
            agency, name = groups.get("agency"), groups.get("name")
            credits = (Credit(agency, "agency"),) if agency else ()
            credits += (Credit(name, "author"),) if name else ()
            return Finding(
                "dateline", "dateline.east_asian", 0, match.end(), credits, groups.get("place") or None
            )
    return None
