"""Which cluster keeps its name when clusters change."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b


def name_clusters(
    stars: Mapping[str, Sequence[str]], previous: Mapping[str, str], new_name: Callable[[str], str]
) -> dict[str, str]:
    """Return the cluster of each canonical article.

    `stars` gives the members of each canonical article, itself included; `previous` the cluster each
    article was in before, for those that were in one. A cluster's name goes to the star that holds most of
    its articles, at the first of equals by name; a star that inherits none is given `new_name(canonical)`.

    >>> name_clusters({"b": ["a", "b"], "c": ["c"]}, {"a": "A"}, str.upper)
    {'b': 'A', 'c': 'C'}
    >>> name_clusters({"a": ["a"], "b": ["b", "c"]}, {"a": "X", "b": "X", "c": "X"}, str.upper)
    {'a': 'A', 'b': 'X'}
    """
    claims = [
        (-count, cluster, canonical)
        for canonical, members in stars.items()
        for cluster, count in Counter(previous[member] for member in members if member in previous).items()
    ]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for _, cluster, canonical in sorted(claims):
        if canonical not in names and cluster not in taken:
            names[canonical] = cluster
            taken.add(cluster)
    return {canonical: names.get(canonical) or new_name(canonical) for canonical in stars}


def fresh_name(canonical: str, now: datetime) -> str:
    """Return a name no cluster has borne, for one split off around an article that had a cluster before.

    An article may be split off more than once in a run, and leave its cluster to others in between.
    """
    return blake2b(f"{canonical} {now.isoformat()}".encode(), digest_size=10).hexdigest()
