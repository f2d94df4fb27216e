"""Digests: articles that hold several stories, and would join them into one.

A digest shows only in company: two of its matches stand in different parts of it and don't match each
other. So digests are found among the matches of the present set, and their edges take no part in choosing.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.thresholds import Thresholds

_MOST_PARTS: Final = 64
"""Parts looked at, the widest: enough for any digest, and no flood of excerpts takes long."""
_WHOLE: Final = 58
"""Bits from which a partner is a copy of it all, and leaves no room for another part."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Accepted matches, a row each: two articles by number, and the `coverage` of each as in `Side`."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    coverage: NDArray[np.uint64]
    other_coverage: NDArray[np.uint64]


class _Part(NamedTuple):
    """What a partner covers of an article: bits, and who it is."""

    bits: int
    partner: int


def find_digests(count: int, overlaps: Overlaps, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Return which of the articles 0 to `count` - 1 are digests.

    >>> halves = np.array([0xFFFF, 0xFFFF_0000], np.uint64)
    >>> whole = np.array([2**64 - 1] * 2, np.uint64)
    >>> overlaps = Overlaps(np.array([0, 1]), np.array([2, 2]), whole, halves)
    >>> find_digests(3, overlaps, Thresholds()).tolist()
    [False, False, True]
    """
    columns = (overlaps.first, overlaps.second, overlaps.coverage, overlaps.other_coverage)
    matched: set[tuple[int, int]] = set()
    parts: dict[int, list[_Part]] = defaultdict(list)
    for first, second, coverage, other_coverage in zip(*(column.tolist() for column in columns), strict=True):
        matched |= {(first, second), (second, first)}
        parts[first].append(_Part(coverage, second))
        parts[second].append(_Part(other_coverage, first))
    digests = np.zeros(count, np.bool_)
    for article, found in parts.items():
        digests[article] = _holds_several(found, matched, thresholds.digest_overlap)
    return digests


def breaks_at_digest(
    first: NDArray[np.int64], second: NDArray[np.int64], digests: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return the matches between a digest and a story of it: they are `shared`, and merge nothing.

    Two digests are copies of each other, and stay matched.
    """
    breaks: NDArray[np.bool_] = digests[first] != digests[second]
    return breaks


def _holds_several(parts: list[_Part], matched: set[tuple[int, int]], overlap: float) -> bool:
    stories = [part for part in parts if 0 < part.bits.bit_count() < _WHOLE]
    widest = sorted(stories, key=lambda part: (-part.bits.bit_count(), part))[:_MOST_PARTS]
    return any(
        (one.bits & other.bits).bit_count() <= overlap * other.bits.bit_count()
        and (one.partner, other.partner) not in matched
        for one, other in combinations(widest, 2)
    )
