"""How much text the sources of a run are likely to bring, from the sizes of their files alone."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from copydesk.storage.database import Database
from copydesk.storage.known_files import KnownFiles
from copydesk.storage.read_files import known_files
from copydesk.tasks.reading.folders import UnreadableFolder, files, matching
from copydesk.tasks.reading.local import printable
from copydesk.tasks.reading.remote import is_remote
from copydesk.tasks.reading.saved_pages import ASSETS

# What packed text becomes.
UNPACKED = {".gz": 4, ".zst": 4, ".bz2": 5, ".xz": 5, ".zip": 4, ".tgz": 4, ".parquet": 3}
# Of 181 pages (174 KB each) a byte took .37 in the live file, the page itself included, and .12 in the other.
PAGES = frozenset({".html", ".htm", ".xhtml", ".warc"})
PAGE_SHARE = 0.15


def expected_bytes(live: Database, places: Sequence[tuple[str, str]]) -> int:
    """Return about how many bytes of text the sources hold that the desk does not know yet.

    `places` are their locations and names. Of a file that was read before, what it grew by counts. Of
    standard input and of stores nothing is expected: what they hold is seen when it is read.
    """
    local = [(place, name) for place, name in places if place != "-" and not is_remote(place)]
    return sum(_new_bytes(place, known_files(live, name)) for place, name in local)


def _new_bytes(place: str, known: KnownFiles) -> int:
    found = (file for start in matching(place) for file in files(start))
    return sum(_text_bytes(file, known) for file in found if not isinstance(file, UnreadableFolder))


def _text_bytes(file: Path, known: KnownFiles) -> int:
    try:
        told = file.stat()
    except OSError:
        return 0
    if not stat.S_ISREG(told.st_mode):
        return 0
    before = known.find(printable(file))
    grown = told.st_size - before.size_bytes if before else told.st_size
    *names, last = os.path.splitext(file.name.lower())  # noqa: PTH122
    if last in ASSETS:
        return 0
    packed = UNPACKED.get(last, 1)
    ending = os.path.splitext(names[0])[1] if packed > 1 else last  # noqa: PTH122
    return round(max(0, grown) * packed * (PAGE_SHARE if ending in PAGES else 1))
