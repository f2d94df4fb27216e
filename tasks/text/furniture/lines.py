"""Cut a text into the lines that rules look at, and note which of them are story."""

from dataclasses import dataclass

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


@dataclass(slots=True)
class Line:
    """A line without its outer white space; `stop` is exclusive, `gap` says a blank line precedes it, `gone` that it was cut,
    `runs_on` that the line before breaks off amid its sentence.
    """

    start: int
    stop: int
    text: str
    gap: bool = False
    gone: bool = False
    runs_on: bool = False


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold something; in a text wrapped at a width, its paragraphs.

    >>> [(line.start, line.text, line.gap) for line in split_lines(" One.\\n\\n Two.")]
    [(1, 'One.', False), (8, 'Two.', True)]
    """
    lines: list[Line] = []
    position = 0
    gap = False
    widest = 0
    for piece in text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            start = position + piece.index(stripped[0])
            line = Line(start, start + len(stripped), stripped, gap)
            if lines and not gap and stripped[0].islower():
                line.runs_on = _breaks_off(lines[-1].text)
            lines.append(line)
            gap = False
            if len(stripped) > widest:
                widest = len(stripped)
        else:
            gap = bool(lines)
        position += len(piece)
    if widest <= _WRAP_WIDTH and len(lines) >= _WRAP_LINES and _is_wrapped(lines):
        return _join_paragraphs(text, lines)
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


def _breaks_off(text: str) -> bool:
    return _NEARLY_FULL <= len(text) <= _WRAP_WIDTH and not ends_sentence(text)


def _is_dense(text: str) -> bool:
    return text[len(text) // 2] >= _DENSE_FROM


def _is_wrapped(lines: list[Line]) -> bool:
    """Most lines of a wrapped text are nearly full, and go on in the next line."""
    followed = [line for line, following in zip(lines, lines[1:], strict=False) if not following.gap]
    full = sum(len(line.text) >= _NEARLY_FULL and not ends_sentence(line.text) for line in followed)
    return full >= _WRAP_LINES - 1 and full * 2 > len(followed)


def _join_paragraphs(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of each paragraph: a blank line or an indent opens one."""
    joined: list[Line] = []
    for line in lines:
        indented = text[line.start - 1] in " \t" if line.start else False
        if joined and not line.gap and not indented:
            last = joined[-1]
            joined[-1] = Line(last.start, line.stop, text[last.start : line.stop], last.gap)
        else:
            joined.append(line)
    return joined
