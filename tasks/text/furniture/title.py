"""Tell a headline from the first sentence of a story, and find it where it is printed again."""

import re
from collections.abc import Sequence
from functools import lru_cache

from copydesk.tasks.text.furniture.lines import ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.phrase_table import fold
from copydesk.tasks.text.furniture.phrases import words_of

_LONGEST = 220
_MOST_WORDS = 34
_FEWEST_LETTERS = 4
_LETTER_SHARE = 0.62
_LOOK_AHEAD = 8
# What a site adds to a headline: its name, a section.
LONGEST_ADDED = 60
_NEVER_LAST = frozenset(".,;:،؛。，；：-–—(")
_CLOSING = "\"”“»«’')]"
_OPENS_TITLE = frozenset("\"“„«»‘'¿¡「『《【#$€£’‚‹")
_MASTHEAD = re.compile(r"[A-Z]{2,6}|(?:[A-Za-z0-9-]{2,20}\.){1,2}(?:com|org|net|tv|news|[a-z]{2})")
_MASTHEAD_WORDS = 3
_COMPARED = 64
# "Headline - The Site", "Opinion | Headline".
_SITE = re.compile(r"\s*[|–—-]\s*")


def is_title(line: str, following: Sequence[str]) -> bool:
    """Tell whether the first line of a text is its headline; prose has to follow.

    >>> story = "Rain fell on the city for a third day, and the river rose above the marks of last year."
    >>> is_title("River rises after third day of rain", [story])
    True
    >>> is_title("AUDIE CORNISH, HOST:", [story]), is_title("(As delivered)", [story])
    (False, False)
    """
    if not _FEWEST_LETTERS <= len(line) <= _LONGEST or line[-1] in _NEVER_LAST:
        return False
    if ends_sentence(line) and line.rstrip(_CLOSING)[-1:] == ".":
        return False
    first = line[0]
    if not (first.isupper() or first.isdigit() or first in _OPENS_TITLE or _caseless(first)):
        return False
    if len(line.split()) > _MOST_WORDS or sum(map(str.isalpha, line)) < _LETTER_SHARE * len(line):
        return False
    return any(is_paragraph(other) for other in following[:_LOOK_AHEAD])


def is_masthead(line: str) -> bool:
    """Tell whether a line is the name of an outlet and not a headline.

    >>> is_masthead("CBS News"), is_masthead("CNET"), is_masthead("NATO decision on Kosovo")
    (True, True, False)
    """
    words = line.split()
    if len(words) == 1:
        return _MASTHEAD.fullmatch(line) is not None
    return len(words) <= _MASTHEAD_WORDS and line[0].isupper() and words[-1].casefold() in words_of("outlet")


def repeats_title(line: str, title: str) -> bool:
    """Tell whether a line is the headline once more, the site's name or a section apart.

    >>> repeats_title("Opinion | River rises again", "River rises again")
    True
    """
    if abs(len(line) - len(title)) > LONGEST_ADDED:
        return False
    mine, other = _folded(line), _folded(title)
    if mine == other:
        return True
    if len(other.split()) < 3 or other not in mine:
        return False
    return any(fold(piece) == other for piece in _pieces(line))


# The headline is compared with each line before the story, and each of these with it.
_folded = lru_cache(_COMPARED)(fold)


def _pieces(line: str) -> list[str]:
    """Return the line without its first, and without its last, part between dashes or strokes."""
    cuts = [match.span() for match in _SITE.finditer(line)][:8]
    if not cuts:
        return []
    return [line[cuts[0][1] :], line[: cuts[-1][0]]]


def _caseless(char: str) -> bool:
    return char.isalpha() and char.lower() == char.upper()
