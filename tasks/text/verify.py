"""The exact figures of candidate pairs: what of each text stands in the other, and where.

Figures depend on the two bodies alone: not on thresholds, and not on what else is compared with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.overlap import Side, shared_shingles, side
from copydesk.tasks.text.ragged import count, join_offsets, ranges
from copydesk.tasks.text.reading import read

# A chunk's texts and their working arrays: some 80 MB at 400 words a text.
_CHUNK_PAIRS: Final = 1024


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact columns, a row a pair.

    `shared` counts distinct shingles in both; `containment` is the share of the first text's distinct
    shingles that stand in the second, `other_containment` the reverse. Texts too short for a shingle have
    only zeros, but for `identical` ones: same tokens in the same order.
    """

    identical: NDArray[np.bool_]
    shared: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]
    other_containment: NDArray[np.float64]
    first: Side
    second: Side

    def __len__(self) -> int:
        """Return the number of pairs."""
        return int(self.shared.size)

    @property
    def shared_words(self) -> NDArray[np.int64]:
        """Tokens of the first (shorter) story that lie in shared shingles."""
        return self.first.shared_words


def compare(bodies: Sequence[str], pairs: NDArray[np.int64]) -> Figures:
    """Return the figures of each pair of indices into `bodies`, in the order of `pairs`.

    Pairs in the order of their texts are cheapest: a text is read once for all neighbouring pairs.

    >>> story = "The river rose two metres overnight and the lower town was cleared by noon."
    >>> figures = compare([story[:39], story], np.array([[0, 1]]))
    >>> figures.containment.tolist(), figures.shared_words.tolist(), figures.second.novel_words.tolist()
    ([1.0], [7], [7])
    """
    starts = range(0, max(len(pairs), 1), _CHUNK_PAIRS)
    return _join([_compare_chunk(bodies, pairs[start : start + _CHUNK_PAIRS]) for start in starts])


def _compare_chunk(bodies: Sequence[str], pairs: NDArray[np.int64]) -> Figures:
    used, places = np.unique(pairs, return_inverse=True)
    texts = read([bodies[place] for place in used.tolist()])
    left, right = places.reshape(-1, 2).T
    in_right, in_left = shared_shingles(texts, left, right)
    identical = texts.text_hashes[left] == texts.text_hashes[right]
    rows, offsets = ranges(texts.shingle_offsets, left)
    shared = count(in_right & texts.new[rows], offsets)
    sizes, other_sizes = texts.distinct[left], texts.distinct[right]
    return Figures(
        identical=identical,
        shared=shared,
        jaccard=_ratio(shared, sizes + other_sizes - shared, identical),
        containment=_ratio(shared, sizes, identical),
        other_containment=_ratio(shared, other_sizes, identical),
        first=side(texts, (left, right), in_right, identical),
        second=side(texts, (right, left), in_left, identical),
    )


def _ratio(
    part: NDArray[np.int64], whole: NDArray[np.int64], identical: NDArray[np.bool_]
) -> NDArray[np.float64]:
    return np.where(identical, 1.0, part / np.maximum(whole, 1))


def _join(chunks: list[Figures]) -> Figures:
    columns = {
        field.name: np.concatenate([getattr(chunk, field.name) for chunk in chunks])
        for field in fields(Figures)
        if field.name not in {"first", "second"}
    }
    first = _join_sides([chunk.first for chunk in chunks])
    return Figures(**columns, first=first, second=_join_sides([chunk.second for chunk in chunks]))


def _join_sides(sides: list[Side]) -> Side:
    columns = {
        field.name: np.concatenate([getattr(one, field.name) for one in sides])
        for field in fields(Side)
        if field.name != "passage_offsets"
    }
    return Side(**columns, passage_offsets=join_offsets([one.passage_offsets for one in sides]))
