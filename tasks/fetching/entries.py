"""The entries of a list: which are pages to be asked for, which are texts themselves, which are neither."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.storage.records import RawDocument, Reject
from copydesk.tasks.fetching.answers import WebSource, refused, text_in_list
from copydesk.tasks.fetching.asking import Wanted
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.listings import Entry, Listing
from copydesk.tasks.text.urls import UnusableUrlError, checked_url, host_of

_LONGEST_PLACE = 200


def sorted_out(
    listing: Listing, at: str, source: WebSource
) -> tuple[dict[str, Entry], list[RawDocument | Reject]]:
    """Return the pages that the list at a URL names, each once, and what else stands in it.

    What is older than the source is asked for is left out.
    """
    pages: dict[str, Entry] = {}
    others: list[RawDocument | Reject] = []
    for entry in listing.entries:
        if _is_too_old(entry, source):
            continue
        try:
            pages.setdefault(checked_url(entry.url or ""), entry)
        except UnusableUrlError as error:
            others.append(_without_page(entry, at, source, error))
    return pages, others


def by_turns(wanted: Sequence[Wanted]) -> Iterator[Wanted]:
    """Return what is wanted, host by host in turn, so that no host's pages wait behind all of another's."""
    hosts: dict[str, deque[Wanted]] = defaultdict(deque)
    for one in wanted:
        hosts[host_of(one.asked.url)].append(one)
    waiting = deque(hosts.values())
    while waiting:
        host = waiting.popleft()
        yield host.popleft()
        if host:
            waiting.append(host)


def _without_page(entry: Entry, at: str, source: WebSource, error: UnusableUrlError) -> RawDocument | Reject:
    if entry.html is not None:
        return replace(text_in_list(entry.html, entry.listed, source, at), external_id=entry.guid)
    # Not its number: entries move down a feed.
    place = f"entry {entry.url or entry.listed.title or ''}".strip()[:_LONGEST_PLACE]
    reason = "an entry with neither a link nor a text" if entry.url is None else str(error)
    return refused(at, Failed(reason), source, place)


def _is_too_old(entry: Entry, source: WebSource) -> bool:
    told = entry.changed_at or entry.listed.published_at
    return source.oldest is not None and told is not None and told < source.oldest
