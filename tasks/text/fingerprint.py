"""Fingerprints: everything the index keeps of a text, for a whole window at once.

Two lanes: the bands of a MinHash signature find near-copies, and the sample of shingle hashes finds
excerpts, which no MinHash can (an excerpt of a tenth has Jaccard .1).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.minhash import IndexPlan, band_keys, sign
from copydesk.tasks.text.shingles import shingle_tokens
from copydesk.tasks.text.tokens import Tokens, mix, powers, slices, tokenise

_BASE: Final = 0x8EBC6AF09C88C6E3


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Columns, a row a text, in the order of the texts.

    `words` int32 tokens; `shingles` int32 distinct shingles; `signatures` uint32 (texts, 128);
    `band_keys` uint64 (texts, bands), meaningless where `shingles` is 0: such a text matches only the
    same `text_hash`; `samples` flat uint64, those of text `i` from `sample_offsets[i]` to
    `sample_offsets[i + 1]`, ascending; `text_hash` uint64 of the tokens in their order.
    """

    words: NDArray[np.int32]
    shingles: NDArray[np.int32]
    signatures: NDArray[np.uint32]
    band_keys: NDArray[np.uint64]
    samples: NDArray[np.uint64]
    sample_offsets: NDArray[np.int64]
    text_hash: NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of texts."""
        return int(self.words.size)


def fingerprint(bodies: Sequence[str], plan: IndexPlan) -> Fingerprints:
    """Return the fingerprints of all bodies; each depends on its own body and the plan alone."""
    parts = [_fingerprint_slice(part, plan) for part in slices(bodies)]
    counts = np.concatenate([np.diff(part.sample_offsets) for part in parts])
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Fingerprints)
        if field.name != "sample_offsets"
    }
    return Fingerprints(sample_offsets=np.concatenate(([0], np.cumsum(counts))), **columns)


def _fingerprint_slice(bodies: Sequence[str], plan: IndexPlan) -> Fingerprints:
    tokens = tokenise(bodies)
    shingles = shingle_tokens(tokens)
    hashes, offsets = _distinct(shingles.hashes, shingles.offsets)
    signatures = sign(hashes, offsets, plan)
    sampled = hashes < np.uint64((1 << 64) // plan.sample_scale)
    return Fingerprints(
        words=shingles.words,
        shingles=np.diff(offsets).astype(np.int32),
        signatures=signatures,
        band_keys=band_keys(signatures, plan),
        samples=hashes[sampled],
        sample_offsets=np.concatenate(([0], np.cumsum(sampled)))[offsets],
        text_hash=text_hashes(tokens, bodies),
    )


def _distinct(
    hashes: NDArray[np.uint64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return each text's distinct hashes, ascending."""
    ordered = hashes.copy()
    for start, stop in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True):
        ordered[start:stop].sort()
    new = np.ones(ordered.size, np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    new[offsets[:-1][np.diff(offsets) > 0]] = True
    return ordered[new], np.concatenate(([0], np.cumsum(new)))[offsets]


def text_hashes(tokens: Tokens, bodies: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of each text's tokens in their order: equal for texts of the same words.

    A text without any words is told by its characters, or all of these would be one text.
    """
    words = np.diff(tokens.offsets)
    places = np.arange(tokens.hashes.size) - np.repeat(tokens.offsets[:-1], words)
    terms = tokens.hashes * powers(_BASE, 1 << int(words.max(initial=1)).bit_length())[places]
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(terms)))
    hashes = mix(sums[tokens.offsets[1:]] - sums[tokens.offsets[:-1]] + words.astype(np.uint64))
    for place in np.flatnonzero(words == 0).tolist():
        written = bodies[place].strip().encode("utf-8", "surrogatepass")
        hashes[place] = int.from_bytes(hashlib.blake2b(written, digest_size=8).digest(), "little")
    return hashes
