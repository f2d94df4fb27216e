"""Comparisons as columns: what is written of a pair, and the figures read back from what was written."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from copydesk.storage import staging
from copydesk.tasks.text.relation import Facts, Relations
from copydesk.tasks.text.verify import Figures, Side

OTHER = "other_"
WHOLE = ("shared", "jaccard", "containment", "other_containment", "retold")
EXACT = "exact"


def comparison_columns(ids: tuple[pa.Array, pa.Array], figures: Figures, relations: Relations) -> pa.Table:
    """Return compared pairs, the shorter story of each first, with their figures and their relations."""
    columns = {
        # What was not looked at is NULL.
        **{name: pa.array(getattr(figures, name), from_pandas=True) for name in WHOLE},
        **_side_columns(figures.first, ""),
        **_side_columns(figures.second, OTHER),
        **relation_columns(ids, relations),
    }
    return pa.table({name: columns[name] for name in staging.COMPARISONS.names}).cast(staging.COMPARISONS)


def relation_columns(ids: tuple[pa.Array, pa.Array], relations: Relations) -> dict[str, pa.Array]:
    """Return what was decided on pairs."""
    return {
        "article_id": ids[0],
        "other_id": ids[1],
        "relation": pa.array(relations.relation),
        "days_apart": pa.array(np.floor(relations.days_apart), mask=np.isnan(relations.days_apart)),
        "accepted": pa.array(relations.accepted),
        "reason": pa.array(relations.reason),
    }


def stored_figures(comparisons: pa.Table) -> Figures:
    """Return the figures of written comparisons, as comparing the texts gave them."""
    # Whether two texts are identical is no matter of thresholds, so the relation tells.
    identical = np.array([relation == EXACT for relation in comparisons["relation"].to_pylist()], np.bool_)
    return Figures(
        identical=identical,
        **{name: comparisons[name].to_numpy() for name in WHOLE},
        first=_stored_side(comparisons, ""),
        second=_stored_side(comparisons, OTHER),
    )


def facts(first: pa.Table, second: pa.Table) -> Facts:
    """Return what is known of the two articles of each pair: `source`, `url` and `published_at`."""
    return Facts(
        published_at=first["published_at"].to_numpy(),
        other_published_at=second["published_at"].to_numpy(),
        same_url=_equal(first["url"], second["url"]),
        same_source=_equal(first["source"], second["source"]),
    )


def _side_columns(side: Side, prefix: str) -> dict[str, pa.Array]:
    names = [field.name for field in fields(Side) if field.name != "words"]
    return {f"{prefix}{name}": pa.array(getattr(side, name)) for name in (*names, "novel_words")}


def _stored_side(comparisons: pa.Table, prefix: str) -> Side:
    names = [field.name for field in fields(Side) if field.name != "words"]
    columns = {name: comparisons[f"{prefix}{name}"].to_numpy() for name in names}
    novel = comparisons[f"{prefix}novel_words"].to_numpy()
    return Side(words=novel + columns["shared_words"], **columns)


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> NDArray[np.bool_]:
    equal: NDArray[np.bool_] = pc.fill_null(pc.equal(one, other), False).to_numpy()
    return equal
