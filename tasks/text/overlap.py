"""What texts have in common, shingle by shingle and token by token, for many pairs in one pass."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.ragged import count, owners, ranges
from copydesk.tasks.text.reading import Texts, number_alike

CELLS: Final = 64


@dataclass(frozen=True, slots=True)
class Side:
    """What one text of each pair has in common with the other, in tokens; a row a pair.

    A token is shared when it lies in a shared shingle. `quoted` are tokens in quotation marks, and shared
    ones that follow a line ending with a colon. `inner_numbers` are tokens that begin with a digit, between
    the first shared passage and the last; `swapped_numbers` are those of them that the other text lacks.
    `longest` is the longest shared passage. `coverage` has a bit for each 64th of the text, the lowest for
    its beginning, set where at least half of it is shared. Shared passage `j` of pair `i` is the stretch
    `passage_starts[j]` to `passage_stops[j]` of code points of the body, for j from `passage_offsets[i]`
    to `passage_offsets[i + 1]`.
    """

    words: NDArray[np.int64]
    shared_words: NDArray[np.int64]
    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    inner_numbers: NDArray[np.int64]
    swapped_numbers: NDArray[np.int64]
    longest: NDArray[np.int64]
    coverage: NDArray[np.uint64]
    passage_offsets: NDArray[np.int64]
    passage_starts: NDArray[np.int64]
    passage_stops: NDArray[np.int64]

    @property
    def novel_words(self) -> NDArray[np.int64]:
        """Tokens that do not stand in the other text."""
        return self.words - self.shared_words


class _Passages(NamedTuple):
    """The tokens of one text of each pair, end to end, and the runs of shared ones among them."""

    tokens: NDArray[np.int64]
    offsets: NDArray[np.int64]
    covered: NDArray[np.bool_]
    first: NDArray[np.int64]
    end: NDArray[np.int64]


def shared_shingles(
    texts: Texts, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, pair after pair, which of the left text's shingles stand in the right one, and the reverse."""
    offsets = texts.shingle_offsets.tolist()
    seen_left = np.full(int(texts.ids.max(initial=0)) + 1, -1, np.int32)
    seen_right = seen_left.copy()
    none = np.zeros(0, np.bool_)
    in_right, in_left = [none], [none]
    for pair, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        ids = texts.ids[offsets[one] : offsets[one + 1]]
        other_ids = texts.ids[offsets[other] : offsets[other + 1]]
        seen_left[ids] = pair
        seen_right[other_ids] = pair
        in_right.append(seen_right[ids] == pair)
        in_left.append(seen_left[other_ids] == pair)
    return np.concatenate(in_right), np.concatenate(in_left)


def side(
    texts: Texts,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    shared: NDArray[np.bool_],
    identical: NDArray[np.bool_],
) -> Side:
    """Return the columns of the first of each two texts, given which of its shingles are shared."""
    passages = _find_passages(texts, pairs[0], shared, identical)
    tokens, offsets, covered, first, end = passages
    quoted = texts.quoted[tokens] | _announced(texts, passages)
    inner = texts.numbers[tokens] & _between(passages)
    longest = np.zeros(offsets.size - 1, np.int64)
    np.maximum.at(longest, np.searchsorted(offsets, first, side="right") - 1, end - first)
    return Side(
        words=np.diff(offsets),
        shared_words=count(covered, offsets),
        quoted=count(quoted, offsets),
        shared_quoted=count(quoted & covered, offsets),
        inner_numbers=count(inner, offsets),
        swapped_numbers=count(_missing(texts, passages, inner, pairs[1]), offsets),
        longest=longest,
        coverage=_coverage(passages),
        passage_offsets=np.searchsorted(first, offsets),
        passage_starts=texts.starts[tokens[first]],
        passage_stops=texts.stops[tokens[end - 1]],
    )


def _find_passages(
    texts: Texts, chosen: NDArray[np.int64], shared: NDArray[np.bool_], identical: NDArray[np.bool_]
) -> _Passages:
    tokens, offsets = ranges(texts.token_offsets, chosen)
    places, bounds = ranges(texts.shingle_offsets, chosen)
    places = places[shared]
    starts = texts.first[places] + offsets[owners(bounds)[shared]]
    size = tokens.size + 1
    steps = np.bincount(starts, minlength=size) - np.bincount(starts + texts.lengths[places], minlength=size)
    covered = (np.cumsum(steps) > 0)[:-1] | np.repeat(identical, np.diff(offsets))
    ahead = np.concatenate((covered, [False]))
    behind = np.concatenate(([False], covered))
    cut = np.zeros(size, np.bool_)
    cut[offsets] = True
    first = np.flatnonzero(ahead & (cut | ~behind))
    return _Passages(tokens, offsets, covered, first, np.flatnonzero(behind & (cut | ~ahead)))


def _announced(texts: Texts, passages: _Passages) -> NDArray[np.bool_]:
    """Return the tokens that follow an announcing line within a shared passage."""
    places = np.flatnonzero(texts.announced[passages.tokens] & passages.covered)
    ends = passages.end[np.searchsorted(passages.first, places, side="right") - 1]
    size = passages.tokens.size + 1
    steps = np.bincount(places, minlength=size) - np.bincount(ends, minlength=size)
    announced: NDArray[np.bool_] = (np.cumsum(steps) > 0)[:-1]
    return announced


def _between(passages: _Passages) -> NDArray[np.bool_]:
    """Return the tokens from the beginning of the first passage to the end of the last one."""
    owner = owners(passages.offsets)
    before = np.searchsorted(passages.first, passages.offsets[:-1])
    after = np.searchsorted(passages.first, passages.offsets[1:])
    some = before < after
    start = np.where(some, np.append(passages.first, 0)[before], 0)
    stop = np.where(some, np.append(passages.end, 0)[after - 1], 0)
    places = np.arange(owner.size)
    between: NDArray[np.bool_] = (places >= start[owner]) & (places < stop[owner])
    return between


def _missing(
    texts: Texts, passages: _Passages, flags: NDArray[np.bool_], others: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which of the flagged tokens, all of them numbers, don't occur in the other text."""
    other_tokens, other_offsets = ranges(texts.token_offsets, others)
    other_places = np.flatnonzero(texts.numbers[other_tokens])
    places = np.flatnonzero(flags)
    hashes = np.concatenate((texts.hashes[passages.tokens[places]], texts.hashes[other_tokens[other_places]]))
    ids = number_alike(hashes)
    size = int(ids.max(initial=0)) + 1
    keys = owners(passages.offsets)[places] * size + ids[: places.size]
    other_keys = owners(other_offsets)[other_places] * size + ids[places.size :]
    missing = np.zeros(flags.size, np.bool_)
    missing[places] = ~np.isin(keys, other_keys)
    return missing


def _coverage(passages: _Passages) -> NDArray[np.uint64]:
    words = np.diff(passages.offsets)
    owner = owners(passages.offsets)
    place = np.arange(owner.size) - passages.offsets[owner]
    cell = owner * CELLS + place * CELLS // words[owner]
    size = words.size * CELLS
    full = np.bincount(cell, minlength=size)
    shared = np.bincount(cell[passages.covered], minlength=size)
    bits = ((shared * 2 >= full) & (full > 0)).reshape(-1, CELLS)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel().astype(np.uint64)
