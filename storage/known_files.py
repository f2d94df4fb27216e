"""What is known of the files of a source, to be looked up without a database."""

from bisect import bisect_left

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.records import FileRead


class KnownFiles:
    """The files of one source that were read before, in columns: a million of them take some 150 MB."""

    def __init__(self, table: pa.Table) -> None:
        # An array a column: among chunks, looking a file up costs twice as much.
        names = table.column_names if len(table) else []
        self._columns = {name: pa.concat_arrays(table[name].chunks) for name in names}
        self._count = len(table)

    def find(self, uri: str) -> FileRead | None:
        """Return what is known of a file."""
        if not self._count:
            return None
        uris = self._columns["uri"]
        place = bisect_left(range(self._count), uri, key=lambda row: uris[row].as_py())
        if place == self._count or uris[place].as_py() != uri:
            return None
        return FileRead(**{name: column[place].as_py() for name, column in self._columns.items()})


NO_FILES = KnownFiles(staging.FILES.empty_table())
