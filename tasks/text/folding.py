"""Folding: texts as tokens see them, and where each folded character came from.

Most characters fold by a table alone. The others (letters that become several, marks that melt into the
letter before, invisible ones) are folded as strings, each with its neighbours.
"""

import functools
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.characters import NON_STARTER, REFOLD, character_table, fold

# Stretches up to here are remembered: "eß" and the like return all the time.
_SHORT: Final = 4


class Folded(NamedTuple):
    """A text: the entry in the table of characters for each folded character, and where it came from."""

    entries: NDArray[np.uint32]
    origin: NDArray[np.int64] | None
    """Index into the text as it came, None where nothing moved."""


def fold_all(text: str) -> Folded:
    """Return the text folded (NFKC and case, invisible characters gone)."""
    entries = character_table().take(_points(text))
    if entries.max(initial=0) < REFOLD:
        return Folded(entries, None)
    movable = (entries & NON_STARTER) != 0
    odd = (entries & REFOLD) != 0
    odd[1:] |= movable[1:] & movable[:-1]
    if not odd.any():
        return Folded(entries, None)
    return _refold(text, entries, (odd, movable))


def _refold(
    text: str, entries: NDArray[np.uint32], flags: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> Folded:
    """Fold the stretches around odd characters as strings, and leave the rest as it is."""
    pieces: list[str] = []
    places: list[int] = []
    counts: list[int] = []
    done = 0
    for first, stop in _odd_stretches(*flags):
        # The character before carries the marks; a sign isn't part of any word.
        start = first - 1 if first and entries[first - 1] else first
        fold_stretch = _fold_short if stop - start <= _SHORT else _fold_stretch
        folded, yields = fold_stretch(text[start:stop])
        pieces += [text[done:start], folded]
        places += range(start, stop)
        counts += yields
        done = stop
    becomes = np.ones(entries.size, np.int64)
    becomes[places] = counts
    points = _points("".join([*pieces, text[done:]]))
    return Folded(character_table().take(points), np.repeat(np.arange(entries.size), becomes))


def _fold_stretch(stretch: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded stretch, and how many characters of it each of its characters becomes."""
    folded = fold(stretch)
    parts = [fold(character) for character in stretch]
    if "".join(parts) == folded:
        return folded, tuple(map(len, parts))
    # Letters and marks melted together: all comes from the first ones.
    surplus = max(len(folded) - len(stretch), 0)
    return folded, (1 + surplus, *(int(place < len(folded)) for place in range(1, len(stretch))))


_fold_short = functools.lru_cache(maxsize=4096)(_fold_stretch)


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _odd_stretches(odd: NDArray[np.bool_], movable: NDArray[np.bool_]) -> list[list[int]]:
    """Return where the runs of odd and movable characters that hold an odd one start and stop."""
    edges = np.flatnonzero(np.diff(odd | movable, prepend=False, append=False)).reshape(-1, 2)
    odd_before = np.concatenate(([0], np.cumsum(odd)))
    runs: list[list[int]] = edges[odd_before[edges[:, 1]] > odd_before[edges[:, 0]]].tolist()
    return runs
