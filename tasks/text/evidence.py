"""Figures as flat columns and back, so that stored pairs can be decided anew without their texts."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.verify import Figures, Side

Columns = Mapping[str, NDArray[np.generic]]


def to_columns(figures: Figures) -> dict[str, NDArray[np.generic]]:
    """Return all figures by name; those of the second text begin with `other_`.

    >>> from copydesk.tasks.text.verify import compare
    >>> columns = to_columns(compare(["One two three.", "one, two, three"], np.array([[0, 1]])))
    >>> columns["identical"].tolist(), columns["other_words"].tolist()
    ([True], [3])
    """
    return {
        **{name: getattr(figures, name) for name in _own_names()},
        **{name: getattr(figures.first, name) for name in _side_names()},
        **{f"other_{name}": getattr(figures.second, name) for name in _side_names()},
    }


def from_columns(columns: Columns) -> Figures:
    """Return the figures that `to_columns` made these columns of."""
    own: dict[str, Any] = {name: columns[name] for name in _own_names()}
    first: dict[str, Any] = {name: columns[name] for name in _side_names()}
    second: dict[str, Any] = {name: columns[f"other_{name}"] for name in _side_names()}
    return Figures(**own, first=Side(**first), second=Side(**second))


def _own_names() -> list[str]:
    return [field.name for field in fields(Figures) if field.name not in {"first", "second"}]


def _side_names() -> list[str]:
    return [field.name for field in fields(Side)]
