"""What is cut wherever it stands: notices, captions, separators, boxes of other stories."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from copydesk.tasks.text.furniture.caption import find_caption, may_be_caption
from copydesk.tasks.text.furniture.credit import find_photo_credit
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ANYWHERE, HEADING, Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.notices import (
    HEADING_LONGEST,
    find_block_heading,
    find_notice,
    is_notice_throughout,
)
from copydesk.tasks.text.furniture.openings import NOTICE, lists_opened
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.pictures import cut_captioned
from copydesk.tasks.text.furniture.separator import find_separator
from copydesk.tasks.text.furniture.timestamp import find_clip

_SHORT = 400
# Prompts, buttons and credits recur in thousands of texts: some 3 MB of such lines are kept.
_REMEMBERED = 8192
_RECURRING = 130
_HEADLINE_LONGEST = 180
_MOST_HEADLINES = 10
_TAIL_LINES = 16
# "Image 1 of 5": what a gallery writes before each picture's caption.
_COUNTER = re.compile(
    r"(?:(?:image|photo|picture|slide|foto|bild|imagen|imagem|immagine)\s{0,2})?"
    r"\d{1,3}\s{0,2}(?:of|/|von|de|sur|di|van)\s{0,2}/?\s{0,2}\d{1,3}",
    re.IGNORECASE,
)
_COUNTER_LONGEST = 24
_SHOWN = ("In this ", "FILE ", "FILE-", "This ")


def cut_anywhere(page: Page) -> None:
    """Cut what needs no more than its own line to be known, and the captions beside counters and credits."""
    counter: int | None = None
    for number, line in enumerate(page.lines):
        text = line.text
        if line.runs_on or line.plain & ANYWHERE:
            continue
        if len(text) > _SHORT:
            if (text[-1] in ')]）"”' or text.startswith(_SHOWN)) and (found := find_caption(text)):
                page.cut(line, found)
            else:
                line.plain |= ANYWHERE
            continue
        rule, found = (_recall if len(text) <= _RECURRING else _find_alone)(text)
        if found is None or (line.joined and not is_notice_throughout(found, text)):
            line.plain |= ANYWHERE
            continue
        if rule is find_photo_credit:
            cut_captioned(page, number, counter)
        elif rule is find_clip:
            _cut_clip_headline(page, number)
        elif rule is _find_counter:
            counter = number
        page.cut(line, found)
    page.sweep()


Rule = Callable[[str], Finding | None]


def _find_alone(text: str) -> tuple[Rule | None, Finding | None]:
    """Return the first rule that finds something in a short line, and what it finds."""
    if len(text) > _RECURRING and is_plain_prose(text):
        return None, None
    for rule in RULES_OF_PROSE if len(text) > _RECURRING else _RULES:
        found = rule(text)
        if found:
            return rule, found
    return None, None


def is_plain_prose(text: str) -> bool:
    """Tell at a glance that no rule of prose concerns a paragraph: so it is with most."""
    return text[0].isalpha() and not may_be_caption(text) and not lists_opened(text) & NOTICE


def _find_counter(text: str) -> Finding | None:
    counts = len(text) <= _COUNTER_LONGEST and text[-1].isdigit() and _COUNTER.fullmatch(text)
    return Finding("ui", "ui.counter") if counts else None


# No credit of a picture, clip or counter is as long as a paragraph.
RULES_OF_PROSE: tuple[Rule, ...] = (find_separator, find_notice, find_caption)
_RULES: tuple[Rule, ...] = (*RULES_OF_PROSE, find_photo_credit, find_clip, _find_counter)
_recall = lru_cache(_REMEMBERED)(_find_alone)


def cut_boxes(page: Page) -> None:
    """Cut the headings of boxes of other stories, with the headlines that follow them."""
    listed: set[str] = set()
    for number, line in enumerate(page.lines):
        if len(line.text) > HEADING_LONGEST or line.plain & HEADING or line.gone or line.runs_on:
            continue
        heading = find_block_heading(line.text)
        if heading is None:
            line.plain |= HEADING
            continue
        members = _box_members(page, number)
        if members or _at_an_end(page, number):
            page.cut(line, heading)
            for member in members:
                page.cut(member, Finding("related", "related.listed"))
                listed.add(member.text)
    for line in page.lines if listed else ():
        if not line.gone and line.text in listed:
            page.cut(line, Finding("related", "related.again"))
    page.sweep()


def _cut_clip_headline(page: Page, number: int) -> None:
    previous = page.lines[number - 1] if number > 1 else None
    if previous and not previous.gone and _is_headline(previous.text):
        page.cut(previous, Finding("related", "related.clip"))


def _box_members(page: Page, number: int) -> list[Line]:
    """Return the lines of a box: headlines; at the end of a text their teasers too."""
    rest = [line for line in page.lines[number + 1 : number + 2 + _TAIL_LINES] if not line.gone]
    if len(page.lines) - number - 1 <= _TAIL_LINES and _is_listing(rest):
        return rest
    members: list[Line] = []
    for line in rest[: _MOST_HEADLINES + 1]:
        if not _is_headline(line.text):
            break
        members.append(line)
    return members if len(members) <= _MOST_HEADLINES and len(members) < len(rest) else []


def _is_listing(rest: list[Line]) -> bool:
    """Tell whether the last lines of a text are headlines and teasers: no two paragraphs in a row."""
    flags = [
        is_paragraph(line.text) and not line.text.endswith(("…", "...", "[…]", "[...]")) for line in rest
    ]
    return not any(one and other for one, other in pairwise(flags)) and sum(flags) * 2 <= len(flags)


def _is_headline(text: str) -> bool:
    return len(text) <= _HEADLINE_LONGEST and (not ends_sentence(text) or text[-1] in "?!\"”’'…)")


def _at_an_end(page: Page, number: int) -> bool:
    return number <= 2 or number >= len(page.lines) - 3
