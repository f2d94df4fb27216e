"""How texts share what they share: quoted or told, and with the same numbers or with others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.overlap import Covered, find_runs
from copydesk.tasks.text.quotes import quoted_spans
from copydesk.tasks.text.ragged import count, join_offsets, owners, ranges
from copydesk.tasks.text.tokens import Tokens, slices, tokenise

_ANNOUNCING: Final = re.compile(r":[ \t\"”]{0,8}\n")
"""A line that ends with a colon: what follows is a letter, a statement or a list."""
_DIGITS: Final = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Manner:
    """One text of each pair, in tokens; a row a pair.

    `quoted` are tokens in quotation marks, and shared ones that follow a line ending with a colon.
    `inner_numbers` are tokens that begin with a digit, between the first shared passage and the last;
    `swapped_numbers` are those of them that the other text lacks.
    """

    quoted: NDArray[np.int64]
    shared_quoted: NDArray[np.int64]
    inner_numbers: NDArray[np.int64]
    swapped_numbers: NDArray[np.int64]


class Marked(NamedTuple):
    """Flags of tokens: quoted, first after an announcing line, numbers; and the values of numbers."""

    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    numbers: NDArray[np.bool_]
    values: NDArray[np.int64]
    offsets: NDArray[np.int64]


def mark(bodies: Sequence[str]) -> Marked:
    """Return the flags of the texts' tokens."""
    parts = [_mark_slice(part) for part in slices(bodies)]
    return Marked(
        quoted=np.concatenate([part.quoted for part in parts]),
        announced=np.concatenate([part.announced for part in parts]),
        numbers=np.concatenate([part.numbers for part in parts]),
        values=np.concatenate([part.values for part in parts]),
        offsets=join_offsets([part.offsets for part in parts]),
    )


def describe(texts: Marked, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], covered: Covered) -> Manner:
    """Return how the first of each two texts stands to the second, given which of its tokens are shared."""
    tokens, offsets = ranges(texts.offsets, pairs[0])
    quoted = texts.quoted[tokens] | _announced(texts.announced[tokens], covered)
    inner = texts.numbers[tokens] & _between(covered)
    return Manner(
        quoted=count(quoted, offsets),
        shared_quoted=count(quoted & covered.flags, offsets),
        inner_numbers=count(inner, offsets),
        swapped_numbers=count(_missing(texts, tokens, inner, (offsets, pairs[1])), offsets),
    )


def _mark_slice(bodies: Sequence[str]) -> Marked:
    tokens = tokenise(bodies)
    quoted = np.zeros(tokens.hashes.size, np.bool_)
    announced = np.zeros(tokens.hashes.size, np.bool_)
    values = np.zeros(tokens.hashes.size, np.int64)
    for body, (start, stop) in zip(bodies, pairwise(tokens.offsets.tolist()), strict=True):
        for first, end in _edges(tokens, slice(start, stop), quoted_spans(body)):
            quoted[start + first : start + end] = True
        lines = [(match.end(), match.end()) for match in _ANNOUNCING.finditer(body)]
        for first, _ in _edges(tokens, slice(start, stop), lines):
            announced[start + first : min(start + first + 1, stop)] = True
        numbers = np.flatnonzero(tokens.numbers[start:stop]) + start
        values[numbers] = [_value(body, place) for place in tokens.starts[numbers].tolist()]
    return Marked(quoted, announced, tokens.numbers, values, tokens.offsets)


def _value(body: str, place: int) -> int:
    """Return the number there, without what is written to it: 5m, 5pm and 5 are the same."""
    digits = _DIGITS.match(body, place)
    return int(digits.group()) if digits else 0


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


def _between(covered: Covered) -> NDArray[np.bool_]:
    """Return the tokens from the first shared one to the last."""
    owner = owners(covered.offsets)
    so_far = np.concatenate(([0], np.cumsum(covered.flags)))
    started = so_far[1:] > so_far[covered.offsets[:-1]][owner]
    going_on: NDArray[np.bool_] = so_far[:-1] < so_far[covered.offsets[1:]][owner]
    return started & going_on


def _missing(
    texts: Marked,
    tokens: NDArray[np.int64],
    inner: NDArray[np.bool_],
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> NDArray[np.bool_]:
    """Return which of the inner numbers don't occur in the other text."""
    offsets, others = pairs
    other_tokens, other_offsets = ranges(texts.offsets, others)
    other_places = np.flatnonzero(texts.numbers[other_tokens])
    places = np.flatnonzero(inner)
    values = np.concatenate((texts.values[tokens[places]], texts.values[other_tokens[other_places]]))
    distinct, ids = np.unique(values, return_inverse=True)
    keys = owners(offsets)[places] * distinct.size + ids[: places.size]
    other_keys = owners(other_offsets)[other_places] * distinct.size + ids[places.size :]
    missing = np.zeros(inner.size, np.bool_)
    missing[places] = ~np.isin(keys, other_keys)
    return missing
