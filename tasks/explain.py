"""Two articles that the index did not propose: compared on the spot, and why it did not."""

from dataclasses import fields

import numpy as np
import pyarrow as pa

from copydesk.storage.explanations import Match
from copydesk.tasks.match import HEAT, compare_articles
from copydesk.tasks.text.minhash import SAMPLE_SCALE
from copydesk.tasks.text.shingles import shingle
from copydesk.tasks.text.thresholds import Thresholds

SAMPLES_NEEDED = 2


def compare_two(articles: pa.Table, thresholds: Thresholds) -> Match:
    """Return the match of two articles as it would be stored, the shorter story first."""
    [row] = compare_articles(articles, np.array([[0, 1]]), thresholds).to_pylist()
    told = {field.name: row[field.name] for field in fields(Match) if field.name in row}
    return Match(**told, licensed=False)


def why_not_proposed(articles: pa.Table) -> str:
    """Say why the index does not propose a pair of articles that no match is stored of."""
    first, second = articles["body"].to_pylist()
    shingles = shingle([first, second])
    hashes = [np.unique(part) for part in np.split(shingles.hashes, shingles.offsets[1:-1])]
    if not min(part.size for part in hashes):
        return "one of them is too short for a shingle, and such a text matches only the same words"
    shared = np.intersect1d(hashes[0], hashes[1])
    if not shared.size:
        return "they have no five words in a row in common"
    sampled = int(np.count_nonzero(shared < np.uint64((1 << 64) // SAMPLE_SCALE)))
    if sampled < SAMPLES_NEEDED:
        return (
            f"of the {shared.size} runs of five words that they share {sampled} are in the sample of one in "
            f"{SAMPLE_SCALE}, where {SAMPLES_NEEDED} are needed, and no band of their signatures is the same"
        )
    return (
        f"what they share stands in more than {HEAT.cap} articles (a band: {HEAT.band_cap}), and of such "
        f"a flood each is compared only with the {HEAT.best} that rank first"
    )
