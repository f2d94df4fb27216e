"""Lines that say who wrote: "By Ada Lovelace, Science Editor", bare names, mail addresses."""

import re
from functools import cache

from copydesk.tasks.text.furniture.agencies import agencies_in
from copydesk.tasks.text.furniture.caseless import find_korean, read_caseless
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.moments import Moment
from copydesk.tasks.text.furniture.names import read_names
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.furniture.timestamp import find_timestamp
from copydesk.tasks.text.spans import Credit

_LONGEST = 170
_AFFILIATION_LONGEST = 110
_LABEL_LONGEST = 40
_PIECES = re.compile(r"\s*(?:[|•·●]|\s[-–—]\s|\s{3,})\s*")
_ADDRESS = re.compile(
    r"(?:e-?mail:?\s*)?(?:[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,20}){1,3}|@\w{2,30})", re.IGNORECASE
)
_MAIL = re.compile(r"(?:[\w.+-]{1,60}@[\w-]{1,60}\.\w|(?<!\w)@\w{2,30}|twitter\.com/\w)")
_ARTICLES = (
    "the ",
    "les ",
    "le ",
    "la ",
    "l'",
    "l’",
    "der ",
    "die ",
    "das ",
    "el ",
    "il ",
    "de ",
    "o ",
    "our ",
)
_MARKS = ",;|•·–—-(/@"
_NUMBERED = re.compile(r"\d")
_AFTER_LABEL = frozenset((" ", ":", "：", "/", "／", "|", "｜"))


def find_byline(line: str) -> Finding | None:
    """Return a line that opens with "By", in any of the languages, and the names of people or outlets.

    A name is two words with capitals; "By" before anything else opens a sentence.

    >>> find_byline("By AMIR VERA, CNN").credits
    (Credit(name='Amir Vera', role='author'),)
    >>> find_byline("By noon the rain had stopped.")
    >>> find_byline("Von München bis Aachen: der große Test")
    """
    if len(line) > _LONGEST:
        return None
    if first_word(line) not in words_by_opening("byline"):
        return find_korean(line) if "\uac00" <= line[0] <= "\ud7a3" else None
    rest = _after_label(" ".join(line.split()))
    return _read(rest, "byline.by_name") if rest else None


def find_bare_name(line: str) -> Finding | None:
    """Return a line that is only names, with a title or an outlet after a comma.

    Whether such a line is a byline its neighbours must tell.

    >>> find_bare_name("Ada Lovelace and Max Born, Staff Writers").credits[1].name
    'Max Born'
    """
    return _read(" ".join(line.split()), "byline.bare_name") if len(line) <= 90 else None


def find_address(line: str) -> Finding | None:
    """Return a line that is a mail address or a handle, or tells how to reach the author by one.

    >>> find_address("ada@example.org").rule
    'byline.address'
    >>> find_address("Contact Ada Lovelace at ada@example.org .").rule
    'bio.contact'
    """
    if len(line) > _LONGEST or not ("@" in line or "twitter.com/" in line):
        return None
    if _ADDRESS.fullmatch(line.strip(" ()|•")):
        return Finding("byline", "byline.address")
    openings = words_by_opening("contact").get(first_word(line), ())
    asked = any(line[:_LABEL_LONGEST].casefold().startswith(opening) for opening in openings)
    return Finding("bio", "bio.contact") if asked and _MAIL.search(line) else None


def ends_with_date(line: str) -> bool:
    """Tell whether the last of the pieces of a line is when: "Ada Lovelace | London | 08/01/2014"."""
    *before, last = _PIECES.split(line)
    return bool(before and last) and find_timestamp(last) is not None


def is_byline_label(line: str) -> bool:
    """Tell whether a line is "By" and nothing else: the name follows in the next line."""
    return len(line) <= 24 and line.strip(" :").casefold() in _labels()


