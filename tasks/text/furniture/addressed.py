"""What an outlet says of itself where the story has ended: to its reader, and of the text above."""

import re
from functools import cache
from typing import NamedTuple

from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import load_phrases, words_by_opening, words_of
from copydesk.tasks.text.furniture.sentences import sentence_breaks
from copydesk.tasks.text.furniture.wordset import words_in

_LONGEST = 260
# An address, or the outlet's own program.
_PLACE = re.compile(
    r"@|https?:|www\.|(?<!\w)[\w-]{2,40}\.(?:com|org|net|[a-z]{2,7})(?![\w-])|(?<!\w)[Aa]pp(?!\w)"
)
_NOTE_LONGEST = 200
_OPENING_LONGEST = 40


class _Language(NamedTuple):
    """Whom a sentence is for, and the outlet's own things; what names the text above, and what became of it.

    The words of `reader` and `done` are whole ones; `own` stand anywhere, `appeal` and `itself` at its head.
    """

    appeal: tuple[str, ...]
    reader: frozenset[str]
    own: tuple[str, ...]
    itself: tuple[str, ...]
    done: frozenset[str]


def is_appeal(sentence: str) -> bool:
    """Tell whether a sentence asks something of its reader and names the network, the letter or the cause.

    >>> is_appeal("Log in to leave a comment"), is_appeal("Log in the river stops the ferry")
    (True, False)
    """
    openings = words_by_opening("appeal").get(first_word(sentence), ())
    if not openings or len(sentence) > _LONGEST:
        return False
    small = sentence.casefold()
    opening = small.lstrip("▶►•*- ")
    if not opening.startswith(openings):
        return False
    if _PLACE.search(sentence) is not None or any(word in small for word in words_of("appeal_for")):
        return True
    return any(
        word in opening[len(appeal) :]
        for language in _languages()
        for appeal in language.appeal
        if opening.startswith(appeal)
        for word in language.own
    )


def is_for_reader(sentence: str) -> bool:
    """Tell whether a sentence speaks to its reader of the outlet's own things: letters, comments, programs.

    In a story the two hardly ever meet outside of what somebody says.

    >>> is_for_reader("Turn on notifications so you never miss an update.")
    True
    >>> is_for_reader("You can never be sure of the weather."), is_for_reader("She wrote it in a newsletter.")
    (False, False)
    """
    if len(sentence) > _LONGEST:
        return False
    words = words_in(sentence)
    if _readers().isdisjoint(words) or sentence_breaks(sentence):
        return False
    speaking = [language for language in _languages() if not language.reader.isdisjoint(words)]
    small = sentence.casefold()
    return any(word in small for language in speaking for word in language.own)


def is_on_itself(sentence: str) -> bool:
    """Tell whether a sentence says what became of the text above it.

    >>> is_on_itself("This story has been updated to include what the council said.")
    True
    >>> is_on_itself("This story is a sad one."), is_on_itself("The story was updated by the historians.")
    (False, False)
    """
    if len(sentence) > _NOTE_LONGEST:
        return False
    if first_word(sentence) not in _first_words():
        return False
    opening = sentence[:_OPENING_LONGEST].lstrip("*_([-–— ").casefold()
    naming = [language for language in _languages() if opening.startswith(language.itself)]
    return any(not language.done.isdisjoint(words_in(sentence)) for language in naming)


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(
        _Language(
            words.get("appeal", ()),
            frozenset(words.get("reader", ())),
            words.get("medium", ()),
            tuple(f"{name} " for name in words.get("itself", ())),
            frozenset(words.get("itself_done", ())),
        )
        for words in load_phrases().words.values()
    )


@cache
def _readers() -> frozenset[str]:
    return frozenset(words_of("reader"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(map(first_word, words_of("itself")))
