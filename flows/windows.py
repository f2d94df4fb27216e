"""What the sources of a run hold, in windows: first files, as they are read, then the web, as it answers."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from copydesk.flows.days import start_of
from copydesk.flows.fetch_settings import Fetch
from copydesk.flows.session import Session
from copydesk.flows.source_settings import Reading
from copydesk.flows.sources import Chosen, items_of, unless_a_name
from copydesk.storage.runs import SourceRead
from copydesk.tasks.fetching.addresses import Reach
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.limits import WINDOW_ANSWERS, Limits
from copydesk.tasks.fetching.local_lists import read_list
from copydesk.tasks.read import Items, SourceNotFoundError, Window, windows
from copydesk.tasks.reading.remote import StoreUnusableError

CLOCK = Clock()


class Supply:
    """The windows of a run, and what became of its sources.

    A source that is not there is told at once, before anything is read; one of the settings has failed
    then, and the others are read.
    """

    def __init__(self, sources: Sequence[Chosen], on: Session, reading: Reading) -> None:
        self._sources = sources
        self._on = on
        self._reading = reading
        self._failed: set[str] = set()
        of_files = [source for source in sources if not source.is_web]
        self._items = chain.from_iterable([self._open(source) for source in of_files])

    def _open(self, source: Chosen) -> Items:
        try:
            return items_of(source, self._on.line.live, self._reading)
        except (SourceNotFoundError, StoreUnusableError) as error:
            if source.configured is None:
                # A queued run can outlive its source.
                hint = unless_a_name(source.location, self._on.settings, self._on.desk)
                raise type(error)(f"{error}{hint}") from error
            self._failed.add(source.name)
            return iter([source.refusal(str(error))])

    async def windows(self) -> AsyncGenerator[Window, None]:
        """Return all that the sources hold that is not remembered."""
        size = self._on.settings.ingest
        shared_out = windows(self._items, size.window_documents, size.window_characters)
        async for window in in_thread(shared_out):
            yield window
        of_web = [source for source in self._sources if source.is_web]
        if of_web:
            async for window in self._fetch(of_web):
                yield window

    def described(self) -> list[SourceRead]:
        """Return the record of each source, when all were read."""
        return [source.describe(failed=source.name in self._failed) for source in self._sources]

    async def _fetch(self, sources: Sequence[Chosen]) -> AsyncGenerator[Window, None]:
        # What connects takes a quarter of a second to import, which a run of files has no use for.
        from copydesk.tasks.fetching.fetching import Fetching

        settings = self._on.settings.fetch
        asked = [since(self._reading, web_source(one, settings)) for one in sources]
        with self._on.line.live.beside() as live:
            limits = limits_of(settings, self._on.settings.ingest.window_documents)
            fetching = Fetching(limits, live, CLOCK, reread=self._reading.reread)
            async with aclosing(fetching.windows(asked)) as fetched:
                async for window in fetched:
                    yield window
        self._failed |= fetching.failed


async def in_thread(shared_out: Iterator[Window]) -> AsyncGenerator[Window, None]:
    """Return windows that are read in a thread, one at a time."""
    while (window := await asyncio.to_thread(next, shared_out, None)) is not None:
        yield window


def limits_of(settings: Fetch, window_documents: int) -> Limits:
    """Return the limits that the settings set."""
    return Limits(
        per_host=settings.per_host,
        in_all=settings.in_all,
        connect_seconds=settings.connect_seconds,
        deadline_seconds=settings.deadline_seconds,
        longest_wait_seconds=settings.longest_wait_seconds,
        max_bytes=settings.max_bytes,
        reach=Reach(settings.allow_private),
        robots=settings.robots,
        window_answers=min(WINDOW_ANSWERS, window_documents),
    )


def web_source(source: Chosen, settings: Fetch) -> WebSource:
    """Return a source as it is asked for."""
    made = WebSource(
        name=source.name,
        url=source.asked_at(),
        # What is listed from many hosts is each of its own.
        outlet=None if source.lists_urls else source.configured,
        contact=settings.contact,
        handling=source.handling,
        lines=read_list(source.location) if source.lists_urls else None,
    )
    told = source.settings
    if told is None:
        return made
    days = told.window_days
    return replace(
        made,
        kind=told.kind,
        outlet=None if told.kind == "urls" else made.outlet,
        contact=told.contact or settings.contact,
        oldest=None if days is None else CLOCK.now() - timedelta(days=days),
    )


def since(reading: Reading, source: WebSource) -> WebSource:
    """Return the source as this run asks for it: the run's own day goes before the settings' window."""
    if not reading.since:
        return source
    return replace(source, oldest=start_of(reading.since, CLOCK.now()), for_once=True)
