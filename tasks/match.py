"""What a window has in common with itself and with all that came before: candidates, compared exactly."""

import numpy as np
import pyarrow as pa

from copydesk.storage import matches, staging
from copydesk.storage.database import Database
from copydesk.tasks.text.relation import Facts, Relations, relate
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.text.verify import Figures, compare


def match_candidates(live: Database, thresholds: Thresholds, run_id: str) -> None:
    """Compare every pair that the index proposes for the staged articles, and write what came of it."""
    articles, pairs = matches.find_candidates(live)
    if not len(pairs):
        return
    places = np.stack([pairs["first"].to_numpy(), pairs["second"].to_numpy()], axis=1)
    figures = compare(articles["body"].to_pylist(), places)
    published_at = articles["published_at"].to_numpy()
    facts = Facts(published_at=published_at[places[:, 0]], other_published_at=published_at[places[:, 1]])
    relations = relate(figures, facts, thresholds)
    matches.add_matches(live, _match_columns(articles["article_id"], places, figures, relations), run_id)


def _match_columns(
    ids: pa.ChunkedArray,
    places: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    figures: Figures,
    relations: Relations,
) -> pa.Table:
    columns = {
        "article_id": ids.take(places[:, 0]),
        "other_id": ids.take(places[:, 1]),
        "relation": relations.relation,
        "jaccard": figures.jaccard,
        "containment": figures.containment,
        "other_containment": figures.other_containment,
        "shared_words": figures.shared_words.astype(np.int32),
        "novel_words": figures.first.novel_words.astype(np.int32),
        "other_novel_words": figures.second.novel_words.astype(np.int32),
        "days_apart": pa.array(np.floor(relations.days_apart), mask=np.isnan(relations.days_apart)).cast(
            pa.int32()
        ),
        "accepted": relations.accepted,
        "reason": relations.reason,
    }
    return pa.table(
        [
            pa.array(column) if not isinstance(column, pa.ChunkedArray) else column
            for column in columns.values()
        ],
        names=list(columns),
    ).cast(staging.MATCHES)
