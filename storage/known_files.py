"""What is known of the files of a source, to be looked up without a database."""

from bisect import bisect_left

import pyarrow as pa

from copydesk.storage import staging
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
