"""What a window has in common with itself and with all that came before: candidates, compared exactly."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from copydesk.storage import matches, staging
from copydesk.storage.matches import Heat
from copydesk.tasks.line import Line
from copydesk.tasks.text.relation import Facts, Relations, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures, compare

# A hundred articles make 4,950 pairs a row, and a reprinted story rarely runs in more outlets.
HEAT = Heat(cap=100, best=8)


def match_candidates(line: Line) -> None:
    """Compare every pair that the index proposes for the staged articles, and write what came of it."""
    articles, pairs = matches.find_candidates(line.live, HEAT, line.rules.publisher_ranks)
    if len(pairs):
        places = np.stack([pairs["first"].to_numpy(), pairs["second"].to_numpy()], axis=1)
        comparisons = compare_articles(articles, places, line.rules.thresholds)
        comparisons = comparisons.append_column("licensed", pairs["licensed"])
        matches.add_comparisons(line.live, comparisons, line.run.run_id)
    matches.update_licenses(line.live, HEAT)


def compare_articles(articles: pa.Table, places: NDArray[np.int64], thresholds: Thresholds) -> pa.Table:
    """Return what comparing pairs of the articles gives, the shorter story of each pair first."""
    figures = compare(articles["body"].to_pylist(), places)
    relations = relate(figures, _facts(articles, places), thresholds)
    return _columns(articles["article_id"], places, figures, relations)


def _facts(articles: pa.Table, places: NDArray[np.int64]) -> Facts:
    first, second = (articles.select(["source", "url", "published_at"]).take(side) for side in places.T)
    return Facts(
        published_at=first["published_at"].to_numpy(),
        other_published_at=second["published_at"].to_numpy(),
        same_url=_equal(first["url"], second["url"]),
        same_source=_equal(first["source"], second["source"]),
    )


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> NDArray[np.bool_]:
    equal: NDArray[np.bool_] = pc.fill_null(pc.equal(one, other), False).to_numpy()
    return equal


def _columns(
    ids: pa.ChunkedArray, places: NDArray[np.int64], figures: Figures, relations: Relations
) -> pa.Table:
    columns = {
        "article_id": ids.take(places[:, 0]),
        "other_id": ids.take(places[:, 1]),
        "relation": pa.array(relations.relation),
        "jaccard": pa.array(figures.jaccard),
        "containment": pa.array(figures.containment),
        "other_containment": pa.array(figures.other_containment),
        "shared_words": pa.array(figures.shared_words),
        "novel_words": pa.array(figures.first.novel_words),
        "other_novel_words": pa.array(figures.second.novel_words),
        "coverage": pa.array(figures.first.coverage),
        "other_coverage": pa.array(figures.second.coverage),
        "days_apart": pa.array(np.floor(relations.days_apart), mask=np.isnan(relations.days_apart)),
        "accepted": pa.array(relations.accepted),
        "reason": pa.array(relations.reason),
    }
    return pa.table(columns).cast(staging.COMPARISONS)
