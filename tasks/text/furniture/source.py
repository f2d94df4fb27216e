"""Lines that say where a story is from: "Source: Sozcu", "(Quelle: APA/sda)"."""

import re
from functools import cache

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.spans import Credit

_LONGEST = 130
_MOST_WORDS = 10
_SEPARATORS = re.compile(r"\s*(?:[/;|+&、]|,\s|\s-\s|\sand\s)\s*")


def find_source(line: str) -> Finding | None:
    """Return a line that names the source of the story after a label.

    An answer in an interview whose speaker is called "Source" is a sentence and stays.

    >>> find_source("Source: Sozcu").credits
    (Credit(name='Sozcu', role='via'),)
    >>> find_source("Source: I never told them that, and I never will.")
    """
    if len(line) > _LONGEST:
        return None
    name = _after_label(line.strip(" ()[]（）*_–—-•/|"))
    if not name or len(name.split()) > _MOST_WORDS or name[-1] in "!?…:" or (name[-1] == "." and " " in name):
        return None
    names = [one.strip(" .,") for one in _SEPARATORS.split(name) if one.strip(" .,")]
    return Finding("agency", "source.label", credits=tuple(Credit(one, "via") for one in names[:6]))


def is_source_label(line: str) -> bool:
    """Tell whether a line is the label alone: the name stands in the next line."""
    return len(line) <= 20 and line[-1] in ":：" and line.strip(" :：").casefold() in _labels()


@cache
def _labels() -> tuple[str, ...]:
    return words_of("source")


def _after_label(bare: str) -> str | None:
    labels = words_by_opening("source").get(first_word(bare))
    if labels is None:
        return None
    folded = bare.casefold()
    for label in labels:
        if folded.startswith(label):
            rest = bare[len(label) :].lstrip(" \u00a0")
            return rest[1:].strip(" \u00a0()") if rest[:1] in (":", "：", "|") else None
    return None
