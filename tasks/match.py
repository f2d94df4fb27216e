"""What a window has in common with itself and with all that came before: candidates, compared exactly."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from copydesk.storage import matches
from copydesk.storage.matches import Heat
from copydesk.tasks.comparisons import comparison_columns, facts
from copydesk.tasks.line import Line
from copydesk.tasks.text.relation import relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import compare

# A hundred articles make 4,950 pairs a row, and a reprinted story rarely runs in more outlets. Bands go hot
# sooner: what near-copies share shows in their sampled shingles, unless they are so short that few are.
HEAT = Heat(cap=100, band_cap=10, best=1, few_shingles=64)


def match_candidates(line: Line) -> None:
    """Compare every pair that the index proposes for the staged articles, and write what came of it."""
    articles, pairs = matches.find_candidates(line.live, HEAT, line.rules.publisher_ranks)
    if len(pairs):
        places = np.stack([pairs["first"].to_numpy(), pairs["second"].to_numpy()], axis=1)
        comparisons = compare_articles(articles, places, line.rules.thresholds)
        comparisons = comparisons.append_column("licensed", pairs["licensed"])
        matches.add_comparisons(line.live, comparisons, line.run.run_id)


def compare_articles(articles: pa.Table, places: NDArray[np.int64], thresholds: Thresholds) -> pa.Table:
    """Return what comparing pairs of the articles gives, the shorter story of each pair first."""
    figures = compare(articles["body"].to_pylist(), places)
    known = articles.select(["article_id", "source", "url", "published_at"])
    first, second = (known.take(pa.array(side)) for side in places.T)
    relations = relate(figures, facts(first, second), thresholds)
    return comparison_columns((first["article_id"], second["article_id"]), figures, relations)
