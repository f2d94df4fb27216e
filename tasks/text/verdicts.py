"""What decides a pair: its verdict, by its figures and by when and where the two appeared."""

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.overlap import CELLS
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures, Side

_LAST_PART: Final = np.uint64(1 << (CELLS - 1))


class Company(NamedTuple):
    """Two texts beside their words; `days_apart` is NaN where a date is unknown."""

    same_url: NDArray[np.bool_]
    same_source: NDArray[np.bool_]
    days_apart: NDArray[np.float64]


class Verdict(IntEnum):
    """What decided a pair; up to `MERGED` the two are one story."""

    IDENTICAL = 0
    SURE = 1
    MERGED = 2
    TOO_LITTLE = 3
    TOO_SHORT = 4
    TEMPLATE = 5
    QUOTATION = 6
    FOLLOW_UP = 7
    NOTHING = 8
    TOO_LITTLE_OF_SHORT = 9
    BACKGROUND = 10


def judge(figures: Figures, company: Company, thresholds: Thresholds) -> NDArray[np.int64]:
    """Return the `Verdict` on each pair: the first rule that applies."""
    containment, shared = figures.containment, figures.first.shared_words
    short = figures.first.words < thresholds.short_words
    both = figures.other_containment >= thresholds.version_containment
    enough_words = np.where(both, thresholds.merge_words, thresholds.excerpt_words)
    rules = [
        (Verdict.IDENTICAL, figures.identical),
        (Verdict.NOTHING, figures.shared == 0),
        (Verdict.TOO_LITTLE, containment < _enough(figures, thresholds)),
        (Verdict.TOO_LITTLE_OF_SHORT, short & ~_fills_short(figures, thresholds)),
        (Verdict.TOO_SHORT, shared < enough_words),
        (Verdict.TEMPLATE, _is_template(figures, thresholds) & ~_is_update(figures, company, thresholds)),
        (Verdict.SURE, containment >= thresholds.sure_containment),
        (Verdict.QUOTATION, _shares_quotations(figures, thresholds)),
        (Verdict.FOLLOW_UP, company.same_source & _has_own_quotes(figures, thresholds)),
        (Verdict.BACKGROUND, _shares_background(figures, company, thresholds)),
    ]
    conditions = [condition for _, condition in rules]
    return np.select(conditions, [int(verdict) for verdict, _ in rules], int(Verdict.MERGED))


def swapped_facts(figures: Figures, thresholds: Thresholds) -> NDArray[np.int64]:
    """Return what both texts fill in: names that only one of them has were added or cut.

    Not in a notice of few words, which is a form from beginning to end, unless all of it stands in the other.
    """
    sides = (figures.first.swapped_facts, figures.second.swapped_facts)
    is_notice = (figures.second.words < thresholds.notice_words) & (figures.containment < 1)
    return np.where(is_notice, np.maximum(*sides), np.minimum(*sides))


def _enough(figures: Figures, thresholds: Thresholds) -> NDArray[np.float64]:
    """Return the containment that a merge takes at least: less where the rest is told in other words."""
    length = figures.second.words / np.maximum(figures.first.words, 1)
    fitting = (length >= thresholds.retold_length) & (length <= thresholds.retold_most_length)
    long = figures.first.words >= thresholds.short_words
    retold = fitting & long & (figures.retold >= thresholds.retold_share)
    lower = min(thresholds.retold_containment, thresholds.merge_containment)
    return np.where(retold, lower, thresholds.merge_containment)


def _fills_short(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell which short stories have enough in common: passages, or all but a few words that are no facts."""
    words = figures.first.shared_words >= thresholds.short_shared_words * figures.first.words
    same_facts = (figures.first.shared_facts > 0) & (swapped_facts(figures, thresholds) == 0)
    filled: NDArray[np.bool_] = (figures.containment >= thresholds.short_containment) | (words & same_facts)
    return filled


def _is_template(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell reports written from one template, like those on yesterday's and on today's weather."""
    swapped, shared = swapped_facts(figures, thresholds), figures.first.shared_facts
    short = figures.first.words < thresholds.short_words
    least = np.where(short, 1, thresholds.template_facts)
    share = np.where(short, thresholds.short_template_share, thresholds.template_share)
    filled_in: NDArray[np.bool_] = (swapped >= least) & (swapped >= share * (swapped + shared))
    return filled_in


def _is_update(figures: Figures, company: Company, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell corrections, and reports of one day with later figures.

    Nearly all else is the same, but at one URL: what stands there within a day is one article, however short.
    """
    undated = np.isnan(company.days_apart)
    most = np.select([undated, company.days_apart < 1], [1, 2], 0)
    alike = figures.containment >= thresholds.update_containment
    alike &= figures.first.words >= thresholds.update_words
    alike |= company.same_url
    updated: NDArray[np.bool_] = alike & (swapped_facts(figures, thresholds) <= most)
    return updated


def _shares_quotations(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell stories that quote the same statement, and each tell the rest in their own words."""
    quoted = np.maximum(_quoted_share(figures.first), _quoted_share(figures.second))
    told = np.minimum(_told(figures.first), _told(figures.second))
    narration = told / np.maximum(figures.first.words - figures.first.quoted, 1)
    documents = _is_document(figures.first, thresholds) & _is_document(figures.second, thresholds)
    only: NDArray[np.bool_] = (quoted >= thresholds.quoted_share) & (narration < thresholds.merge_narration)
    return only & ~documents


def _is_document(side: Side, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell interviews and speeches, which are quotations and next to nothing else."""
    document: NDArray[np.bool_] = side.quoted >= thresholds.document_share * side.words
    return document


def _shares_background(figures: Figures, company: Company, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell stories that begin with news of their own and go on with the same background or the same notice.

    It ends both of them, but may stand anywhere in a story from another day. Short ones as long as each other
    are forms, whose beginnings use the same words.
    """
    own = _begin_apart(figures, thresholds.background_opening)
    ends = ((figures.first.coverage & figures.second.coverage & _LAST_PART) != 0) & ~np.isnan(figures.retold)
    later = company.days_apart >= thresholds.background_days
    retold = figures.retold >= thresholds.background_share
    short = figures.first.words < thresholds.short_words
    forms = short & (figures.second.words < thresholds.retold_length * figures.first.words)
    forms &= _begin_apart(figures, thresholds.short_opening)
    background: NDArray[np.bool_] = forms | (own & ~retold & (ends | later))
    return background


def _begin_apart(figures: Figures, share: float) -> NDArray[np.bool_]:
    """Tell which texts share nothing in such a part of both, from the beginning on."""
    opening = np.uint64((1 << round(CELLS * share)) - 1)
    apart: NDArray[np.bool_] = ((figures.first.coverage | figures.second.coverage) & opening) == 0
    return apart


def _quoted_share(side: Side) -> NDArray[np.float64]:
    share: NDArray[np.float64] = side.shared_quoted / np.maximum(side.shared_words, 1)
    return share


def _told(side: Side) -> NDArray[np.int64]:
    return side.shared_words - side.shared_quoted


def _has_own_quotes(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell follow-ups: they repeat the background of the story before, and quote somebody else."""
    first = figures.first
    own: NDArray[np.bool_] = (
        (figures.containment < thresholds.own_quotes_containment)
        & (first.quoted >= thresholds.own_quotes_words)
        & (first.shared_quoted * 10 < first.quoted)
    )
    return own
