"""The exact figures of candidate pairs: what of each text stands in the other.

Figures depend on the two bodies alone: not on thresholds, and not on what else is compared with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.manner import Manner, Marked, describe, mark
from copydesk.tasks.text.overlap import Covered, cover, coverage, pick, shared_shingles
from copydesk.tasks.text.ragged import count, ranges
from copydesk.tasks.text.reading import Texts, read
from copydesk.tasks.text.retelling import retold_shares
from copydesk.tasks.text.thresholds import COPY_CONTAINMENT, DESCRIBED_CONTAINMENT

# A chunk's texts, each read once, and their working arrays: up to 150 MB at 400 words a text.
_CHUNK_PAIRS: Final = 4_096
_BLOCK_PAIRS: Final = 1_024


@dataclass(frozen=True, slots=True)
class Side:
    """One text of each pair, in tokens; a row a pair.

    A token is shared when it lies in a shared shingle. `coverage` has a bit for each 64th of the text, the
    lowest for its beginning, set where at least half of it is shared. `quoted`, `shared_quoted`,
    `shared_facts` and `swapped_facts` are those of `Manner`. All but the first two are 0 where the
    containment of the first text is below `DESCRIBED_CONTAINMENT`.
    """

    words: NDArray[np.int64]
    shared_words: NDArray[np.int64]
    coverage: NDArray[np.uint64]
    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    shared_facts: NDArray[np.int64]
    swapped_facts: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> "Side":
        """Return the rows asked for, in their order."""
        return Side(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    @property
    def novel_words(self) -> NDArray[np.int64]:
        """Tokens that do not stand in the other text."""
        return self.words - self.shared_words


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact columns, a row a pair.

    `shared` counts distinct shingles in both; `containment` is the share of the first text's distinct
    shingles that stand in the second, `other_containment` the reverse. Texts too short for a shingle have
    only zeros, but for `identical` ones: same tokens in the same order. `retold` is the share of the first
    text's other words, each counted once, that stand anywhere in the second; NaN where not looked at.
    """

    identical: NDArray[np.bool_]
    shared: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]
    other_containment: NDArray[np.float64]
    retold: NDArray[np.float64]
    first: Side
    second: Side

    def __len__(self) -> int:
        """Return the number of pairs."""
        return int(self.shared.size)

    def take(self, rows: NDArray[np.int64]) -> "Figures":
        """Return the figures of some pairs, in the order of `rows`."""
        columns = {
            field.name: getattr(self, field.name)[rows]
            for field in fields(self)
            if field.name not in {"first", "second"}
        }
        return Figures(**columns, first=self.first.take(rows), second=self.second.take(rows))

    @property
    def shared_words(self) -> NDArray[np.int64]:
        """Tokens of the first (shorter) story that lie in shared shingles."""
        return self.first.shared_words


class _Block(NamedTuple):
    """Pairs of rows of `Texts`: what they share, and which are near enough to look at how."""

    rows: NDArray[np.int64]
    identical: NDArray[np.bool_]
    shared: NDArray[np.int64]
    distinct: tuple[NDArray[np.int64], NDArray[np.int64]]
    near: NDArray[np.int64]
    covered: tuple[Covered, Covered]


def compare(bodies: Sequence[str], pairs: NDArray[np.int64]) -> Figures:
    """Return the figures of each pair of indices into `bodies`, in the order of `pairs`.

    Equal bodies are compared once, however many stand for them.

    >>> story = "The river rose two metres overnight and the lower town was cleared by noon."
    >>> figures = compare([story[:39], story], np.array([[0, 1]]))
    >>> figures.containment.tolist(), figures.shared_words.tolist(), figures.second.novel_words.tolist()
    ([1.0], [7], [7])
    """
    texts = list(dict.fromkeys(bodies))
    number = {text: place for place, text in enumerate(texts)}
    numbers = np.array([number[body] for body in bodies], np.int64)
    asked, answer = np.unique(numbers[pairs].reshape(-1, 2), axis=0, return_inverse=True)
    starts = range(0, max(len(asked), 1), _CHUNK_PAIRS)
    figures = _join([_compare_chunk(texts, asked[start : start + _CHUNK_PAIRS]) for start in starts])
    return figures.take(answer.reshape(-1))


