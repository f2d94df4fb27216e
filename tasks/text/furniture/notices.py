"""Lines that are a known phrase: buttons, prompts, rights, headings of boxes."""

import re
from itertools import pairwise

from copydesk.tasks.text.furniture.agencies import agencies_named
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.openings import EDGE_NOTICE, HEADING, NOTICE, lists_opened
from copydesk.tasks.text.furniture.phrase_table import first_word
from copydesk.tasks.text.furniture.phrases import load_phrases, words_by_opening, words_of
from copydesk.tasks.text.furniture.sentences import SENTENCE_END, is_named, is_reported, sentence_breaks
from copydesk.tasks.text.spans import Credit

_LONGEST = 400
HEADING_LONGEST = 60
_MOST_SENTENCES = 8
# "More of it came on Tuesday." is no heading.
_SENTENCE_WORDS = 4
# The buttons of networks side by side, with or without space: "FacebookEmail Twitter".
_ROW_OPENS = (
    "facebook",
    "twitter",
    "email",
    "e-mail",
    "share",
    "print",
    "whatsapp",
    "linkedin",
    "tweet",
    "copy",
)
_ROW_OPENING = 10
_ROW = re.compile(
    r"(?:(?:facebook|twitter|whatsapp|linked-?in|pinterest|reddit|telegram|instagram|google\+?|tumblr"
    r"|flipboard|share this|messenger|e-?mail|print|share|tweet|copy link|copy|link|sms|save|comments?"
    r"|bluesky|threads|x|more)[\W_\d]{0,3}){2,20}",
    re.IGNORECASE,
)
_PROMPT_LONGEST = 300
# "[button link=…]Send us yours[/button]": what a site's own software should have made a button of.
_SHORTCODE = re.compile(r"\[(\w{2,30})[\s\]]")
_QUOTES = frozenset('"“”„«»')
# "With files from The Associated Press".
_CREDITING = frozenset(("byline", "copyright"))
_IN_BRACKETS = re.compile(r"\s{0,9}\((?P<notice>[^()]{8,300})\)[.\s]{0,2}$")
_AFTER_BRACKET = 3
_SUBSCRIBE = re.compile(
    r"^\W{0,4}subscribe (?:now )?to (?P<outlet>[^.!?]{2,80}?)"
    r"(?: [-–—|] [^.!?]{1,80}?)? to (?:keep|continue) reading",
    re.IGNORECASE,
)


def find_notice(line: str) -> Finding | None:
    """Return a line that is a notice wherever it stands.

    >>> find_notice("Story Continues Below").kind
    'ui'
    >>> find_notice("Keep reading with a 7-day free trial").partial
    True
    >>> find_notice("Sign up rates for the newsletter doubled in March.")
    """
    if len(line) > _LONGEST:
        return None
    if line[0] == "[" and line[-1] == "]" and _is_shortcode(line):
        return Finding("ui", "ui.shortcode")
    kind = kind_of_notice(line)
    return _finding(kind, line) if kind else None


def find_edge_notice(line: str) -> Finding | None:
    """Return a line that is a notice only before or after the story, or a row of notices.

    >>> find_edge_notice("comments").kind
    'share'
    >>> find_edge_notice("© 2026 The Valley Star. All rights reserved. Follow us on Facebook.").kind
    'copyright'
    """
    if len(line) > _LONGEST * 2:
        return None
    if line[:_ROW_OPENING].casefold().startswith(_ROW_OPENS) and _ROW.fullmatch(line[:_LONGEST]):
        return Finding("share", "share.row")
    phrases, lists = load_phrases(), lists_opened(line)
    kind = phrases.edges.kind_of(line) if lists & EDGE_NOTICE else None
    kind = kind or phrases.anywhere.floating_kind_of(line)
    if kind is None and lists & NOTICE:
        kind = _kind_of_row(line)
    return _finding(kind, line) if kind else None


