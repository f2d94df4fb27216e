"""How large a desk is, what takes the room, how fast it grows, and how long the disk will do."""

import os
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from copydesk.storage.database import Database
from copydesk.storage.desk import Desk

BLOCK_BYTES = 262_144
PACE_DAYS = 90
# Each table takes whole blocks, which is most of a small desk: below so many documents theirs is taken for
# what news of 400 words take in a large one, in both files (0.70 GB for 105,000).
FEW_DOCUMENTS = 10_000
STATED_BYTES = 6_700
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """The documents a desk took in within a month ("2026-11"), and about what they take in both files."""

    month: str
    documents: int
    size: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: of the desk's parts, of each table of the live file, of a document, and free on its disk.

    `lasts_days` is how long the free ones do at the pace of the last `pace_days`, 90 or as many as the
    desk is old; None where nothing came then.
    In a small desk `document` is what one takes in a large desk, for nothing can be told from this one.
    """

    parts: dict[str, int]
    tables: dict[str, int]
    reusable: int
    documents: int
    document: int
    is_small: bool
    months: Sequence[Month]
    free: int
    lasts_days: int | None
    pace_days: int


def measure(live: Database, desk: Desk, now: datetime) -> Sizes:
    """Measure a desk whose live file is open."""
    parts = {path.name: _bytes_below(str(path)) for path in sorted(desk.folder.iterdir())}
    tables = _table_bytes(live)
    [(documents,)] = live.rows("count_documents")
    is_small = int(str(documents)) < FEW_DOCUMENTS
    filled = sum(tables.values()) + parts.get(desk.published.name, 0)
    document = STATED_BYTES if is_small else filled // int(str(documents))
    months = [
        Month(str(month), int(str(n)), int(str(n)) * document) for month, n in live.rows("count_months")
    ]
    [(lately, first)] = live.rows("count_recent", {"since": now - timedelta(days=PACE_DAYS), "now": now})
    free = free_bytes(desk)
    growth = int(str(lately)) * document
    pace_days = _pace_days(now, first)
    return Sizes(
        parts=parts,
        tables=tables,
        reusable=max(0, parts.get(desk.live.name, 0) - sum(tables.values())),
        documents=int(str(documents)),
        document=document,
        is_small=is_small,
        months=months[-MONTHS:],
        free=free,
        lasts_days=free * pace_days // growth if growth else None,
        pace_days=pace_days,
    )


def _pace_days(now: datetime, first: object) -> int:
    """Return over how many days growth is measured: a desk of a day has not grown for ninety."""
    age = (now - first).days + 1 if isinstance(first, datetime) else PACE_DAYS
    return min(max(age, 1), PACE_DAYS)


def free_bytes(desk: Desk) -> int:
    """Return what is free on the desk's disk for this user."""
    return shutil.disk_usage(desk.folder).free


def _bytes_below(path: str) -> int:
    if not os.path.isdir(path):  # noqa: PTH112 - scandir below speaks in strings
        return os.stat(path, follow_symlinks=False).st_size  # noqa: PTH116
    with os.scandir(path) as entries:
        return sum(
            _bytes_below(entry.path)
            if entry.is_dir(follow_symlinks=False)
            else entry.stat(follow_symlinks=False).st_size
            for entry in entries
        )


def _table_bytes(live: Database) -> dict[str, int]:
    """Return the bytes of each table, the largest first; a block that several share counts in equal parts."""
    blocks = {
        str(table): {int(str(block)) for (block,) in live.rows("select_table_blocks", {"table": table})}
        for (table,) in live.rows("select_tables")
    }
    sharers = Counter(block for held in blocks.values() for block in held)
    sizes = {
        table: round(sum(BLOCK_BYTES / sharers[block] for block in held)) for table, held in blocks.items()
    }
    return dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))
