"""What two texts have in common, shingle by shingle and token by token, for many pairs in one pass."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.ragged import owners, ranges, to_offsets
from copydesk.tasks.text.reading import Texts

CELLS: Final = 64
_SLOT_BITS: Final = 16
_FEW: Final = 16
"""Members that are looked for one by one; of 400 hashes, one or two share a slot with another."""
_SLOT_SHIFT: Final = np.uint64(64 - _SLOT_BITS)


class Covered(NamedTuple):
    """The tokens of one text of each pair, pair after pair: True where they lie in a shared shingle."""

    flags: NDArray[np.bool_]
    offsets: NDArray[np.int64]


class _Hashes:
    """A set of hashes that others are looked up in: each lies in the slot that its highest bits name."""

    def __init__(self) -> None:
        # What is in no set: in each slot a value that belongs into another one.
        slots = np.arange(1 << _SLOT_BITS, dtype=np.uint64)
        self._empty = (slots ^ np.uint64((1 << _SLOT_BITS) - 1)) << _SLOT_SHIFT
        self._table = self._empty.copy()

    def find(self, members: NDArray[np.uint64], hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which of the hashes are members."""
        taken = (members >> _SLOT_SHIFT).astype(np.int64)
        self._table[taken] = members
        found: NDArray[np.bool_] = self._table[(hashes >> _SLOT_SHIFT).astype(np.int64)] == hashes
        pushed_out = members[self._table[taken] != members]
        self._table[taken] = self._empty[taken]
        if pushed_out.size > _FEW:
            return found | np.isin(hashes, pushed_out)
        for member in pushed_out:
            found |= hashes == member
        return found


def shared_shingles(
    texts: Texts, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, pair after pair, which of the left text's shingles stand in the right one, and the reverse."""
    table = _Hashes()
    offsets = texts.offsets.tolist()
    in_right = [np.zeros(0, np.bool_)]
    in_left = [np.zeros(0, np.bool_)]
    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        hashes = texts.hashes[offsets[one] : offsets[one + 1]]
        other_hashes = texts.hashes[offsets[other] : offsets[other + 1]]
        in_right.append(table.find(other_hashes, hashes))
        in_left.append(table.find(hashes[in_right[-1]], other_hashes))
    return np.concatenate(in_right), np.concatenate(in_left)


def cover(
    texts: Texts, chosen: NDArray[np.int64], shared: NDArray[np.bool_], identical: NDArray[np.bool_]
) -> Covered:
    """Return the tokens of the chosen texts that lie in shared shingles; of identical texts all do."""
    offsets = to_offsets(texts.words[chosen].astype(np.int64))
    places, bounds = ranges(texts.offsets, chosen)
    places = places[shared]
    starts = texts.first[places] + offsets[owners(bounds)[shared]]
    size = int(offsets[-1]) + 1
    steps = np.bincount(starts, minlength=size) - np.bincount(starts + texts.lengths[places], minlength=size)
    flags = (np.cumsum(steps) > 0)[:-1] | np.repeat(identical, np.diff(offsets))
    return Covered(flags, offsets)


def pick(covered: Covered, rows: NDArray[np.int64]) -> Covered:
    """Return some of the pairs only."""
    places, offsets = ranges(covered.offsets, rows)
    return Covered(covered.flags[places], offsets)


def coverage(covered: Covered) -> NDArray[np.uint64]:
    """Return a bit for each 64th of a text, the lowest for its beginning, set where half of it is shared."""
    words = np.diff(covered.offsets)
    owner = owners(covered.offsets)
    place = np.arange(owner.size) - covered.offsets[owner]
    cell = owner * CELLS + place * CELLS // words[owner]
    size = words.size * CELLS
    full = np.bincount(cell, minlength=size)
    shared = np.bincount(cell[covered.flags], minlength=size)
    bits = ((shared * 2 >= full) & (full > 0)).reshape(-1, CELLS)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel().astype(np.uint64)


def find_runs(covered: Covered) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where runs of shared tokens start and stop; a run stops with its text."""
    ahead = np.concatenate((covered.flags, [False]))
    behind = np.concatenate(([False], covered.flags))
    cut = np.zeros(ahead.size, np.bool_)
    cut[covered.offsets] = True
    return np.flatnonzero(ahead & (cut | ~behind)), np.flatnonzero(behind & (cut | ~ahead))
