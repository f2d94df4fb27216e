"""Reading texts for comparison: tokens, shingles, quotations and numbers, each text once."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.fingerprint import text_hashes
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.ragged import count, join_offsets
from copydesk.tasks.text.shingles import Shingles, shingle_tokens
from copydesk.tasks.text.tokens import Tokens, slices, tokenise

_ANNOUNCING: Final = re.compile(r":[ \t\"”]{0,8}\n")
"""A line that ends with a colon: what follows is a letter, a statement or a list."""


class Texts(NamedTuple):
    """Some texts: their tokens and their shingles, text after text.

    `starts` and `stops` are code points; `quoted`, `announced` (the first one after a line that ends with a
    colon) and `numbers` are flags of tokens, `words` numbers them, the same ones alike. `first` is a
    shingle's first token within its text, `lengths` its tokens; `ids` numbers the shingles; `new` tells where
    one occurs for the first time in its text, and `distinct` counts these by text.
    """

    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    numbers: NDArray[np.bool_]
    hashes: NDArray[np.uint64]
    token_offsets: NDArray[np.int64]
    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    lengths: NDArray[np.int64]
    new: NDArray[np.bool_]
    shingle_offsets: NDArray[np.int64]
    distinct: NDArray[np.int64]
    text_hashes: NDArray[np.uint64]


class _Slice(NamedTuple):
    tokens: Tokens
    shingles: Shingles
    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    text_hashes: NDArray[np.uint64]


def read(bodies: Sequence[str]) -> Texts:
    """Return all that comparing needs to know of each text."""
    parts = [_read_slice(part) for part in slices(bodies)]
    shingle_offsets = join_offsets([part.shingles.offsets for part in parts])
    ids = number_alike(np.concatenate([part.shingles.hashes for part in parts]))
    new = _first_occurrences(ids, shingle_offsets)
    return Texts(
        starts=np.concatenate([part.tokens.starts for part in parts]),
        stops=np.concatenate([part.tokens.stops for part in parts]),
        quoted=np.concatenate([part.quoted for part in parts]),
        announced=np.concatenate([part.announced for part in parts]),
        numbers=np.concatenate([part.tokens.numbers for part in parts]),
        hashes=np.concatenate([part.tokens.hashes for part in parts]),
        token_offsets=join_offsets([part.tokens.offsets for part in parts]),
        ids=ids,
        first=np.concatenate([part.shingles.first for part in parts]),
        lengths=np.concatenate([part.shingles.lengths for part in parts]),
        new=new,
        shingle_offsets=shingle_offsets,
        distinct=count(new, shingle_offsets),
        text_hashes=np.concatenate([part.text_hashes for part in parts]),
    )


def number_alike(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return a number from 0 on for each hash, the same for the same hash."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    numbers = np.zeros(hashes.size, np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=numbers[1:])
    ids = np.empty(hashes.size, np.int64)
    ids[order] = numbers
    return ids


def _read_slice(bodies: Sequence[str]) -> _Slice:
    tokens = tokenise(bodies)
    quoted = np.zeros(tokens.hashes.size, np.bool_)
    announced = np.zeros(tokens.hashes.size, np.bool_)
    for body, (start, stop) in zip(bodies, pairwise(tokens.offsets.tolist()), strict=True):
        starts = tokens.starts[start:stop]
        for first, end in _edges(starts, quoted_spans(body)):
            quoted[start + first : start + end] = True
        lines = [(match.end(), match.end()) for match in _ANNOUNCING.finditer(body)]
        for first, _ in _edges(starts, lines):
            announced[start + first : start + first + 1] = start + first < stop
    return _Slice(tokens, shingle_tokens(tokens), quoted, announced, text_hashes(tokens, bodies))


def _edges(starts: NDArray[np.int64], spans: list[tuple[int, int]]) -> list[list[int]]:
    """Return the tokens that the spans begin and end before."""
    return np.searchsorted(starts, np.array(spans)).tolist() if spans else []


def _first_occurrences(ids: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    new = np.empty(ids.size, np.bool_)
    places = np.arange(ids.size)
    seen = np.empty(int(ids.max(initial=0)) + 1, np.int64)
    for start, stop in pairwise(offsets.tolist()):
        own = ids[start:stop]
        # Of repeated indices the last assignment stays, and it is the first occurrence here.
        seen[own[::-1]] = places[start:stop][::-1]
        new[start:stop] = seen[own] == places[start:stop]
    return new
