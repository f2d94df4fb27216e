"""The lines that rules look at, and which of them are story."""

from dataclasses import dataclass

# What ends a sentence, in any script, and what may close after it.
TERMINAL = frozenset(".!?…。！？．｡؟۔।॥։።\"”»“’'」』）)]")
SENTENCE_END = frozenset(".!?…。！？．｡؟۔।॥։።")
_CLOSING = "\"”»“’'」』）)] *"

_PARAGRAPH_LENGTH = 80
_LONG = 320
# Chinese and Japanese say in one character what takes Latin letters three.
_DENSE_LENGTH = 30
_DENSE_FROM = "\u3040"


# Where `str.splitlines` breaks.
BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_UNBROKEN = str.maketrans(dict.fromkeys(BREAKS, " "))

# Families of rules that look at nothing but the line.
ANYWHERE, EDGE, OPENING, ENDING, PERSON, HEADING, OFFER = 1, 2, 4, 8, 16, 32, 64


@dataclass(slots=True)
class Line:
    """A line without its outer white space, or a paragraph `joined` of such lines; `stop` is exclusive.

    `text` is what the page has there, breaks written as spaces. `gap` says that a blank line precedes it,
    `runs_on` that a sentence runs on between it and the line before or behind, `gone` that it was cut.
    `plain` adds up the families of rules that found nothing in its text, whatever stands around it: they
    needn't look again.
    """

    start: int
    stop: int
    text: str
    gap: bool = False
    gone: bool = False
    runs_on: bool = False
    joined: bool = False
    plain: int = 0


def unbroken(text: str) -> str:
    """Return a text with a space for each sign that breaks a line; all of it keeps its place."""
    # Translating takes ten times as long as this, and other signs than these hardly ever break lines.
    plain = text.replace("\n", " ")
    return plain if plain.splitlines() == [plain] else plain.translate(_UNBROKEN)


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
