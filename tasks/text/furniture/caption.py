"""Captions of pictures, which show themselves by the credit they carry."""

import re
from functools import cache

from copydesk.tasks.text.furniture.finding import Finding
from copydesk.tasks.text.furniture.lines import ends_sentence
from copydesk.tasks.text.furniture.phrases import first_word, words_by_opening, words_of

_CREDIT_LONGEST = 130
_CAPTION_LONGEST = 1200
_MOST_CREDIT_WORDS = 14
_WINDOW = 170
_END_BRACKET = re.compile(
    r"[(\[（]\s*(?P<credit>[^()\[\]（）]{3,120}?(?:\([^()]{1,40}\))?)\s*[)\]）]\s*[.”\"]?$"
)
_STOCK = re.compile(
    r"getty\s?images|\bgetty\b|\bap photo|shutterstock|istock|\balamy\b|unsplash|pixabay|pexels|wikimedia|"
    r"adobe stock|depositphotos|dreamstime|imago(?: images)?\b|imago/|picture[ -]alliance|\bepa(?:-efe)?\b|epa/|/epa\b|"
    r"/\s?afp\b|\bafp/|/\s?ap\b|/\s?reuters\b|\breuters/|/\s?dpa\b|dpa/|/\s?xinhua|zuma ?(?:press|wire)|sipa usa|/sipa\b|nurphoto|"
    r"\banadolu\b.{0,12}/|/anadolu|usa today sports|/\s?associated press\b|/\s?bloomberg\b|\brex features|/rex\b|file photo|"
    r"handout via|via reuters\b|via ap\b|via afp\b|via getty|/pa\b|pa wire|pa images|kyodo news via|/tass\b|/ritzau|/\s?tt\b|/\s?lehtikuva|/anp\b|/belga\b|/ansa\b|/lapresse\b|fotolia|"
    r"sputnik/|/sputnik|/\s?xinhua|视觉中国|图片来源|写真[:：／]|사진[=:]|/\s?EFE\b|fotoarena|folhapress\b.{0,3}$|/pap\b|agencja gazeta|/east news|/čtk|/hina\b|pixsell|/fonet|tanjug/|/tanjug|/beta\b",
    re.I,
)
# A line in Latin letters, without a stroke, that holds none of these words holds nothing of the above.
_STOCK_WORDS = frozenset(
    "getty gettyimages ap shutterstock istock istockphoto alamy unsplash pixabay pexels wikimedia adobe depositphotos "
    "dreamstime imago picture epa zuma zumapress zumawire sipa nurphoto usa rex file handout via pa kyodo fotolia "
    "fotoarena folhapress agencja pixsell".split()
)
_WORD = re.compile(r"[^\W_]+")
_NOT_LATIN = "\u2e80"
_FILE = re.compile(
    r"(?:FILE|FILE PHOTO|FILE IMAGE|ARCHIV|ARCHIVO|ARCHIVE|ARCHIVES|HANDOUT|ARKIVBILD|ARKIV)\s?[-–—:]\s"
)
_CREDIT_GLUED = re.compile(
    r"Credit(?:Credit)?(?:\.\.\.)?(?=[A-Z])[^.]{3,90}$|(?:Image|Photo|Picture) (?:source|caption|copyright|credit)[,:]? ?[A-Z]"
)
_VIA = re.compile(r"From [A-Z][^.,;:]{1,30} via [A-Z][^.,;:]{1,24}$")


def find_photo_credit(line: str) -> Finding | None:
    """Return a line that is only the credit of a picture.

    >>> find_photo_credit("STR/AFP via Getty Images").kind
    'caption'
    >>> find_photo_credit("He sold his shares in Getty Images, and regretted it.")
    """
    if len(line) > _CREDIT_LONGEST:
        return None
    bare = line.strip(" ()[]（）|•©\u00a0")
    if not bare or len(bare.split()) > _MOST_CREDIT_WORDS:
        return None
    if _has_label(bare) or _VIA.match(bare):
        return Finding("caption", "caption.credit_label")
    if not _is_sentence(bare) and _names_stock(bare):
        return Finding("caption", "caption.credit")
    return None


