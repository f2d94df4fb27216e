"""Candidates that the index proposes, and what comparing them gave."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.storage.database import Database

PUBLISHERS = pa.schema([("name", pa.string()), ("rank", pa.int32())])


@dataclass(frozen=True, slots=True)
class Heat:
    """When an index row is hot, and how many of its best-ranked articles it then pairs the others with.

    `cap` and `band_cap` are the most articles that a cold row holds: sampled shingles, or texts too short for
    one; and bands. Of an article with fewer than `few_shingles` one hot band says as much as four hot rows.
    """

    cap: int
    band_cap: int
    best: int
    few_shingles: int


def find_candidates(
    live: Database, heat: Heat, publisher_ranks: Mapping[str, int]
) -> tuple[pa.Table, pa.Table]:
    """Return the articles that may match a staged one, and the pairs to compare; then index the staged ones.

    Articles come from the shorter story to the longer, then by id; a pair is (`first`, `second`),
    positions among them with `first < second`, and whether the index or only a person's merge proposes it.
    Where more or fewer now share a row, comparisons made before are given a license, or lose it.
    """
    publishers = pa.table({"name": list(publisher_ranks), "rank": list(publisher_ranks.values())})
    parameters = {**asdict(heat), "unranked": len(publisher_ranks)}
    with live.showing({"staged_publishers": publishers.cast(PUBLISHERS)}):
        for name in ("create_rows", "update_hot_rows", "update_licenses", "create_candidates"):
            live.execute(name, parameters)
    live.execute("insert_index_rows")
    articles = live.arrow("select_candidate_articles").sort_by(
        [("words", "ascending"), ("article_id", "ascending")]
    )
    return articles, _positions(live.arrow("select_candidate_pairs"), articles["article_key"])


def _positions(pairs: pa.Table, keys: pa.ChunkedArray) -> pa.Table:
    ends = [pc.index_in(pairs[name], keys) for name in ("one", "other")]
    first, second = pc.min_element_wise(*ends), pc.max_element_wise(*ends)
    columns = {"first": first, "second": second, "licensed": pairs["licensed"]}
    return pa.table(columns).sort_by([("first", "ascending"), ("second", "ascending")])


def add_comparisons(live: Database, comparisons: pa.Table, run_id: str) -> None:
    """Write compared pairs, accepted or not; `licensed` says whether the index proposes them."""
    with live.showing({"staged_comparisons": comparisons}):
        live.execute("insert_comparisons", {"run_id": run_id})


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
