"""Which parts of a text are somebody's words in quotation marks."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_MARK: Final = re.compile(r"[\"“”„‟«»‹›「」『』＂]|\n\s*")
_CLOSERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        '"': '"”',
        "＂": "＂",
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


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks, the marks included, in reading order.

    A quotation ends with its paragraph, unless the next one opens with a mark again, as long ones do.
    Single marks are left alone: most of them are apostrophes.

    >>> text = 'He said: “No.” She left.'
    >>> [text[start:stop] for start, stop in quoted_spans(text)]
    ['“No.”']
    """
    spans: list[tuple[int, int]] = []
    start, closers, carried = -1, "", -1
    for mark in _MARK.finditer(text):
        sign, place = mark.group()[0], mark.start()
        if start < 0:
            # A closing mark without an opening one tells nothing.
            start, closers = (place, _CLOSERS[sign]) if sign in _CLOSERS else (-1, "")
        elif sign == "\n" and text[mark.end() : mark.end() + 1] == text[start]:
            carried = mark.end()
        elif sign == "\n" or (sign in closers and place != carried):
            spans.append((start, mark.end()))
            start = -1
    return spans if start < 0 else [*spans, (start, len(text))]