def find_caption(line: str) -> Finding | None:
    """Return a line that ends with the credit of a picture, or opens as agencies open captions.

    >>> find_caption("Rescuers search the river on Monday. (AP Photo/Jane Doe)").rule
    'caption.bracketed'
    >>> find_caption("He joined the Kosovo Force (KFOR)")
    """
    if len(line) > _CAPTION_LONGEST:
        return None
    if (
        line[-1] in ')]）"”.'
        and (match := _END_BRACKET.search(line[-_WINDOW:]))
        and _is_credit(match["credit"])
    ):
        return Finding("caption", "caption.bracketed")
    if line[0] in "FAH" and _FILE.match(line):
        return Finding("caption", "caption.file")
    if line[-1] not in ".!?" and len(line) <= 400 and _CREDIT_GLUED.search(line[-_WINDOW:]):
        return Finding("caption", "caption.glued")
    return _find_labelled_end(line)


def echoes(line: str, paragraph: str) -> bool:
    """Tell whether nearly all longer words of a line stand in a paragraph: a caption that repeats it.

    >>> echoes("The mayor opened the rebuilt bridge on Monday", "On Monday the mayor opened the rebuilt bridge.")
    True
    """
    words = _long_words(line)
    return len(words) >= _ECHO_WORDS and len(words & _long_words(paragraph)) >= _ECHO_SHARE * len(words)


def is_labelled(line: str) -> bool:
    """Tell whether a line is a few words, a colon and a sentence: "All smiles: She waved to the crowd".

    >>> is_labelled("All smiles: She waved to the crowd"), is_labelled("Result: 3-1")
    (True, False)
    """
    label, colon, rest = line.partition(": ")
    return bool(colon) and len(label.split()) <= 6 and rest[:1].isupper() and len(rest.split()) >= 4


_ECHO_WORDS = 5
_ECHO_SHARE = 0.8
_LONG_WORD = re.compile(r"\w{4,}")
# "Photo: X", "| Foto: X" after the sentence of a caption.
_LABELLED_END = re.compile(
    r"(?:[.!?|–—/]|\s{2}|\s-)\s*(?P<label>[^\W\d_][\w ]{2,18}?)\s?[:：©]\s?(?P<credit>[^.:!?]{2,70})$"
)


def _find_labelled_end(line: str) -> Finding | None:
    if len(line) > 500 or ":" not in line[-90:]:
        return None
    match = _LABELLED_END.search(line[-110:])
    if match and match["label"].strip().casefold() in _labels():
        return Finding("caption", "caption.labelled")
    return None


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.casefold()))


def _is_credit(credit: str) -> bool:
    return _names_stock(credit) or _has_label(credit)


def _names_stock(text: str) -> bool:
    folded = text.casefold()
    if "/" not in text and _STOCK_WORDS.isdisjoint(_WORD.findall(folded)) and max(folded) < _NOT_LATIN:
        return False
    return _STOCK.search(folded) is not None


def _has_label(bare: str) -> bool:
    """A label needs its colon or "by": "Photo: X", "Photo by X", "Foto von X"."""
    folded = bare[:40].casefold()
    for label in words_by_opening("photo").get(first_word(folded), ()):
        if folded.startswith(label):
            rest = bare[len(label) :].lstrip()
            if rest[:1] in (":", "：", "©", "/", "=") and rest[1:].strip():
                return len(rest) <= 90 and not _is_sentence(rest)
            return (
                folded[len(label) :].lstrip().startswith(_by())
                and not _is_sentence(rest)
                and bare[-1] not in ".:"
            )
    return False


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and text[-1] not in ")]）" and len(text.split()) > 6


@cache
def _labels() -> tuple[str, ...]:
    return words_of("photo")


@cache
def _by() -> tuple[str, ...]:
    return tuple(f"{word} " for word in words_of("photo_by"))
