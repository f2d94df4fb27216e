"""Articles that must not meet in one star, though a third article is matched to both.

Of two that must not, the one that ranks first chooses first. The other takes the best star that the first is
not in; where there is none it leaves, and is canonical itself. So the result depends on the set alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from copydesk.tasks.text.choose import Edges


class Kept(NamedTuple):
    """Where the articles belong that must not meet others, and the edges this keeps from joining them.

    `joined` gives, for each that isn't canonical, its canonical article and the edge to it. `blocked` names,
    for an edge, the article that it would have joined and the one that this must not meet.
    """

    is_canonical: NDArray[np.bool_]
    joined: Mapping[int, tuple[int, int]]
    blocked: Mapping[int, tuple[int, int]]


class _Way(NamedTuple):
    """A way into a star, the best first: smaller is better."""

    outside: float
    difference: float
    rank: int
    target: int
    edge: int


def keep_apart(
    is_canonical: NDArray[np.bool_], rank: NDArray[np.int64], edges: "Edges", apart: NDArray[np.int64]
) -> Kept:
    """Place the articles named in `apart`, a row of two for each pair, among the canonical ones."""
    partners: dict[int, set[int]] = defaultdict(set)
    for one, other in apart.tolist():
        partners[one].add(other)
        partners[other].add(one)
    kept = Kept(is_canonical.copy(), joined := {}, blocked := {})
    ways = _ways(partners, rank, edges)
    star: dict[int, int] = {}
    for article in sorted(partners, key=lambda row: int(rank[row])):
        found = (
            [] if is_canonical[article] else [way for way in ways[article] if kept.is_canonical[way.target]]
        )
        for way in found:
            met = [one for one in partners[article] if star.get(one) == way.target]
            if met:
                blocked[way.edge] = (article, min(met, key=lambda row: int(rank[row])))
        best = min((way for way in found if way.edge not in blocked), default=None)
        if best:
            joined[article] = (best.target, best.edge)
        star[article] = joined.get(article, (article, -1))[0]
        kept.is_canonical[article] = star[article] == article
    return kept


def _ways(named: Mapping[int, object], rank: NDArray[np.int64], edges: "Edges") -> dict[int, list[_Way]]:
    ways: dict[int, list[_Way]] = defaultdict(list)
    is_named = np.isin(np.arange(rank.size), list(named))
    sides = (
        (edges.first, edges.second, edges.containment),
        (edges.second, edges.first, edges.other_containment),
    )
    for joining, target, inside in sides:
        for edge in np.flatnonzero(is_named[joining]).tolist():
            to = int(target[edge])
            way = _Way(-float(inside[edge]), -float(edges.jaccard[edge]), int(rank[to]), to, edge)
            ways[int(joining[edge])].append(way)
    return ways
