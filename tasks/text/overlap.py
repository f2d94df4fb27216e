"""What texts have in common, shingle by shingle and token by token, for many pairs in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from copydesk.tasks.text.fingerprint import text_hashes
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.shingles import Shingles, shingle_tokens
from copydesk.tasks.text.tokens import Tokens, slices, tokenise
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Side:
    """What one text of each pair has in common with the other, in tokens; a row a pair.

    A token is shared when it lies in a shared shingle. `quoted` are tokens in quotation marks, `numbers`
    tokens that begin with a digit; `longest` is the longest shared passage. Shared passage `j` of pair `i`
    is the stretch `passage_starts[j]` to `passage_stops[j]` of code points of the body, for j from
    `passage_offsets[i]` to `passage_offsets[i + 1]`.
    """

    words: NDArray[np.int64]
    shared_words: NDArray[np.int64]
    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    numbers: NDArray[np.int64]
    shared_numbers: NDArray[np.int64]
    longest: NDArray[np.int64]
    passage_offsets: NDArray[np.int64]
    passage_starts: NDArray[np.int64]
    passage_stops: NDArray[np.int64]

    @property
    def novel_words(self) -> NDArray[np.int64]:
        """Tokens that do not stand in the other text."""
        return self.words - self.shared_words


class Texts(NamedTuple):
    """The texts of some pairs, each read once: their tokens and their shingles, text after text.

    `starts` and `stops` are code points, `quoted` and `numbers` flags of tokens; `first` is a shingle's first
    token within its text, `lengths` its tokens; `ids` numbers the shingles, equal ones alike; `new` tells
    where one occurs for the first time in its text, `distinct` counts these by text.
    """

    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    quoted: NDArray[np.bool_]
    numbers: NDArray[np.bool_]
    token_offsets: NDArray[np.int64]
    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    lengths: NDArray[np.int64]
    new: NDArray[np.bool_]
    shingle_offsets: NDArray[np.int64]
    distinct: NDArray[np.int64]
    text_hashes: NDArray[np.uint64]


def read(bodies: Sequence[str]) -> Texts:
    """Return all that comparing needs to know of each text."""
    tokens, shingles, hashes, quoted = zip(*map(_read_slice, slices(bodies)), strict=True)
    token_offsets = _join_offsets([part.offsets for part in tokens])
    shingle_offsets = _join_offsets([part.offsets for part in shingles])
    ids = _number(np.concatenate([part.hashes for part in shingles]))
    new = _first_occurrences(ids, shingle_offsets)
    return Texts(
        starts=np.concatenate([part.starts for part in tokens]),
        stops=np.concatenate([part.stops for part in tokens]),
        quoted=np.concatenate(quoted),
        numbers=np.concatenate([part.numbers for part in tokens]),
        token_offsets=token_offsets,
        ids=ids,
        first=np.concatenate([part.first for part in shingles]),
        lengths=np.concatenate([part.lengths for part in shingles]),
        new=new,
        shingle_offsets=shingle_offsets,
        distinct=count(new, shingle_offsets),
        text_hashes=np.concatenate(hashes),
    )


def shared_shingles(
    texts: Texts, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, pair after pair, which of the left text's shingles stand in the right one, and the reverse."""
    offsets = texts.shingle_offsets.tolist()
    seen_left = np.full(int(texts.ids.max(initial=0)) + 1, -1, np.int32)
    seen_right = seen_left.copy()
    masks: tuple[list[NDArray[np.bool_]], list[NDArray[np.bool_]]] = ([np.zeros(0, np.bool_)], [])
    for pair, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        ids = texts.ids[offsets[one] : offsets[one + 1]]
        other_ids = texts.ids[offsets[other] : offsets[other + 1]]
        seen_left[ids] = pair
        seen_right[other_ids] = pair
        masks[0].append(seen_right[ids] == pair)
        masks[1].append(seen_left[other_ids] == pair)
    return np.concatenate(masks[0]), np.concatenate([masks[0][0], *masks[1]])


