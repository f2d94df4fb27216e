"""Cut a text into the lines that rules look at, and note which of them are story."""

from dataclasses import dataclass
from itertools import pairwise

# What ends a sentence, in any script, and what may close after it.
TERMINAL = frozenset(".!?…。！？．｡؟۔।॥։።\"”»“’'」』）)]")
SENTENCE_END = frozenset(".!?…。！？．｡؟۔।॥։።")
_CLOSING = "\"”»“’'」』）)] *"

# Terminals and mail programs broke lines at up to 80 characters; no line of such a text is longer.
_WRAP_WIDTH = 85
_WRAP_LINES = 3
_NEARLY_FULL = 45

_PARAGRAPH_LENGTH = 80
_LONG = 320
# Chinese and Japanese say in one character what takes Latin letters three.
_DENSE_LENGTH = 30
_DENSE_FROM = "\u3040"


# Families of rules that look at nothing but the line.
ANYWHERE, EDGE, OPENING, ENDING, PERSON, HEADING, OFFER = 1, 2, 4, 8, 16, 32, 64


@dataclass(slots=True)
class Line:
    """A line without its outer white space, or a paragraph `joined` of such lines; `stop` is exclusive.

    `gap` says that a blank line precedes it, `runs_on` that the line before breaks off amid its sentence,
    `gone` that it was cut. `plain` adds up the families of rules that found nothing in its text, whatever
    stands around it: they needn't look again.
    """

    start: int
    stop: int
    text: str
    gap: bool = False
    gone: bool = False
    runs_on: bool = False
    joined: bool = False
    plain: int = 0


def split_lines(text: str) -> list[Line]:
    r"""Return the lines that hold something; in a text wrapped at a width, its paragraphs.

    >>> [(line.start, line.text, line.gap) for line in split_lines(" One.\n\n Two.")]
    [(1, 'One.', False), (8, 'Two.', True)]
    """
    return _arrange(text, _split(text))


def lay_again(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines that a body made of these would be split into, where they stand in the text."""
    plain = {(line.start, line.stop): line.plain for line in lines if line.joined}
    if plain:
        lines = [piece for line in lines for piece in (_unjoined(line) if line.joined else (line,))]
    lines = _arrange(text, lines)
    for line in lines:
        if line.joined:
            line.plain = plain.get((line.start, line.stop), 0)
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether a line closes like a sentence, quotation marks and brackets apart.

    >>> ends_sentence('He said: "No."'), ends_sentence("Heavy rain in the north")
    (True, False)
    """
    last = text[-1]
    if last in SENTENCE_END:
        return True
    if last not in TERMINAL:
        return False
    bare = text[-6:].rstrip(_CLOSING)
    return bool(bare) and bare[-1] in SENTENCE_END


def is_paragraph(text: str) -> bool:
    """Tell whether a line is prose: long, and closed like a sentence, or very long."""
    if len(text) < _PARAGRAPH_LENGTH:
        return _is_dense(text) and len(text) >= _DENSE_LENGTH and ends_sentence(text)
    return len(text) >= _LONG or ends_sentence(text)


def _is_dense(text: str) -> bool:
    return text[len(text) // 2] >= _DENSE_FROM


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


def _unjoined(paragraph: Line) -> list[Line]:
    lines = _split(paragraph.text)
    for line in lines:
        line.start += paragraph.start
        line.stop += paragraph.start
    lines[0].gap = paragraph.gap
    return lines


def _arrange(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of a text that was broken at a width; note which lines run on."""
    widest = max([len(line.text) for line in lines], default=0)
    if _NEARLY_FULL <= widest <= _WRAP_WIDTH and _is_wrapped(lines):
        _part_paragraphs(text, lines)
        # Asked again: the body has no indents, and what it is split into must be the same.
        if _is_wrapped(lines):
            lines = _join_paragraphs(text, lines)
    previous: Line | None = None
    for line in lines:
        if line.text[0].islower():
            line.runs_on = previous is not None and not line.gap and _breaks_off(previous.text)
        previous = line
    return lines


def _breaks_off(text: str) -> bool:
    return _NEARLY_FULL <= len(text) <= _WRAP_WIDTH and not ends_sentence(text)


def _is_wrapped(lines: list[Line]) -> bool:
    """Most lines of a wrapped text are nearly full, and go on in the next line."""
    followed = [line for line, following in pairwise(lines) if not following.gap]
    full = sum(len(line.text) >= _NEARLY_FULL and not ends_sentence(line.text) for line in followed)
    return full >= _WRAP_LINES - 1 and full * 2 > len(followed)


def _part_paragraphs(text: str, lines: list[Line]) -> None:
    """Note a gap before each line that opens a paragraph: indented, or behind something cut."""
    for previous, line in pairwise(lines):
        between = text[previous.stop : line.start]
        line.gap = line.gap or between[-1:] in (" ", "\t") or not between.isspace()


def _join_paragraphs(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines between gaps."""
    joined: list[Line] = []
    for line in lines:
        if joined and not line.gap:
            last = joined[-1]
            joined[-1] = Line(last.start, line.stop, "", last.gap, joined=True)
        else:
            joined.append(line)
    for line in joined:
        line.text = text[line.start : line.stop]
    return joined
