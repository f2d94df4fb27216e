"""Notes that what was printed before was wrong, in the languages of the phrase tables."""

import unicodedata
from functools import cache

from copydesk.tasks.text.furniture.phrases import words_of

_OPENING_MARKS = "*_•-–—> \"'“„«»"
_SIGNS_OF_A_PHRASE = 6


def count_corrections(text: str) -> int:
    r"""Return how many lines are such notes.

    >>> count_corrections("Rain fell.\nCorrection: on Monday.\nAnalysts expect a correction: a deep one.")
    1
    """
    return sum(1 for line in text.splitlines() if _is_correction(line))


def _is_correction(line: str) -> bool:
    folded = " ".join(unicodedata.normalize("NFKC", line).casefold().replace(" :", ":").split())
    folded = folded.lstrip(_OPENING_MARKS)
    bare = folded.lstrip("([【")
    return any(
        _opens(line, phrase) for line in (folded, bare) for phrase in _openings().get(line[:2], ())
    ) or any(phrase in folded for phrase in _anywhere())


def _opens(line: str, phrase: str) -> bool:
    # "Sprostowanie" alone is a heading; with more behind it, it is the subject of a sentence.
    return line == phrase if phrase.isalpha() and not _has_han(phrase) else line.startswith(phrase)


@cache
def _openings() -> dict[str, list[str]]:
    """Return the phrases by their first two signs."""
    found: dict[str, list[str]] = {}
    for phrase in words_of("correction"):
        found.setdefault(phrase[:2], []).append(phrase)
    return found


@cache
def _anywhere() -> tuple[str, ...]:
    """Return the phrases that no sentence has by chance: three words, or six Chinese or Japanese signs."""
    return tuple(
        phrase
        for phrase in words_of("correction")
        if phrase.count(" ") > 1 or (_has_han(phrase) and len(phrase) >= _SIGNS_OF_A_PHRASE)
    )


def _has_han(phrase: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" for sign in phrase)
