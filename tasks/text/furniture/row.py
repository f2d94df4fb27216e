"""Rows of pieces that stand over a story: when and where it was printed, the way to its section."""

import re

from copydesk.tasks.text.furniture.byline import find_byline
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence
from copydesk.tasks.text.furniture.moments import find_dates
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of
from copydesk.tasks.text.furniture.timestamp import find_timestamp, is_of_time

_LONGEST = 110
_PIECE_WORDS = 4
_MOST_PIECES = 6
_PIECES = re.compile(r"\s{0,3}[|•·●]\s{0,3}|\s{1,3}[-–—/]\s{1,3}|\s{3,9}")
_STEPS = re.compile(r"\s{1,3}[/>|»›→-]\s{1,3}|\s?[»›→]\s?")
_LABELLED = re.compile(r"[^\W\d_][^\d:|]{1,28}[^\W\d_]:\s{0,3}(?=\S)")
_FIGURE = re.compile(r"\d")


def find_row(line: str) -> Finding | None:
    """Return a line that tells a day with its year beside names of places, outlets or sections.

    >>> find_row("November 3, 2026 / 6:45 PM EST / Star News").published.precision
    'minute'
    >>> find_row("Publish Date: November 3, 2026").published.precision
    'day'
    >>> find_row("3. November 2026 von Ada Lovelace").credits
    (Credit(name='Ada Lovelace', role='author'),)
    >>> find_row("Rain in March - what the summer of 2026 will be like")
    """
    if len(line) > _LONGEST or not _FIGURE.search(line) or ends_sentence(line):
        return None
    label = _LABELLED.match(line)
    if label:
        return _dated(line[label.end() :])
    pieces = [piece.strip(" ,") for piece in _PIECES.split(_set_apart(line)) if piece.strip(" ,")]
    if not 1 < len(pieces) <= _MOST_PIECES:
        return None
    when = [piece for piece in pieces if is_of_time(piece.casefold())]
    others = [find_byline(piece) or piece for piece in pieces if piece not in when]
    if not when or not all(isinstance(other, Finding) or _is_name(other) for other in others):
        return None
    named = [credit for other in others if isinstance(other, Finding) for credit in other.credits]
    found = _dated(" ".join(when))
    return found._replace(credits=tuple(named)) if found else None


def _set_apart(line: str) -> str:
    """Return the line with strokes around its day, but for rows of a table: "Record March 31, 1987"."""
    dates = list(find_dates(line))
    if len(dates) != 1:
        return line
    before, after = line[: dates[0].start].rstrip(), line[dates[0].stop :]
    if before and " " not in before and before[-1].isalpha():
        return line
    return f"{before} | {line[dates[0].start : dates[0].stop]} | {after}"


def find_steps(line: str) -> Finding | None:
    """Return the way to the section that a page stands in.

    >>> find_steps("Home / News / Local").rule
    'ui.steps'
    >>> find_steps("Home - and dry")
    """
    if len(line) > _LONGEST or first_word(line) not in words_by_opening("home"):
        return None
    steps = [step for step in _STEPS.split(line) if step]
    if len(steps) < 2 or steps[0].casefold() not in words_of("home") or not all(map(_is_name, steps)):
        return None
    return Finding("ui", "ui.steps")


def _dated(text: str) -> Finding | None:
    found = find_timestamp(text)
    return found._replace(rule="timestamp.row") if found and found.rule == "timestamp.date" else None


def _is_name(piece: str) -> bool:
    words = piece.split()
    capitals = all(not word[0].islower() or len(word) <= 2 for word in words)
    return len(words) <= _PIECE_WORDS and capitals and words[0][0].isalpha() and not _FIGURE.search(piece)
