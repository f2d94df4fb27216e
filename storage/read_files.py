"""Which files were read, and how each of them was then: so that what has not changed is not read again."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.records import FileRead


class KnownFiles:
    """The files of one source that were read before, in columns: a million of them take some 150 MB."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table.combine_chunks()
        self._uris = self._table["uri"]

    def find(self, uri: str) -> FileRead | None:
        """Return what is known of a file."""
        place = bisect_left(range(len(self._uris)), uri, key=lambda row: str(self._uris[row]))
        if place == len(self._uris) or str(self._uris[place]) != uri:
            return None
        [row] = self._table.slice(place, 1).to_pylist()
        return FileRead(**row)


NO_FILES = KnownFiles(staging.FILES.empty_table())


def known_files(live: Database, feed: str) -> KnownFiles:
    """Return what is remembered of the files of a source."""
    return KnownFiles(live.arrow("select_read_files", {"feed": feed}))


def file_columns(files: Sequence[FileRead]) -> pa.Table:
    """Return files that were read, as columns; of one that was read twice the later reading counts."""
    latest = {(file.feed, file.uri): astuple(file) for file in files}
    columns = list(zip(*latest.values(), strict=True)) or [()] * len(staging.FILES)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, staging.FILES, strict=True)]
    return pa.table(arrays, schema=staging.FILES)


def remember_files(live: Database, files: pa.Table, run_id: str, now: datetime) -> None:
    """Remember files that were read, in place of what they were before.

    This belongs into the transaction of their last documents: after a crash they are read again.
    """
    if len(files):
        with live.showing({"staged_files": files}):
            live.execute("replace_read_files", {"run_id": run_id, "now": now})
