"""Captions that their neighbours tell: beside a credit, repeated, or amid paragraphs they repeat."""

from collections import Counter
from itertools import pairwise

from copydesk.tasks.text.furniture.amid import is_named, may_be_amid
from copydesk.tasks.text.furniture.caption import echoes, is_labelled, is_placed
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import SENTENCE_END, Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.timestamp import find_timestamp

_SHORT = 400
_CREDITED_LONGEST = 700
_NEAR = 6
_ECHO_SHORTEST = 40
_GALLERY = 3
_SUBHEADS = 3
_SUBHEAD_CAPITALS = 0.65
_PARAGRAPHS_EACH = 3
_BEHIND_COUNTER = 3
_REPEATED_WORDS = 5
_MOST_REPEATED = 8
# Quotations, lists and tables.
_NEVER_OPENS = frozenset("‘'*•·–—-([|→▶►0123456789")


def cut_captioned(page: Page, number: int, counter: int | None) -> None:
    """Cut the captions before a photo credit, back to the counter of the gallery if one stands near.

    A line closed like a sentence is story where nothing says that it describes a picture: after a headline
    it may be the standfirst.
    """
    if counter is not None and number - counter <= _BEHIND_COUNTER + 1:
        for line in page.lines[counter + 1 : number]:
            if not line.gone and len(line.text) <= _CREDITED_LONGEST:
                page.cut(line, Finding("caption", "caption.gallery"))
        return
    previous = page.lines[number - 1] if number else None
    if previous and not previous.gone and len(previous.text) <= _SHORT and _is_caption_like(page, number - 1):
        page.cut(previous, Finding("caption", "caption.before_credit"))
    following = page.lines[number + 1] if number + 1 < len(page.lines) else None
    if following and may_be_amid(following) and is_named(following.text):
        page.cut(following, Finding("caption", "caption.after_credit"))


def cut_repeated(page: Page) -> None:
    """Cut lines that stand twice near each other: captions of a series and its list, once more each.

    Beside something cut both are captions; of a line that is doubled elsewhere the last one is kept.
    """
    short = [line.text for line in page.lines if len(line.text) <= _SHORT]
    if len(short) == len(set(short)) or any(line.joined for line in page.lines):
        return
    counts = Counter(short)
    repeated = {text for text, count in counts.items() if count > 1 and _is_said_once(text)}
    if not 0 < len(repeated) <= _MOST_REPEATED:
        return
    begun = next((number for number, line in enumerate(page.lines) if is_paragraph(line.text)), 0)
    # What stands twice before the story, and is no sentence, is the headline.
    repeated -= {line.text for line in page.lines[:begun] if not ends_sentence(line.text)}
    for text in sorted(repeated):
        places = [number for number, line in enumerate(page.lines) if line.text == text and not line.gone]
        near = any(other - one <= _NEAR for one, other in pairwise(places))
        beside = near and any(_is_beside_cut(page, number) for number in places)
        doubled = [one for one, other in pairwise(places) if other - one == 1]
        for number in places if beside else doubled:
            page.cut(page.lines[number], Finding("caption", "caption.repeated"))
    page.sweep()


def cut_echoes(page: Page) -> None:
    """Cut captions without a credit: lines amid the story, not closed like sentences.

    What stands before the first paragraph may be the headline; where each repeats the paragraph right below
    it, or every few paragraphs have one, they are subheads.
    """
    lines = page.lines
    begun = next((number for number, line in enumerate(lines) if is_paragraph(line.text)), len(lines))
    open_lines = [number for number in range(begun + 1, len(lines)) if _is_open(lines[number].text)]
    if not open_lines or any(line.joined for line in lines):
        return
    echoing = [number for number in open_lines if _echoes_near(lines, number)]
    if len(echoing) >= _SUBHEADS and all(_is_subhead(lines, number) for number in echoing):
        return
    if _divide_text(lines, open_lines):
        return
    for number in echoing:
        if not _has_capitals(lines[number].text):
            page.cut(lines[number], Finding("caption", "caption.echo"))
    for number in open_lines:
        beside = lines[number - 1].gone or (number + 1 < len(lines) and lines[number + 1].gone)
        if beside and not lines[number].gone and ": " not in lines[number].text:
            page.cut(lines[number], Finding("caption", "caption.beside"))
    _cut_gallery(page, [lines[number] for number in open_lines])
    page.sweep()


def _divide_text(lines: list[Line], numbers: list[int]) -> bool:
    """Tell whether lines head the paragraphs of a text, as in a list of goods or of answers."""
    paragraphs = sum(is_paragraph(line.text) for line in lines)
    heading = [
        number for number in numbers if number + 1 < len(lines) and is_paragraph(lines[number + 1].text)
    ]
    return len(heading) >= _SUBHEADS and len(heading) * _PARAGRAPHS_EACH >= paragraphs


def _echoes_near(lines: list[Line], number: int) -> bool:
    near = lines[max(0, number - _NEAR) : number] + lines[number + 1 : number + 1 + _NEAR]
    return any(_echoes(lines[number], other) for other in near)


def _is_subhead(lines: list[Line], number: int) -> bool:
    return number + 1 < len(lines) and _echoes(lines[number], lines[number + 1])


def _has_capitals(text: str) -> bool:
    """Tell whether most words have capitals, as in a headline; a name and who it is are a caption."""
    words = text.split()
    return sum(word[0].isupper() for word in words) >= _SUBHEAD_CAPITALS * len(words) and not is_named(text)


def _echoes(line: Line, other: Line) -> bool:
    return is_paragraph(other.text) and echoes(line.text, other.text)


def _is_said_once(text: str) -> bool:
    """Tell whether a line is a sentence, which no story says twice, as it may a label or a row of a table."""
    words = text.split()
    if text[0] in _NEVER_OPENS or "|" in text or len(words) < _REPEATED_WORDS:
        return False
    return sum(not word.isalpha() and any(map(str.isdigit, word)) for word in words) * 4 <= len(words)


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
        text[-1] not in SENTENCE_END
        and _ECHO_SHORTEST <= len(text) <= _SHORT
        and text[0].isupper()
        and text[-1] not in ":;,"
        and not ends_sentence(text)
    )


def _is_caption_like(page: Page, number: int) -> bool:
    """Tell whether the line before a photo credit is the caption."""
    text = page.lines[number].text
    if find_timestamp(text):
        return False
    if not ends_sentence(text):
        return number > 0 and text[0].isupper() and text[-1] not in ":,;" and len(text.split()) >= 3
    if (number == 0 and len(text) <= 160) or is_placed(text):
        return True
    before = [line for line in page.lines[max(0, number - _NEAR) : number] if is_paragraph(line.text)]
    return bool(before) and any(echoes(text, line.text) for line in before)


def _is_beside_cut(page: Page, number: int) -> bool:
    """Tell whether something was cut right before or after a line."""
    line = page.lines[number]
    before = page.text[page.lines[number - 1].stop if number else 0 : line.start]
    following = page.lines[number + 1].start if number + 1 < len(page.lines) else len(page.text)
    return bool(before.strip() or page.text[line.stop : following].strip())
