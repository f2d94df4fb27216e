"""The lines about the author that stand after, or just before, a story."""

import re
from functools import cache

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.names import read_name
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.spans import Credit

_LONGEST = 900
_WINDOW = 220
_OPENING = 100
_SIGNED_SPACES = 9
_OUTLET = re.compile(
    r"(?:[Tt]he )?[A-Z0-9][\w'’&-]*(?:\.\w+)?"
    r"(?: (?:of|and|the|de|&)(?= [A-Z0-9])| [A-Z0-9][\w'’&-]*(?:\.\w+)?){0,6}"
)


def find_bio(line: str, story: str, authors: tuple[str, ...]) -> Finding | None:
    """Return a line about the author, such as "Ada Lovelace is a reporter who covers engines".

    Someone whom the story tells of is described in the same words, so a name that the story has and
    that no byline gave is not taken for its author.

    >>> find_bio("Ada Lovelace is a reporter for The Engine.", "Steam is up.", ()).credits
    (Credit(name='Ada Lovelace', role='author'), Credit(name='The Engine', role='publisher'))
    >>> find_bio("Ada Lovelace is a reporter for The Engine.", "Lovelace was arrested.", ())
    """
    if len(line) > _LONGEST:
        return None
    opened = line.lstrip("*_–—-• ")
    found = read_name(opened, 0)
    if found is None:
        return _find_titled(opened, authors)
    name, stop = found
    if name.endswith(("'s", "’s")):
        return _find_work(name[:-2], opened[stop : stop + _WINDOW], authors)
    surname = name.split()[-1]
    known = any(surname == author.split()[-1] for author in authors)
    if not known and surname in story:
        return None
    window = opened[stop : stop + _WINDOW]
    if not (_describes(window, known=known) or _is_signed(opened, window)):
        return None
    named = (Credit(name, "author"), *_outlet(window))
    return Finding("bio", "bio.about_author", credits=named)


def _find_work(name: str, window: str, authors: tuple[str, ...]) -> Finding | None:
    """Return a line on what a known author wrote: "Ada Lovelace's book about engines is out now"."""
    named = name in authors and window.lstrip().casefold().startswith(words_of("work"))
    return Finding("bio", "bio.work", credits=(Credit(name, "author"),)) if named else None


def may_be_bio(line: str) -> bool:
    """Tell whether a line opens with a name or a title at all: what can be told without knowing the story."""
    opened = line[:_OPENING].lstrip("*_–—-• ")
    word = first_word(opened)
    if word in _titles() or (
        word in words_by_opening("the_author") and opened.casefold().startswith(_author_openings())
    ):
        return True
    return read_name(opened, 0) is not None


def _find_titled(line: str, authors: tuple[str, ...]) -> Finding | None:
    """Return a line on "Mr. Lovelace", or "The author", where the byline gave the name."""
    folded = line[:60].casefold()
    if folded.startswith(_author_openings()) and _describes(line[: _WINDOW + 20], known=True):
        return Finding("bio", "bio.the_author")
    words = line.split(maxsplit=2)[:2]
    titled = len(words) == 2 and words[0].rstrip(".").casefold() in _titles()
    known = titled and any(words[1] == author.split()[-1] for author in authors)
    return Finding("bio", "bio.titled") if known and _describes(line[:_WINDOW], known=True) else None


def _is_signed(line: str, window: str) -> bool:
    """Tell whether a line is a name and what the person writes as: "Ada Lovelace, reporter in Rome"."""
    if line[-1] in ".!?…" or line.count(" ") > _SIGNED_SPACES or not window.startswith(", "):
        return False
    return _roles(("writer_role",)).match(window.casefold(), 2) is not None


def _describes(window: str, *, known: bool) -> bool:
    """Tell whether what follows a name says that the person writes for a living."""
    folded = f" {window.casefold().lstrip(' ,')} "
    opening = folded[:60]
    if any(f" {phrase} " in opening for phrase in words_of("writes")):
        return True
    says = any(opening.startswith(f" {phrase} ") for phrase in words_of("is_a"))
    if not says:
        return False
    names = ("writer_role", "role") if known else ("writer_role",)
    return _roles(names).search(folded[:_WINDOW]) is not None


@cache
def _roles(names: tuple[str, ...]) -> re.Pattern[str]:
    roles = [re.escape(role) for name in names for role in words_of(name)]
    return re.compile(rf"\b(?:{'|'.join(roles)})\b")


@cache
def _author_openings() -> tuple[str, ...]:
    return words_of("the_author")


@cache
def _titles() -> frozenset[str]:
    return frozenset(words_of("title"))


def _outlet(window: str) -> tuple[Credit, ...]:
    """Return the outlet the author writes for, where the line names it."""
    folded = window.casefold()
    for phrase in words_of("writes_for"):
        position = folded.find(f"{phrase} ")
        if position >= 0:
            match = _OUTLET.match(window, position + len(phrase) + 1)
            return (Credit(match.group().strip(" .,"), "publisher"),) if match else ()
    return ()