def names_agency(line: str) -> bool:
    """Tell whether a line is names and the agency they write for: "Ada Lovelace, Reuters".

    >>> names_agency("Ada Lovelace, Bloomberg"), names_agency("Ada Lovelace, mathematician")
    (True, False)
    """
    names = read_names(line) if len(line) <= _LABEL_LONGEST * 2 else None
    if names is None:
        return False
    rest = line[names.stop :].strip(" ,;|/–—-")
    return bool(agencies_in(rest)) or _is_with_agency(rest)


def _is_with_agency(rest: str) -> bool:
    """Tell whether behind a name stands the agency that it wrote with: "avec AFP"."""
    word, _, agency = rest.partition(" ")
    return word.casefold() in words_of("with_agency") and bool(agencies_in(agency))


@cache
def _labels() -> frozenset[str]:
    return frozenset(words_of("byline"))


def _after_label(plain: str) -> str | None:
    bare = plain.lstrip("*_–—-| (")
    folded = bare[:_LABEL_LONGEST].casefold()
    for label in words_by_opening("byline").get(first_word(folded), ()):
        if folded.startswith(label) and folded[len(label) : len(label) + 1] in _AFTER_LABEL:
            return bare[len(label) :].strip(" :：/／|｜") or None
    return None


def _read(text: str, rule: str) -> Finding | None:
    """Read "names, affiliation | date" and the like."""
    names = None if text.casefold().startswith(_ARTICLES) else read_names(text)
    if names is None:
        caseless = read_caseless(text) if rule == "byline.by_name" else None
        return caseless or _read_outlet(text, rule)
    rest = text[names.stop :].lstrip()
    if rest and rule == "byline.bare_name" and rest[0] not in _MARKS and not _is_with_agency(rest):
        return None  # a headline in capital words opens like a name: "Red Cross to Leave"
    accepted, published, modified = _read_rest(rest)
    if not accepted:
        return None
    named = [Credit(name, "agency" if agencies_in(name) else "author") for name in names.names]
    named.sort(key=lambda credit: credit.role == "agency")
    return Finding("byline", rule, credits=tuple(named), published=published, modified=modified)


def _read_outlet(text: str, rule: str) -> Finding | None:
    bare = text.rstrip(" .")
    agencies = agencies_in(bare)
    if agencies:
        return Finding("byline", rule, credits=tuple(Credit(name, "agency") for name in agencies))
    words = bare.split()
    if not 1 < len(words) <= 6 or not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return None
    last = words[-1].casefold().rstrip("s")
    if last in _staff_words() and rule == "byline.by_name":
        name = agencies_in(" ".join(words[:-1]))
        return Finding("byline", rule, credits=tuple(Credit(one, "agency") for one in name))
    if bare.casefold().startswith(_ARTICLES) and rule == "byline.by_name" and len(words) <= 4:
        return Finding("byline", rule, credits=(Credit(bare, "publisher"),))
    return None


def _read_rest(rest: str) -> tuple[bool, Moment | None, Moment | None]:
    """Accept what may stand after the names: nothing, an affiliation, a date."""
    bare = rest.strip(" ,;|•·–—-/()")
    if not bare:
        return True, None, None
    if len(bare) > _AFFILIATION_LONGEST:
        return False, None, None
    published = modified = None
    for piece in filter(None, _PIECES.split(rest.strip(" ,;|•·–—-/"))):
        dated = find_timestamp(piece)
        if dated:
            published, modified = published or dated.published, modified or dated.modified
        elif not _is_affiliation(piece, rest):
            return False, None, None
    return True, published, modified


def _is_affiliation(piece: str, rest: str) -> bool:
    """Tell an affiliation: set off by a mark or opened by a title, and no sentence."""
    words = piece.split()
    if agencies_in(piece):
        return True
    if len(words) > 12 or piece[-1] in "?!" or (piece[-1] == "." and len(words[-1]) > 4):
        return False
    if _NUMBERED.search(piece) and len(words) > 4:
        return False
    opened = rest[0] in _MARKS
    return opened or words[0].casefold() in _staff_words() or "@" in piece


@cache
def _staff_words() -> frozenset[str]:
    return frozenset(word for phrase in words_of("staff") for word in phrase.split()) | frozenset(
        words_of("in_place")
    )
