"""A text on the desk: its lines, and what has been cut so far."""

from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.layout import lay_again, lines_of, split_lines
from copydesk.tasks.text.furniture.lines import Line, unbroken
from copydesk.tasks.text.spans import Credit, Given


class Hit(NamedTuple):
    """A finding and the piece of the text it covers."""

    start: int
    stop: int
    finding: Finding


class Mention(NamedTuple):
    """A credit that stays in the story, and where it stands."""

    start: int
    credit: Credit


@dataclass(slots=True)
class Page:
    """The lines still standing, and the hits. The rest is what is known of the story."""

    text: str
    lines: list[Line]
    title: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    hits: list[Hit] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    unswept: bool = False
    # Its lines were looked at beside each other as they stand, and nothing was found.
    compared: bool = False

    @classmethod
    def of(cls, text: str, given: Given) -> "Page":
        """Lay out a text, with what is known of it beforehand."""
        return cls(text, split_lines(text), given.title, _parted(given.author), given.place)

    def again(self, author: str | None, place: str | None) -> "Page":
        """Lay out what is left, with what has been learned."""
        ran_on = [line.runs_on for line in self.lines]
        lines = lay_again(self.text, self.lines)
        page = self.of_lines(lines, author, place)
        page.compared = self.compared and lines is self.lines and ran_on == [line.runs_on for line in lines]
        return page

    def of_lines(self, lines: list[Line], author: str | None, place: str | None) -> "Page":
        """Return a page of lines of this text, with what has been learned."""
        return Page(self.text, lines, self.title, _parted(author), place)

    def cut(self, line: Line, finding: Finding) -> None:
        """Take a finding's piece out of its line: all of it, its beginning or its end."""
        start = line.start + finding.start
        stop = line.stop if finding.stop is None else min(line.start + finding.stop, line.stop)
        self.hits.append(Hit(start, stop, finding))
        self.unswept = True
        if start <= line.start and stop >= line.stop:
            line.gone = True
            return
        kept = self.text[stop : line.stop] if start <= line.start else self.text[line.start : start]
        line.start = line.stop - len(kept.lstrip()) if start <= line.start else line.start
        line.text = unbroken(kept.strip())
        line.stop = line.start + len(line.text)
        line.gone = not line.text
        line.plain = 0

    def sweep(self) -> None:
        """Forget the lines that are gone; a blank line beside them stays one."""
        if not self.unswept:
            return
        gap = False
        for line in self.lines:
            if line.gone:
                gap = gap or line.gap
            elif gap:
                line.gap, gap = True, False
        self.lines = [line for line in self.lines if not line.gone]
        for first in self.lines[:1]:
            first.gap = False
        self.unswept = False

    def goes_on_below(self, number: int) -> bool:
        """Tell whether a line breaks amid its sentence: the next, right below, opens with a small letter."""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        return below is not None and not below.gap and below.text[0].islower()

    def story(self, stop: int | None = None) -> str:
        """Return what is left in the lines before number `stop`."""
        return "\n".join([line.text for line in self.lines[:stop] if not line.gone])

    def body(self) -> str:
        """Return what is left, with the blank lines of the text."""
        pieces: list[str] = []
        for line in self.lines:
            for piece in lines_of(self.text, line) if line.joined else (line,):
                if pieces:
                    pieces.append("\n\n" if piece.gap else "\n")
                pieces.append(piece.text)
        return "".join(pieces)


def _parted(author: str | None) -> tuple[str, ...]:
    return tuple(author.split(", ")) if author else ()
