"""Candidates that the index proposes, and what comparing them gave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from copydesk.storage.database import Database

PUBLISHERS = pa.schema([("name", pa.string()), ("rank", pa.int32())])


@dataclass(frozen=True, slots=True)
class Heat:
    """When an index row is hot, and how many of its best-ranked articles it then pairs the others with."""

    cap: int
    best: int


def find_candidates(
    live: Database, heat: Heat, publisher_ranks: Mapping[str, int]
) -> tuple[pa.Table, pa.Table]:
    """Return the articles that may match a staged one, and the pairs to compare.

    Articles come from the shorter story to the longer, then by id; a pair is (`first`, `second`),
    positions among them with `first < second`, and whether the index or only a person's merge proposes it.
    """
    publishers = pa.table({"name": list(publisher_ranks), "rank": list(publisher_ranks.values())})
    parameters = {"cap": heat.cap, "best": heat.best, "unranked": len(publisher_ranks)}
    with live.showing({"staged_publishers": publishers.cast(PUBLISHERS)}):
        live.execute("create_rows", parameters)
        live.execute("create_candidates", parameters)
    return live.arrow("select_candidate_articles"), live.arrow("select_candidate_pairs")


def add_comparisons(live: Database, comparisons: pa.Table, run_id: str) -> None:
    """Write compared pairs, accepted or not; `licensed` says whether the index proposes them."""
    with live.showing({"staged_comparisons": comparisons}):
        live.execute("insert_comparisons", {"run_id": run_id})


def update_licenses(live: Database, heat: Heat) -> None:
    """Give and take licenses where the best of a hot row have changed, once the comparisons are added."""
    live.execute("update_licenses", {"cap": heat.cap})


def portions_of_comparisons(live: Database, count: int) -> Iterator[pa.Table]:
    """Yield all comparisons, about `count` at a time, with what is known of their articles.

    For `add_relations`, and then `update_relations` to write what it was given.
    """
    live.execute("create_related")
    [(total,)] = live.rows("count_comparisons")
    for start in range(0, int(str(total)), count):
        yield live.arrow("select_stored_comparisons", {"start": start, "count": count})


def add_relations(live: Database, relations: pa.Table) -> None:
    """Keep those of the relations that are other than the stored ones."""
    with live.showing({"staged_relations": relations}):
        live.execute("insert_related")


def update_relations(live: Database) -> None:
    """Write the relations kept, and have everything that stands in a cluster chosen anew."""
    live.execute("update_relations")
