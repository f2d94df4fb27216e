"""A window on its way into the database: columns by name."""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.storage import staging

SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": staging.DOCUMENTS,
    "articles": staging.ARTICLES,
    "spans": staging.SPANS,
    "credits": staging.CREDITS,
    "fingerprints": staging.FINGERPRINTS,
    "bands": staging.BANDS,
    "samples": staging.SAMPLES,
    "pages": staging.PAGES,
    "rejects": staging.REJECTS,
}


class Prepared:
    """The columns of a window, cleaned and fingerprinted; one table for each name in `SCHEMAS`.

    A plain class on purpose: Prefect walks what it can look into, which costs more than the work.
    """

    __slots__ = ("tables",)

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self.tables = dict(tables)

    def __len__(self) -> int:
        return len(self.tables["articles"])

    def ids(self) -> list[str]:
        """Return the ids of the prepared documents."""
        ids: list[str] = self.tables["documents"]["article_id"].to_pylist()
        return ids

    def with_rejects(self, rejects: pa.Table) -> "Prepared":
        """Return the window with more rejects, those of reading."""
        return Prepared({**self.tables, "rejects": pa.concat_tables([rejects, self.tables["rejects"]])})

    @property
    def refused_inputs(self) -> int:
        """How many inputs its rejects stand for."""
        return int(sum(self.tables["rejects"]["inputs"].to_pylist()))

    def with_files(self, files: pa.Table) -> "Prepared":
        """Return the window with the files that are read to their end with it."""
        return Prepared({**self.tables, "files": files})

    @property
    def read_files(self) -> pa.Table:
        """The files that are read to their end with the window."""
        return self.tables.get("files", staging.FILES.empty_table())

    def with_urls(self, urls: pa.Table) -> "Prepared":
        """Return the window with the URLs that were asked for with it."""
        return Prepared({**self.tables, "urls": urls})

    @property
    def asked_urls(self) -> pa.Table:
        """The URLs that were asked for with the window."""
        return self.tables.get("urls", staging.URLS.empty_table())

    def with_pages(self, pages: pa.Table) -> "Prepared":
        """Return the window with the pages its documents were extracted from."""
        return Prepared({**self.tables, "pages": pages})

    def without(self, article_ids: Iterable[str]) -> "Prepared":
        """Return the window less some documents, with all that was derived from them."""
        gone = pa.array(sorted(article_ids), pa.string())
        if not len(gone):
            return self
        keys = self.tables["fingerprints"].filter(pc.is_in(self.tables["fingerprints"]["article_id"], gone))
        gone_by_column = {"article_id": gone, "article_key": keys["article_key"].combine_chunks()}
        return Prepared({name: _less(table, gone_by_column) for name, table in self.tables.items()})


def _less(table: pa.Table, gone_by_column: Mapping[str, pa.Array]) -> pa.Table:
    for column, gone in gone_by_column.items():
        if column in table.column_names:
            return table.filter(pc.invert(pc.is_in(table[column], gone)))
    return table


def concatenate(parts: Iterable[Prepared]) -> Prepared:
    """Join the parts of one window, in order."""
    parts = list(parts)
    return Prepared(
        {
            name: pa.concat_tables([schema.empty_table(), *(part.tables[name] for part in parts)])
            for name, schema in SCHEMAS.items()
        }
    )
