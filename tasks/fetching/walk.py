"""The way through a source: its list, the lists that it names, and the pages that are new or have changed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from copydesk.storage.records import Listed, UrlAsked
from copydesk.tasks.fetching.answers import WebSource, document_of, refused
from copydesk.tasks.fetching.asking import Asker, Fetched, Wanted
from copydesk.tasks.fetching.entries import by_turns, sorted_out
from copydesk.tasks.fetching.exchange import Answer
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.instead import text_of_feed
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.listings import (
    Entry,
    Kind,
    Listing,
    UnreadableListingError,
    kind_of,
    read_listing,
    unpacked,
)
from copydesk.tasks.fetching.recall import Recall
from copydesk.tasks.fetching.revisits import put_off, turn_of, without_state

Put = Callable[[Fetched], Awaitable[None]]

# An index of sitemaps may name further indexes; nobody nests them deeper.
_DEEPEST = 3
_LISTS: tuple[Kind, ...] = ("feed", "sitemap", "index", "urls")


class Walk:
    """Goes through the sources of a run. `failed` are the names of those whose list could not be had."""

    def __init__(self, asker: Asker, recall: Recall, limits: Limits, put: Put) -> None:
        self.failed: set[str] = set()
        self._asker = asker
        self._clock = asker.clock
        self._recall = recall
        self._limits = limits
        self._put = put

    async def source(self, source: WebSource) -> None:
        """Hand on everything of a source that is new."""
        if source.lines is not None:
            await self._entries(read_listing(source.lines, "urls", source.url), source.url, source)
        else:
            known = await self._recall.known([source.url])
            wanted = Wanted(self._asked(source, source.url, source.kind or "page"), known.get(source.url))
            await self._list(wanted, source, 1)
        due = await self._recall.due(source.name, self._clock.now())
        await self._pages([Wanted(one, one) for one in due if self._recall.take(one.url)], source)

    async def again(self, source: WebSource, urls: Sequence[str]) -> None:
        """Ask once more for what was refused of a source: pages, and lists with what is new in them.

        Nothing counts as known of what they hold: they are to be read again, not only looked at.
        """
        known = await self._recall.known(urls)
        wanted = [self._anew(source, url, known.get(url)) for url in urls if self._recall.take(url)]
        await self._pages([one for one in wanted if not _is_list(one, source)], source)
        for one in wanted:
            if _is_list(one, source):
                await self._list(one, source, 1)

    def _anew(self, source: WebSource, url: str, known: UrlAsked | None) -> Wanted:
        asked = self._asked(source, url, "page")
        if known is None:
            return Wanted(asked)
        asked = replace(asked, kind=known.kind, changed_at=known.changed_at, listed=known.listed)
        return Wanted(asked, without_state(known))

    async def _list(self, wanted: Wanted, source: WebSource, depth: int) -> None:
        """Ask for what lists pages, and for these; it is remembered as asked after the last of them."""
        try:
            answer, asked = await self._asker.ask(_to_be_read(wanted, source), source)
            if answer is None:
                await self._put(Fetched(None, asked, "unchanged"))
                return
            kind, body = self._kind(answer, wanted, source)
            asked = replace(asked, kind=kind)
            if kind == "page":
                await self._put(Fetched(document_of(answer, Listed(), source), asked))
                return
            listing = await self._read(body, kind, answer.url, source)
        except Failed as failure:
            self.failed.add(source.name)
            await self._put(self._asker.failed(wanted, source, failure))
            return
        await self._entries(listing, answer.url, source)
        await self._further(listing, answer.url, source, depth)
        asked = replace(asked, kind="index") if listing.further else asked
        # Remembered, a list whose older pages were left out would be unchanged next time.
        await self._put(Fetched(None, None if source.for_once else asked))

    def _kind(self, answer: Answer, wanted: Wanted, source: WebSource) -> tuple[Kind, bytes]:
        """Return what came, by its content. A page where a list should be is an error page, and no news."""
        try:
            body = unpacked(answer.body, self._limits.max_bytes)
        except UnreadableListingError as error:
            raise Failed(f"cannot be read: {error}", payload=answer.body) from error
        found = kind_of(body)
        was = wanted.known.kind if wanted.known is not None and wanted.known.digest is not None else None
        expected = source.kind if wanted.asked.url == source.url else "sitemap"
        if found in _LISTS and expected != "page":
            return found, body
        if expected in _LISTS or was in _LISTS:
            missed = expected or ("sitemap" if was == "index" else was)
            raise Failed(f"a {found or 'text'} where a {missed} should be", passing=True, payload=body)
        return "page", body

    async def _read(self, body: bytes, kind: Kind, url: str, source: WebSource) -> Listing:
        zone = source.handling.notation.zone
        try:
            return await asyncio.to_thread(read_listing, body, kind, url, zone)
        except UnreadableListingError as error:
            raise Failed(f"cannot be read: {error}", payload=body) from error

    async def _entries(self, listing: Listing, at: str, source: WebSource) -> None:
        """Ask for the pages of a list that are new or have changed."""
        pages, others = sorted_out(listing, at, source)
        for item in others:
            await self._put(Fetched(item, None, "noted"))
        known, now, timely = await self._recall.known(list(pages)), self._clock.now(), []
        for url, entry in pages.items():
            wanted = Wanted(self._asked(source, url, "page", entry), known.get(url))
            turn = "now" if self._asker.reread else turn_of(wanted.known, entry.changed_at, now)
            if turn == "later" and wanted.known is not None:
                await self._put(Fetched(None, put_off(wanted.known, wanted.asked), "noted"))
            elif turn == "now" and self._recall.take(url):
                told = text_of_feed(entry.html, wanted.asked, source, at)
                timely.append(replace(wanted, instead=told))
        await self._pages(timely, source)

    async def _further(self, listing: Listing, at: str, source: WebSource, depth: int) -> None:
        """Ask for the lists that an index names, but for those that have not changed since."""
        if depth >= _DEEPEST and listing.further:
            failure = Failed(f"lists within lists, more than {_DEEPEST} deep, are not asked for")
            await self._put(Fetched(refused(at, failure, source, "its lists"), None, "noted"))
            return
        lists, others = sorted_out(replace(listing, entries=listing.further), at, source)
        for item in others:
            await self._put(Fetched(item, None, "noted"))
        known = await self._recall.known(list(lists))
        for url, entry in lists.items():
            wanted = Wanted(self._asked(source, url, "sitemap", entry), known.get(url))
            if (source.for_once or not _is_as_it_was(wanted)) and self._recall.take(url):
                await self._list(wanted, source, depth + 1)

    async def _pages(self, wanted: Sequence[Wanted], source: WebSource) -> None:
        waiting = by_turns(wanted)

        async def work() -> None:
            for one in waiting:
                await self._put(await self._asker.page(one, source))

        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._limits.in_all, len(wanted))):
                group.create_task(work())

    def _asked(self, source: WebSource, url: str, kind: Kind, entry: Entry | None = None) -> UrlAsked:
        changed_at, listed = (entry.changed_at, entry.listed) if entry else (None, None)
        return UrlAsked(url, source.name, kind, self._clock.now(), changed_at=changed_at, listed=listed)


def _is_list(wanted: Wanted, source: WebSource) -> bool:
    return wanted.asked.url == source.url or wanted.asked.kind in _LISTS


def _to_be_read(wanted: Wanted, source: WebSource) -> Wanted:
    """Return a list with what is remembered of it, as far as that may keep it from being read."""
    if source.for_once:
        return replace(wanted, known=None)
    if wanted.known is not None and wanted.known.kind == "index":
        # The lists that it names change while it stays as it is.
        return replace(wanted, known=without_state(wanted.known))
    return wanted


def _is_as_it_was(wanted: Wanted) -> bool:
    """Tell whether an index says that a list has not changed since it was asked."""
    known, changed_at = wanted.known, wanted.asked.changed_at
    return known is not None and not known.failures and changed_at is not None and changed_at < known.asked_at
