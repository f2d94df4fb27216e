"""What became of a text at its URL: which earlier text it continues, and what kind of change that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copydesk.tasks.text.corrections import count_corrections
from copydesk.tasks.text.tokens import tokenise
from copydesk.tasks.text.verify import Figures, compare

STUB_WORDS = 100
STUB_GROWTH = 2.0
SAME_STORY_CONTAINMENT = 0.2
SAME_STORY_WORDS = 8
SWAPPED_FACTS = 3
SWAPPED_SHARE = 0.5
NEAREST_SHARE = 0.5
TITLE_SHARE = 0.6
TITLE_WORDS = 4
LIVE_TIMES = 3
MINOR_WORDS = 3
MINOR_SHARE = 0.05
REWRITTEN_SHARE = 0.5
ONE_WAY = 3

# "14:32", "14.32 Uhr", "2.15pm BST", "14h32", "[14:32]" at the head of an entry.
_ENTRY = re.compile(r"[\[(]?(?:[01]?\d|2[0-3])\s?[:.h時시点]\s?[0-5]\d(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """A text that a URL held; `text` is as it came, `body` its story."""

    article_id: str
    title: str | None
    text: str
    body: str
    words: int
    access: str

    @property
    def is_stub(self) -> bool:
        """Whether there is less of it than a story has."""
        return self.access == "partial" or self.words < STUB_WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """What a text is to the one before it; words that stand in one and not in the other."""

    previous: int | None
    kind: str
    words_added: int
    words_removed: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What two texts have in common; `added` and `removed` are words of the later and of the earlier one."""

    identical: bool
    containment: float
    shared: int
    added: int
    removed: int
    swapped: int
    kept: int


FIRST = Change(None, "first", 0, 0)


def changes(states: Sequence[State], known: int, lookback: int) -> list[Change]:
    """Return the change that each of the states from `known` on is, the earliest state first.

    A text continues the latest of the `lookback` before it that tells the same story. One that continues
    none is the first of its own: at the address of a section, or where a URL is used again years later.
    """
    pairs = [
        (earlier, later)
        for later in range(known, len(states))
        for earlier in range(later - 1, max(later - 1 - lookback, -1), -1)
    ]
    related: dict[int, list[tuple[int, Figure]]] = {later: [] for later in range(known, len(states))}
    for (earlier, later), figure in zip(pairs, _compared(states, pairs), strict=True):
        if is_same_story(states[earlier], states[later], figure):
            related[later].append((earlier, figure))
    return [_change(states, later, _nearest(found)) for later, found in related.items()]


def _nearest(related: Sequence[tuple[int, Figure]]) -> tuple[int, Figure] | None:
    """Return the latest of the related texts, but for those that have much less in common than another."""
    best = max((figure.containment for _, figure in related), default=0.0)
    return next((found for found in related if found[1].containment >= NEAREST_SHARE * best), None)


def _compared(states: Sequence[State], pairs: Sequence[tuple[int, int]]) -> list[Figure]:
    if not pairs:
        return []
    # The shorter story comes first, as everywhere.
    order = [
        sorted(pair, key=lambda place: (states[place].words, states[place].article_id)) for pair in pairs
    ]
    figures = compare([state.body for state in states], np.array(order))
    return [
        _figure(figures, row, shorter_is_later=order[row][0] == later) for row, (_, later) in enumerate(pairs)
    ]


def _figure(figures: Figures, row: int, *, shorter_is_later: bool) -> Figure:
    first, second = figures.first, figures.second
    novel = (int(first.novel_words[row]), int(second.novel_words[row]))
    identical = bool(figures.identical[row])
    added, removed = (0, 0) if identical else novel if shorter_is_later else novel[::-1]
    return Figure(
        identical=identical,
        containment=float(figures.containment[row]),
        shared=int(first.shared_words[row]),
        added=added,
        removed=removed,
        swapped=int(first.swapped_facts[row]),
        kept=int(first.shared_facts[row]),
    )


def is_same_story(earlier: State, later: State, figure: Figure) -> bool:
    """Tell whether two texts of one URL are states of one story.

    A stub may share no more than its headline with the story it becomes. A form filled in anew, like
    yesterday's and today's weather, is another story.
    """
    if figure.identical:
        return True
    if figure.swapped >= SWAPPED_FACTS and figure.swapped >= SWAPPED_SHARE * (figure.swapped + figure.kept):
        return False
    if figure.containment >= SAME_STORY_CONTAINMENT and figure.shared >= SAME_STORY_WORDS:
        return True
    return (earlier.is_stub or later.is_stub) and _same_title(earlier.title, later.title)


def _same_title(one: str | None, other: str | None) -> bool:
    words, others = _title_words(one), _title_words(other)
    if min(len(words), len(others)) < TITLE_WORDS:
        return False
    return len(words & others) >= TITLE_SHARE * len(words | others)


def _title_words(title: str | None) -> frozenset[int]:
    return frozenset(tokenise([title]).hashes.tolist()) if title else frozenset()


def _change(states: Sequence[State], later: int, nearest: tuple[int, Figure] | None) -> Change:
    if nearest is None:
        return FIRST
    earlier, figure = nearest
    return Change(earlier, _kind(states[earlier], states[later], figure), figure.added, figure.removed)


def _kind(earlier: State, later: State, figure: Figure) -> str:
    """Return what kind of change it is: what a reader asks first stands first."""
    if count_corrections(later.text) > count_corrections(earlier.text):
        return "correction"
    if figure.identical and earlier.access == later.access:
        return "same"
    if earlier.access != later.access:
        return "completed" if later.access == "full" else "cut short"
    if is_live(later.text) and is_live(earlier.text):
        return "live"
    if earlier.words < STUB_WORDS and later.words >= STUB_GROWTH * max(earlier.words, 1):
        return "completed"
    return _extent(later, figure)


def _extent(later: State, figure: Figure) -> str:
    changed = figure.added + figure.removed
    whole = max(later.words, 1)
    if max(figure.added, figure.removed) <= max(MINOR_WORDS, MINOR_SHARE * whole):
        return "minor"
    if figure.added >= ONE_WAY * figure.removed:
        return "expanded"
    if figure.removed >= ONE_WAY * figure.added:
        return "shortened"
    return "rewritten" if changed >= REWRITTEN_SHARE * (whole + figure.removed) else "revised"


def is_live(text: str) -> bool:
    r"""Tell whether a text is a live blog: entries that begin with the time of day.

    >>> is_live("14:32 The ferry sank.\nOne is missing.\n14:20 It lists.\n13.58 Uhr A call for help.")
    True
    """
    return sum(1 for line in text.splitlines() if _ENTRY.match(line.lstrip())) >= LIVE_TIMES
