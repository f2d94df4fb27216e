"""The facts of a text: its numbers, and its names, which begin with a capital amid a sentence.

Two texts of one form have the same words and other facts.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.ragged import count, to_offsets
from copydesk.tasks.text.tokens import Tokens

_HAN_DIGITS: Final = "〇零一二三四五六七八九十百千万萬億亿兆两兩"
_NUMBER: Final = re.compile(
    r"\d{1,18}(?:[.,/:–-]\d{1,18}){0,8}"
    # A single one is part of many words.
    rf"|[{_HAN_DIGITS}]{{1,18}}[・点點.][{_HAN_DIGITS}]{{1,18}}|[{_HAN_DIGITS}]{{2,18}}"
)
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


def find_facts(bodies: Sequence[str], tokens: Tokens) -> TokenFacts:
    """Return the facts among the tokens of some texts.

    >>> from copydesk.tasks.text.tokens import tokenise
    >>> text = "On Monday shares in Harbour rose 1.5 percent."
    >>> facts = find_facts([text], tokenise([text]))
    >>> facts.lengths.tolist()
    [0, 1, 0, 0, 1, 0, 2, 0, 0]
    """
    text = "\n".join([*bodies, ""])
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = joined_starts(bodies, tokens)
    capital = _capitals().take(points[starts], mode="clip")
    words = np.diff(tokens.offsets)
    capital &= np.repeat(count(capital, tokens.offsets) <= _MOST_CAPITALS * words, words)
    keys = np.where(capital, tokens.hashes.astype(np.int64), 0)
    heads = _heads(points, starts)
    heads[tokens.offsets[:-1][words > 0]] = True
    lengths = (capital & ~heads).astype(np.int64)
    found = [(*number.span(), number.group().replace(",", "")) for number in _numbers(text, points)]
    if found:
        begin, end = (np.searchsorted(starts, [number[side] for number in found]) for side in (0, 1))
        whole = begin < end
        keys[begin[whole]] = np.array([crc32(number[2].encode()) + _NUMBER_MARK for number in found])[whole]
        lengths[begin[whole]] = (end - begin)[whole]
    return TokenFacts(keys, lengths)


def joined_starts(bodies: Sequence[str], tokens: Tokens) -> NDArray[np.int64]:
    """Return where the tokens start once each text is followed by a line's end and then by the next."""
    bounds = joined_bounds(bodies)
    return tokens.starts + np.repeat(bounds[:-1], np.diff(tokens.offsets))


def joined_bounds(bodies: Sequence[str]) -> NDArray[np.int64]:
    """Return where the texts begin when each is followed by a line's end, and where the last one ends."""
    return to_offsets(np.fromiter(map(len, bodies), np.int64, len(bodies)) + 1)


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
    heads: NDArray[np.bool_] = before | further
    return heads


@functools.cache
def _capitals() -> NDArray[np.bool_]:
    return np.array([chr(point).isupper() for point in range(_CAPITALS_BELOW)] + [False])


@functools.cache
def _digits() -> NDArray[np.bool_]:
    """Return which code points begin numbers, beyond the table all of them in case that one does."""
    digits = np.array([chr(point).isdecimal() for point in range(_DIGITS_BELOW)] + [True])
    digits[[ord(sign) for sign in _HAN_DIGITS]] = True
    return digits


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
