"""Whether bytes that nobody could read as a document carry passages of known stories."""

import html
import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.decode import decode
from copydesk.tasks.text.shingles import shingle

# Some two dozen words in a row; of a short story half of it.
ENOUGH_SHINGLES = 20
ENOUGH_SHARE = 0.5

_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")


class Passages:
    """What stories say, to be found again in any bytes."""

    def __init__(self, stories: Sequence[str]) -> None:
        shingles = shingle(stories)
        by_story = [np.unique(shingles.hashes[start:stop]) for start, stop in pairwise(shingles.offsets)]
        self._hashes = np.unique(shingles.hashes)
        self._short = [hashes for hashes in by_story if 0 < hashes.size < ENOUGH_SHINGLES / ENOUGH_SHARE]
        self._few_words = {
            _words(story) for story, hashes in zip(stories, by_story, strict=True) if not hashes.size
        }

    def are_in(self, payload: bytes) -> bool:
        r"""Tell whether the bytes carry them; JSON's escapes and a page's tags don't hide them.

        >>> story = "The ferry sank off Vellmouth on Sunday night, and the crew swam ashore."
        >>> Passages([story]).are_in(b'{"text": "The ferry <b>sank</b> off\\nVellmouth on Sunday night, and')
        True
        >>> Passages([story]).are_in(b'{"text": "The ferry sank, and the crew was taken off by a trawler."')
        False
        """
        text = readable(payload)
        found = np.intersect1d(shingle([text]).hashes, self._hashes)
        if found.size >= ENOUGH_SHINGLES:
            return True
        if found.size and any(_stands(hashes, found) for hashes in self._short):
            return True
        return any(words and words in _words(text) for words in self._few_words)


def _stands(story: NDArray[np.uint64], found: NDArray[np.uint64]) -> bool:
    return int(np.isin(story, found).sum()) >= ENOUGH_SHARE * story.size


def readable(payload: bytes) -> str:
    """Return the bytes as text, without JSON's escapes, tags and entities."""
    unescaped = _ESCAPED.sub(_escaped, decode(payload).text)
    return html.unescape(_TAG.sub(" ", unescaped))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return found[2] if found[2] in '"\\/' else " "


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
