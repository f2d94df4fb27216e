"""`copydesk versions`: the texts that one URL held, and what changed from each to the next."""

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from copydesk.flows.printing import coloured, safe, say, say_inside
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.explanations import find_article
from copydesk.storage.published import read_published
from copydesk.storage.tombstones import all_urls
from copydesk.storage.versions import Version, articles_at, versions_beside
from copydesk.tasks.text.difference import Segment, word_difference
from copydesk.tasks.text.identity import canonical_url
from copydesk.tasks.text.urls import is_web

STYLES = {"removed": "red strike", "added": "green", "same": ""}
MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
# What is shown around a change; what lies between two of them is left out.
CONTEXT_CHARACTERS = 120


class NoVersionsError(CopydeskError):
    """No article had the URL that was asked for, or the article has none."""


def versions_command(arguments: Namespace) -> int:
    """Print what the published tables say of the texts of one URL."""
    with read_published(Desk(Path(arguments.desk))) as published:
        found = versions_beside(published, _articles(published, arguments.article))
    if not found:
        raise NoVersionsError(f"{arguments.article} has no URL, and so no versions")
    if arguments.json:
        print(json.dumps(_records(found, with_diff=arguments.diff), ensure_ascii=False, default=str))  # noqa: T201
        return 0
    console = Console(highlight=False, markup=False, emoji=False)
    bodies = {one.article_id: one.body for one in found}
    say(console, f"{found[-1].url}: {len(found)} text{'s' * (len(found) != 1)}", "bold")
    for one in found:
        _describe(console, one)
        if arguments.diff and one.previous_id:
            say_inside(console, _difference(console, bodies[one.previous_id], one.body))
    return 0


def _articles(published: Database, key: str) -> Sequence[str]:
    if not is_web(key):
        return [find_article(published, key)]
    wanted = canonical_url(key)
    found = articles_at(published, [url for url in all_urls(published) if canonical_url(url) == wanted])
    if not found:
        raise NoVersionsError(f"no article has the URL {key}")
    return found


def _records(found: Sequence[Version], *, with_diff: bool) -> list[Mapping[str, object]]:
    bodies = {one.article_id: one.body for one in found}
    records: list[Mapping[str, object]] = []
    for one in found:
        record: dict[str, object] = {
            name: value for name, value in asdict(one).items() if name not in {"page", "body"}
        }
        if with_diff and one.previous_id:
            record["diff"] = [part._asdict() for part in word_difference(bodies[one.previous_id], one.body)]
        records.append(record)
    return records


def _describe(console: Console, one: Version) -> None:

    counts = (
        "" if one.words_added is None or one.version == 1 else f"  +{one.words_added} -{one.words_removed}"
    )
    partial = ", cut short by a paywall" if one.access == "partial" else ""
    canonical = ", canonical" if one.relation == "canonical" else ""
    known_as = f" ({one.external_id})" if one.external_id else ""
    say(
        console,
        f"{one.version:>3}  {one.dated:%Y-%m-%d %H:%M}  {one.change:<10}{counts}  {one.words} words{partial}"
        f"{canonical}  {one.article_id}{known_as}",
    )
    if one.title:
        say(console, f"     {one.title}")


def _difference(console: Console, earlier: str, later: str) -> Text:
    text = Text()
    segments = word_difference(earlier, later)
    for place, segment in enumerate(segments):
        shown = safe(_shortened(segment, place, len(segments)))
        opening, closing = ("", "") if coloured(console) else MARKS[segment.kind]
        text.append(f"{opening}{shown}{closing}", STYLES[segment.kind] if coloured(console) else None)
        text.append(" ")
    return text if text.plain.strip() else Text("no word of the story")


def _shortened(segment: Segment, place: int, count: int) -> str:
    """Return a segment; of a long one that is the same in both only what stands beside changes."""
    if segment.kind != "same" or len(segment.text) <= 2 * CONTEXT_CHARACTERS:
        return segment.text
    head = segment.text[:CONTEXT_CHARACTERS].rpartition(" ")[0] if place else ""
    tail = segment.text[-CONTEXT_CHARACTERS:].partition(" ")[2] if place < count - 1 else ""
    return f"{head} … {tail}".strip()
