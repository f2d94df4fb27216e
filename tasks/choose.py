"""Who is canonical in every piece of the graph that a window touched, and where everyone else belongs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from copydesk.storage import clusters, staging
from copydesk.storage.database import Database
from copydesk.tasks.line import Line
from copydesk.tasks.text.choose import Candidates, Edges, Stars, choose
from copydesk.tasks.text.cluster_names import fresh_name, name_clusters
from copydesk.tasks.text.digests import Overlaps, breaks_at_digest, find_digests
from copydesk.tasks.text.thresholds import Thresholds

DECIDED_BY: Mapping[str, str] = {
    "pinned": "pinned by a person",
    "access": "the full text before one cut short by a paywall",
    "digest": "a story before a digest of several",
    "completeness": "the more complete text",
    "time": "the earlier one",
    "publisher": "the preferred publisher",
    "id": "equal in all that counts; the smaller id",
}


class Piece:
    """Articles and the accepted matches between them: whole pieces of the graph, as columns."""

    def __init__(self, articles: pa.Table, edges: pa.Table) -> None:
        self.articles = articles
        self.edges = edges
        self.ids: list[str] = articles["article_id"].to_pylist()
        self.previous_cluster = self._known("previous_cluster")
        self.previous_canonical = self._known("previous_canonical")

    def _known(self, column: str) -> dict[str, str]:
        values: list[str | None] = self.articles[column].to_pylist()
        return {
            article_id: value for article_id, value in zip(self.ids, values, strict=True) if value is not None
        }


def place_articles(line: Line, now: datetime) -> None:
    """Choose anew around the touched articles; write every place and every change of canonical article."""
    run_id = line.run.run_id
    piece = Piece(*clusters.find_pieces(line.live))
    digests = _find_digests(piece, line.rules.thresholds)
    piece = _part_from_digests(line.live, piece, digests)
    stars = choose(_candidates(piece, digests, line.rules.publisher_ranks), _edges(piece))
    members = _members(piece, stars)
    names = name_clusters(
        members,
        piece.previous_cluster,
        lambda canonical: fresh_name(canonical, now) if canonical in piece.previous_cluster else canonical,
    )
    clusters.add_places(line.live, _place_columns(piece, stars, names), run_id)
    decided_by = dict(zip(piece.ids, stars.decided_by.tolist(), strict=True))
    changes = [*_choices(piece, members, names, decided_by), *_mergers(piece, stars, names)]
    clusters.add_changes(line.live, pa.Table.from_pylist(changes, staging.CHANGES), run_id, now)


def _find_digests(piece: Piece, thresholds: Thresholds) -> NDArray[np.bool_]:
    columns = (piece.edges[name].to_numpy() for name in ("first", "second", "coverage", "other_coverage"))
    return find_digests(len(piece.ids), Overlaps(*columns), thresholds)


def _part_from_digests(live: Database, piece: Piece, digests: NDArray[np.bool_]) -> Piece:
    """Record which edges join a digest to one of its stories; return the piece without them."""
    first, second = piece.edges["first"].to_numpy(), piece.edges["second"].to_numpy()
    breaks = breaks_at_digest(first, second, digests)
    ids = pa.array(piece.ids, pa.string())
    edges = {
        "article_id": ids.take(first),
        "other_id": ids.take(second),
        "digest_id": ids.take(pa.array(np.where(digests[first], first, second), mask=~breaks)),
    }
    clusters.mark_digests(live, pa.table(edges, staging.DIGESTS))
    return Piece(piece.articles, piece.edges.filter(pa.array(~breaks)))


def _candidates(piece: Piece, digests: NDArray[np.bool_], ranks: Mapping[str, int]) -> Candidates:
    count = len(piece.ids)
    return Candidates(
        ids=np.array(piece.ids, np.str_),
        words=piece.articles["words"].to_numpy(),
        pinned=np.zeros(count, np.bool_),
        partial=np.array([access == "partial" for access in piece.articles["access"].to_pylist()], np.bool_),
        digest=digests,
        published_at=piece.articles["published_at"].to_numpy(),
        captured_at=piece.articles["captured_at"].to_numpy(),
        publisher_rank=np.array(
            [ranks.get(source, len(ranks)) for source in piece.articles["source"].to_pylist()], np.int64
        ),
    )


def _edges(piece: Piece) -> Edges:
    names = ("first", "second", "jaccard", "containment", "other_containment")
    return Edges(**{name: piece.edges[name].to_numpy() for name in names})


def _members(piece: Piece, stars: Stars) -> dict[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for article_id, canonical in zip(piece.ids, stars.canonical.tolist(), strict=True):
        members[piece.ids[canonical]].append(article_id)
    return members


def _place_columns(piece: Piece, stars: Stars, names: Mapping[str, str]) -> pa.Table:
    """Return each article's place; its figures are those of its match with its canonical article."""
    matched = piece.edges.take(pa.array(stars.edge, mask=stars.edge < 0))
    is_shorter = pc.equal(matched["first"], pa.array(np.arange(len(piece.ids))))
    canonical_ids = [piece.ids[canonical] for canonical in stars.canonical.tolist()]
    columns = {
        "article_id": piece.ids,
        "cluster_id": [names[canonical_id] for canonical_id in canonical_ids],
        "canonical_id": canonical_ids,
        "relation": pc.fill_null(matched["relation"], "canonical"),
        "jaccard": matched["jaccard"],
        "containment": pc.if_else(is_shorter, matched["containment"], matched["other_containment"]),
        "novel_words": pc.fill_null(
            pc.if_else(is_shorter, matched["novel_words"], matched["other_novel_words"]), 0
        ),
    }
    return pa.table(columns).cast(staging.PLACES)


def _choices(
    piece: Piece,
    members: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    decided_by: Mapping[str, str],
) -> Iterator[dict[str, str | None]]:
    """Yield the choice in clusters that had another canonical article, or had nothing to choose from."""
    size = Counter(piece.previous_cluster.values())
    canonical_of = {
        piece.previous_cluster[one]: canonical for one, canonical in piece.previous_canonical.items()
    }
    for canonical, articles in members.items():
        cluster = names[canonical]
        previous = canonical_of.get(cluster)
        if previous == canonical and (size[cluster] > 1 or len(articles) == 1):
            continue
        if previous is None and len(articles) == 1 and canonical not in piece.previous_cluster:
            continue
        reason = DECIDED_BY.get(decided_by[canonical], "what it matched is gone")
        yield {
            "cluster_id": cluster,
            "canonical_id": canonical,
            "previous_id": None
            if previous == canonical
            else previous or piece.previous_canonical.get(canonical),
            "reason": reason,
        }


def _mergers(piece: Piece, stars: Stars, names: Mapping[str, str]) -> Iterator[dict[str, str | None]]:
    """Yield the clusters that are no more: where their canonical article belongs now."""
    living = set(names.values())
    for article_id, canonical in zip(piece.ids, stars.canonical.tolist(), strict=True):
        cluster = piece.previous_cluster.get(article_id)
        if (
            piece.previous_canonical.get(article_id) == article_id
            and cluster is not None
            and cluster not in living
        ):
            yield {
                "cluster_id": cluster,
                "canonical_id": piece.ids[canonical],
                "previous_id": article_id,
                "reason": f"merged into cluster {names[piece.ids[canonical]]}",
            }
