"""What is cut wherever it stands: notices, captions, separators, boxes of other stories."""

from copydesk.tasks.text.furniture.caption import echoes, find_caption, is_labelled
from copydesk.tasks.text.furniture.credit import find_photo_credit
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ANYWHERE, Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.notices import find_block_heading, find_notice
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.separator import find_separator
from copydesk.tasks.text.furniture.timestamp import find_clip

_SHORT = 400
_HEADLINE_LONGEST = 180
_MOST_HEADLINES = 10
_TAIL_LINES = 16
_NEAR = 6
_ECHO_SHORTEST = 40
_GALLERY = 3


def cut_anywhere(page: Page) -> None:
    """Cut what needs no more than its own line to be known."""
    for number, line in enumerate(page.lines):
        text = line.text
        if line.runs_on or line.plain & ANYWHERE:
            continue
        if len(text) > _SHORT:
            if text[-1] in ')]）"”' and (found := find_caption(text)):
                page.cut(line, found)
            else:
                line.plain |= ANYWHERE
            continue
        found = find_separator(text) or find_notice(text) or find_caption(text)
        if found is None and (found := find_photo_credit(text)):
            _cut_captioned(page, number)
        if found is None and (found := find_clip(text)):
            _cut_clip_headline(page, number)
        if found:
            page.cut(line, found)
        else:
            line.plain |= ANYWHERE
    page.sweep()


def cut_boxes(page: Page) -> None:
    """Cut the headings of boxes of other stories, with the headlines that follow them."""
    listed: set[str] = set()
    for number, line in enumerate(page.lines):
        if line.gone or line.runs_on or len(line.text) > 60:
            continue
        heading = find_block_heading(line.text)
        if heading is None:
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


def cut_echoes(page: Page) -> None:
    """Cut captions without a credit: lines amid the story, not closed like sentences, that repeat it."""
    lines = page.lines
    open_lines = [number for number in range(1, len(lines)) if _is_open(lines[number].text)]
    if not open_lines or any("\n" in line.text for line in lines):
        return
    for number in open_lines:
        near = lines[max(0, number - _NEAR) : number] + lines[number + 1 : number + 1 + _NEAR]
        if any(is_paragraph(other.text) and echoes(lines[number].text, other.text) for other in near):
            page.cut(lines[number], Finding("caption", "caption.echo"))
    for number in open_lines:
        beside = lines[number - 1].gone or (number + 1 < len(lines) and lines[number + 1].gone)
        if beside and not lines[number].gone:
            page.cut(lines[number], Finding("caption", "caption.beside"))
    _cut_gallery(page, [lines[number] for number in open_lines])
    page.sweep()


def _cut_gallery(page: Page, open_lines: list[Line]) -> None:
    """Cut the captions of a picture series: "All smiles: She …", one after the other down the text."""
    labelled = [line for line in open_lines if is_labelled(line.text)]
    if len(labelled) < _GALLERY or len(labelled) * 2 < len(open_lines):
        return
    for line in labelled:
        if not line.gone:
            page.cut(line, Finding("caption", "caption.gallery"))


def _is_open(text: str) -> bool:
    """Tell whether a line is of a sentence's length and isn't closed like one."""
    return (
        _ECHO_SHORTEST <= len(text) <= _SHORT
        and text[0].isupper()
        and text[-1] not in ":;,"
        and not ends_sentence(text)
    )


def _cut_captioned(page: Page, number: int) -> None:
    """Cut the caption that stands before a photo credit: a line that isn't closed like a sentence.

    Closed like one, it is a caption only where it opens the text: after a headline it may be the
    standfirst, amid the story the story.
    """
    previous = page.lines[number - 1] if number else None
    if previous is None or previous.gone or len(previous.text) > 250:
        return
    closed = ends_sentence(previous.text)
    if (closed and number == 1 and len(previous.text) <= 160) or (
        not closed and number > 1 and _is_caption_like(previous)
    ):
        page.cut(previous, Finding("caption", "caption.before_credit"))


def _cut_clip_headline(page: Page, number: int) -> None:
    previous = page.lines[number - 1] if number > 1 else None
    if previous and not previous.gone and _is_headline(previous.text):
        page.cut(previous, Finding("related", "related.clip"))


def _is_caption_like(line: Line) -> bool:
    return line.text[0].isupper() and line.text[-1] not in ":,;" and len(line.text.split()) >= 3


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
    return not any(one and other for one, other in zip(flags, flags[1:], strict=False)) and sum(
        flags
    ) * 2 <= len(flags)


def _is_headline(text: str) -> bool:
    return len(text) <= _HEADLINE_LONGEST and (not ends_sentence(text) or text[-1] in "?!\"”’'…)")


def _at_an_end(page: Page, number: int) -> bool:
    return number <= 2 or number >= len(page.lines) - 3
