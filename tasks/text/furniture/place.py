"""The place and the date of a dateline: "LA CROSSE, Wis., April 25, 2016"."""

import re
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple

from copydesk.tasks.text.furniture.moments import Moment, month_number, read_day
from copydesk.tasks.text.furniture.names import PARTICLES
from copydesk.tasks.text.furniture.phrases import words_of

_MOST_WORDS = 7
_MOST_DATE_WORDS = 4
_TOKEN = re.compile(r"(?P<parted>[^\w'’]{0,9}[,;،、]\s)?\W{0,20}(?P<word>[^\W_][\w.'’ʼ-]*)")
_AROUND = ' .,;*_-–—"“”„«»()[]@#•·|'
_NUMBER = re.compile(r"'?\d{1,4}(?:st|nd|rd|th|er|º|ª|-го|-ви)?\.?", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{2}|\d{4}))?\.?|\d{4}-\d{2}-\d{2}")
# Inside the names of places: Frankfurt am Main, Stoke-on-Trent, Châlons sur Marne, Rothenburg ob der Tauber.
_INSIDE = PARTICLES | frozenset(
    ["am", "an", "sur", "sous", "upon", "ob", "aan", "over", "bei", "près", "nad", "na"]
)


class Placed(NamedTuple):
    """What a dateline says: the place as places are written, whether it says a day, and which one.

    `alone` is the place, with its region, without any number; `cased` one in letters that have capitals;
    `parted` one that a comma follows.
    """

    place: str
    dated: bool
    published: Moment | None
    in_capitals: bool
    cased: bool
    alone: bool
    parted: bool


class Word(NamedTuple):
    """A word of a dateline, whether a comma stands before it, and where it ends."""

    text: str
    parted: bool
    stop: int


def read_place(text: str) -> Placed | None:
    """Read a place, its region and a date; anything else in the text makes it no dateline.

    >>> read_place("RIO DE JANEIRO, Feb 26")[:2]
    ('Rio de Janeiro', True)
    >>> read_place("EL PASO, Texas").place, read_place("Heavy rain fell")
    ('El Paso', None)
    """
    words = _words(text)
    if words is None:
        return None
    dates = _date_words(words)
    spoken = [word.text for number, word in enumerate(words) if number not in dates]
    if len(spoken) > _MOST_WORDS or any(word[0].isdigit() for word in spoken):
        return None
    own = sum(
        1 for _ in takewhile(lambda at: at not in dates and not (at and words[at].parted), range(len(words)))
    )
    place = text[: words[own - 1].stop].strip(_AROUND) if own else ""
    dated = any(dates.values())
    return Placed(
        _as_written(place),
        dated,
        read_day(text) if dated else None,
        in_capitals=place.isupper(),
        cased=place.lower() != place.upper(),
        alone=not dates,
        parted=any(word.parted for word in words[1:]),
    )


def may_be_place(text: str) -> bool:
    """Tell whether all words can be of a place or a date: what most lines of story fail at once.

    >>> may_be_place("RIO DE JANEIRO, Feb 26"), may_be_place("Heavy rain fell")
    (True, False)
    """
    return _words(text) is not None


def _words(text: str) -> list[Word] | None:
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if not (word[0].isupper() or word[0].isdigit() or _is_small(word, opening=not words)):
            return None
        words.append(Word(word, match["parted"] is not None, match.end()))
        if len(words) > _MOST_WORDS + _MOST_DATE_WORDS:
            return None
    return words


@cache
def places() -> frozenset[str]:
    """Return the names, in small letters, of cities that datelines name without a date."""
    return frozenset(words_of("place"))


def _is_small(word: str, *, opening: bool) -> bool:
    """Tell whether a word without a capital may stand in a dateline: a month, a particle, another script."""
    if word[0].lower() == word[0].upper():
        return True
    folded = word.casefold().rstrip(".")
    return month_number(folded) is not None or folded in _days() or (folded in _INSIDE and not opening)


def _date_words(words: list[Word]) -> dict[int, bool]:
    """Return which words are of the date, and whether each tells a day, not just a number.

    "Janeiro" is a month only beside a number that has no other, "Sun" a day only behind a comma.
    """
    found: dict[int, bool] = {}
    parted = False
    for number, word in enumerate(words):
        parted = parted or (word.parted and number > 0)
        if _NUMERIC_DATE.fullmatch(word.text):
            found[number] = True
        elif _NUMBER.fullmatch(word.text):
            found[number] = False
            beside = (at for at in (number + 1, number - 1) if at not in found and _is_month(words, at))
            found.update(dict.fromkeys(islice(beside, 1), True))
        elif parted and (word.text.casefold().rstrip(".") in _days() or _is_month(words, number)):
            found[number] = True
    return found


def _is_month(words: list[Word], number: int) -> bool:
    return 0 <= number < len(words) and month_number(words[number].text) is not None


@cache
def _days() -> frozenset[str]:
    return frozenset((*words_of("weekday"), *words_of("undated")))


def _as_written(place: str) -> str:
    if not place.isupper():
        return place
    words = [_capitalised(word) for word in place.split()]
    return " ".join([words[0], *(word.lower() if word.lower() in PARTICLES else word for word in words[1:])])


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]{2,}", lambda run: run.group().capitalize(), word)
