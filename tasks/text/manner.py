"""How texts share what they share: quoted or told, and with the same names and numbers or with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.facts import TokenFacts, find_facts
from copydesk.tasks.text.overlap import Covered, find_runs
from copydesk.tasks.text.printed import announcements, signatures
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.ragged import count, join_offsets, owners, ranges
from copydesk.tasks.text.shingles import shingle_lengths
from copydesk.tasks.text.tokens import Tokens, slices, tokenise

_LONGEST_GAP: Final = 3
"""Shingles between two shared passages that may be what a form was filled in with: fifteen words."""
_SHINGLE: Final = 180
"""Parts that a shingle is weighed in, so that each of its tokens has a whole number of them."""
_SIGNATURE: Final = 20
"""Tokens that a post's signature may have: where a shared passage goes on, more is shared than the post."""


@dataclass(frozen=True, slots=True)
class Manner:
    """One text of each pair, in tokens; a row a pair.

    `quoted` are tokens in quotation marks or in documents that the text prints, and shared ones that follow a
    line which announces one, or end with the signature of one.
    `shared_facts` are the names and numbers in shared passages; `swapped_facts` are those that the other text
    lacks, in short gaps between shared passages: what a form has been filled in with.
    """

    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    shared_facts: NDArray[np.int64]
    swapped_facts: NDArray[np.int64]


class Marked(NamedTuple):
    """Flags of tokens: quoted, first after an announcing line, first of a signature; the facts among them.

    `weights` are the parts of a shingle that a token is.
    """

    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    signing: NDArray[np.bool_]
    weights: NDArray[np.int64]
    keys: NDArray[np.int64]
    lengths: NDArray[np.int64]
    offsets: NDArray[np.int64]


def mark(bodies: Sequence[str]) -> Marked:
    """Return the flags of the texts' tokens."""
    parts = [_mark_slice(part) for part in slices(bodies)]
    names = [name for name in Marked._fields if name != "offsets"]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Marked(**columns, offsets=join_offsets([part.offsets for part in parts]))


def describe(texts: Marked, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], covered: Covered) -> Manner:
    """Return how the first of each two texts stands to the second, given which of its tokens are shared."""
    tokens, offsets = ranges(texts.offsets, pairs[0])
    quoted = texts.quoted[tokens] | _announced(texts.announced[tokens], covered)
    quoted |= _signed(texts.signing[tokens], covered)
    facts = np.flatnonzero(texts.lengths[tokens])
    ends = facts + texts.lengths[tokens[facts]]
    whole = _among(covered.flags, facts, ends) == ends - facts
    loose = facts[~whole & (_among(_in_short_gaps(covered, texts.weights[tokens]), facts, ends) > 0)]
    swapped = loose[_missing(texts, tokens[loose], owners(offsets)[loose], pairs[1])]
    return Manner(
        quoted=count(quoted, offsets),
        shared_quoted=count(quoted & covered.flags, offsets),
        shared_facts=np.diff(np.searchsorted(facts[whole], offsets)),
        swapped_facts=np.diff(np.searchsorted(swapped, offsets)),
    )


def _among(
    flags: NDArray[np.bool_], starts: NDArray[np.int64], stops: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how many flags are set from each start to its stop."""
    so_far = np.concatenate(([0], np.cumsum(flags)))
    return so_far[stops] - so_far[starts]


def _mark_slice(bodies: Sequence[str]) -> Marked:
    tokens = tokenise(bodies)
    quoted, announced, signing = np.zeros((3, tokens.hashes.size), np.bool_)
    facts: list[TokenFacts] = []
    for body, (start, stop) in zip(bodies, pairwise(tokens.offsets.tolist()), strict=True):
        text = slice(start, stop)
        for first, end in _edges(tokens, text, quoted_spans(body)):
            quoted[start + first : start + end] = True
        lines = [(place, place) for place in announcements(body)]
        for flags, spans in ((announced, lines), (signing, signatures(body))):
            for first, _ in _edges(tokens, text, spans):
                flags[start + first : min(start + first + 1, stop)] = True
        facts.append(find_facts(body, tokens.starts[text], tokens.hashes[text]))
    keys = np.concatenate([np.zeros(0, np.int64), *(part.keys for part in facts)])
    lengths = np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in facts)])
    weights = _SHINGLE // shingle_lengths(tokens.scripts)
    return Marked(quoted, announced, signing, weights, keys, lengths, tokens.offsets)


def _edges(tokens: Tokens, text: slice, spans: list[tuple[int, int]]) -> list[list[int]]:
    """Return the tokens of the text that the spans begin and end before."""
    return np.searchsorted(tokens.starts[text], np.array(spans)).tolist() if spans else []


def _announced(announced: NDArray[np.bool_], covered: Covered) -> NDArray[np.bool_]:
    """Return the tokens that follow an announcing line within a shared passage."""
    first, end = find_runs(covered)
    places = np.flatnonzero(announced & covered.flags)
    return _fill(places, end[_run_of(places, first)], covered)


def _signed(signing: NDArray[np.bool_], covered: Covered) -> NDArray[np.bool_]:
    """Return the tokens of the shared passages that end with a signature."""
    first, end = find_runs(covered)
    places = np.flatnonzero(signing & covered.flags)
    runs = _run_of(places, first)
    runs = runs[end[runs] - places <= _SIGNATURE]
    return _fill(first[runs], end[runs], covered)


def _run_of(places: NDArray[np.int64], first: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(first, places, side="right") - 1


def _in_short_gaps(covered: Covered, weights: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the tokens of short stretches that aren't shared."""
    first, end = find_runs(Covered(~covered.flags, covered.offsets))
    so_far = np.concatenate(([0], np.cumsum(weights)))
    short = so_far[end] - so_far[first] <= _LONGEST_GAP * _SHINGLE
    return _fill(first[short], end[short], covered)


def _fill(starts: NDArray[np.int64], stops: NDArray[np.int64], covered: Covered) -> NDArray[np.bool_]:
    """Return a flag a token, set from each start to its stop."""
    size = covered.flags.size + 1
    steps = np.bincount(starts, minlength=size) - np.bincount(stops, minlength=size)
    filled: NDArray[np.bool_] = (np.cumsum(steps) > 0)[:-1]
    return filled


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
