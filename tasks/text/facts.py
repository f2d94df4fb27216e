"""The facts of a text: its numbers, and its names, which begin with a capital amid a sentence.

Two texts of one form have the same words and other facts.
"""

import functools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_NUMBER: Final = re.compile(r"\d{1,18}(?:[.,/:–-]\d{1,18}){0,8}")
_CAPITALS_BELOW: Final = 0x2000
_DIGITS_BELOW: Final = 0x10000
_SENTENCE_ENDS: Final = ".!?:;…।"
_NUMBER_MARK: Final = 1 << 32
_MOST_CAPITALS: Final = 0.65
"""Where more words than that begin with a capital, all do, and none is a name for it."""


class TokenFacts(NamedTuple):
    """Which tokens begin a fact, a row a token.

    `keys` tells a fact from others, and is 0 where none begins; `lengths` are the tokens it consists of,
    several in 1,250.5. Words at the head of a sentence have keys, in case that they are names, but no length.
    """

    keys: NDArray[np.int64]
    lengths: NDArray[np.int64]


def find_facts(body: str, starts: NDArray[np.int64], hashes: NDArray[np.uint64]) -> TokenFacts:
    """Return the facts among a text's tokens, given where these start and their hashes.

    >>> text = "On Monday shares in Harbour rose 1.5 percent."
    >>> starts = np.array([0, 3, 10, 17, 20, 28, 33, 35, 37])
    >>> facts = find_facts(text, starts, starts.astype(np.uint64) + 1)
    >>> facts.lengths.tolist()
    [0, 1, 0, 0, 1, 0, 2, 0, 0]
    """
    points = np.frombuffer(body.encode("utf-32-le", "surrogatepass"), np.uint32)
    capital = _capitals().take(points[starts], mode="clip")
    if np.count_nonzero(capital) > _MOST_CAPITALS * starts.size:
        capital[:] = False
    keys = np.where(capital, hashes.astype(np.int64), 0)
    lengths = (capital & ~_heads(points, starts)).astype(np.int64)
    found = [(*number.span(), number.group().replace(",", "")) for number in _numbers(body, points)]
    if found:
        begin, end = (np.searchsorted(starts, [number[side] for number in found]) for side in (0, 1))
        whole = begin < end
        keys[begin[whole]] = np.array([crc32(number[2].encode()) + _NUMBER_MARK for number in found])[whole]
        lengths[begin[whole]] = (end - begin)[whole]
    return TokenFacts(keys, lengths)


def _numbers(body: str, points: NDArray[np.uint32]) -> Iterator[re.Match[str]]:
    """Yield the numbers, as `finditer` would: it looks at every character in turn, where few are digits."""
    end = 0
    for place in np.flatnonzero(_digits().take(points, mode="clip")).tolist():
        number = _NUMBER.match(body, place) if place >= end else None
        if number:
            end = number.end()
            yield number


def _heads(points: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which tokens stand at the head of a sentence, a line or a quotation."""
    opens, ends = _openers(), _enders()
    before = opens.take(points[np.maximum(starts - 1, 0)], mode="clip")
    further = ends.take(points[np.maximum(starts - 2, 0)], mode="clip")
    heads: NDArray[np.bool_] = before | further | (starts == 0)
    return heads


@functools.cache
def _capitals() -> NDArray[np.bool_]:
    return np.array([chr(point).isupper() for point in range(_CAPITALS_BELOW)] + [False])


@functools.cache
def _digits() -> NDArray[np.bool_]:
    """Return which code points are digits, beyond the table all of them in case that one is."""
    return np.array([chr(point).isdecimal() for point in range(_DIGITS_BELOW)] + [True])


@functools.cache
def _openers() -> NDArray[np.bool_]:
    return _table("\n\r\"“„«»‹›‘'([-–—•*")


@functools.cache
def _enders() -> NDArray[np.bool_]:
    return _table(_SENTENCE_ENDS)


def _table(signs: str) -> NDArray[np.bool_]:
    table = np.zeros(0x2100, np.bool_)
    table[[ord(sign) for sign in signs]] = True
    return table
