"""Changed thresholds and policy, applied to what is stored, without reading a text again."""

from datetime import datetime

import pyarrow as pa

from copydesk.storage import arrivals, clusters, matches, runs, staging
from copydesk.storage.arrivals import Staged
from copydesk.storage.clusters import ClusterChange
from copydesk.storage.prepared import concatenate
from copydesk.storage.runs import Tally
from copydesk.tasks.choose import place_articles
from copydesk.tasks.comparisons import facts, relation_columns, stored_figures
from copydesk.tasks.line import Line
from copydesk.tasks.match import match_candidates
from copydesk.tasks.stopwatch import Stopwatch
from copydesk.tasks.text.relation import relate
from copydesk.tasks.text.thresholds import Thresholds

# 300 bytes a pair in columns, and some 5 KB an article in the pieces it is chosen among.
PAIRS_AT_ONCE = 200_000
ARTICLES_AT_ONCE = 20_000
KNOWN = ("source", "url", "published_at")


def rematch_desk(line: Line, now: datetime) -> tuple[Tally, list[ClusterChange]]:
    """Decide every stored comparison by today's settings and choose anew, all in one transaction.

    What comes of it is what taking the same documents into a new desk would give.
    """
    stopwatch = Stopwatch()
    nothing = Staged(concatenate([]), {})
    with line.live.transaction(), arrivals.showing_staged(line.live, nothing, now):
        clusters.remember_clusters(line.live)
        arrivals.add_derived(line.live, nothing)
        with stopwatch.timing("match_seconds"):
            _relate_anew(line)
            match_candidates(line)
        with stopwatch.timing("choose_seconds"):
            for _ in clusters.portions_of_touched(line.live, ARTICLES_AT_ONCE):
                place_articles(line, now)
        runs.settle(line.live, line.run)
        return stopwatch.tally(), clusters.cluster_changes(line.live)


def _relate_anew(line: Line) -> None:
    for stored in matches.portions_of_comparisons(line.live, PAIRS_AT_ONCE):
        matches.add_relations(line.live, relate_stored(stored, line.rules.thresholds))
    matches.update_relations(line.live)


def relate_stored(stored: pa.Table, thresholds: Thresholds) -> pa.Table:
    """Return what the thresholds decide on comparisons, from what is stored of them and their articles."""
    first = stored.select(KNOWN)
    second = stored.select([f"other_{name}" for name in KNOWN]).rename_columns(list(KNOWN))
    relations = relate(stored_figures(stored), facts(first, second), thresholds)
    columns = relation_columns((stored["article_id"], stored["other_id"]), relations)
    return pa.table({name: columns[name] for name in staging.RELATIONS.names}).cast(staging.RELATIONS)
