"""How texts share what they share: quoted or told, and with the same names and numbers or with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.facts import find_facts, joined_bounds, joined_starts
from copydesk.tasks.text.overlap import Covered, find_runs
from copydesk.tasks.text.printed import announcements, signatures
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.ragged import count, fill, join_offsets, owners, ranges, within
from copydesk.tasks.text.shingles import shingle_lengths
from copydesk.tasks.text.speaking import speaking_tokens
from copydesk.tasks.text.tokens import Tokens, slices
from copydesk.tasks.text.unmarked import Signs, unmarked_words

_LONGEST_GAP: Final = 3
"""Shingles between two shared passages that may be what a form was filled in with: fifteen words."""
_SHINGLE: Final = 180
"""Parts that a shingle is weighed in, so that each of its tokens has a whole number of them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """One text of each pair, in tokens; a row a pair.

    `quoted` are tokens in quotation marks or in documents that the text prints, and shared ones that follow a
    line which announces one, end with the signature of one, or say "we" where both texts do so nowhere else.
    `shared_facts` are the names and numbers in shared passages; `swapped_facts` are those that the other text
    lacks, in short gaps between shared passages: what a form has been filled in with.
    """

    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    shared_facts: NDArray[np.int64]
    swapped_facts: NDArray[np.int64]


class Marked(NamedTuple):
    """Flags of tokens: quoted, first after an announcing line or of a signature, "we"; the facts among them.

    `weights` are the parts of a shingle that a token is.
    """

    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    signing: NDArray[np.bool_]
    speaking: NDArray[np.bool_]
    weights: NDArray[np.int64]
    keys: NDArray[np.int64]
    lengths: NDArray[np.int64]
    offsets: NDArray[np.int64]


def mark(bodies: Sequence[str], tokens: Tokens) -> Marked:
    """Return the flags of the texts' tokens."""
    parts = []
    start = 0
    for part in slices(bodies):
        parts.append(_mark_slice(part, tokens.take(np.arange(start, start + len(part)))))
        start += len(part)
    names = [name for name in Marked._fields if name != "offsets"]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Marked(**columns, offsets=join_offsets([part.offsets for part in parts]))


def describe(texts: Marked, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], covered: Covered) -> Manner:
    """Return how the first of each two texts stands to the second, given which of its tokens are shared."""
    tokens, offsets = ranges(texts.offsets, pairs[0])
    signs = Signs(*(getattr(texts, name)[tokens] for name in Signs._fields))
    spoken = count(texts.speaking, texts.offsets)
    quoted = signs.quoted | unmarked_words(signs, np.maximum(*(spoken[side] for side in pairs)), covered)
    facts = np.flatnonzero(texts.lengths[tokens])
    ends = facts + texts.lengths[tokens[facts]]
    whole = within(covered.flags, facts, ends) == ends - facts
    loose = facts[~whole & (within(_in_short_gaps(covered, texts.weights[tokens]), facts, ends) > 0)]
    swapped = loose[_missing(texts, tokens[loose], owners(offsets)[loose], pairs[1])]
    return Manner(
        quoted=count(quoted, offsets),
        shared_quoted=count(quoted & covered.flags, offsets),
        shared_facts=np.diff(np.searchsorted(facts[whole], offsets)),
        swapped_facts=np.diff(np.searchsorted(swapped, offsets)),
    )


def _mark_slice(bodies: Sequence[str], tokens: Tokens) -> Marked:
    starts, bounds = joined_starts(bodies, tokens), joined_bounds(bodies)
    spans: list[tuple[int, int]] = []
    lines: list[int] = []
    signs: list[int] = []
    for body, shift in zip(bodies, bounds.tolist(), strict=False):
        spans += [(shift + start, shift + stop) for start, stop in quoted_spans(body)]
        lines += [shift + place for place in announcements(body)]
        signs += [shift + start for start, _ in signatures(body)]
    size = starts.size
    first, end = np.searchsorted(starts, np.array(spans, np.int64).reshape(-1, 2)).T
    announced, signing = (_flag(_first_tokens(places, starts, bounds), size) for places in (lines, signs))
    facts = find_facts(bodies, tokens)
    weights = _SHINGLE // shingle_lengths(tokens.scripts)
    quoted = fill(first, end, size)
    speaking = speaking_tokens(tokens, facts.keys) & ~quoted
    return Marked(quoted, announced, signing, speaking, weights, facts.keys, facts.lengths, tokens.offsets)


def _first_tokens(
    places: Sequence[int], starts: NDArray[np.int64], bounds: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the first token from each place on; a place that no token of its text follows has none."""
    tokens = np.searchsorted(starts, np.array(places, np.int64))
    ends = np.searchsorted(starts, bounds[np.searchsorted(bounds, places, side="right")])
    return tokens[tokens < ends]


def _flag(places: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    flags = np.zeros(size, np.bool_)
    flags[places] = True
    return flags


def _in_short_gaps(covered: Covered, weights: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the tokens of short stretches that aren't shared."""
    first, end = find_runs(Covered(~covered.flags, covered.offsets))
    so_far = np.concatenate(([0], np.cumsum(weights)))
    short = so_far[end] - so_far[first] <= _LONGEST_GAP * _SHINGLE
    return fill(first[short], end[short], covered.flags.size)


def _missing(
    texts: Marked, facts: NDArray[np.int64], owner: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which facts, tokens of the pairs that own them, don't occur in the other text."""
    other_tokens, other_offsets = ranges(texts.offsets, others)
    known = np.flatnonzero(texts.keys[other_tokens])
    distinct, ids = np.unique(
        np.concatenate((texts.keys[facts], texts.keys[other_tokens[known]])), return_inverse=True
    )
    keys = owner * distinct.size + ids[: facts.size]
    return ~np.isin(keys, owners(other_offsets)[known] * distinct.size + ids[facts.size :])
