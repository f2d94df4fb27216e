"""Documents withdrawn from a desk: what was derived from them goes too, and what stays is chosen anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from copydesk.storage import arrivals, asked_urls, clusters, tombstones
from copydesk.storage.arrivals import Staged
from copydesk.storage.database import Database
from copydesk.storage.prepared import concatenate
from copydesk.storage.tombstones import Document, Selection, Word
from copydesk.tasks.choose import place_articles
from copydesk.tasks.line import Line
from copydesk.tasks.match import match_candidates
from copydesk.tasks.text.carried import Passages
from copydesk.tasks.text.identity import canonical_url, digest_of
from copydesk.tasks.text.marks import Known, marks_of, url_mark
from copydesk.tasks.versions import link_versions

ARTICLES_AT_ONCE = 20_000


def find_documents(database: Database, selection: Selection) -> list[Document]:
    """Return the documents that are meant, by id; a URL stands for every way to write it."""
    urls: list[str] = []
    if selection.url is not None:
        wanted = canonical_url(selection.url)
        urls = [url for url in tombstones.all_urls(database) if canonical_url(url) == wanted]
    return tombstones.selected_documents(database, selection, urls)


def withdraw(line: Line, article_ids: Sequence[str], word: Word) -> int:
    """Take documents out of the desk, in one transaction; return how many refused inputs carried them.

    The rest is matched and chosen as if they had never been there. The bytes of their texts stand in the
    file until it is rewritten.
    """
    live = line.live
    staged = Staged(concatenate([]), {}, article_ids)
    with live.transaction(), arrivals.showing_staged(live, staged, word.decided_at):
        texts = _bury(live, word)
        arrivals.add_derived(live, staged)
        tombstones.forget_decisions(live)
        match_candidates(line)
        _choose_anew(line, word.decided_at)
        link_versions(live)
        arrivals.forget_withdrawn(live)
        tombstones.forget_clusters(live)
        return _empty_rejects(live, Passages(texts))


def _bury(live: Database, word: Word) -> list[str]:
    """Write the tombstones; return the texts that are withdrawn.

    A mark that also fits a document that stays is none: what somebody chose to keep may come in again.
    """
    known = tombstones.known_documents(live)
    rows = known.drop_columns(["leaves"]).to_pylist()
    marks = {row["article_id"]: marks_of(Known(**row)) for row in rows}
    leaving = {
        row["article_id"] for row, leaves in zip(rows, known["leaves"].to_pylist(), strict=True) if leaves
    }
    kept = frozenset().union(*(found for article_id, found in marks.items() if article_id not in leaving))
    buried = {article_id: marks[article_id] - kept for article_id in sorted(leaving)}
    tombstones.add_tombstones(live, word, buried)
    _bury_urls(live, buried, kept)
    return [row["text"] for row in rows if row["article_id"] in leaving]


def _bury_urls(live: Database, buried: Mapping[str, frozenset[str]], kept: frozenset[str]) -> None:
    """Keep of the URLs at which withdrawn pages were asked for only marks, those of redirects among them."""
    stones = {mark: article_id for article_id, marks in buried.items() for mark in marks}
    pages = asked_urls.pages_of_withdrawn(live, list(buried))
    held = {digest_of(html): article_id for article_id, html in pages}
    gone = []
    for url, digest in asked_urls.asked_of_withdrawn(live, held):
        mark = url_mark(url)
        stone = stones.get(mark) or held.get(digest or "")
        if stone is not None and mark not in kept:
            gone.append((stone, mark, url))
    tombstones.add_marks(live, [(stone, mark) for stone, mark, _ in gone if mark not in stones])
    asked_urls.forget_urls(live, [url for *_, url in gone])


def _choose_anew(line: Line, now: datetime) -> None:
    for _ in clusters.portions_of_touched(line.live, ARTICLES_AT_ONCE):
        place_articles(line, now)
    # Nothing is touched any more: the clusters that only lost articles are counted anew.
    place_articles(line, now)


def _empty_rejects(live: Database, passages: Passages) -> int:
    carrying = [
        reject_id
        for batch in tombstones.payloads(live)
        for reject_id, payload in batch
        if passages.are_in(payload)
    ]
    tombstones.empty_rejects(live, carrying)
    return len(carrying)
