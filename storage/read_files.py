"""Which files were read, and how each of them was then: so that what has not changed is not read again."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

import pyarrow as pa

from copydesk.storage import staging
from copydesk.storage.database import Database
from copydesk.storage.known_files import KnownFiles
from copydesk.storage.records import FileRead


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
    """Remember files that were read, in place of what they were before, and resolve what was refused of them.

    This belongs into the transaction of their last documents: after a crash they are read again.
    """
    if len(files):
        with live.showing({"staged_files": files}):
            live.execute("replace_read_files", {"run_id": run_id, "now": now})
            live.execute("resolve_rejects", {"now": now})
