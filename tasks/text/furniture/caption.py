"""Captions of pictures, which show themselves by the credit they carry or by how they open."""

import re
from functools import cache, lru_cache

from copydesk.tasks.text.furniture.credit import find_photo_credit, is_credit
from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence
from copydesk.tasks.text.furniture.phrases import words_of

_CAPTION_LONGEST = 1200
_CLOSED_LONGEST = 400
_CREDITED_LONGEST = 700
_WINDOW = 170
_CLOSING_BRACKETS = frozenset(")]）")
_AFTER_BRACKET = 4
_SHORT_FORM = 4
_LABEL_WINDOW = 90
_END_BRACKET = re.compile(
    r"[(\[（]\s*(?P<credit>[^()\[\]（）]{3,120}?(?:\([^()]{1,40}\))?)\s*[)\]）]\s{0,2}[.”\"]?$"
)
_FILE = re.compile(
    r"(?:FILE|FILE PHOTO|FILE IMAGE|ARCHIV|ARCHIVO|ARCHIVE|ARCHIVES|HANDOUT|ARKIVBILD|ARKIV)\s?[-–—:]\s"
)
_CREDIT_GLUED = re.compile(
    r"Credit(?:Credit)?(?:\.\.\.)?(?=[A-Z])[^.]{3,90}$"
    r"|(?:Image|Photo|Picture) (?:source|caption|copyright|credit)[,:]? ?[A-Z]"
)
# "In this June 30, 2013 file photo, …", "This undated photo provided by the family shows …".
_SHOWN = re.compile(
    r"(?:In this|This|In these) (?:.{0,40}\bfile (?:photo|image|picture)"
    r"|.{0,24}\b(?:photo|photograph|image|frame grab|combination)s?,? "
    r"(?:taken |made )?(?:provided|released|made available|obtained|issued|taken|from video)"
    r"|[A-Z][a-z]{2,8}\.? \d.{0,30}\b(?:photo|image|picture|frame))"
)
# How the lines open that _FILE and _SHOWN match.
_OPENS = ("FILE", "ARCHIV", "HANDOUT", "ARKIV", "In this ", "In these ", "This ")
# Buttons that stuck to the end of a caption.
_BUTTON = re.compile(
    r"(?<=[.!?\"”)\]\w])\s(?:hide caption|toggle caption|enlarge this image)$"
    r"|(?<=[.!?\"”)\]])\s(?:less|more)$"
)
_BUTTONS = ("hide caption", "toggle caption", "enlarge this image", "less", "more")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]?\s{0,2}(?=[A-Z(©])")
_CREDIT_WINDOW = 100
# "Q: …" and "A: …" label an interview.
_LABEL_SHORTEST, _LABEL_LONGEST = 2, 40
_LABELLED_WORDS = 4
# Who stands where: "Ada Lovelace, left, and Max Born (right)".
_PLACED = re.compile(
    r"[A-Z][\w’'-]+(?: \((?:left|right|center|centre|L|R)\b|, (?:left|right|center|centre),)|from left[,:]? "
)


def find_caption(line: str) -> Finding | None:
    """Return a line that ends with the credit of a picture, or opens as agencies open captions.

    >>> find_caption("Rescuers search the river on Monday. (AP Photo/Jane Doe)").rule
    'caption.bracketed'
    >>> find_caption("He joined the Kosovo Force (KFOR)")
    >>> find_caption("They asked the Environmental Protection Agency (EPA)")
    """
    if len(line) > _CAPTION_LONGEST or not may_be_caption(line):
        return None
    if (
        not _CLOSING_BRACKETS.isdisjoint(line[-_AFTER_BRACKET:])
        and line[-1] in ')]）"”.'
        and (match := _END_BRACKET.search(line[-_WINDOW:]))
        and is_credit(match["credit"])
        and not _is_short_form(match)
    ):
        return Finding("caption", "caption.bracketed")
    if _FILE.match(line):
        return Finding("caption", "caption.file")
    if _SHOWN.match(line):
        return Finding("caption", "caption.shown")
    if line[-1] not in ".!?":
        if len(line) <= _CLOSED_LONGEST and _is_glued(line[-_WINDOW:]):
            return Finding("caption", "caption.glued")
        if len(line) <= _CREDITED_LONGEST and _ends_credited(line):
            return Finding("caption", "caption.credited")
    return _find_labelled_end(line)


def may_be_caption(line: str) -> bool:
    """Tell by the first words and the last signs what most lines of story fail: closed, without a label."""
    return (
        line[-1] not in ".!?"
        or ":" in line[-_LABEL_WINDOW:]
        or not _CLOSING_BRACKETS.isdisjoint(line[-_AFTER_BRACKET:])
        or line.startswith(_OPENS)
    )


def _is_glued(window: str) -> bool:
    if "Credit" in window or "Image" in window or "Photo" in window or "Picture" in window:
        return _CREDIT_GLUED.search(window) is not None
    return False


def _is_short_form(bracket: re.Match[str]) -> bool:
    """Tell whether a few letters in brackets shorten the words before them: no sentence has ended there."""
    if len(bracket["credit"]) > _SHORT_FORM:
        return False
    before = bracket.string[: bracket.start()].rstrip()
    return bool(before) and not ends_sentence(before)


def is_placed(line: str) -> bool:
    """Tell whether a line says who stands where in a picture.

    >>> is_placed("Ada Lovelace, left, and Max Born in Göttingen."), is_placed("She turned left, then right.")
    (True, False)
    """
    return _PLACED.search(line) is not None


def echoes(line: str, paragraph: str) -> bool:
    """Tell whether nearly all longer words of a line stand in a paragraph: a caption that repeats it.

    >>> echoes("The mayor opened a rebuilt bridge on Monday", "On Monday the mayor opened a rebuilt bridge.")
    True
    """
    words = _long_words(line)
    return len(words) >= _ECHO_WORDS and len(words & _long_words(paragraph)) >= _ECHO_SHARE * len(words)


def is_labelled(line: str) -> bool:
    """Tell whether a line is a few words, a colon and a sentence: "All smiles: She waved to the crowd".

    >>> is_labelled("All smiles: She waved to the crowd"), is_labelled("Result: 3-1")
    (True, False)
    """
    label, _, rest = line.partition(": ")
    if not _LABEL_SHORTEST < len(label) <= _LABEL_LONGEST or not rest[:1].isupper():
        return False
    words = rest.split()
    return len(words) >= _LABELLED_WORDS and sum(word[0].islower() for word in words) * 2 >= len(words)


_ECHO_WORDS = 5
_ECHO_SHARE = 0.8
_COMPARED = 64
_LONG_WORD = re.compile(r"\w{4,}")
# "Photo: X", "| Foto: X" after the sentence of a caption.
_LABELLED_END = re.compile(
    r"(?:[.!?|–—/]|\s{2}|\s-)\s*(?P<label>[^\W\d_][\w ]{2,18}?)\s?[:：©]\s?(?P<credit>[^.:!?]{2,70})$"
)


def _ends_credited(line: str) -> bool:
    """Tell whether a line ends with a button, or with the credit of a picture after its last sentence."""
    if line.endswith(_BUTTONS) and _BUTTON.search(line):
        return True
    window = line[-_CREDIT_WINDOW:]
    if not ("." in window or "!" in window or "?" in window or "…" in window):
        return False
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    return any(find_photo_credit(window[end:]) for end in ends[-2:])


def _find_labelled_end(line: str) -> Finding | None:
    if len(line) > 500 or ":" not in line[-_LABEL_WINDOW:]:
        return None
    match = _LABELLED_END.search(line[-110:])
    if match and match["label"].strip().casefold() in _labels():
        return Finding("caption", "caption.labelled")
    return None


# A line is compared with a dozen paragraphs around it, and the next line with most of them again.
@lru_cache(_COMPARED)
def _long_words(text: str) -> frozenset[str]:
    return frozenset(_LONG_WORD.findall(text.casefold()))


@cache
def _labels() -> tuple[str, ...]:
    return words_of("photo")
