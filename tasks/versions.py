"""Texts of one URL, linked to those before them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from copydesk.storage import versions
from copydesk.storage.database import Database
from copydesk.tasks.text.versions import State, changes

# At the address of a section, where stories come and go, further back nothing is looked for.
LOOKBACK = 20
STATE = ("article_id", "title", "text", "body", "words", "access")


def link_versions(live: Database) -> None:
    """Put the staged articles, and those after them, behind the texts of their URLs that they continue."""
    rows = versions.states_to_link(live, LOOKBACK).to_pylist()
    links = [link for _, group in groupby(rows, lambda row: row["page"]) for link in _links(list(group))]
    if links:
        versions.add_links(live, links)


def _links(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, object]]:
    states = [State(**{name: row[name] for name in STATE}) for row in rows]
    known = sum(not row["is_open"] for row in rows)
    numbers = [row["version"] for row in rows]
    for place, change in enumerate(changes(states, known, LOOKBACK), start=known):
        numbers[place] = 1 if change.previous is None else numbers[change.previous] + 1
        yield {
            "article_id": states[place].article_id,
            "previous_id": None if change.previous is None else states[change.previous].article_id,
            "version": numbers[place],
            "change": change.kind,
            "words_added": change.words_added,
            "words_removed": change.words_removed,
        }
