"""One table of phrases: which kind of furniture a line is, by its first two words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from copydesk.tasks.text.furniture.pattern import Pattern

_NUMBER = re.compile(r"\d(?:[\d.,:/]*\d)?")
_WORDS = re.compile(r"([^\W_]+)(?:[\W_]{1,12}([^\W_]+))?")
_AROUND = " \t\u00a0\u200b:;,.!?…«»‹›>→▶►▸➤|-–—_•·●■*#\"'“”‘’()[]{}+：。、！？【】「」『』（）،؛؟"
_BESIDE = _AROUND.replace("*", "")
_LONGEST = 400
OPENING_LENGTH = 60
# No phrase without a gap is longer, and no opening of one with a gap.
_EXACT_LONGEST = 120
_REMEMBERED = 1024
_FEWEST_LETTERS = 2


class PhraseTable:
    """Phrases found by the first two words of a line, so that most lines cost two look-ups."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        # By the first two words, or the only one; by letters where a phrase leaves open how the word goes on.
        self._words: dict[str, list[Pattern]] = {}
        self._letters: dict[str, list[Pattern]] = {}
        self._first: set[str] = set()
        self._floating: list[Pattern] = []
        # A line has a floating phrase only if it holds one of these words.
        self._held_ascii: set[str] = set()
        self._held_other: set[str] = set()

    def add(self, phrase: str, kind: str) -> None:
        """Enter a phrase; of two kinds the first one entered counts."""
        phrase = phrase.casefold().strip(_BESIDE)
        if "*" not in phrase:
            self._exact.setdefault(phrase, kind)
            self._words.setdefault(_key(phrase), [])
            self._first.add(first_word(phrase))
            return
        opening, *rest = phrase.split("*")
        parts = tuple(filter(None, (part.strip() for part in rest)))
        pattern = Pattern(kind, opening.strip(), parts, phrase.endswith("*"))
        if not opening:
            self._floating.append(pattern)
            word = max(parts[0].split(), key=len)
            (self._held_ascii if word.isascii() else self._held_other).add(word)
        elif first_word(opening) != opening:
            key = _key(opening)
            # The second word of "read mor*" is not complete.
            key = key if not opening.endswith(key) else first_word(opening)
            self._words.setdefault(key, []).append(pattern)
            self._first.add(first_word(opening))
        else:
            self._letters.setdefault(opening[:_FEWEST_LETTERS], []).append(pattern)

    def openings(self) -> Iterator[tuple[str, str]]:
        """Yield the first two words that phrases open with; the second is empty where any may follow."""
        for key in self._words:
            one, _, two = key.partition(" ")
            yield one, two

    def letters(self) -> Iterator[str]:
        """Yield the first letters of the phrases that leave open how their first word goes on."""
        yield from self._letters

    def opens(self, line: str) -> bool:
        """Tell whether a line opens like any phrase: what the other rules ask before they look."""
        one, two = first_words(line)
        if one in self._first and (one in self._words or f"{one} {two}" in self._words):
            return True
        # What a number folds to, `fold` tells.
        return one[:_FEWEST_LETTERS] in self._letters or one[:1].isdigit()

    def kind_of(self, line: str) -> str | None:
        """Return the kind of the phrase that is the whole line, if one is."""
        if len(line) > _LONGEST or not self.opens(line):
            return None
        head = fold(line[:_EXACT_LONGEST])
        kind = self._exact.get(head) if len(line) <= _EXACT_LONGEST else None
        if kind is not None:
            # "…one cent per\nshare." closes a sentence; a button has no full stop.
            closed = line[-1] == "." and not line.endswith("..")
            return None if closed and head.count(" ") < 2 else kind
        one, two = first_words(head)
        patterns = [*self._words.get(f"{one} {two}", ()), *self._words.get(one, ())]
        patterns += self._letters.get(one[:_FEWEST_LETTERS], ())
        patterns = [pattern for pattern in patterns if head.startswith(pattern.opening)]
        folded = fold(line) if patterns else ""
        return next((pattern.kind for pattern in patterns if pattern.fits(folded)), None)

    def floating_kind_of(self, line: str) -> str | None:
        """Return the kind of the phrase that the line has after words of its own, if it has one."""
        if not self.may_float(line):
            return None
        folded = fold(line)
        return next((one.kind for one in self._floating if one.fits(folded)), None)

    def may_float(self, line: str) -> bool:
        """Tell whether a line holds a word of any phrase that may stand after words of the line's own."""
        if len(line) > _LONGEST:
            return False
        small = line.casefold()
        for word in self._held_ascii:
            if word in small:
                return True
        return not small.isascii() and any(word in small for word in self._held_other)


def fold(line: str) -> str:
    r"""Return a line as phrases are written.

    >>> fold("Keep reading with a 7-day\u00a0free trial …")
    'keep reading with a 0-day free trial'
    """
    plain = " ".join(line.split()).casefold().replace("’", "'")
    return _NUMBER.sub("0", plain).strip(_AROUND)


def first_word(text: str) -> str:
    """Return the first word of a line in small letters; where only marks stand before it, the first sign.

    >>> first_word("» Read also: …"), first_word("© 2026")
    ('read', '©')
    """
    return first_words(text)[0]


def first_words(text: str) -> tuple[str, str]:
    """Return the first two words of a line, in small letters; the second is empty if it is a number."""
    return _first_words(text[:OPENING_LENGTH])


# Several rules ask it of each line, one after the other.
@lru_cache(_REMEMBERED)
def _first_words(opening: str) -> tuple[str, str]:
    parts = opening.casefold().split(" ", 2)
    if len(parts) > 2 and parts[0].isalpha():  # as most lines of a story open
        if parts[1].isalpha():
            return parts[0], parts[1]
        if parts[1][:1].isdigit():
            return parts[0], ""
    bare = opening.lstrip(_AROUND).casefold()
    words = _WORDS.match(bare)
    if words and _NUMBER.search(words.group()):
        bare = _NUMBER.sub("0", bare)
        words = _WORDS.match(bare)
    if words is None:
        return bare[:1], ""
    one, two = words.groups("")
    return one, "" if two[:1].isdigit() else two


def _key(phrase: str) -> str:
    one, two = first_words(phrase)
    return f"{one} {two}" if two else one
