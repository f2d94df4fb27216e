"""Shingles: runs of consecutive tokens, the unit in which texts are compared.

Five words make a run that two independent texts hardly ever share. Five characters of a script without
spaces are two words, so there a run is longer; its length follows from the tokens in it and from nothing
else, so a quoted passage has the same shingles in whatever text it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.characters import HAN, KANA, SOUTH_EAST
from copydesk.tasks.text.tokens import Tokens, mix, powers, tokenise

WORDS_LONG: Final = 5
CHARACTERS_LONG: Final[Mapping[int, int]] = MappingProxyType({HAN: 9, KANA: 12, SOUTH_EAST: 15})
"""Shingle length in tokens, by script; the longest of those that a shingle's first five tokens ask for."""
_BASE: Final = 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles of a batch in reading order: those of text `i` are `offsets[i]` to `offsets[i + 1]`.

    `first` is the index of a shingle's first token within its text, `lengths` its number of tokens.
    Repeated shingles stand here as often as they occur.
    """

    words: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    first: NDArray[np.int64]
    lengths: NDArray[np.int64]
    offsets: NDArray[np.int64]


def shingle(bodies: Sequence[str]) -> Shingles:
    """Return the shingles of all bodies; a text shorter than one shingle has none.

    >>> shingles = shingle(["Rain fell on the town again.", "Rain fell."])
    >>> shingles.words.tolist(), shingles.offsets.tolist(), shingles.first.tolist()
    ([6, 2], [0, 2, 2], [0, 1])
    """
    return shingle_tokens(tokenise(bodies))


def shingle_tokens(tokens: Tokens) -> Shingles:
    """Return the shingles of texts that are tokens already."""
    words = np.diff(tokens.offsets)
    lengths = shingle_lengths(tokens.scripts)
    places = np.arange(tokens.hashes.size)
    whole = places + lengths <= np.repeat(tokens.offsets[1:], words)
    offsets = np.concatenate(([0], np.cumsum(whole)))[tokens.offsets]
    first = np.flatnonzero(whole)
    starts = np.repeat(tokens.offsets[:-1], np.diff(offsets))
    hashes = _hashes(tokens.hashes, lengths)[first]
    return Shingles(words.astype(np.int32), hashes, first - starts, lengths[first], offsets)


def shingle_lengths(scripts: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return, for each token, how long a shingle is that starts with it."""
    lengths = np.full(scripts.size, WORDS_LONG)
    if scripts.max(initial=0) < HAN:
        return lengths
    for script, length in CHARACTERS_LONG.items():
        lengths[scripts == script] = length
    longest = lengths.copy()
    for ahead in range(1, WORDS_LONG):
        np.maximum(longest[:-ahead], lengths[ahead:], out=longest[:-ahead])
    return longest


def _hashes(tokens: NDArray[np.uint64], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return a hash of the shingle that starts with each token: a polynomial in its tokens.

    Where too few tokens follow, the value means nothing.
    """
    factors = powers(_BASE, max(CHARACTERS_LONG.values()))
    sums = tokens + lengths.view(np.uint64)
    longer = np.arange(tokens.size)
    for ahead in range(1, int(lengths.max(initial=0))):
        if ahead < WORDS_LONG:
            sums[:-ahead] += tokens[ahead:] * factors[ahead]
            continue
        longer = longer[(lengths[longer] > ahead) & (longer + ahead < tokens.size)]
        sums[longer] += tokens[longer + ahead] * factors[ahead]
    return mix(sums)
