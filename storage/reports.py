"""What a report asks of the published tables: figures and bounded lists, whatever the desk's size."""

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from copydesk.storage import report_records as records
from copydesk.storage.cluster_records import Cluster, Copy, Cut, MergedPair, RawText
from copydesk.storage.database import Database
from copydesk.storage.report_records import Listed, Record
from copydesk.storage.source_health import SourceHealth


class Reported:
    """The published tables, and the moment since which what came in counts."""

    def __init__(self, database: Database, since: datetime) -> None:
        self._database = database
        self._since = since

    def totals(self) -> records.Totals:
        """Return what came in, in figures."""
        [totals] = self._all("totals", records.Totals)
        return totals

    def dates(self) -> records.Dates:
        """Return between which dates it was published."""
        [dates] = self._all("dates", records.Dates)
        return dates

    def arrival_dates(self) -> records.Dates:
        """Return between which dates it came in; what archives held lies outside."""
        [dates] = self._all("arrival_dates", records.Dates)
        return dates

    def steps(self, unit: str, first: datetime, last: datetime) -> list[datetime]:
        """Return every day, week, month or year from one moment to another."""
        table = self._database.arrow("report/steps", {"unit": unit, "first": first, "last": last})
        moments: list[datetime] = table["at"].to_pylist()
        return moments

    def arrivals(self, unit: str, outlets: int) -> list[records.Arrival]:
        """Return articles by when they came in and by the biggest outlets."""
        return self._all("arrivals", records.Arrival, unit=unit, limit=outlets)

    def published(self, unit: str, first: datetime, last: datetime) -> list[records.Published]:
        """Return articles by when they were published."""
        return self._all("published", records.Published, unit=unit, first=first, last=last)

    def outlets(self, limit: int) -> list[records.Outlet]:
        """Return the biggest outlets."""
        return self._all("outlets", records.Outlet, limit=limit)

    def relations(self) -> list[records.Relation]:
        """Return what the copies are to their canonical articles."""
        return self._all("relations", records.Relation)

    def removed(self) -> list[records.Removed]:
        """Return what was cut, by kind."""
        return self._all("removed", records.Removed)

    def clusters(self, limit: int) -> Listed[Cluster]:
        """Return the biggest clusters of several copies."""
        return self._listed("clusters", Cluster, limit)

    def sources(self, limit: int) -> Listed[SourceHealth]:
        """Return how the sources fare, those that need a look first; `since` is nothing to them."""
        return self._listed("sources", SourceHealth, limit)

    def changes(self, limit: int) -> Listed[records.Change]:
        """Return the latest changes of canonical articles."""
        return self._listed("changes", records.Change, limit)

    def decisions(self, limit: int) -> Listed[records.Decision]:
        """Return what people decided last."""
        return self._listed("decisions", records.Decision, limit)

    def refusals(self, limit: int) -> Listed[records.Refusal]:
        """Return why inputs are still refused."""
        return self._listed("rejects", records.Refusal, limit)

    def refused(self) -> tuple[int, int]:
        """Return how many inputs are still refused, and how many were taken in later."""
        [row] = self._database.arrow("report/refused", {"since": self._since}).to_pylist()
        return row["refused"], row["retried"]

    def runs(self, limit: int) -> Listed[records.RunDone]:
        """Return the latest runs."""
        return self._listed("runs", records.RunDone, limit)

    def copies(self, cluster_ids: Sequence[str], limit: int) -> list[Copy]:
        """Return the first articles of each cluster in order of appearance, and its canonical one."""
        return self._of_clusters("copies", Copy, cluster_ids, limit)

    def pairs(self, cluster_ids: Sequence[str], limit: int) -> list[MergedPair]:
        """Return of each cluster the copies least like their canonical article."""
        return self._of_clusters("pairs", MergedPair, cluster_ids, limit)

    def _of_clusters(
        self, name: str, record: type[Record], cluster_ids: Sequence[str], limit: int
    ) -> list[Record]:
        staged = {"staged_clusters": pa.table({"cluster_id": pa.array(cluster_ids, pa.string())})}
        with self._database.showing(staged):
            return [
                record(**row) for row in self._database.arrow(f"report/{name}", {"limit": limit}).to_pylist()
            ]

    def _all(self, name: str, record: type[Record], **told: object) -> list[Record]:
        table = self._database.arrow(f"report/{name}", {"since": self._since, **told})
        return [record(**row) for row in table.to_pylist()]

    def _listed(self, name: str, record: type[Record], limit: int) -> Listed[Record]:
        parameters = {"limit": limit} if name == "sources" else {"since": self._since, "limit": limit}
        rows = self._database.arrow(f"report/{name}", parameters).to_pylist()
        among = rows[0]["among"] if rows else 0
        return Listed([record(**{key: row[key] for key in row if key != "among"}) for row in rows], among)


def raw_texts(database: Database, article_ids: Sequence[str], characters: int) -> dict[str, RawText]:
    """Return the articles' texts as they came, up to a number of characters, with what was cut from them."""
    staged = {"staged_articles": pa.table({"article_id": pa.array(article_ids, pa.string())})}
    with database.showing(staged):
        texts = database.arrow("report/texts", {"characters": characters}).to_pylist()
        spans = database.arrow("report/spans").to_pylist()
    cuts: dict[str, list[Cut]] = {row["article_id"]: [] for row in texts}
    for span in spans:
        cuts[span.pop("article_id")].append(Cut(**span))
    return {row["article_id"]: RawText(**row, cuts=cuts[row["article_id"]]) for row in texts}
