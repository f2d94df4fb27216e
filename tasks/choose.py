"""Who is canonical in every piece of the graph that a window touched, and where everyone else belongs."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from copydesk.storage import clusters, staging
from copydesk.storage.database import Database
from copydesk.storage.overrides import piece_overrides
from copydesk.tasks.changes import choices, mergers
from copydesk.tasks.decisions import Decisions, decide
from copydesk.tasks.line import Line
from copydesk.tasks.overrule import Chosen, add_missing_edges, find_bounds, find_parted, mark_edges
from copydesk.tasks.piece import Piece
from copydesk.tasks.stars import Placement, place
from copydesk.tasks.text.choose import Candidates
from copydesk.tasks.text.cluster_names import fresh_name, name_clusters
from copydesk.tasks.text.digests import Overlaps, breaks_at_digest, find_digests
from copydesk.tasks.text.thresholds import Thresholds


def place_articles(line: Line, now: datetime) -> None:
    """Choose anew around the touched articles; write every place and every change of canonical article."""
    run_id = line.run.run_id
    piece = Piece(*clusters.find_pieces(line.live))
    decisions = decide(piece_overrides(line.live), set(piece.ids))
    piece, placement = _choose(line, piece, decisions)
    members = _members(piece, placement)
    names = name_clusters(
        members,
        piece.previous_cluster,
        lambda canonical: fresh_name(canonical, now) if canonical in piece.previous_cluster else canonical,
    )
    clusters.add_places(line.live, _place_columns(piece, placement, names), run_id)
    reasons = dict(zip(piece.ids, placement.decided_by.tolist(), strict=True))
    changes = [*choices(piece, members, names, reasons), *mergers(piece, members, names)]
    clusters.add_changes(line.live, pa.Table.from_pylist(changes, staging.CHANGES), run_id, now)


def _choose(line: Line, piece: Piece, decisions: Decisions) -> tuple[Piece, Placement]:
    """Return each article's place, and the piece with the edges that merges need for it."""
    digests, breaks = _part_from_digests(line.live, piece, line.rules.thresholds)
    usable = piece.stands & ~breaks & ~find_parted(piece, decisions)
    candidates = _candidates(piece, digests, decisions, line.rules.publisher_ranks)
    placement = place(candidates, piece.figures(), usable, find_bounds(piece, decisions))
    piece, placement = add_missing_edges(line, piece, placement)
    return mark_edges(line.live, piece, Chosen(placement, usable), decisions), placement


def _part_from_digests(
    live: Database, piece: Piece, thresholds: Thresholds
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which articles are digests, and which edges join one to a story of it; record both."""
    standing = Piece(piece.articles, piece.edges.filter(pa.array(piece.stands)))
    coverage = (standing.edges[name].to_numpy() for name in ("coverage", "other_coverage"))
    digests = find_digests(len(piece.ids), Overlaps(*standing.ends, *coverage), thresholds)
    first, second = standing.ends
    breaks = breaks_at_digest(first, second, digests)
    digest = pa.array(np.where(digests[first], first, second), mask=~breaks)
    edges = {**standing.pair_columns(), "digest_id": pa.array(piece.ids, pa.string()).take(digest)}
    clusters.mark_digests(live, pa.table(edges, staging.DIGESTS))
    broken = np.zeros(piece.stands.size, np.bool_)
    broken[piece.stands] = breaks
    return digests, broken


def _candidates(
    piece: Piece, digests: NDArray[np.bool_], decisions: Decisions, ranks: Mapping[str, int]
) -> Candidates:
    columns = {name: piece.articles[name].to_pylist() for name in ("access", "source")}
    return Candidates(
        ids=np.array(piece.ids, np.str_),
        words=piece.articles["words"].to_numpy(),
        pinned=np.array([article_id in decisions.pinned for article_id in piece.ids], np.bool_),
        partial=np.array([access == "partial" for access in columns["access"]], np.bool_),
        digest=digests,
        published_at=piece.articles["published_at"].to_numpy(),
        captured_at=piece.articles["captured_at"].to_numpy(),
        publisher_rank=np.array([ranks.get(source, len(ranks)) for source in columns["source"]], np.int64),
    )


def _members(piece: Piece, placement: Placement) -> dict[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for article_id, canonical in zip(piece.ids, placement.canonical.tolist(), strict=True):
        members[piece.ids[canonical]].append(article_id)
    return members


def _place_columns(piece: Piece, placement: Placement, names: Mapping[str, str]) -> pa.Table:
    """Return each article's place; its figures are those of its match with its canonical article."""
    canonical = placement.canonical
    is_canonical = canonical == np.arange(canonical.size)
    matched = piece.edges.take(pa.array(placement.edge, mask=is_canonical))
    is_shorter = pc.equal(matched["first"], pa.array(np.arange(len(piece.ids))))
    canonical_ids = [piece.ids[row] for row in canonical.tolist()]
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
