"""Lay a text out in the lines that rules look at: its own, or the paragraphs of a text wrapped at a width."""

from collections.abc import Iterator
from itertools import pairwise

from copydesk.tasks.text.furniture.lines import BREAKS, Line, ends_sentence, unbroken
from copydesk.tasks.text.furniture.wrapping import joins, wrap_width

# What may be one broken line of a text too short to tell its width.
_SHORTEST_OPEN, _LONGEST_OPEN = 45, 210
_INDENTS = frozenset(" \t\u00a0\u3000")


def split_lines(text: str) -> list[Line]:
    r"""Return the lines that hold something; in a text wrapped at a width, its paragraphs.

    >>> [(line.start, line.text, line.gap) for line in split_lines(" One.\n\n Two.")]
    [(1, 'One.', False), (8, 'Two.', True)]
    """
    lines = _split(text)
    if wrap_width(lines):
        _part_indented(text, lines)
        lines = _join_wrapped(text, lines)
    return _note_running(lines)


def lay_again(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines that a body made of these would be split into, where they stand in the text."""
    plain = {(line.start, line.stop): line.plain for line in lines if line.joined}
    if plain:
        lines = [piece for line in lines for piece in lines_of(text, line)]
    lines = _note_running(_join_wrapped(text, lines))
    for line in lines if plain else ():
        if line.joined:
            line.plain = plain.get((line.start, line.stop), 0)
    return lines


def lines_of(text: str, line: Line) -> list[Line]:
    r"""Return the lines of the text that a joined one was made of; any other is its own.

    What is left of a first line whose opening was cut goes with the second: on its own it would look like
    a headline.

    >>> text = "ROME, May 3 - Rain\n  fell on\nthe valley."
    >>> [line.text for line in lines_of(text, Line(14, len(text), "", joined=True))]
    ['Rain   fell on', 'the valley.']
    """
    if not line.joined:
        return [line]
    lines = _split(text[line.start : line.stop])
    for piece in lines:
        piece.start += line.start
        piece.stop += line.start
    lines[0].gap = line.gap
    if len(lines) > 1 and _is_clipped(text, line.start):
        first, second, *rest = lines
        return [_join(text, first, second, joined=False), *rest]
    return lines


def _is_clipped(text: str, start: int) -> bool:
    """Tell whether something stands before a place on its line."""
    while start and text[start - 1] not in BREAKS:
        start -= 1
        if not text[start].isspace():
            return True
    return False


def _join(text: str, first: Line, last: Line, *, joined: bool = True) -> Line:
    return Line(first.start, last.stop, unbroken(text[first.start : last.stop]), first.gap, joined=joined)


def _split(text: str) -> list[Line]:
    lines: list[Line] = []
    position = 0
    gap = False
    for piece in text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            start = position + piece.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped, gap))
            gap = False
        else:
            gap = bool(lines)
        position += len(piece)
    return lines


def _join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of a text that was broken at a width."""
    if not wrap_width(lines):
        return lines
    _part_cut(text, lines)
    # Asked again, for a body shows where its paragraphs part, but no indents and no cuts.
    width = wrap_width(lines)
    return _join_paragraphs(text, lines, width) if width else lines


def _note_running(lines: list[Line]) -> list[Line]:
    """Note which lines run on."""
    previous: Line | None = None
    for line in lines:
        line.runs_on = False
        if line.text[0].islower() and previous and not line.gap and _breaks_off(previous.text):
            previous.runs_on = line.runs_on = True
        previous = line
    return lines


def _breaks_off(text: str) -> bool:
    return _SHORTEST_OPEN <= len(text) <= _LONGEST_OPEN and not ends_sentence(text)


def _part_indented(text: str, lines: list[Line]) -> None:
    """Note a gap before each line that is indented deeper than the others."""
    depths = [_depth(text, line.start) for line in lines]
    least = min(depths)
    for line, depth in zip(lines[1:], depths[1:], strict=True):
        line.gap = line.gap or depth > least


def _depth(text: str, start: int) -> int:
    depth = 0
    while depth < start and text[start - depth - 1] in _INDENTS:
        depth += 1
    return depth


def _part_cut(text: str, lines: list[Line]) -> None:
    """Note a gap before each line that stands behind something cut."""
    for previous, line in pairwise(lines):
        line.gap = line.gap or not text[previous.stop : line.start].isspace()


def _join_paragraphs(text: str, lines: list[Line], width: int) -> list[Line]:
    """Join the lines of each paragraph; where all lines stand apart, blank lines say nothing."""
    apart = all(line.gap for line in lines[1:])
    runs = list(_runs(lines, width, apart=apart))
    if _opens_short(runs):
        runs[:2] = [runs[0] + runs[1]]
    return [_join(text, run[0], run[-1]) if len(run) > 1 else run[0] for run in runs]


def _opens_short(runs: list[list[Line]]) -> bool:
    """Tell whether the first line belongs to the paragraph right below it, though it has room.

    So it is where a dateline was taken off before: a headline stands apart, if paragraphs do.
    """
    if len(runs) == 1 or len(runs[0]) > 1 or runs[1][0].gap or not ends_sentence(runs[1][-1].text):
        return False
    apart = [two[0].gap for one, two in pairwise(runs[1:]) if len(one) > 1 and len(two) > 1]
    return sum(apart) * 2 >= len(apart)


def _runs(lines: list[Line], width: int, *, apart: bool) -> Iterator[list[Line]]:
    run = lines[:1]
    for previous, line in pairwise(lines):
        if (apart or not line.gap) and joins(previous, line, width):
            run.append(line)
        else:
            yield run
            run = [line]
    yield run
