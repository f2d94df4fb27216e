"""What tells a sentence of a story from a notice: who says it, and whom it names."""

import re
from functools import cache

from copydesk.tasks.text.furniture.phrases import words_of

SENTENCE_END = re.compile(r"[.!?。！？؟]\s+")
_MOST_SENTENCES = 8
_NAMES_EACH = 4
_DENSE_FROM = "\u3040"


def is_reported(sentence: str) -> bool:
    """Tell whether somebody in a story says a sentence: "Join us, the captain told him"."""
    found = ("," in sentence or "，" in sentence or "،" in sentence) and _said().search(sentence.casefold())
    return bool(found)


@cache
def _said() -> re.Pattern[str]:
    """Match who said so behind a comma; Chinese writes it without spaces."""
    spaced = "|".join(re.escape(word) for word in words_of("said") if word[0] < _DENSE_FROM)
    dense = "|".join(word for word in words_of("said") if word[0] >= _DENSE_FROM)
    return re.compile(
        rf"[,،][”\"»]?\s{{1,2}}(?:[^\s,]{{1,30}}\s){{0,3}}(?:{spaced})(?!\w)|，[^，。]{{0,12}}(?:{dense})。?$"
    )


def is_named(sentence: str) -> bool:
    """Tell whether a credit is mostly names: "Edited by hand for three years, the book …" is a sentence."""
    words = sentence.split()
    return sum(not word[0].islower() for word in words) * _NAMES_EACH >= len(words)


def sentence_breaks(line: str) -> list[int]:
    """Return where the sentences of a line begin, but for the first; of a long one the first few."""
    return [match.end() for match in SENTENCE_END.finditer(line)][:_MOST_SENTENCES]
