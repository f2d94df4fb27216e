"""The decision about a pair: what the texts are to each other, and whether they are one story.

The first text of a pair is the shorter story: fewer words, at a tie the smaller `article_id`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verdicts import Company, Verdict, judge, swapped_facts
from copydesk.tasks.text.verify import Figures


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
    Verdict.BACKGROUND: "{share} of the shorter story stands in the longer, but each begins with other news",
    Verdict.FOLLOW_UP: "a follow-up: {share} of it is in the longer story, but none of its quotations",
}


def relate(figures: Figures, facts: Facts, thresholds: Thresholds) -> Relations:
    """Decide each pair by its own figures and dates; no other pair matters."""
    days_apart = np.abs((facts.published_at - facts.other_published_at) / np.timedelta64(1, "D"))
    company = Company(_given(facts.same_url, figures), _given(facts.same_source, figures), days_apart)
    verdicts = judge(figures, company, thresholds)
    merged = verdicts <= Verdict.MERGED
    late = days_apart > (np.inf if thresholds.window_days is None else thresholds.window_days)
    return Relations(
        relation=_names(figures, facts, merged, thresholds),
        accepted=merged & ~late,
        reason=_reasons(figures, verdicts, late, thresholds),
        days_apart=days_apart,
    )


def _given(fact: NDArray[np.bool_] | None, figures: Figures) -> NDArray[np.bool_]:
    return np.zeros(len(figures), np.bool_) if fact is None else fact


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
    first, swapped = figures.first, swapped_facts(figures, thresholds)
    facts = swapped + first.shared_facts
    columns = (verdicts, late, figures.containment, first.shared_words, swapped, facts)
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
