"""Which article of a cluster to read: stars around the best-ranked articles.

Nothing joins by hearsay: every article of a cluster is matched to the canonical article itself. The result
depends on the set of articles and matches, never on the order in which they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.tasks.text.apart import keep_apart

POLICY: Final = ("pinned", "access", "digest", "completeness", "time", "publisher", "id")
_STEP: Final = 1.15
"""Texts within 15 % of each other's length are equally complete: raw length elects leftover furniture."""
_NEVER: Final = np.iinfo(np.int64).max
NOBODY: Final = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Columns that policy ranks by, a row an article.

    `ids` are the article ids, any sortable type, all different; `published_at` and `captured_at` are
    datetime64 in one unit, NaT where unknown; a smaller `publisher_rank` is preferred.
    """

    ids: NDArray[np.generic]
    words: NDArray[np.integer]
    pinned: NDArray[np.bool_]
    partial: NDArray[np.bool_]
    digest: NDArray[np.bool_]
    published_at: NDArray[np.datetime64]
    captured_at: NDArray[np.datetime64]
    publisher_rank: NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Edges:
    """Accepted matches that take part in choosing: rows of `Candidates`, and the figures of the match.

    `containment` is the share of `first` that stands in `second`, `other_containment` the reverse.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]
    other_containment: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stars:
    """A row an article: the row of its canonical article, and of the edge that joins them (-1: canonical).

    `decided_by` names, for a canonical article with others around it, the policy step that puts it before
    the next best of them; it is empty elsewhere. `blocked` is that of `Kept`.
    """

    canonical: NDArray[np.int64]
    edge: NDArray[np.int64]
    decided_by: NDArray[np.str_]
    blocked: Mapping[int, tuple[int, int]]


def choose(
    candidates: Candidates,
    edges: Edges,
    policy: Sequence[str] = POLICY,
    apart: NDArray[np.int64] = NOBODY,
) -> Stars:
    """Return the stars of all articles; those without edges are canonical and alone.

    Each row of `apart` is two articles that must not be in one star; no edge joins the two.
    """
    keys = policy_keys(candidates, policy)
    order = np.lexsort(keys[:, ::-1].T)
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    kept = keep_apart(_go_down(order, rank, edges), rank, edges, apart)
    canonical, edge = _join_best(kept.is_canonical, rank, edges)
    for article, place in kept.joined.items():
        canonical[article], edge[article] = place
    return Stars(canonical, edge, _deciding_steps(canonical, rank, keys, tuple(policy)), kept.blocked)


def policy_keys(candidates: Candidates, policy: Sequence[str] = POLICY) -> NDArray[np.int64]:
    """Return one column a policy step, smaller first. An article's keys depend on nothing but itself.

    The last column is the id's place, so no two rows are alike.
    """
    published = _moments(candidates.published_at)
    columns = {
        "pinned": ~candidates.pinned,
        "access": candidates.partial,
        "digest": candidates.digest,
        "completeness": -np.floor(np.log(np.maximum(candidates.words, 1)) / np.log(_STEP)),
        "time": np.where(published == _NEVER, _moments(candidates.captured_at), published),
        "publisher": candidates.publisher_rank,
        "id": np.unique(candidates.ids, return_inverse=True)[1],
    }
    steps = [*(step for step in policy if step != "id"), "id"]
    return np.stack([columns[step].astype(np.int64) for step in steps], axis=1)


def _moments(times: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return np.where(np.isnat(times), _NEVER, times.astype("datetime64[us]").astype(np.int64))


def _go_down(order: NDArray[np.int64], rank: NDArray[np.int64], edges: Edges) -> NDArray[np.bool_]:
    """Make each article canonical that no canonical article before it is matched to."""
    ahead = rank[edges.first] < rank[edges.second]
    better = np.where(ahead, edges.first, edges.second)
    worse = np.where(ahead, edges.second, edges.first)
    by_better = np.argsort(rank[better], kind="stable")
    worse = worse[by_better]
    bounds = np.searchsorted(rank[better][by_better], np.arange(order.size + 1))
    free = np.ones(order.size, np.bool_)
    for place in np.flatnonzero(np.diff(bounds)).tolist():
        if free[order[place]]:
            free[worse[bounds[place] : bounds[place + 1]]] = False
    return free


def _join_best(
    is_canonical: NDArray[np.bool_], rank: NDArray[np.int64], edges: Edges
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each other article to the canonical one it matches best."""
    joining = np.concatenate((edges.first, edges.second))
    target = np.concatenate((edges.second, edges.first))
    usable = np.flatnonzero(is_canonical[target] & ~is_canonical[joining])
    joining, target = joining[usable], target[usable]
    inside = np.concatenate((edges.containment, edges.other_containment))[usable]
    jaccard = np.tile(edges.jaccard, 2)[usable]
    order = np.lexsort((rank[target], -jaccard, -inside, joining))
    rows, places = np.unique(joining[order], return_index=True)
    best = order[places]
    canonical, edge = np.arange(rank.size), np.full(rank.size, -1)
    canonical[rows] = target[best]
    edge[rows] = usable[best] % max(edges.first.size, 1)
    return canonical, edge


def _deciding_steps(
    canonical: NDArray[np.int64], rank: NDArray[np.int64], keys: NDArray[np.int64], policy: tuple[str, ...]
) -> NDArray[np.str_]:
    steps = np.array([*(step for step in policy if step != "id"), "id"])
    decided = np.full(rank.size, "", steps.dtype)
    others = np.flatnonzero(canonical != np.arange(rank.size))
    others = others[np.argsort(rank[others])]
    winners, places = np.unique(canonical[others], return_index=True)
    differs = keys[winners] != keys[others[places]]
    decided[winners] = steps[differs.argmax(axis=1)]
    return decided
