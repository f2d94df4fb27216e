"""What texts have in common, shingle by shingle and token by token, for many pairs in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from copydesk.tasks.text.characters import CODE_POINT, character_table
from copydesk.tasks.text.fingerprint import text_hashes
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.shingles import Shingles, shingle_tokens
from copydesk.tasks.text.tokens import Tokens, tokenise
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
    """The texts of some pairs, each read once.

    `ids` numbers the shingles, equal ones alike; `new` tells where one occurs for the first time in its
    text; `distinct` counts them by text; `quoted` and `numbers` are flags of tokens.
    """

    tokens: Tokens
    shingles: Shingles
    ids: NDArray[np.int64]
    new: NDArray[np.bool_]
    distinct: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    quoted: NDArray[np.bool_]
    numbers: NDArray[np.bool_]


def read(bodies: Sequence[str]) -> Texts:
    """Return all that comparing needs to know of each text."""
    tokens = tokenise(bodies)
    shingles = shingle_tokens(tokens)
    count = len(bodies)
    owner = np.repeat(np.arange(count), np.diff(shingles.offsets))
    ids = np.unique(shingles.hashes, return_inverse=True)[1]
    size = int(ids.max(initial=0)) + 1
    seen, places = np.unique(owner * size + ids, return_index=True)
    new = np.zeros(ids.size, np.bool_)
    new[places] = True
    distinct = np.bincount(seen // size, minlength=count)
    hashes = text_hashes(tokens, bodies)
    return Texts(tokens, shingles, ids, new, distinct, hashes, *_flags(tokens, bodies))


def shared_shingles(
    texts: Texts, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, pair after pair, which of the left text's shingles stand in the right one, and the reverse."""
    offsets = texts.shingles.offsets.tolist()
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
    tokens, offsets = ranges(texts.tokens.offsets, chosen)
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
        passage_starts=texts.tokens.starts[tokens[first]],
        passage_stops=texts.tokens.stops[tokens[end - 1]],
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
    return np.diff(np.concatenate(([0], np.cumsum(flags)))[offsets])


def _covered(
    texts: Texts, chosen: NDArray[np.int64], shared: NDArray[np.bool_], offsets: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which tokens lie in a shared shingle."""
    places, bounds = ranges(texts.shingles.offsets, chosen)
    starts = texts.shingles.first[places] + np.repeat(offsets[:-1], np.diff(bounds))
    starts, lengths = starts[shared], texts.shingles.lengths[places][shared]
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


def _flags(tokens: Tokens, bodies: Sequence[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which tokens stand in quotation marks and which begin with a digit."""
    quoted = np.zeros(tokens.hashes.size, np.bool_)
    numbers = np.zeros(tokens.hashes.size, np.bool_)
    table = character_table()
    bounds = tokens.offsets.tolist()
    for place, body in enumerate(bodies):
        start, stop = bounds[place], bounds[place + 1]
        starts = tokens.starts[start:stop]
        for opened, closed in quoted_spans(body):
            first, end = np.searchsorted(starts, (opened, closed))
            quoted[start + first : start + end] = True
        points = np.frombuffer(body.encode("utf-32-le", "surrogatepass"), np.uint32)[starts]
        folded = table[points] & np.uint32(CODE_POINT)
        numbers[start:stop] = (folded >= ord("0")) & (folded <= ord("9"))
    return quoted, numbers
