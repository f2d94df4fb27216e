"""Tell the names of people from other words, by their shape."""

import re
from functools import cache
from typing import NamedTuple

from copydesk.tasks.text.furniture.phrases import words_of

# Small words inside names: Ludwig van Beethoven, Lula da Silva, Omar al Bashir.
# fmt: off
PARTICLES = frozenset(
    {
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "les", "van", "von",
        "der", "den", "ter", "ten", "te", "zu", "zum", "zur", "vom", "y", "e", "al", "el", "bin",
        "ibn", "bint", "ben", "abu", "af", "av", "of", "st", "st.", "san", "mac", "mc", "'t", "d'",
        "l'", "op",
    }
)
# fmt: on
_WORD = re.compile(r"\S+")
# What most sentences open with: a word in small letters among the first two that stands in no name.
_FIRST_WORDS = re.compile(
    rf"(?:\S+[ \u00a0])?(?=[a-zà-öø-ÿ])(?!(?:{'|'.join(sorted(map(re.escape, PARTICLES)))})\b)"
    r"[a-zà-öø-ÿ]{2,}[ \u00a0]"
)
_PARTS = re.compile(r"[\s,;]+")
_MOST_WORDS = 5
_MOST_NAMES = 12
_PUNCTUATED = ",;|:•·–—/()[]"


class Names(NamedTuple):
    """The names that open a text, and where what follows them begins."""

    names: tuple[str, ...]
    stop: int


def read_names(text: str) -> Names | None:
    """Return the names of people a text opens with: "Ada Lovelace, Max Born and Lise Meitner".

    After a comma a further name counts only where "and" follows later, else it is a place or a paper.

    >>> read_names("Ada Lovelace, Science Editor")
    Names(names=('Ada Lovelace',), stop=12)
    >>> read_names("Ada Lovelace, Max Born and Lise Meitner in Berlin").names
    ('Ada Lovelace', 'Max Born', 'Lise Meitner')
    """
    first = read_name(text, 0)
    if first is None or _and_words().isdisjoint(_PARTS.split(text[first[1] :].casefold())):
        return Names((first[0],), first[1]) if first else None
    names, stops = [first[0]], [first[1]]
    joined = 0
    while len(names) < _MOST_NAMES:
        link = _link_after(text, stops[-1])
        following = read_name(text, link[0]) if link else None
        if link is None or following is None:
            break
        names.append(following[0])
        stops.append(following[1])
        if link[1]:
            joined = len(names) - 1
    return Names(tuple(names[: joined + 1]), stops[joined])


def read_name(text: str, start: int) -> tuple[str, int] | None:
    """Return the name of one person that begins at `start`, and its end.

    >>> read_name("JEAN-LOUP DE LA TOUR, Reuters", 0)
    ('Jean-Loup de la Tour', 20)
    >>> read_name("Heavy rain", 0)
    """
    if _FIRST_WORDS.match(text, start):
        return None
    words: list[str] = []
    stop = start
    capitals = 0
    for match in _WORD.finditer(text, start, start + 80):
        word = match.group()
        bare = word.rstrip(",;|:)")
        if words and bare.casefold() in _and_words():
            break
        if not _is_name_word(bare, inside=bool(words)):
            break
        words.append(bare)
        capitals += bare[0].isupper()
        stop = match.start() + len(bare)
        if bare != word or len(words) == _MOST_WORDS + 1:
            break
    while words and words[-1].casefold() in PARTICLES:
        stop -= len(words.pop()) + 1
    if capitals < 2 or not 2 <= len(words) <= _MOST_WORDS or max(map(len, words)) <= 2:
        return None
    return normal_case(" ".join(words)), stop


def normal_case(name: str) -> str:
    """Return a name in capitals as names are written.

    >>> normal_case("AMIR VERA"), normal_case("Ian McEwan"), normal_case("K.O. NWOSU")
    ('Amir Vera', 'Ian McEwan', 'K.O. Nwosu')
    """
    if not name.isupper():
        return name
    words = name.split(" ")
    return " ".join(word.casefold() if word.casefold() in PARTICLES else _capitalise(word) for word in words)


def _capitalise(word: str) -> str:
    if "." in word and len(word) <= 5:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


@cache
def _and_words() -> frozenset[str]:
    return frozenset(words_of("and")) | {"&", "+"}


@cache
def _never_names() -> frozenset[str]:
    return frozenset(words_of("not_name"))


def _is_name_word(word: str, *, inside: bool) -> bool:
    if not word:
        return False
    folded = word.casefold()
    if folded in PARTICLES:
        return inside or word[0].isupper()
    first = word[0]
    if not first.isupper():
        # Irish and Arabic forms: d'Arc, al-Assad.
        return folded.startswith(("d'", "d’", "al-", "el-", "o'", "o’", "l'", "l’")) and len(word) > 3
    if len(word) == 2 and word[1] == ".":
        return True
    if folded.rstrip(".") in _never_names():
        return False
    if word.isalpha():
        return True
    if any(map(str.isdigit, word)):
        return False
    return all(char.isalpha() or char in "-.'’‘`´" or not char.isascii() for char in word)


def _link_after(text: str, stop: int) -> tuple[int, bool] | None:
    """Return where the next name begins, and whether "and" stands before it."""
    rest = text[stop : stop + 12]
    bare = rest.lstrip(" \u00a0\n")
    comma = bare.startswith((",", ";"))
    if comma:
        bare = bare[1:].lstrip(" \u00a0\n")
    word = bare.split(maxsplit=1)[0] if bare else ""
    offset = stop + len(rest) - len(bare)
    if word.casefold() in _and_words():
        return offset + len(word) + 1, True
    return (offset, False) if comma else None
