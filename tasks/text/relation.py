"""The decision about a pair: what the texts are to each other, and whether they are one story.

The first text of a pair is the shorter story: fewer words, at a tie the smaller `article_id`.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures, Side


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the first and of the second text of each pair, beside the texts.

    `published_at` are datetime64, NaT where unknown. Texts of one URL are states of one article;
    where an outlet is unknown, its texts are of different ones.
    """

    published_at: NDArray[np.datetime64]
    other_published_at: NDArray[np.datetime64]
    same_url: NDArray[np.bool_] | None = None
    same_source: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Relations:
    """A row a pair: `exact dup version excerpt shared none`, merged or not, and why in a few words.

    `days_apart` is NaN where a date is unknown.
    """

    relation: NDArray[np.str_]
    accepted: NDArray[np.bool_]
    reason: NDArray[np.object_]
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


_REASONS = {
    Verdict.IDENTICAL: "the same words from beginning to end",
    Verdict.SURE: "{share} of the shorter story stands in the longer",
    Verdict.MERGED: "{share} of the shorter story stands in the longer",
    Verdict.NOTHING: "no passage of the shorter story stands in the longer",
    Verdict.TOO_LITTLE: "only {share} of the shorter story stands in the longer",
    Verdict.TOO_LITTLE_OF_SHORT: "only {share} of the shorter story stands in the longer, "
    "where one of less than {short} words needs {needed:.0%}",
    Verdict.TOO_SHORT: "{share} of the shorter story stands in the longer, but that is {words} words",
    Verdict.TEMPLATE: "one form filled in twice: {swapped} of {facts} names and numbers differ",
    Verdict.QUOTATION: "{share} of the shorter story stands in the longer, mostly quotations",
    Verdict.FOLLOW_UP: "a follow-up: {share} of it is in the longer story, but none of its quotations",
}


def relate(figures: Figures, facts: Facts, thresholds: Thresholds) -> Relations:
    """Decide each pair by its own figures and dates; no other pair matters."""
    verdicts = judge(figures, facts, thresholds)
    merged = verdicts <= Verdict.MERGED
    days_apart = np.abs((facts.published_at - facts.other_published_at) / np.timedelta64(1, "D"))
    late = days_apart > (np.inf if thresholds.window_days is None else thresholds.window_days)
    return Relations(
        relation=_names(figures, facts, merged, thresholds),
        accepted=merged & ~late,
        reason=_reasons(figures, verdicts, late, thresholds),
        days_apart=days_apart,
    )


def judge(figures: Figures, facts: Facts, thresholds: Thresholds) -> NDArray[np.int64]:
    """Return the `Verdict` on each pair: the first rule that applies."""
    containment, shared = figures.containment, figures.first.shared_words
    short = figures.first.words < thresholds.short_words
    both = figures.other_containment >= thresholds.version_containment
    enough = np.where(short, thresholds.short_containment, thresholds.merge_containment)
    enough_words = np.where(both, thresholds.merge_words, thresholds.excerpt_words)
    rules = [
        (Verdict.IDENTICAL, figures.identical),
        (Verdict.NOTHING, figures.shared == 0),
        (Verdict.TOO_LITTLE, containment < np.minimum(enough, thresholds.merge_containment)),
        (Verdict.TOO_LITTLE_OF_SHORT, containment < enough),
        (Verdict.TOO_SHORT, shared < enough_words),
        (Verdict.TEMPLATE, _is_template(figures, thresholds)),
        (Verdict.SURE, containment >= thresholds.sure_containment),
        (Verdict.QUOTATION, _shares_quotations(figures, thresholds)),
        (Verdict.FOLLOW_UP, _given(facts.same_source, figures) & _has_own_quotes(figures, thresholds)),
    ]
    conditions = [condition for _, condition in rules]
    return np.select(conditions, [int(verdict) for verdict, _ in rules], int(Verdict.MERGED))


def _is_template(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell reports written from one template, like those on yesterday's and on today's weather."""
    swapped, shared = _swapped_facts(figures), figures.first.shared_facts
    short = figures.first.words < thresholds.short_words
    least = np.where(short, 1, thresholds.template_facts)
    share = np.where(short, thresholds.short_template_share, thresholds.template_share)
    filled_in: NDArray[np.bool_] = (swapped >= least) & (swapped >= share * (swapped + shared))
    return filled_in


def _swapped_facts(figures: Figures) -> NDArray[np.int64]:
    """Return what both texts fill in: names that only one of them has were added or cut."""
    return np.minimum(figures.first.swapped_facts, figures.second.swapped_facts)


def _shares_quotations(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell stories that quote the same statement, and each tell the rest in their own words."""
    quoted = np.maximum(_quoted_share(figures.first), _quoted_share(figures.second))
    told = np.minimum(_told(figures.first), _told(figures.second))
    narration = told / np.maximum(figures.first.words - figures.first.quoted, 1)
    only: NDArray[np.bool_] = (quoted >= thresholds.quoted_share) & (narration < thresholds.merge_narration)
    return only


def _quoted_share(side: Side) -> NDArray[np.float64]:
    share: NDArray[np.float64] = side.shared_quoted / np.maximum(side.shared_words, 1)
    return share


def _told(side: Side) -> NDArray[np.int64]:
    return side.shared_words - side.shared_quoted


def _given(fact: NDArray[np.bool_] | None, figures: Figures) -> NDArray[np.bool_]:
    return np.zeros(len(figures), np.bool_) if fact is None else fact


def _has_own_quotes(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Tell follow-ups: they repeat the background of the story before, and quote somebody else."""
    first = figures.first
    own: NDArray[np.bool_] = (
        (figures.containment < thresholds.own_quotes_containment)
        & (first.quoted >= thresholds.own_quotes_words)
        & (first.shared_quoted * 10 < first.quoted)
    )
    return own


def _names(
    figures: Figures, facts: Facts, merged: NDArray[np.bool_], thresholds: Thresholds
) -> NDArray[np.str_]:
    named = (figures.containment >= thresholds.named_containment) | (
        figures.shared >= thresholds.named_shingles
    )
    rules = [
        ("exact", figures.identical),
        ("version", merged & _given(facts.same_url, figures)),
        ("dup", merged & (figures.jaccard >= thresholds.dup_jaccard)),
        ("version", merged & (figures.other_containment >= thresholds.version_containment)),
        ("excerpt", merged),
        ("shared", named),
    ]
    return np.select([condition for _, condition in rules], [name for name, _ in rules], "none")


def _reasons(
    figures: Figures, verdicts: NDArray[np.int64], late: NDArray[np.bool_], thresholds: Thresholds
) -> NDArray[np.object_]:
    first, swapped_facts = figures.first, _swapped_facts(figures)
    facts = swapped_facts + first.shared_facts
    columns = (verdicts, late, figures.containment, first.shared_words, swapped_facts, facts)
    limits = {"short": thresholds.short_words, "needed": thresholds.short_containment}
    rows = zip(*(column.tolist() for column in columns), strict=True)
    reasons = np.empty(len(figures), np.object_)
    for place, (verdict, outside, share, words, swapped, known) in enumerate(rows):
        told = {"share": _percent(share), "words": words, "swapped": swapped, "facts": known}
        reason = _REASONS[Verdict(verdict)].format(**told, **limits)
        reasons[place] = f"{reason}; more than {thresholds.window_days} days apart" if outside else reason
    return reasons


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.005 else "less than 1%"
