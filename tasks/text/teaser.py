"""Whether a text that a feed gives is the story, or only leads to it."""

import re
from html import unescape

# Below that a text may be a brief as well as a teaser; of teasers seen in feeds, few are longer.
_FEWEST_WORDS = 60
# Longer "words" than this in the mean are no words: the script has no spaces, and two characters make one.
_LONGEST_MEAN = 15
# A teaser breaks off in one of its last paragraphs; what follows names the page once more.
_LAST_PARAGRAPHS = 4

_INVISIBLE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|br|div|li|h[1-6]|blockquote|ul|ol|tr|table|section)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BROKEN_OFF = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\W*(?:\w+\W+){0,4}\w*\W*\Z")


def is_teaser(html: str) -> bool:
    r"""Tell whether a text of a feed breaks off, or is too short to be told from one that does.

    >>> is_teaser("<p>" + "The ferry stays in harbour. " * 20 + "</p>")
    False
    >>> is_teaser("The ferry stays in harbour. " * 20 + "until […]<p>The post Ferry came first.</p>")
    True
    >>> is_teaser("The ferry stays in harbour until Thursday.")
    True
    """
    lines = [line for part in _plain(html).split("\n") if (line := " ".join(part.split()))]
    return _words(lines) < _FEWEST_WORDS or any(map(_BROKEN_OFF.search, lines[-_LAST_PARAGRAPHS:]))


def _plain(html: str) -> str:
    text = _BREAK.sub("\n", _INVISIBLE.sub("\n", html).replace("\n", " "))
    return unescape(_TAG.sub("", text))


def _words(lines: list[str]) -> int:
    words = sum(len(line.split()) for line in lines)
    characters = sum(map(len, lines))
    return words if characters < _LONGEST_MEAN * words else characters // 2
