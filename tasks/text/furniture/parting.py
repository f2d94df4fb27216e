"""What only closes a page: appeals, notes on the text and its rights, ways to reach the outlet."""

import re
from itertools import pairwise

from copydesk.tasks.text.corrections import count_corrections
from copydesk.tasks.text.furniture.addressed import is_appeal, is_for_reader, is_on_itself
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.notices import kind_of_notice
from copydesk.tasks.text.furniture.openings import TAIL_NOTICE, lists_opened
from copydesk.tasks.text.furniture.phrases import load_phrases, words_of
from copydesk.tasks.text.furniture.sentences import is_named, is_reported, sentence_breaks

_LONGEST = 400
# "© The Valley Star 2026", in whatever language it goes on.
_RIGHTS = re.compile(r"[\W_]{0,3}(?:[©ⓒ]|\([cC]\)(?=.{0,60}(?<!\d)(?:19|20)\d\d(?!\d)))")
_RIGHTS_LONGEST = 250
_HASHTAGS = re.compile(r"(?:#\w{2,40}[\s,]{0,3}){1,12}")
# "Desk: desk@example.org".
_LABELLED_MAIL = re.compile(
    r"[^\W\d_][^\n:@?]{1,40}:\s{0,2}[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,20}){1,3}\.?"
)
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.\w")
_ASKING = 90
_ASKING_LONGEST = 240
_QUESTION_MARKS = "?？؟;"
_QUOTES = frozenset('"“„«»')
_FLOATING_LONGEST = 200
_BULLETS = frozenset("-•*–▪●")
# "… until Friday. (mb)", as editors sign what they compiled.
_INITIALS = re.compile(r"(?<=[.!?…\"”“»])\s{0,2}\((?!sic\))[a-zäöüß]{2,5}(?:/[a-zäöüß]{2,5}){0,2}\)$")


def find_parting(line: str, *, joined: bool = False) -> Finding | None:
    """Return a line that is a notice where the story has ended; of a `joined` one each sentence has to be.

    >>> find_parting("Spotted a mistake? Write to desk@example.org.").rule
    'promo.reach'
    >>> find_parting("© 2026 The Valley Star").kind
    'copyright'
    >>> find_parting("He asked his readers for a gift of any size.")
    """
    if len(line) > _LONGEST:
        return None
    if not line[0].isalpha() and len(line) <= _RIGHTS_LONGEST and _RIGHTS.match(line):
        return Finding("copyright", "copyright.sign")
    if line[0] == "#" and _HASHTAGS.fullmatch(line):
        return Finding("ui", "ui.tags")
    if "@" in line and len(line) <= _ASKING_LONGEST and _asks_for_mail(line):
        return Finding("promo", "promo.reach")
    floats = len(line) <= _FLOATING_LONGEST and load_phrases().tail.may_float(line)
    kind = None if joined else _kind_of(line, floats=floats)
    kind = kind or _kind_of_all(line, floats=floats)
    return Finding(kind, f"{kind}.parting") if kind else None


def find_initials(line: str) -> Finding | None:
    """Return the short sign of an editor behind the last sentence of a text.

    >>> find_initials("Niemand wurde verletzt. (mub)").start
    23
    >>> find_initials("The plane landed at noon (local time)")
    """
    found = _INITIALS.search(line, max(0, len(line) - 24)) if line[-1] == ")" else None
    return Finding("byline", "byline.initials", found.start()) if found else None


def _asks_for_mail(line: str) -> bool:
    """Tell whether a line is a label and a mail address, or a question to the reader and one."""
    if _LABELLED_MAIL.fullmatch(line):
        return True
    asked = min((line.find(mark) for mark in _QUESTION_MARKS if mark in line), default=-1)
    return 0 < asked <= _ASKING and _MAIL.search(line, asked) is not None


def _kind_of(sentence: str, *, floats: bool) -> str | None:
    """Return the kind of a sentence that is a notice where the story has ended; a quotation is none."""
    if sentence[0] in _QUOTES:
        return None
    phrases, lists = load_phrases(), lists_opened(sentence)
    kind = phrases.tail.kind_of(sentence) if lists & TAIL_NOTICE else None
    if kind is None and floats:
        kind = phrases.tail.floating_kind_of(sentence)
    kind = kind or ("promo" if is_appeal(sentence) or is_for_reader(sentence) else None)
    kind = kind or ("ui" if is_on_itself(sentence) else None)
    if kind == "ui" and count_corrections(sentence):
        return None  # what was wrong belongs to the story
    if kind == "byline":
        return kind if is_named(sentence) else None
    if kind == "related":  # a list of headlines is judged as one
        return None if sentence[-1] == "." or sentence[0] in _BULLETS else kind
    return None if kind == "promo" and is_reported(sentence) else kind


def _introduces(sentence: str) -> bool:
    folded = sentence.casefold()
    return sentence[-1] in _QUESTION_MARKS or any(word in folded for word in words_of("readers"))


def _kind_of_all(line: str, *, floats: bool) -> str | None:
    """Return the kind of a row of notices; a question, or a word on the outlet's readers, may open it.

    Read from its end, for most lines of a story end with no notice.
    """
    stops = [*sentence_breaks(line), len(line)]
    kind: str | None = None
    for start, stop in reversed(list(pairwise((0, *stops)))):
        sentence = line[start:stop].rstrip()
        found = _kind_of(sentence, floats=floats) or kind_of_notice(sentence)
        if found is None and not (kind and start == 0 and stop <= _ASKING and _introduces(sentence)):
            return None
        kind = found or kind
    return kind
