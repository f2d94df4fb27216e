"""MinHash signatures and band keys, as datasketch makes them, for a whole batch at once.

The permutations, the bands and the rows are datasketch's own; they are stored with the desk, so only the
making of a new plan imports it (a second and more).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.shingles import CHARACTERS_LONG, WORDS_LONG
from copydesk.tasks.text.tokens import mix, powers

PERMUTATIONS: Final = 128
SEED: Final = 1
SCHEME: Final = "affine32"
SAMPLE_SCALE: Final = 8
VERSION: Final = "1"
"""Changes whenever the same text gives other fingerprints than before."""
_BAND_BASE: Final = 0xA0761D6478BD642F


@dataclass(frozen=True, slots=True, eq=False)
class IndexPlan:
    """How texts are fingerprinted: what a desk stores, and checks before it adds to its index.

    `multipliers` and `increments` are datasketch's `permutations`; a shingle hash belongs to the sample
    when it is below 2⁶⁴ / `sample_scale`; `shingle_lengths` are the tokens of a shingle in words, Han, Kana
    and the scripts of South-East Asia.
    """

    multipliers: NDArray[np.uint32]
    increments: NDArray[np.uint32]
    bands: int
    rows: int
    seed: int = SEED
    scheme: str = SCHEME
    sample_scale: int = SAMPLE_SCALE
    shingle_lengths: tuple[int, ...] = (WORDS_LONG, *CHARACTERS_LONG.values())
    version: str = VERSION


@cache
def plan(threshold: float = 0.5) -> IndexPlan:
    """Return the plan whose bands suit near-copies from this Jaccard similarity on.

    At .5 datasketch's optimiser takes 25 bands of 5 rows: .99 of the pairs at Jaccard .7 share a band. Short
    texts need it that low, for a word changed in twenty leaves them .52, and the sample of so short a text
    is a row or two.
    """
    from datasketch import MinHash, MinHashLSH

    permutations = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme=SCHEME).permutations
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    return IndexPlan(permutations[0].astype(np.uint32), permutations[1].astype(np.uint32), index.b, index.r)


def sign(hashes: NDArray[np.uint64], offsets: NDArray[np.int64], plan: IndexPlan) -> NDArray[np.uint32]:
    """Return one signature a text, from the low halves of its shingle hashes.

    A text without shingles has the signature of an empty set: all ones.
    """
    count = offsets.size - 1
    signatures = np.full((plan.multipliers.size, count), 0xFFFFFFFF, np.uint32)
    filled = np.flatnonzero(np.diff(offsets))
    if not filled.size:
        return signatures.T
    mixed = _mix32(hashes.astype(np.uint32))
    scratch = np.empty_like(mixed)
    least = np.empty(filled.size, np.uint32)
    starts = offsets[filled]
    for row, factor, addend in zip(signatures, plan.multipliers, plan.increments, strict=True):
        np.multiply(mixed, factor, out=scratch)
        np.add(scratch, addend, out=scratch)
        np.minimum.reduceat(scratch, starts, out=least)
        row[filled] = least
    return np.ascontiguousarray(signatures.T)


def band_keys(signatures: NDArray[np.uint32], plan: IndexPlan) -> NDArray[np.uint64]:
    """Return a key for each band of each signature: equal keys, equal rows in the same band."""
    used = signatures[:, : plan.bands * plan.rows].astype(np.uint64)
    used = used.reshape(-1, plan.bands, plan.rows)
    keys = (used * powers(_BAND_BASE, plan.rows + 1)[1:]).sum(axis=2, dtype=np.uint64)
    keys += np.arange(plan.bands, dtype=np.uint64)
    return mix(keys)


def _mix32(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Apply MurmurHash3's 32-bit finaliser in place, as datasketch does before permuting."""
    hashes ^= hashes >> np.uint32(16)
    hashes *= np.uint32(0x85EBCA6B)
    hashes ^= hashes >> np.uint32(13)
    hashes *= np.uint32(0xC2B2AE35)
    hashes ^= hashes >> np.uint32(16)
    return hashes
