"""Documents, and the URLs of pages, that come again after somebody withdrew them."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.storage import arrivals, tombstones
from copydesk.storage.database import Database
from copydesk.storage.prepared import Prepared
from copydesk.tasks.text.identity import digest_of
from copydesk.tasks.text.marks import Known, marks_of, url_mark

KNOWN_BY = ("article_id", "source", "external_id", "url", "text")


def withhold(live: Database, prepared: Prepared) -> Prepared:
    """Return a window without the documents that somebody withdrew; what the desk holds may stay."""
    marks = tombstones.all_marks(live)
    if not marks:
        return prepared
    held = arrivals.known_ids(live, prepared)
    known = (one for one in _known(prepared) if one.article_id not in held)
    return prepared.without({one.article_id for one in known if not marks.keys().isdisjoint(marks_of(one))})


def urls_to_remember(live: Database, prepared: Prepared) -> pa.Table:
    """Return what was asked for with a window, less the URLs that lead to withdrawn pages.

    Of those only marks are kept, by which they are not asked for again.
    """
    stones, asked = tombstones.all_marks(live), prepared.asked_urls
    if not stones or not len(asked):
        return asked
    leading = _leading(prepared, stones)
    found = {}
    for row in asked.select(["url", "kind", "digest"]).to_pylist():
        stone = stones.get(url_mark(row["url"])) or leading.get(row["url"]) or leading.get(row["digest"])
        if stone is not None and row["kind"] == "page":
            found[row["url"]] = stone
    tombstones.add_marks(
        live, [(stone, mark) for url, stone in found.items() if (mark := url_mark(url)) not in stones]
    )
    return asked.filter(pc.invert(pc.is_in(asked["url"], pa.array(found, pa.string()))))


def _leading(prepared: Prepared, stones: Mapping[str, str]) -> dict[str, str]:
    """Return the places and the bytes of pages that go by a withdrawn URL, each with the id that is meant."""
    documents = prepared.tables["documents"].select(["article_id", "uri", "url"]).to_pylist()
    marks = {row["article_id"]: url_mark(row["url"]) for row in documents if row["url"]}
    meant = {article_id: stones[mark] for article_id, mark in marks.items() if mark in stones}
    leading = {row["uri"]: meant[row["article_id"]] for row in documents if row["article_id"] in meant}
    for row in prepared.tables["pages"].to_pylist() if meant else []:
        if row["article_id"] in meant:
            leading[digest_of(row["html"])] = meant[row["article_id"]]
    return leading


def _known(prepared: Prepared) -> Iterator[Known]:
    prints = prepared.tables["fingerprints"]
    hashes = dict(zip(prints["article_id"].to_pylist(), prints["text_hash"].to_pylist(), strict=True))
    for row in prepared.tables["documents"].select(list(KNOWN_BY)).to_pylist():
        yield Known(**row, text_hash=hashes[row["article_id"]])
