"""A raw text as a reader looks at it: what was cut, what stays, and what of that another text has, too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.tasks.text.passages import shared_passages
from copydesk.tasks.text.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a raw text; `kind` is empty where it is story, `shared` where another text has it too."""

    text: str
    kind: str = ""
    rule: str = ""
    replacement: str = ""
    shared: bool = False


def annotate(raw: str, spans: Iterable[Span]) -> list[Piece]:
    r"""Return a raw text in pieces, cut and story; the spans are in order, those beyond its end are left out.

    >>> annotate("By Ada\nRain fell.", [Span(0, 6, "byline", "byline.by_name")])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Piece(text='By Ada', kind='byline', rule='byline.by_name', replacement='', shared=False),
     Piece(text='\nRain fell.', kind='', rule='', replacement='', shared=False)]
    """
    pieces: list[Piece] = []
    position = 0
    for span in spans:
        if span.start >= len(raw):
            break
        pieces.append(Piece(raw[position : span.start]))
        pieces.append(Piece(raw[span.start : span.stop], span.kind, span.rule, span.replacement))
        position = span.stop
    pieces.append(Piece(raw[position:]))
    return [piece for piece in pieces if piece.text or piece.replacement]


def annotate_pair(first: Sequence[Piece], second: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of two texts with what their stories share apart: five words or more, word for word.

    >>> text = "In short: the ferry will not sail on Monday."
    >>> pieces, _ = annotate_pair([Piece(text)], [Piece("The ferry will not sail on Monday, he said.")])
    >>> [piece.text for piece in pieces if piece.shared]
    ['the ferry will not sail on Monday']
    """
    found = shared_passages(_story(first), _story(second))
    return _part(first, found.first), _part(second, found.second)


def _story(pieces: Sequence[Piece]) -> str:
    return "".join(_told(piece) for piece in pieces)


def _told(piece: Piece) -> str:
    """Return what the story has of a piece: of a cut a line break, so that no two words become one."""
    if not piece.kind:
        return piece.text
    return piece.replacement or "\n"


def _part(pieces: Sequence[Piece], passages: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return the pieces, those of the story parted where a passage begins or ends."""
    parted: list[Piece] = []
    start = following = 0
    for piece in pieces:
        stop = start + len(_told(piece))
        while following < len(passages) and passages[following][1] <= start:
            following += 1
        if piece.kind:
            parted.append(piece)
        else:
            parted += _shares(piece.text, start, passages[following:])
        start = stop
    return parted


def _shares(text: str, start: int, passages: Sequence[tuple[int, int]]) -> Iterable[Piece]:
    """Yield a text that begins at `start` of its story in pieces, shared and not."""
    position = 0
    for first, last in passages:
        if first >= start + len(text):
            break
        opening, closing = max(first - start, 0), min(last - start, len(text))
        if position < opening:
            yield Piece(text[position:opening])
        yield Piece(text[opening:closing], shared=True)
        position = closing
    if position < len(text):
        yield Piece(text[position:])
