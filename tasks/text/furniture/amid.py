"""What stands alone between two paragraphs: captions and headlines of other stories, or subheads."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from copydesk.tasks.text.furniture.caption import echoes
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import Line, ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.names import read_name
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.phrases import words_of

_SHORT = 400
# A subhead says in a few words what follows; a caption is a sentence.
_CAPTION_WORDS = 10
_MOST_CAPTION_WORDS = 40
_HEADLINE_WORDS = 7
_HEADLINE_CAPITALS = 0.7
_MOST_AMID = 2
_MOST_HEADLINES = 2
_FEWEST_SPACES = 2
_PARAGRAPHS_EACH = 3
_NEVER_HOLDS = frozenset('"“”„«»:：|')
# Quotations, lists and tables.
_NEVER_OPENS = frozenset("‘'*•·–—-([|→▶►0123456789")


def cut_amid(page: Page) -> None:
    """Cut what stands alone between two paragraphs and is neither prose nor subhead.

    A subhead is short, and where one is, others are: in such a text long lines may be subheads too. So may
    headlines of one manner that head more paragraphs than other stories would be named amid a text.
    """
    amid = list(_amid_paragraphs(page))
    if not amid or any(line.joined for line in page.lines):
        return
    found = [_describe(page.lines[number].text) for number in amid]
    headlines = sum(_is_headline(line) for line in _heading_lines(page))
    paragraphs = sum(is_paragraph(line.text) for line in page.lines)
    if None in found or headlines > _MOST_HEADLINES or len(found) * _PARAGRAPHS_EACH > paragraphs:
        return
    for number, finding in zip(amid, found, strict=True):
        if finding and not _heads(page, number):
            page.cut(page.lines[number], finding)
    page.sweep()


def _amid_paragraphs(page: Page) -> Iterator[int]:
    """Yield the lines, one or two, between two paragraphs that are not closed like sentences."""
    lines = page.lines
    amid: list[int] = []
    story = False
    for number, line in enumerate(lines):
        if is_paragraph(line.text):
            if story and 0 < len(amid) <= _MOST_AMID and not line.text[0].islower():
                yield from amid
            story, amid = True, []
        elif story and may_be_amid(line):
            amid.append(number)
        else:
            story = False


def _heads(page: Page, number: int) -> bool:
    """Tell whether a line says what the paragraph right below it says."""
    return number + 1 < len(page.lines) and echoes(page.lines[number].text, page.lines[number + 1].text)


def _heading_lines(page: Page) -> Iterator[Line]:
    """Yield the lines right above a paragraph."""
    for line, following in pairwise(page.lines):
        if is_paragraph(following.text):
            yield line


def _is_headline(line: Line) -> bool:
    found = _describe(line.text) if may_be_amid(line) else None
    return found is not None and found.kind == "related"


def may_be_amid(line: Line) -> bool:
    """Tell whether a line is short, opens with a capital and isn't closed like a sentence."""
    text = line.text
    return (
        len(text) <= _SHORT
        and not line.runs_on
        and not ends_sentence(text)
        and text[0].isupper()
        and text[-1] not in ":;,–—-"
    )


def _describe(text: str) -> Finding | None:
    """Tell a caption and the headline of another story from a subhead, which is None."""
    words = text.split()
    if text[0] in _NEVER_OPENS or words[-1].casefold() in _never_last():
        return None
    capitals = sum(word[0].isupper() for word in words)
    if len(words) >= _HEADLINE_WORDS and capitals >= _HEADLINE_CAPITALS * len(words):
        return Finding("related", "related.amid")
    if not _NEVER_HOLDS.isdisjoint(text) or words[0].casefold() in words_of("asks"):
        return None
    if _CAPTION_WORDS <= len(words) <= _MOST_CAPTION_WORDS or is_named(text):
        return Finding("caption", "caption.amid")
    return None


def is_named(text: str) -> bool:
    """Tell whether a line is a name and who that is: "Ada Lovelace, mayor of the town"."""
    name = read_name(text, 0)
    return name is not None and text[name[1] : name[1] + 2] == ", " and text.count(" ") > _FEWEST_SPACES


@cache
def _never_last() -> frozenset[str]:
    return frozenset(words_of("not_name"))
