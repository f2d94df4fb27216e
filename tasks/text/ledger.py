"""The account of a cleaning: the raw text, what is left of it, and where each piece came from."""

from bisect import bisect_right

from copydesk.tasks.text.furniture.page import Hit, Mention, Page
from copydesk.tasks.text.spans import Span


class Ledger:
    """Hits are entered in the offsets of the body they were found in, and kept in those of the raw text."""

    def __init__(self, raw: str) -> None:
        self.body = raw
        self.hits: list[Hit] = []
        self.mentions: list[Mention] = []
        # Where each stretch of the body begins, in the body and in the raw text, and where it ends there.
        self._starts, self._origins, self._limits = [0], [0], [len(raw)]
        self._pending: Page | None = None

    def enter(self, page: Page) -> None:
        """Take over a page's cuts; its lines are the next body."""
        if page.hits or page.mentions:
            self._settle()
            self.hits += [Hit(*self._to_raw(hit.start, hit.stop), hit.finding) for hit in page.hits]
            known = {mention.credit for mention in self.mentions}
            self.mentions += [
                Mention(self._to_raw(one.start, one.start + 1)[0], one.credit)
                for one in page.mentions
                if one.credit not in known
            ]
        self._pending = page
        self.body = page.body()

    def replace(self, edits: list[tuple[int, int, str]]) -> None:
        """Make a new body with pieces replaced; the edits are in order and don't overlap."""
        body: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        limits: list[int] = []
        position = length = 0
        for start, stop, replacement in (*edits, (len(self.body), len(self.body), "")):
            for piece, origin, limit in (
                (self.body[position:start], position, start),
                (replacement, start, stop),
            ):
                if piece:
                    body.append(piece)
                    starts.append(length)
                    origins.append(origin)
                    limits.append(limit)
                    length += len(piece)
            position = stop
        self.body = "".join(body)
        self._starts, self._origins, self._limits = starts or [0], origins or [0], limits or [0]

    def spans(self, repairs: list[Span]) -> tuple[Span, ...]:
        """Return cuts and repairs in order; what lies inside a cut is part of it."""
        spans = [Span(hit.start, hit.stop, hit.finding.kind, hit.finding.rule) for hit in self.hits]
        spans = sorted({*spans, *repairs}, key=lambda span: (span.start, -span.stop, span.rule))
        disjoint: list[Span] = []
        for span in spans:
            if disjoint and span.start < disjoint[-1].stop:
                if span.stop > disjoint[-1].stop:
                    disjoint[-1] = disjoint[-1]._replace(stop=span.stop)
                continue
            disjoint.append(span)
        return tuple(disjoint)

    def _settle(self) -> None:
        """Work out where the pieces of the body stand in the raw text: only where someone asks."""
        page = self._pending
        if page is None:
            return
        starts: list[int] = []
        origins: list[int] = []
        limits: list[int] = []
        length = 0
        for line in page.lines:
            length += (2 if line.gap else 1) if length else 0
            for start, origin, limit in self._stretches(line.start, line.stop):
                starts.append(length + start - line.start)
                origins.append(origin)
                limits.append(limit)
            length += line.stop - line.start
        self._starts, self._origins, self._limits = starts or [0], origins or [0], limits or [0]
        self._pending = None

    def _stretches(self, start: int, stop: int) -> list[tuple[int, int, int]]:
        """Split a stretch of the former body where its origin jumps."""
        first = bisect_right(self._starts, start) - 1
        found: list[tuple[int, int, int]] = []
        for number in range(first, len(self._starts)):
            begin = max(start, self._starts[number])
            if begin >= stop:
                break
            origin = min(self._origins[number] + begin - self._starts[number], self._limits[number])
            found.append((begin, origin, self._limits[number]))
        return found

    def _to_raw(self, start: int, stop: int) -> tuple[int, int]:
        return self._raw_position(start)[0], self._raw_position(stop - 1)[1]

    def _raw_position(self, position: int) -> tuple[int, int]:
        """Return where a character of the body begins and ends in the raw text."""
        number = bisect_right(self._starts, position) - 1
        origin = self._origins[number] + position - self._starts[number]
        limit = self._limits[number]
        return min(origin, limit), min(origin + 1, limit)
