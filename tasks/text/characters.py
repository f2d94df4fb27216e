"""What each code point is to a tokeniser: one table, looked up for a whole batch at once.

Classes follow Unicode's categories. Code points that the running Python doesn't know are taken for
letters, or for signs in the blocks of signs, which is what later versions of Unicode make of them: so a
newer Python finds the same words.
"""

import functools
import unicodedata
from typing import Final

import numpy as np
from numpy.typing import NDArray

SEPARATOR: Final = 0
WORD: Final = 1
MARK: Final = 2
"""A combining mark: part of the token before it."""
HAN: Final = 3
KANA: Final = 4
SOUTH_EAST: Final = 5
"""Thai, Lao, Khmer, Myanmar. From `HAN` on, each character is a token."""

CODE_POINT: Final = (1 << 21) - 1
CLASS_SHIFT: Final = 21
CLASS: Final = 7
REFOLD: Final = 1 << 24
"""Folding it alone isn't enough: it becomes several characters, none, or joins the one before."""
NON_STARTER: Final = 1 << 25
"""Canonical order may move it past another one."""

_SIGN_BLOCKS: Final = ((0x2000, 0x2BFF), (0x2E00, 0x2E7F), (0x1F000, 0x1FBFF))
_SCRIPTS: Final = (
    (HAN, ((0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))),
    (KANA, ((0x3041, 0x30FF), (0x31F0, 0x31FF), (0x1AFF0, 0x1B16F))),
    (SOUTH_EAST, ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
)
# Planes 0 and 1 are asked point by point; then come two planes of Han and nothing else with words.
_ASKED: Final = 0x20000
_HAN_PLANES: Final = range(0x20000, 0x3FFFE)
_COMPATIBILITY_HAN: Final = range(0x2F800, 0x2FA1E)
_TAGS_AND_SELECTORS: Final = range(0xE0001, 0xE01F0)
_SELECTORS: Final = frozenset((*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_JOINING_JAMO: Final = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))


@functools.cache
def character_table() -> NDArray[np.uint32]:
    """Return, for each code point, its folded code point, its class and its flags in one number.

    Built once a process, in some 0.15 s.
    """
    table = np.zeros(0x110000, np.uint32)
    table[_HAN_PLANES] = np.array(_HAN_PLANES) | (HAN << CLASS_SHIFT)
    table[_COMPATIBILITY_HAN] = [ord(fold(chr(point))) | (HAN << CLASS_SHIFT) for point in _COMPATIBILITY_HAN]
    table[_TAGS_AND_SELECTORS] = np.array(_TAGS_AND_SELECTORS) | REFOLD
    table[:_ASKED] = _first_planes()
    table.flags.writeable = False
    return table


def fold(text: str) -> str:
    r"""Return the text as tokens see it: compatible forms and case folded, invisible characters gone.

    >>> fold("Stra\u00adße Ⅳ")
    'strasse iv'
    """
    return _fold("".join(character for character in text if not _is_invisible(character)))


def _is_invisible(character: str) -> bool:
    """Tell soft hyphens, joiners, direction marks and variation selectors: nobody reads them."""
    return unicodedata.category(character) == "Cf" or ord(character) in _SELECTORS


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _first_planes() -> NDArray[np.uint32]:
    characters = [chr(point) for point in range(_ASKED)]
    categories = list(map(unicodedata.category, characters))
    # NUL joins nothing, so it keeps the neighbours apart while all are folded in one call.
    folded = ["\0", *_fold("\0".join(characters[1:])).split("\0")]
    alone = np.fromiter(map(len, folded), np.int64, _ASKED) == 1
    target = np.array([ord(text) if len(text) == 1 else 0 for text in folded])
    known = np.minimum(target, _ASKED - 1)
    kinds = _kinds(categories)
    entries = np.where(target < _ASKED, kinds[known], HAN) << CLASS_SHIFT | target | _flags(characters)[known]
    points = np.arange(_ASKED)
    entries = np.where(alone, entries, points | (WORD << CLASS_SHIFT) | REFOLD)
    entries[kinds == SEPARATOR] = 0
    invisible = np.array([category == "Cf" for category in categories])
    invisible[[point for point in _SELECTORS if point < _ASKED]] = True
    return np.where(invisible, points | REFOLD, entries).astype(np.uint32)


def _kinds(categories: list[str]) -> NDArray[np.int64]:
    """Return the class of each code point, by its own category and block."""
    of_category = {"Mn": MARK, "Mc": MARK, "Cn": WORD}
    of_letter = {"L": WORD, "N": WORD}
    kinds = np.array([of_category.get(one, of_letter.get(one[0], SEPARATOR)) for one in categories])
    unknown = np.array([one == "Cn" for one in categories])
    for first, last in _SIGN_BLOCKS:
        kinds[first : last + 1][unknown[first : last + 1]] = SEPARATOR
    for kind, blocks in _SCRIPTS:
        for first, last in blocks:
            block = kinds[first : last + 1]
            block[block == WORD] = kind
    return kinds


def _flags(characters: list[str]) -> NDArray[np.int64]:
    """Return what stands in the way of folding each code point without its neighbours."""
    flags = np.where(list(map(unicodedata.combining, characters)), NON_STARTER, 0)
    decompositions = (unicodedata.decomposition(character).split() for character in characters)
    pairs = (parts for parts in decompositions if len(parts) == 2 and not parts[0].startswith("<"))
    flags[[*_JOINING_JAMO, *(int(second, 16) for _, second in pairs)]] |= REFOLD
    return flags
