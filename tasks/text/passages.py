"""Where two texts say the same, for people to look at."""

from typing import NamedTuple

import numpy as np

from copydesk.tasks.text.overlap import cover, find_runs, shared_shingles
from copydesk.tasks.text.reading import read
from copydesk.tasks.text.tokens import tokenise


class Passages(NamedTuple):
    """Stretches of code points, in reading order, of each of two texts that stand in the other."""

    first: list[tuple[int, int]]
    second: list[tuple[int, int]]


def shared_passages(first: str, second: str) -> Passages:
    """Return what each text shares with the other, word for word in five words or more.

    >>> text = "In short: the ferry will not sail on Monday."
    >>> passages = shared_passages(text, "The ferry will not sail on Monday, he said.")
    >>> [text[start:stop] for start, stop in passages.first]
    ['the ferry will not sail on Monday']
    """
    texts = read([first, second])
    pair = np.array([[0], [1]])
    identical = texts.text_hashes[:1] == texts.text_hashes[1:]
    found = []
    for body, chosen, shared in zip((first, second), pair, shared_shingles(texts, *pair), strict=True):
        starts, ends = find_runs(cover(texts, chosen, shared, identical))
        tokens = tokenise([body])
        found.append(list(zip(tokens.starts[starts].tolist(), tokens.stops[ends - 1].tolist(), strict=True)))
    return Passages(*found)
