"""Somebody's words without quotation marks, told by what two texts share: letters, posts, statements."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.overlap import Covered, find_runs
from copydesk.tasks.text.ragged import count, fill, owners, within

_SIGNATURE: Final = 20
"""Tokens that a post's signature may have: where a shared passage goes on, more is shared than the post."""
_SPOKEN_WORDS: Final = 2
_SPOKEN_SHARE: Final = 0.03
"""Share of a passage's words that say "I" or "we", from which somebody speaks: .03 to .05 of the words in
marked quotations of news do, .002 to .005 of those around them."""
_SPOKEN_ELSEWHERE: Final = 0.25
"""As many of them, against those in the passage, may stand elsewhere: else the text itself is somebody's."""


class Signs(NamedTuple):
    """Flags of tokens: quoted, first after an announcing line, first of a signature, unquoted "I" or "we"."""

    quoted: NDArray[np.bool_]
    announced: NDArray[np.bool_]
    signing: NDArray[np.bool_]
    speaking: NDArray[np.bool_]


def unmarked_words(signs: Signs, most_spoken: NDArray[np.int64], covered: Covered) -> NDArray[np.bool_]:
    """Return the shared tokens of one text of each pair that are somebody's words, as far as signs tell.

    `most_spoken` counts, a row a pair, how often that one of the two texts speaks that does so more often.
    """
    first, end = find_runs(covered)
    spoken = _spoken(signs, most_spoken, covered)
    parts = (_announced(signs, covered), _signed(signs, covered), (first[spoken], end[spoken]))
    starts, stops = (np.concatenate(sides) for sides in zip(*parts, strict=True))
    return fill(starts, stops, covered.flags.size)


def _announced(signs: Signs, covered: Covered) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what follows an announcing line within a shared passage."""
    first, end = find_runs(covered)
    places = np.flatnonzero(signs.announced & covered.flags)
    return places, end[_run_of(places, first)]


def _signed(signs: Signs, covered: Covered) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the shared passages that end with a signature."""
    first, end = find_runs(covered)
    places = np.flatnonzero(signs.signing & covered.flags)
    ending = _run_of(places, first)
    ending = ending[end[ending] - places <= _SIGNATURE]
    return first[ending], end[ending]


def _spoken(signs: Signs, most_spoken: NDArray[np.int64], covered: Covered) -> NDArray[np.bool_]:
    """Return in which shared passages somebody speaks, where both texts tell of others elsewhere.

    Where a passage holds quotations, who speaks is marked.
    """
    first, end = find_runs(covered)
    said = signs.speaking & covered.flags
    words = within(said, first, end)
    elsewhere = most_spoken - count(said, covered.offsets)
    spoken: NDArray[np.bool_] = (words >= _SPOKEN_WORDS) & (words >= _SPOKEN_SHARE * (end - first))
    spoken &= elsewhere[owners(covered.offsets)[first]] <= _SPOKEN_ELSEWHERE * words
    spoken &= within(signs.quoted, first, end) == 0
    return spoken


def _run_of(places: NDArray[np.int64], first: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(first, places, side="right") - 1
