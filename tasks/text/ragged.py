"""Columns whose rows differ in length: one flat array, and offsets that tell where each row begins."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def ranges(
    offsets: NDArray[np.int64], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of the chosen rows, end to end, and their new offsets.

    >>> places, offsets = ranges(np.array([0, 2, 5]), np.array([1, 0]))
    >>> places.tolist(), offsets.tolist()
    ([2, 3, 4, 0, 1], [0, 3, 5])
    """
    sizes = np.diff(offsets)[chosen]
    bounds = to_offsets(sizes)
    return np.arange(bounds[-1]) + np.repeat(offsets[chosen] - bounds[:-1], sizes), bounds


def count(flags: NDArray[np.bool_], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many flags are set in each row."""
    return np.diff(np.searchsorted(np.flatnonzero(flags), offsets))


def owners(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the row of each place."""
    return np.repeat(np.arange(offsets.size - 1), np.diff(offsets))


def within(
    flags: NDArray[np.bool_], starts: NDArray[np.int64], stops: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how many flags are set from each start to its stop."""
    so_far = np.concatenate(([0], np.cumsum(flags)))
    return so_far[stops] - so_far[starts]


def fill(starts: NDArray[np.int64], stops: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Return flags that are set from each start to its stop."""
    steps = np.bincount(starts, minlength=size + 1) - np.bincount(stops, minlength=size + 1)
    filled: NDArray[np.bool_] = (np.cumsum(steps) > 0)[:-1]
    return filled


def to_offsets(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the offsets of rows of these sizes."""
    offsets = np.zeros(sizes.size + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


def join_offsets(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the offsets of ragged columns that are put one after the other."""
    return to_offsets(np.concatenate([np.diff(part) for part in parts]))
