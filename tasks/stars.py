"""Stars around the best-ranked articles, where people may have merged some.

Merged articles choose as one, by the best-ranked of them, their leader. Where another article is canonical
for any of them it is for all; where the leader is, its followers join it. Nothing else joins by hearsay:
what is matched to a follower alone does not join the leader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.choose import Candidates, Edges, choose, policy_keys

# Containments are from 0 to 1: a follower prefers its leader to all others, and no one joins by hearsay.
_BEFORE_ALL: Final = 2.0
_AFTER_ALL: Final = -1.0


@dataclass(frozen=True, slots=True)
class Placement:
    """A row an article: the row of its canonical article, and of the edge that joins the two.

    The edge is -1 for a canonical article, and for a merged one that no edge joins to its canonical article.
    `decided_by` is that of `Stars`, and so is `blocked`, by the edges of the articles.
    """

    canonical: NDArray[np.int64]
    edge: NDArray[np.int64]
    decided_by: NDArray[np.str_]
    blocked: Mapping[int, tuple[int, int]]


class Bounds(NamedTuple):
    """What people decided: `groups` has the same number for merged articles, `apart` a row a split pair."""

    groups: NDArray[np.int64]
    apart: NDArray[np.int64]


def place(candidates: Candidates, edges: Edges, usable: NDArray[np.bool_], bounds: Bounds) -> Placement:
    """Choose among the articles by the usable edges, within the bounds that people set."""
    groups = bounds.groups
    grouped = _grouped(groups)
    rank = _rank(candidates) if grouped.any() else groups
    leaders = _leaders(groups, rank) if grouped.any() else np.arange(groups.size)
    used, contracted = _contract(edges, usable, leaders, rank)
    stars = choose(candidates, contracted, apart=leaders[bounds.apart])
    canonical = stars.canonical[leaders]
    used = np.append(used, np.full(contracted.first.size - used.size + 1, -1))
    edge = np.where(grouped, -1, used[stars.edge])
    blocked = {int(used[edge]): two for edge, two in stars.blocked.items()}
    return Placement(canonical, find_edges(canonical, edge, edges), stars.decided_by, blocked)


def _rank(candidates: Candidates) -> NDArray[np.int64]:
    order = np.lexsort(policy_keys(candidates)[:, ::-1].T)
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    return rank


def _leaders(groups: NDArray[np.int64], rank: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(rank)
    _, best, places = np.unique(groups[order], return_index=True, return_inverse=True)
    leaders = np.empty(groups.size, np.int64)
    leaders[order] = order[best][places]
    return leaders


def _grouped(groups: NDArray[np.int64]) -> NDArray[np.bool_]:
    _, places, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    grouped: NDArray[np.bool_] = sizes[places] > 1
    return grouped


def _contract(
    edges: Edges, usable: NDArray[np.bool_], leaders: NDArray[np.int64], rank: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Edges]:
    """Return the edges by which groups choose, those between leaders and followers last.

    An edge of a follower lets its group join an article that ranks before the leader, and no one join the
    group. The first of what is returned tells which edges the others are.
    """
    one, other = leaders[edges.first], leaders[edges.second]
    ahead = rank[one] < rank[other]
    direct = np.where(ahead, edges.first == one, edges.second == other)
    used = np.flatnonzero(usable & direct & (one != other))
    inside = np.where(ahead & (edges.second != other), _AFTER_ALL, edges.containment)[used]
    outside = np.where(~ahead & (edges.first != one), _AFTER_ALL, edges.other_containment)[used]
    followers = np.flatnonzero(leaders != np.arange(leaders.size))
    return used, Edges(
        first=np.append(one[used], followers),
        second=np.append(other[used], leaders[followers]),
        jaccard=np.append(edges.jaccard[used], np.ones(followers.size)),
        containment=np.append(inside, np.full(followers.size, _BEFORE_ALL)),
        other_containment=np.append(outside, np.full(followers.size, _AFTER_ALL)),
    )


def find_edges(canonical: NDArray[np.int64], edge: NDArray[np.int64], edges: Edges) -> NDArray[np.int64]:
    """Look up the edges of merged articles to their canonical ones."""
    lacking = np.flatnonzero((edge < 0) & (canonical != np.arange(canonical.size)))
    if lacking.size and edges.first.size:
        keys = _keys(edges.first, edges.second, canonical.size)
        wanted = _keys(lacking, canonical[lacking], canonical.size)
        order = np.argsort(keys)
        places = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)]
        found = keys[places] == wanted
        edge[lacking[found]] = places[found]
    return edge


def _keys(one: NDArray[np.int64], other: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.minimum(one, other) * size + np.maximum(one, other)
