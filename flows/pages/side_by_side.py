"""Articles as they came, for a page: what was cut, what stays, and what two of them share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copydesk.storage.cluster_records import RawText
from copydesk.tasks.text.annotation import Piece, annotate, annotate_pair
from copydesk.tasks.text.spans import Span

# Of each text so much is read and compared; a page may show less of it.
COMPARED_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Side:
    """An article beside another, or alone; `role` says what it is to the one beside it.

    `left_out` counts the characters that are not shown.
    """

    article: RawText
    role: str
    pieces: Sequence[Piece]
    left_out: int


def side(article: RawText, role: str, most: int) -> Side:
    """Return up to `most` characters of a text."""
    return _cut_off(article, role, _pieces(article), most)


def sides(articles: Mapping[str, RawText], most: int) -> list[Side]:
    """Return up to `most` characters of each of two texts, with what they share; articles are by role."""
    first, second = map(_pieces, articles.values())
    annotated = annotate_pair(first, second)
    return [
        _cut_off(article, role, pieces, most)
        for (role, article), pieces in zip(articles.items(), annotated, strict=True)
    ]


def _pieces(article: RawText) -> list[Piece]:
    spans = (Span(cut.start, cut.stop, cut.kind, cut.rule, cut.replacement) for cut in article.cuts)
    return annotate(article.text, spans)


def _cut_off(article: RawText, role: str, pieces: Sequence[Piece], most: int) -> Side:
    return Side(article, role, list(_first(pieces, most)), max(article.characters - most, 0))


def _first(pieces: Sequence[Piece], most: int) -> Iterator[Piece]:
    left = most
    for piece in pieces:
        if left <= 0:
            return
        yield piece if len(piece.text) <= left else replace(piece, text=piece.text[:left])
        left -= len(piece.text)