def side(
    texts: Texts, chosen: NDArray[np.int64], shared: NDArray[np.bool_], identical: NDArray[np.bool_]
) -> Side:
    """Return one side's columns, given which of its shingles are shared, pair after pair."""
    tokens, offsets = ranges(texts.token_offsets, chosen)
    covered = _covered(texts, chosen, shared, offsets)
    covered |= np.repeat(identical, np.diff(offsets))
    first, end = _runs(covered, offsets)
    owner = np.searchsorted(offsets, first, side="right") - 1
    longest = np.zeros(chosen.size, np.int64)
    np.maximum.at(longest, owner, end - first)
    quoted, numbers = texts.quoted[tokens], texts.numbers[tokens]
    return Side(
        words=np.diff(offsets),
        shared_words=count(covered, offsets),
        quoted=count(quoted, offsets),
        shared_quoted=count(quoted & covered, offsets),
        numbers=count(numbers, offsets),
        shared_numbers=count(numbers & covered, offsets),
        longest=longest,
        passage_offsets=np.searchsorted(first, offsets),
        passage_starts=texts.starts[tokens[first]],
        passage_stops=texts.stops[tokens[end - 1]],
    )


def ranges(
    offsets: NDArray[np.int64], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of the chosen rows of a ragged column, end to end, and their new offsets."""
    sizes = np.diff(offsets)[chosen]
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    return np.arange(bounds[-1]) + np.repeat(offsets[chosen] - bounds[:-1], sizes), bounds


def count(flags: NDArray[np.bool_], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many flags are set in each row of a ragged column."""
    return np.diff(np.searchsorted(np.flatnonzero(flags), offsets))


def _read_slice(bodies: Sequence[str]) -> tuple[Tokens, Shingles, NDArray[np.uint64], NDArray[np.bool_]]:
    tokens = tokenise(bodies)
    quoted = np.zeros(tokens.hashes.size, np.bool_)
    bounds = tokens.offsets.tolist()
    for place, body in enumerate(bodies):
        spans = quoted_spans(body)
        if spans:
            edges = np.searchsorted(tokens.starts[bounds[place] : bounds[place + 1]], np.array(spans))
            for first, end in (edges + bounds[place]).tolist():
                quoted[first:end] = True
    return tokens, shingle_tokens(tokens), text_hashes(tokens, bodies), quoted


def _number(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    order = np.argsort(hashes)
    ordered = hashes[order]
    ids = np.empty(hashes.size, np.int64)
    ids[order] = np.cumsum(np.concatenate(([0], ordered[1:] != ordered[:-1]))[: hashes.size])
    return ids


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


def _join_offsets(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    sizes = np.concatenate([np.diff(part) for part in parts])
    return np.concatenate(([0], np.cumsum(sizes)))


def _covered(
    texts: Texts, chosen: NDArray[np.int64], shared: NDArray[np.bool_], offsets: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which tokens lie in a shared shingle."""
    places, bounds = ranges(texts.shingle_offsets, chosen)
    starts = texts.first[places] + np.repeat(offsets[:-1], np.diff(bounds))
    starts, lengths = starts[shared], texts.lengths[places][shared]
    size = int(offsets[-1]) + 1
    steps = np.bincount(starts, minlength=size) - np.bincount(starts + lengths, minlength=size)
    return (np.cumsum(steps) > 0)[:-1]


def _runs(
    covered: NDArray[np.bool_], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where runs of covered tokens start and end; a run ends with its text."""
    ahead = np.concatenate((covered, [False]))
    behind = np.concatenate(([False], covered))
    cut = np.zeros(covered.size + 1, np.bool_)
    cut[offsets] = True
    return np.flatnonzero(ahead & (cut | ~behind)), np.flatnonzero(behind & (cut | ~ahead))
