"""Documents of the desk whose articles were cleaned by other rules than today's, window by window."""

from collections.abc import Iterator
from datetime import datetime

import pyarrow as pa

from copydesk.storage import arrivals
from copydesk.storage.arrivals import RulesVersions
from copydesk.storage.records import RawDocument
from copydesk.tasks.line import Line
from copydesk.tasks.read import Window
from copydesk.tasks.text.clean import rules_version


class Outdated(Window):
    """Documents to prepare anew, and when each article was first seen."""

    def __init__(self, name: str, documents: list[RawDocument], first_seen_at: dict[str, datetime]) -> None:
        super().__init__(name, documents, [])
        self.first_seen_at = first_seen_at


def outdated_windows(line: Line, max_documents: int) -> Iterator[Outdated]:
    """Yield what is outdated until nothing is; each window must be in the desk before the next is asked for.

    So a run that was killed goes on where it stopped.
    """
    rules = _versions(line)
    number = 1
    while len(batch := arrivals.outdated_documents(line.live, rules, max_documents)):
        rows = batch.to_pylist()
        first_seen_at = {row.pop("article_id"): row.pop("ingested_at") for row in rows}
        yield Outdated(str(number), [RawDocument(**row) for row in rows], first_seen_at)
        number += 1


def count_outdated(line: Line) -> int:
    """Return how many articles were cleaned by other rules than today's."""
    return arrivals.count_outdated(line.live, _versions(line))


def _versions(line: Line) -> RulesVersions:
    recipe = line.rules.recipe
    sources = sorted(recipe.furniture)
    versions = [recipe.rules_version(source) for source in sources]
    columns = [pa.array(sources, pa.string()), pa.array(versions, pa.string())]
    return RulesVersions(rules_version, pa.table(columns, names=["source", "rules_version"]))
