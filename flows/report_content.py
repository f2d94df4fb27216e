"""What stands on a report: figures, charts and bounded lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from copydesk.flows.pages.side_by_side import COMPARED_CHARACTERS, Side, sides
from copydesk.flows.report_charts import arrivals_chart, published_charts
from copydesk.storage.cluster_records import Cluster, Copy, MergedPair, RawText
from copydesk.storage.database import Database
from copydesk.storage.reports import Reported, raw_texts

CLUSTERS = 20
COPIES = 25
PAIRS = 3
OUTLETS = 20
LISTED = 30
# Some 2,000 words: few news texts are longer, and a page of 60 pairs stays below 2 million characters.
SHOWN_CHARACTERS = 12_000
MEANINGS: Mapping[str, str] = {
    "exact": "the same cleaned text",
    "dup": "a reprint: one of the two is enough",
    "version": "the same copy at an earlier or later state",
    "excerpt": "about half or more of the smaller's story is text of the larger",
    "merged": "joined by a person's decision alone",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A copy beside its canonical article, and the figures of the two."""

    match: MergedPair
    canonical: Side
    copy: Side


@dataclass(frozen=True, slots=True)
class ClusterTold:
    """A cluster with the articles that are listed and the pairs that are shown."""

    cluster_id: str
    copies: int
    outlets: int
    is_first: bool
    canonical: Copy
    listed: Sequence[Copy]
    pairs: Sequence[Beside]


def report_content(database: Database, reported: Reported) -> Mapping[str, object]:
    """Return what the template names; the clusters are made one at a time as the page is written."""
    totals, dates, arrived = reported.totals(), reported.dates(), reported.arrival_dates()
    refused, retried = reported.refused()
    clusters = reported.clusters(CLUSTERS)
    published, reuse = published_charts(reported, dates)
    return {
        "totals": totals,
        "outside": dates.outside,
        "archived": arrived.outside,
        "refused": refused,
        "retried": retried,
        "arrivals": arrivals_chart(reported, arrived),
        "published": published,
        "reuse": reuse,
        "relations": reported.relations(),
        "clusters": clusters,
        "clusters_told": _clusters_told(database, reported, clusters.rows),
        "outlets": reported.outlets(OUTLETS),
        "sources": reported.sources(LISTED),
        "runs": reported.runs(LISTED // 2),
        "decisions": reported.decisions(LISTED),
        "changes": reported.changes(LISTED),
        "refusals": reported.refusals(LISTED),
        "removed": reported.removed(),
        "meanings": MEANINGS,
    }


def _clusters_told(
    database: Database, reported: Reported, clusters: Sequence[Cluster]
) -> Iterator[ClusterTold]:
    ids = [cluster.cluster_id for cluster in clusters]
    copies = {
        one: list(rows) for one, rows in groupby(reported.copies(ids, COPIES), lambda row: row.cluster_id)
    }
    pairs = {one: list(rows) for one, rows in groupby(reported.pairs(ids, PAIRS), lambda row: row.cluster_id)}
    shown = sorted(
        {key for found in pairs.values() for pair in found for key in (pair.copy_id, pair.canonical_id)}
    )
    texts = raw_texts(database, shown, COMPARED_CHARACTERS)
    for cluster in clusters:
        listed = copies[cluster.cluster_id]
        yield ClusterTold(
            cluster.cluster_id,
            cluster.copies,
            cluster.outlets,
            is_first=cluster is clusters[0],
            canonical=next(copy for copy in listed if copy.article_id == cluster.canonical_id),
            listed=listed,
            pairs=[_beside(pair, texts) for pair in pairs.get(cluster.cluster_id, ())],
        )


def _beside(pair: MergedPair, texts: Mapping[str, RawText]) -> Beside:
    roles = {"canonical": texts[pair.canonical_id], f"its {pair.relation}": texts[pair.copy_id]}
    canonical, copy = sides(roles, SHOWN_CHARACTERS)
    return Beside(pair, canonical, copy)