def is_notice_throughout(found: Finding, paragraph: str) -> bool:
    """Tell whether a notice that opens a paragraph is all of it; rights go on in sentences of any kind.

    >>> is_notice_throughout(Finding("promo", "promo.phrase"), "Sign up for our newsletter. It rained.")
    False
    """
    if not found.rule.endswith(".phrase") or found.kind == "copyright":
        return True
    return _kind_of_row(paragraph) is not None


def find_trailing_notice(line: str) -> Finding | None:
    """Return the last sentences of a line where they are notices and the first ones are story.

    >>> find_trailing_notice("It rained all day. Sign up for our newsletter.").start
    19
    >>> find_trailing_notice("It rained all day. (Reporting by Ada Lovelace; Editing by Max Born)").start
    18
    """
    offset = max(0, len(line) - _LONGEST)
    bracketed = _IN_BRACKETS.search(line, offset) if ")" in line[-_AFTER_BRACKET:] else None
    if bracketed and bracketed.start() and (kind := kind_of_notice(bracketed["notice"])) in _CREDITING:
        return _finding(kind, bracketed["notice"])._replace(rule=f"{kind}.bracketed", start=bracketed.start())
    breaks = [match.end() for match in SENTENCE_END.finditer(line, offset)][-_MOST_SENTENCES:]
    found: Finding | None = None
    stop = len(line)
    for start in reversed(breaks):
        kind = kind_of_notice(line[start:stop])
        if kind is None:
            break
        found = Finding(kind, f"{kind}.sentence", start)
        stop = start
    return found


def find_block_heading(line: str) -> Finding | None:
    """Return the heading of a box of other stories.

    >>> find_block_heading("Check Also").kind
    'related'
    """
    if len(line) > HEADING_LONGEST or not lists_opened(line) & HEADING:
        return None
    if line[-1] == "." and line.count(" ") >= _SENTENCE_WORDS:
        return None
    kind = load_phrases().blocks.kind_of(line)
    return Finding(kind, f"{kind}.heading") if kind else None


def _is_shortcode(line: str) -> bool:
    opened = _SHORTCODE.match(line)
    return opened is not None and line.endswith(f"[/{opened[1]}]")


def kind_of_notice(sentence: str) -> str | None:
    """Return the kind of a sentence that is a notice wherever it stands."""
    if not lists_opened(sentence) & NOTICE:
        return None
    kind = load_phrases().anywhere.kind_of(sentence)
    if kind == "byline" and not is_named(sentence):
        return None
    kind = kind or ("promo" if _is_prompt(sentence) else None)
    return None if kind == "promo" and is_reported(sentence) else kind


def _is_prompt(sentence: str) -> bool:
    """Tell whether a sentence asks the reader to subscribe, follow or give.

    It opens with a request, names what is asked for and speaks of "us" and "you": a story that
    tells of newsletters does not do all three.
    """
    openings = words_by_opening("prompt").get(first_word(sentence), ())
    if not openings or len(sentence) > _PROMPT_LONGEST:
        return False
    folded = f" {' '.join(sentence.split()).casefold().replace('’', chr(39))} "
    if not any(folded.startswith(opening, 1) for opening in openings) or not _QUOTES.isdisjoint(sentence):
        return False
    return any(word in folded for word in words_of("prompt_for")) and any(
        f" {word}" in folded for word in words_of("prompt_to")
    )


def _kind_of_row(line: str) -> str | None:
    """Return the kind of the first sentence of a line, if each of its sentences is a notice."""
    first: str | None = None
    for start, stop in pairwise((0, *sentence_breaks(line), len(line))):
        kind = kind_of_notice(line[start:stop].rstrip())
        if kind is None:
            return None
        first = first or kind
    return first


def _finding(kind: str, line: str) -> Finding:
    outlet = _SUBSCRIBE.match(line[:_LONGEST]) if kind == "paywall" else None
    named: tuple[Credit, ...] = (Credit(outlet["outlet"].strip(), "publisher"),) if outlet else ()
    if kind in _CREDITING:
        named = tuple(Credit(name, "agency") for name in agencies_named(line.strip(" ()[].")))
    return Finding(kind, f"{kind}.phrase", credits=named, partial=kind == "paywall")
