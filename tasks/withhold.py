"""Documents that come again after somebody withdrew them."""

from collections.abc import Iterator

from copydesk.storage import arrivals, tombstones
from copydesk.storage.database import Database
from copydesk.storage.prepared import Prepared
from copydesk.tasks.text.marks import Known, marks_of

KNOWN_BY = ("article_id", "source", "external_id", "url", "text")


def withhold(live: Database, prepared: Prepared) -> Prepared:
    """Return a window without the documents that somebody withdrew; what the desk holds may stay."""
    marks = tombstones.all_marks(live)
    if not marks:
        return prepared
    held = arrivals.known_ids(live, prepared)
    known = (one for one in _known(prepared) if one.article_id not in held)
    return prepared.without({one.article_id for one in known if marks & marks_of(one)})


def _known(prepared: Prepared) -> Iterator[Known]:
    prints = prepared.tables["fingerprints"]
    hashes = dict(zip(prints["article_id"].to_pylist(), prints["text_hash"].to_pylist(), strict=True))
    for row in prepared.tables["documents"].select(list(KNOWN_BY)).to_pylist():
        yield Known(**row, text_hash=hashes[row["article_id"]])
