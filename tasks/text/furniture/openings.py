"""Which lists of phrases a line opens: one look-up, after which most lines of a story need no other.

What is looked up is read from the phrases themselves, so a phrase that is added is looked for.
"""

from functools import cache, lru_cache

from copydesk.tasks.text.furniture.phrase_table import OPENING_LENGTH, PhraseTable, first_words
from copydesk.tasks.text.furniture.phrases import load_phrases, words_of

# Phrases of notices that stand anywhere, before or after the story, after it alone; headings of boxes.
NOTICE, EDGE_NOTICE, TAIL_NOTICE, HEADING = 1, 2, 4, 8
_ANY = NOTICE | EDGE_NOTICE | TAIL_NOTICE | HEADING
_REMEMBERED = 1024


def lists_opened(line: str) -> int:
    """Return the lists, added up, that have a phrase with the first words of a line.

    What opens with a number or an odd sign may be of any.

    >>> lists_opened("Keep reading with a 7-day free trial") & NOTICE, lists_opened("Heavy rain fell")
    (1, 0)
    """
    return _lists_opened(line[:OPENING_LENGTH])


# A dozen rules ask it of each line, one after the other.
@lru_cache(_REMEMBERED)
def _lists_opened(opening: str) -> int:
    one, two = first_words(opening)
    if not one[:1].isalpha():
        return _ANY
    by_second = _by_words().get(one)
    lists = by_second.get(two, by_second[""]) if by_second else 0
    return lists | _by_letters().get(one[:2], 0)


def _tables() -> tuple[tuple[int, PhraseTable], ...]:
    phrases = load_phrases()
    return (
        (NOTICE, phrases.anywhere),
        (EDGE_NOTICE, phrases.edges),
        (TAIL_NOTICE, phrases.tail),
        (HEADING, phrases.blocks),
    )


@cache
def _by_words() -> dict[str, dict[str, int]]:
    """Return the lists by the first word of their phrases and the second; "" stands for any other one."""
    found: dict[str, dict[str, int]] = {}
    for number, table in _tables():
        for one, two in table.openings():
            by_second = found.setdefault(one, {"": 0})
            by_second[two] = by_second.get(two, 0) | number
    for request in words_of("prompt"):
        one, two = first_words(request)
        # What a request ends with may go on: "follow us" opens "follow usually", too.
        whole = two if not request.endswith(two) else ""
        by_second = found.setdefault(one, {"": 0})
        by_second[whole] = by_second.get(whole, 0) | NOTICE
    for by_second in found.values():
        for two in by_second:
            by_second[two] |= by_second[""]
    return found


@cache
def _by_letters() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, table in _tables():
        for letters in table.letters():
            found[letters] = found.get(letters, 0) | number
    return found
