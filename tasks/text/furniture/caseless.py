"""Bylines in scripts without capitals, where a name cannot be told by its shape."""

import re

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence
from copydesk.tasks.text.spans import Credit

_KOREAN = re.compile(
    r"(?:[가-힣]{2,6}=)?(?P<name>[가-힣]{2,4})\s?(?:[가-힣]{1,4}\s?)?"
    r"(?:기자|특파원|통신원|논설위원|칼럼니스트|평론가)(?:\s{0,3}[\w.+-]{1,40}@[\w.-]{1,40})?\s?=?"
)
# "기자" alone before two syllables is a word that goes on: "기자 회견", a press conference.
_KOREAN_TITLED = re.compile(r"(?:특파원|통신원|논설위원|칼럼니스트|평론가)\s(?P<name>[가-힣]{2,4})")
# Names in scripts without capitals: as many words as a name has, and no sentence.
_CASELESS_FROM = "\u0590"
_CASELESS_LONGEST = 40
_CASELESS_WORDS = 5
_CASELESS_SEPARATORS = re.compile(r"\s*[,，、;；|｜]\s*|\s+و\s?")
_DIGIT = re.compile(r"\d")


def find_korean(line: str) -> Finding | None:
    """Return a Korean byline, where the name stands before, or right after, what its bearer does."""
    match = _KOREAN.fullmatch(line) or _KOREAN_TITLED.fullmatch(line)
    return Finding("byline", "byline.korean", credits=(Credit(match["name"], "author"),)) if match else None


def read_caseless(text: str) -> Finding | None:
    """Read names in a script without capitals, which only a label before them can tell from a sentence."""
    if text[0] < _CASELESS_FROM or len(text) > _CASELESS_LONGEST:
        return None
    if text.lower() != text.upper() or _DIGIT.search(text) or ends_sentence(text):
        return None
    names = [name for name in _CASELESS_SEPARATORS.split(text.strip(" ()（）")) if name]
    if any(len(name.split()) > _CASELESS_WORDS for name in names):
        return None
    return Finding("byline", "byline.by_name", credits=tuple(Credit(name, "author") for name in names))
