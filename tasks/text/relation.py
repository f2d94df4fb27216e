"""The decision about a pair: what the texts are to each other, and whether they are one story.

The first text of a pair is the shorter story: fewer words, at a tie the smaller `article_id`.
"""

from dataclasses import dataclass

import numpy as np
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the first and of the second text of each pair, beside the texts.

    `published_at` are datetime64, NaT where unknown.
    """

    published_at: NDArray[np.datetime64]
    other_published_at: NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Relations:
    """A row a pair: `exact dup version excerpt shared none`, merged or not, and why in a few words.

    `days_apart` is NaN where a date is unknown.
    """

    relation: NDArray[np.str_]
    accepted: NDArray[np.bool_]
    reason: NDArray[np.object_]
    days_apart: NDArray[np.float64]


def relate(figures: Figures, facts: Facts, thresholds: Thresholds) -> Relations:
    """Decide each pair by its own figures."""
    same = _same_story(figures, thresholds)
    named = figures.shared_words >= thresholds.named_words
    relation = np.select(
        [
            figures.identical,
            same & (figures.jaccard >= thresholds.dup_jaccard),
            same & (figures.jaccard >= thresholds.version_jaccard),
            same,
            named,
        ],
        ["exact", "dup", "version", "excerpt", "shared"],
        "none",
    )
    apart = facts.published_at - facts.other_published_at
    days_apart = np.abs(apart / np.timedelta64(1, "D"))
    late = days_apart > (np.inf if thresholds.window_days is None else thresholds.window_days)
    accepted = (figures.identical | same) & ~late
    reason = _reasons(figures, relation, late, thresholds)
    return Relations(relation, accepted, reason, days_apart)


def _same_story(figures: Figures, thresholds: Thresholds) -> NDArray[np.bool_]:
    first = figures.first
    narrated = first.words - first.quoted
    narration = (first.shared_words - first.shared_quoted) / np.maximum(narrated, 1)
    enough = figures.containment >= thresholds.merge_containment
    same: NDArray[np.bool_] = (
        enough & (first.shared_words >= thresholds.merge_words) & (narration >= thresholds.merge_narration)
    )
    return same


def _reasons(
    figures: Figures, relation: NDArray[np.str_], late: NDArray[np.bool_], thresholds: Thresholds
) -> NDArray[np.object_]:
    reasons = np.empty(len(figures), np.object_)
    rows = zip(relation.tolist(), figures.containment.tolist(), late.tolist(), strict=True)
    for place, (name, containment, outside) in enumerate(rows):
        share = (
            "the same text"
            if name == "exact"
            else f"{containment:.0%} of the shorter story stands in the longer"
        )
        reasons[place] = f"{share}; more than {thresholds.window_days} days apart" if outside else share
    return reasons
