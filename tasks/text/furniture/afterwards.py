"""Short lines that are furniture only where the story has ended: offers, links, tags, headings of boxes."""

import re

from copydesk.tasks.text.furniture.byline import find_bare_name
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence, is_paragraph
from copydesk.tasks.text.furniture.page import Page
from copydesk.tasks.text.furniture.phrase_table import first_word, fold
from copydesk.tasks.text.furniture.phrases import words_by_opening, words_of

_LINKED_LONGEST = 160
# "Podcast: https://example.org/rain".
_LABELLED_LINK = re.compile(r"[^\W\d_][\w &'’-]{1,24}:\s{0,2}https?://\S{4,120}")
# "Facebook https://fb.me/star", "LINE ID = @star".
_NETWORK_LINK = re.compile(
    r"[^\W\d_][^\n:=/@.,]{1,28}?[\s:=]{1,4}(?:https?://(?:www\.)?(?:fb|facebook|twitter|x|instagram|t|youtube|tiktok"
    r"|linkedin|threads|line)\.(?:com|me|net|tv)/\S{1,60}|(?<=[:=]\s)@[\w.]{2,30})"
)
_OFFER_WORDS = 5
_QUESTION_LONGEST = 80
_HEADING_WORDS = 7
_BOXES = frozenset(("promo", "related"))
_TAGS_LONGEST = 600
_FEWEST_TAGS, _TAG_WORDS = 3, 4


def find_offer(line: str) -> Finding | None:
    """Return a newsletter's name, a question to the reader or a link: notices only where the story has ended.

    >>> find_offer("Valley Star Morning Newsletter").kind, find_offer("Looking for more on the flood?").kind
    ('promo', 'promo')
    >>> find_offer("The mayor wrote so in her newsletter"), find_offer("Who will pay for it?")
    (None, None)
    """
    if len(line) <= _LINKED_LONGEST and ("@" in line or "http" in line) and _NETWORK_LINK.fullmatch(line):
        return Finding("share", "share.link")
    if len(line) <= _LINKED_LONGEST and "http" in line:
        linked = first_word(line) in words_of("link") or _LABELLED_LINK.fullmatch(line)
        return Finding("related", "related.link") if linked else None
    if line[-1] == "?":
        openings = words_by_opening("reader_question").get(first_word(line), ())
        asks = bool(openings) and len(line) <= _QUESTION_LONGEST and line.casefold().startswith(openings)
        return Finding("promo", "promo.question") if asks else None
    words = line.split(maxsplit=_OFFER_WORDS)
    if len(words) > _OFFER_WORDS or words[-1].casefold() not in words_of("letter"):
        return None
    named = all(word[0].isupper() or not word[0].isalpha() for word in words)
    return Finding("promo", "promo.letter") if named else None


def find_box_heading(page: Page, number: int) -> Finding | None:
    """Return the heading of what was cut below the last line of a story: an offer, or other stories.

    It is a few words that aren't closed like a sentence, below a paragraph that is; a name is a signature.
    """
    text = page.lines[number].text
    if not 0 < text.count(" ") < _HEADING_WORDS or not text[0].isupper() or not text[-1].isalpha():
        return None
    above = page.lines[number - 1].text
    if "," in text or not (is_paragraph(above) and ends_sentence(above)) or find_bare_name(text):
        return None
    if not all(line.gone for line in page.lines[number + 1 :]):
        return None
    below = [hit for hit in page.hits if hit.start >= page.lines[number].stop]
    nearest = min(below, key=lambda hit: hit.start, default=None)
    boxed = nearest is not None and nearest.finding.kind in _BOXES
    return Finding("related", "related.box_heading") if boxed else None


def find_tags(page: Page, number: int) -> Finding | None:
    """Return a list of tags below the word that says so, which was cut."""
    text = page.lines[number].text
    if len(text) > _TAGS_LONGEST or ends_sentence(text) or not number:
        return None
    between = page.text[page.lines[number - 1].stop : page.lines[number].start]
    if fold(between) not in words_of("tags"):
        return None
    tags = [tag.split() for tag in re.split(r"[,;|•·/、，]", text)]
    listed = len(tags) >= _FEWEST_TAGS and all(0 < len(tag) <= _TAG_WORDS for tag in tags)
    return Finding("ui", "ui.tags") if listed else None
