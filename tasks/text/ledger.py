"""The account of a cleaning: the text that is cleaned, and where each cut stands in the raw one."""

from bisect import bisect_right
from typing import NamedTuple

from copydesk.tasks.text.furniture.page import Hit, Mention, Page
from copydesk.tasks.text.spans import Span


class Stretch(NamedTuple):
    """A piece of the body: where it begins there, where in the raw text, and where it ends in that."""

    start: int
    origin: int
    limit: int


class Ledger:
    """Hits come in offsets of the body and are kept in those of the raw text; only repairs part the two."""

    def __init__(self, raw: str) -> None:
        self.body = raw
        self.hits: list[Hit] = []
        self.mentions: list[Mention] = []
        self._stretches: list[Stretch] = []

    def enter(self, page: Page) -> None:
        """Take over a page's findings; a credit found again is known."""
        if not self._stretches:
            self.hits += page.hits
            found = page.mentions
        else:
            self.hits += [self._to_raw(hit) for hit in page.hits]
            found = [one._replace(start=self._raw_position(one.start)[0]) for one in page.mentions]
        known = {mention.credit for mention in self.mentions}
        self.mentions += [one for one in found if one.credit not in known]

    def forget(self) -> None:
        """Drop what was entered."""
        self.hits, self.mentions = [], []

    def replace(self, edits: list[tuple[int, int, str]]) -> None:
        """Make the body of the raw text with pieces replaced; the edits are in order and don't overlap."""
        raw = self.body
        pieces: list[str] = []
        position = length = 0
        for start, stop, replacement in (*edits, (len(raw), len(raw), "")):
            for piece, origin, limit in ((raw[position:start], position, start), (replacement, start, stop)):
                if piece:
                    pieces.append(piece)
                    self._stretches.append(Stretch(length, origin, limit))
                    length += len(piece)
            position = stop
        self.body = "".join(pieces)

    def spans(self, repairs: list[Span]) -> tuple[Span, ...]:
        """Return cuts and repairs in order; what lies inside a cut is part of it."""
        spans = [Span(start, stop, finding.kind, finding.rule) for start, stop, finding in self.hits]
        spans += repairs
        spans.sort(key=lambda span: (span.start, -span.stop, span.kind == "repair", span.rule))
        disjoint: list[Span] = []
        for span in spans:
            if not disjoint or span.start >= disjoint[-1].stop:
                disjoint.append(span)
            elif span.stop > disjoint[-1].stop:
                disjoint[-1] = disjoint[-1]._replace(stop=span.stop)
        return tuple(disjoint)

    def _to_raw(self, hit: Hit) -> Hit:
        return Hit(self._raw_position(hit.start)[0], self._raw_position(hit.stop - 1)[1], hit.finding)

    def _raw_position(self, position: int) -> tuple[int, int]:
        """Return where a character of the body begins and ends in the raw text."""
        number = bisect_right(self._stretches, position, key=lambda one: one.start)
        stretch = self._stretches[number - 1]
        following = self._stretches[number].start if number < len(self._stretches) else len(self.body)
        origin = stretch.origin + position - stretch.start
        # What a repair made shorter ends with the last of what it stands for.
        stop = stretch.limit if position + 1 == following else origin + 1
        return min(origin, stretch.limit), min(stop, stretch.limit)
