"""What was written otherwise from one text to the next, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# A word with the marks that cling to it; in scripts without spaces one sign.
_PIECE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+"
)


class Segment(NamedTuple):
    """A stretch of text that is the same in both, removed from the first, or added by the second."""

    kind: str
    text: str


def word_difference(earlier: str, later: str) -> list[Segment]:
    """Return the later text with what was removed from the earlier one in its place; white space is nothing.

    >>> word_difference("Twelve people died.", "Thirteen people died on Monday.")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Segment(kind='removed', text='Twelve'), Segment(kind='added', text='Thirteen'),
     Segment(kind='same', text='people'), Segment(kind='removed', text='died.'),
     Segment(kind='added', text='died on Monday.')]
    """
    texts = (earlier, later)
    pieces = [list(_PIECE.finditer(text)) for text in texts]
    words = [[piece.group() for piece in found] for found in pieces]
    segments: list[Segment] = []
    for _, start, stop, other_start, other_stop in SequenceMatcher(None, words[0], words[1]).get_opcodes():
        if words[0][start:stop] == words[1][other_start:other_stop]:
            segments += _segment("same", later, pieces[1][other_start:other_stop])
            continue
        segments += _segment("removed", earlier, pieces[0][start:stop])
        segments += _segment("added", later, pieces[1][other_start:other_stop])
    return segments


def _segment(kind: str, text: str, pieces: list[re.Match[str]]) -> list[Segment]:
    return [Segment(kind, text[pieces[0].start() : pieces[-1].end()])] if pieces else []
