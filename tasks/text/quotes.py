"""Which parts of a text are somebody's words in quotation marks."""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.printed import printed_spans

_STRAIGHT: Final = "\"＂'"
_APOSTROPHES: Final = "'’"
_CLOSERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        '"': '"”',
        "＂": "＂",
        "'": "'’",
        "‘": "’'",
        "“": '”"',
        "‟": "”",
        "„": '“”"',
        "«": "»",
        "»": "«",
        "‹": "›",
        "›": "‹",
        "「": "」",
        "『": "』",
    }
)
_LAST: Final = ord("＂")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks, the marks included, and the documents that the text prints.

    A quotation ends with its paragraph, unless the next one opens with a mark again, as long ones do. One
    that nothing closes is none, and apostrophes within and after words are no marks.

    >>> text = 'He said: “No.” She left.'
    >>> [text[start:stop] for start, stop in quoted_spans(text)]
    ['“No.”']
    """
    spans = printed_spans(text)
    start, closers, line_end = -1, "", -1
    for place in _places(text):
        sign = text[place]
        if line_end >= 0 and (text[line_end:place].strip() or sign not in {"\n", text[start]}):
            start = line_end = -1
        if sign == "\n":
            line_end = place if start >= 0 else -1
        elif line_end >= 0:
            line_end = -1
        elif start >= 0 and sign in closers and _may_close(text, place):
            spans.append((start, place + 1))
            start = -1
        elif sign in _CLOSERS and _may_open(text, place):
            start, closers = place, _CLOSERS[sign]
    return spans


@functools.cache
def _marks() -> NDArray[np.bool_]:
    table = np.zeros(_LAST + 2, np.bool_)
    table[[ord(sign) for sign in "".join((*_CLOSERS, *_CLOSERS.values(), "\n"))]] = True
    return table


def _places(text: str) -> list[int]:
    """Return where the quotation marks and the line ends are."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.flatnonzero(_marks().take(points, mode="clip")).tolist()


def _may_close(text: str, place: int) -> bool:
    """Tell whether a mark can end a quotation: a straight one follows something, a single one ends a word."""
    if text[place] in _APOSTROPHES and text[place + 1 : place + 2].isalnum():
        return False
    return text[place] not in _STRAIGHT or not text[place - 1].isspace()


def _may_open(text: str, place: int) -> bool:
    """Tell whether a mark can begin a quotation: a straight one stands before a word and not behind one."""
    if text[place] not in _STRAIGHT:
        return True
    free_before = place == 0 or not text[place - 1].isalnum()
    return free_before and not text[place + 1 : place + 2].isspace()