def _compare_chunk(bodies: Sequence[str], pairs: NDArray[np.int64]) -> Figures:
    used, places = np.unique(pairs, return_inverse=True)
    rows = places.reshape(-1, 2)
    texts = read([bodies[place] for place in used.tolist()])
    starts = range(0, max(len(rows), 1), _BLOCK_PAIRS)
    blocks = [_share(texts, rows[start : start + _BLOCK_PAIRS]) for start in starts]
    described = np.unique(np.concatenate([block.rows[block.near] for block in blocks]))
    marked = mark([bodies[place] for place in used[described].tolist()], texts.tokens.take(described))
    return _join([_complete(texts, block, described, marked) for block in blocks])


def _share(texts: Texts, rows: NDArray[np.int64]) -> _Block:
    left, right = rows.T
    identical = texts.text_hashes[left] == texts.text_hashes[right]
    in_right, in_left = shared_shingles(texts, left, right)
    places, offsets = ranges(texts.offsets, left)
    shared = count(in_right & texts.new[places], offsets)
    distinct = count(texts.new, texts.offsets)
    near = np.flatnonzero(identical | ((shared > 0) & (shared >= DESCRIBED_CONTAINMENT * distinct[left])))
    covered = (cover(texts, left, in_right, identical), cover(texts, right, in_left, identical))
    return _Block(rows, identical, shared, (distinct[left], distinct[right]), near, covered)


def _complete(texts: Texts, block: _Block, described: NDArray[np.int64], marked: Marked) -> Figures:
    """Return a block's figures, with the manner of the pairs that are near enough for it to matter."""
    left, right = np.searchsorted(described, block.rows[block.near]).T
    sides = [
        _side(covered, block.near, describe(marked, pairs, pick(covered, block.near)))
        for pairs, covered in zip(((left, right), (right, left)), block.covered, strict=True)
    ]
    sizes, other_sizes = block.distinct
    containment = _ratio(block, sizes)
    return Figures(
        identical=block.identical,
        shared=block.shared,
        jaccard=_ratio(block, sizes + other_sizes - block.shared),
        containment=containment,
        other_containment=_ratio(block, other_sizes),
        retold=_retold(texts, block, containment),
        first=sides[0],
        second=sides[1],
    )


def _retold(texts: Texts, block: _Block, containment: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.full(containment.size, np.nan)
    asked = block.near[containment[block.near] < COPY_CONTAINMENT]
    shares[asked] = retold_shares(texts.tokens, block.rows[asked], pick(block.covered[0], asked))
    return shares


def _ratio(block: _Block, whole: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.where(block.identical, 1.0, block.shared / np.maximum(whole, 1))


def _side(covered: Covered, near: NDArray[np.int64], manner: Manner) -> Side:
    size = covered.offsets.size - 1
    described = {field.name: np.zeros(size, np.int64) for field in fields(Manner)}
    for name, column in described.items():
        column[near] = getattr(manner, name)
    bits = np.zeros(size, np.uint64)
    bits[near] = coverage(pick(covered, near))
    return Side(np.diff(covered.offsets), count(covered.flags, covered.offsets), bits, **described)


def _join(parts: Sequence[Figures]) -> Figures:
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Figures)
        if field.name not in {"first", "second"}
    }
    first = _join_sides([part.first for part in parts])
    return Figures(**columns, first=first, second=_join_sides([part.second for part in parts]))


def _join_sides(sides: Sequence[Side]) -> Side:
    return Side(*(np.concatenate([getattr(side, field.name) for side in sides]) for field in fields(Side)))
