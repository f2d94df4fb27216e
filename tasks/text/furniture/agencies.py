"""The names of news agencies, alone or listed, and behind "with": "avec AFP", "mit Material von dpa"."""

import re
from functools import cache

from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.furniture.wordset import words_in

_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = re.compile(r"\s*(?:[/,;|+&]|\s-\s|\b(?:and|und|et|y|e|en|och|og|i|и|та)\b)\s*")
_ARTICLE = re.compile(r"(?:the|der|die|den|la|las|les|l['’]|il|a|o) ?", re.IGNORECASE)


def agencies_named(text: str) -> tuple[str, ...]:
    """Return the agencies that a text lists, behind the words that say they had a part in it or without.

    >>> agencies_named("avec AFP"), agencies_named("Con información de EFE y AFP"), agencies_named("mit Brot")
    (('AFP',), ('EFE', 'AFP'), ())
    """
    known = agencies_in(text)
    if known:
        return known
    folded = text.casefold()
    for words in words_by_opening("with_agency").get(first_word(text), ()):
        if folded.startswith(f"{words} "):
            rest = text[len(words) + 1 :]
            return agencies_in(rest) or agencies_in(_ARTICLE.sub("", rest, count=1))
    return ()


def agencies_in(text: str) -> tuple[str, ...]:
    """Return the agencies that a text lists, if it holds nothing else.

    >>> agencies_in("dpa/lsw"), agencies_in("AP Photo"), agencies_in("Berlin")
    (('dpa',), (), ())
    """
    if not may_name_agency(text):
        return ()
    text = " ".join(text.split())
    if is_agency(text):
        return (_without_article(text),)
    parts = [part for part in _SEPARATORS.split(text) if part]
    known = tuple(_without_article(part) for part in parts if is_agency(part))
    rest = [part for part in parts if not is_agency(part)]
    small = all(part.casefold() in _desks() or (part.islower() and len(part) <= 4) for part in rest)
    return known if small else ()


def may_name_agency(line: str) -> bool:
    """Tell whether a line holds a word of any agency's name: most lines hold none."""
    return not _agency_words().isdisjoint(words_in(line))


def is_agency(name: str) -> bool:
    """Tell whether a name is a known agency's; short names count only in capitals, or as it writes itself."""
    folded = name.casefold().strip(" .")
    if folded not in _agencies():
        return False
    return len(folded) > 4 or name.isupper() or folded in _SMALL or not folded.isascii()


_SMALL = frozenset(
    (
        "dpa",
        "apa",
        "sda",
        "ots",
        "epd",
        "efe",
        "ansa",
        "pap",
        "anp",
        "ntb",
        "lusa",
        "hina",
        "tass",
        "dts",
        "ats",
    )
)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(words_of("agency"))


@cache
def _agency_words() -> frozenset[str]:
    """Return the longest word of each name: a text without any names no agency."""
    return frozenset(max(_WORD.findall(name), key=len) for name in _agencies())


@cache
def _desks() -> frozenset[str]:
    return frozenset(words_of("desk"))


def _without_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name
