"""Refused URLs asked for again, by the client that every run asks with."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace

from copydesk.flows.session import Session
from copydesk.flows.source_settings import AS_CONFIGURED
from copydesk.flows.sources import chosen_sources
from copydesk.flows.windows import CLOCK, limits_of, web_source
from copydesk.storage.rejects import RejectRow
from copydesk.storage.runs import web_locations
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.read import Window
from copydesk.tasks.reading.origin import Handling
from copydesk.tasks.text.urls import is_web


def can_be_asked(row: RejectRow) -> bool:
    """Tell whether a reject is a URL as a whole: no entry of a list, and nothing that is gone for good."""
    is_there = row.stage != "fetch" or row.retriable
    return is_web(row.uri) and row.location is None and is_there


async def windows_asked_again(
    rows: Sequence[RejectRow], on: Session, handlings: Mapping[str, Handling | None]
) -> AsyncGenerator[Window, None]:
    """Return what the URLs of rejects hold now."""
    from copydesk.tasks.fetching.fetching import Fetching

    locations = web_locations(on.line.live)
    urls: dict[str, list[str]] = {}
    for row in rows:
        urls.setdefault(row.source, []).append(row.uri)
    refused = [
        (_web_source(name, locations.get(name, ""), on, handlings.get(name)), sorted(set(found)))
        for name, found in urls.items()
    ]
    limits = limits_of(on.settings.fetch, on.settings.ingest.window_documents)
    with on.line.live.beside() as live:
        async with aclosing(Fetching(limits, live, CLOCK).windows_again(refused)) as windows:
            async for window in windows:
                yield window


def _web_source(name: str, location: str, on: Session, handling: Handling | None) -> WebSource:
    """Return a source as its settings say, or as it was asked when it was named."""
    if name in {source.name for source in on.settings.source}:
        [chosen] = chosen_sources([name], on.settings, on.desk, AS_CONFIGURED)
        if is_web(chosen.location):
            return web_source(chosen, on.settings.fetch)
    made = WebSource(name, location, contact=on.settings.fetch.contact)
    return made if handling is None else replace(made, handling=handling)
