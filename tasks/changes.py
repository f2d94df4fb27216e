"""What is written down of choosing: canonical articles chosen or changed, and clusters that are no more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from copydesk.tasks.piece import Piece

DECIDED_BY: Mapping[str, str] = {
    "pinned": "pinned by a person",
    "access": "the full text before one cut short by a paywall",
    "digest": "a story before a digest of several",
    "completeness": "the more complete text",
    "time": "the earlier one",
    "publisher": "the preferred publisher",
    "id": "equal in all that counts; the smaller id",
}


def choices(
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


def mergers(
    piece: Piece, members: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> Iterator[dict[str, str | None]]:
    """Yield the clusters that are no more: where their canonical article belongs now."""
    living = set(names.values())
    canonical_of = {article_id: canonical for canonical, ids in members.items() for article_id in ids}
    for article_id in piece.ids:
        cluster = piece.previous_cluster.get(article_id)
        was_canonical = piece.previous_canonical.get(article_id) == article_id
        if was_canonical and cluster is not None and cluster not in living:
            canonical = canonical_of[article_id]
            yield {
                "cluster_id": cluster,
                "canonical_id": canonical,
                "previous_id": article_id,
                "reason": f"merged into cluster {names[canonical]}",
            }
