"""Reading texts for comparison: the shingles of each, once, however many pairs it stands in."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.fingerprint import text_hashes
from copydesk.tasks.text.ragged import join_offsets
from copydesk.tasks.text.shingles import Shingles, shingle_tokens
from copydesk.tasks.text.tokens import Tokens, join, slices, tokenise


class Texts(NamedTuple):
    """Some texts: their tokens and their shingles, text after text, in reading order.

    `words` counts the tokens of each text. `first` is a shingle's first token within its text, `lengths` its
    tokens; `new` tells where one occurs for the first time in its text.
    """

    tokens: Tokens
    words: NDArray[np.int32]
    text_hashes: NDArray[np.uint64]
    hashes: NDArray[np.uint64]
    first: NDArray[np.int32]
    lengths: NDArray[np.uint8]
    new: NDArray[np.bool_]
    offsets: NDArray[np.int64]


def read(bodies: Sequence[str]) -> Texts:
    """Return the shingles of the texts: some 16 KB for 400 words."""
    parts = [_read_slice(part) for part in slices(bodies)]
    return Texts(
        tokens=join([part.tokens for part in parts]),
        words=np.concatenate([part.words for part in parts]),
        text_hashes=np.concatenate([part.text_hashes for part in parts]),
        hashes=np.concatenate([part.hashes for part in parts]),
        first=np.concatenate([part.first for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        new=np.concatenate([part.new for part in parts]),
        offsets=join_offsets([part.offsets for part in parts]),
    )


def _read_slice(bodies: Sequence[str]) -> Texts:
    tokens = tokenise(bodies)
    shingles = shingle_tokens(tokens)
    return Texts(
        tokens=tokens,
        words=shingles.words,
        text_hashes=text_hashes(tokens, bodies),
        hashes=shingles.hashes,
        first=shingles.first.astype(np.int32),
        lengths=shingles.lengths.astype(np.uint8),
        new=_first_occurrences(shingles),
        offsets=shingles.offsets,
    )


def _first_occurrences(shingles: Shingles) -> NDArray[np.bool_]:
    new = np.ones(shingles.hashes.size, np.bool_)
    for start, stop in pairwise(shingles.offsets.tolist()):
        own = shingles.hashes[start:stop]
        ordered = np.sort(own)
        if (ordered[1:] == ordered[:-1]).any():
            new[start:stop] = False
            new[start + np.unique(own, return_index=True)[1]] = True
    return new
