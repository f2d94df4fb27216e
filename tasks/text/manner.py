"""How texts share what they share: quoted or told, and with the same names and numbers or with others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.facts import TokenFacts, find_facts
from copydesk.tasks.text.overlap import Covered, find_runs
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.ragged import count, join_offsets, owners, ranges
from copydesk.tasks.text.tokens import Tokens, slices, tokenise

_ANNOUNCING: Final = re.compile(r"[:：][ \t\"”]{0,8}\n")
"""A line that ends with a colon: what follows is a letter, a statement or a list."""
_LONGEST_GAP: Final = 15
"""Tokens between two shared passages that may be what a form was filled in with."""


@dataclass(frozen=True, slots=True)
class Manner:
    """One text of each pair, in tokens; a row a pair.

    `quoted` are tokens in quotation marks, and shared ones that follow a line ending with a colon.
    `shared_facts` are the names and numbers in shared passages; `swapped_facts` are those that the other text
    lacks, in short gaps between shared passages: what a form has been filled in with.
    """

    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    shared_facts: NDArray[np.int64]
    swapped_facts: NDArray[np.int64]


class Marked(NamedTuple):
    """Flags of tokens: quoted, first after an announcing line; and the facts among them."""

    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    keys: NDArray[np.int64]
    lengths: NDArray[np.int64]
    offsets: NDArray[np.int64]


def mark(bodies: Sequence[str]) -> Marked:
    """Return the flags of the texts' tokens."""
    parts = [_mark_slice(part) for part in slices(bodies)]
    return Marked(
        quoted=np.concatenate([part.quoted for part in parts]),
        announced=np.concatenate([part.announced for part in parts]),
        keys=np.concatenate([part.keys for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        offsets=join_offsets([part.offsets for part in parts]),
    )


def describe(texts: Marked, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], covered: Covered) -> Manner:
    """Return how the first of each two texts stands to the second, given which of its tokens are shared."""
    tokens, offsets = ranges(texts.offsets, pairs[0])
    quoted = texts.quoted[tokens] | _announced(texts.announced[tokens], covered)
    facts = np.flatnonzero(texts.lengths[tokens])
    ends = facts + texts.lengths[tokens[facts]]
    whole = _among(covered.flags, facts, ends) == ends - facts
    loose = facts[~whole & (_among(_in_short_gaps(covered), facts, ends) > 0)]
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
    quoted = np.zeros(tokens.hashes.size, np.bool_)
    announced = np.zeros(tokens.hashes.size, np.bool_)
    facts: list[TokenFacts] = []
    for body, (start, stop) in zip(bodies, pairwise(tokens.offsets.tolist()), strict=True):
        for first, end in _edges(tokens, slice(start, stop), quoted_spans(body)):
            quoted[start + first : start + end] = True
        lines = [(match.end(), match.end()) for match in _ANNOUNCING.finditer(body)]
        for first, _ in _edges(tokens, slice(start, stop), lines):
            announced[start + first : min(start + first + 1, stop)] = True
        facts.append(find_facts(body, tokens.starts[start:stop], tokens.hashes[start:stop]))
    keys = np.concatenate([np.zeros(0, np.int64), *(part.keys for part in facts)])
    lengths = np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in facts)])
    return Marked(quoted, announced, keys, lengths, tokens.offsets)


def _edges(tokens: Tokens, text: slice, spans: list[tuple[int, int]]) -> list[list[int]]:
    """Return the tokens of the text that the spans begin and end before."""
    return np.searchsorted(tokens.starts[text], np.array(spans)).tolist() if spans else []


def _announced(announced: NDArray[np.bool_], covered: Covered) -> NDArray[np.bool_]:
    """Return the tokens that follow an announcing line within a shared passage."""
    first, end = find_runs(covered)
    places = np.flatnonzero(announced & covered.flags)
    ends = end[np.searchsorted(first, places, side="right") - 1]
    size = announced.size + 1
    steps = np.bincount(places, minlength=size) - np.bincount(ends, minlength=size)
    following: NDArray[np.bool_] = (np.cumsum(steps) > 0)[:-1]
    return following


def _in_short_gaps(covered: Covered) -> NDArray[np.bool_]:
    """Return the tokens of short stretches that aren't shared."""
    first, end = find_runs(Covered(~covered.flags, covered.offsets))
    short = end - first <= _LONGEST_GAP
    size = covered.flags.size + 1
    steps = np.bincount(first[short], minlength=size) - np.bincount(end[short], minlength=size)
    within: NDArray[np.bool_] = (np.cumsum(steps) > 0)[:-1]
    return within


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
