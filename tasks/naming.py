"""Files of the desk that name articles: reports, exports and notes, which belong to who made them."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

# An id, in bytes of any kind of file that does not compress it.
_ID = re.compile(rb"(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])")
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 32
# The desk's own databases hold ids of what is withdrawn and no text; others tell of backups and notes.
_PASSED_OVER = re.compile(r"(?:live|articles|notes)\.duckdb.*|backups")


def files_naming(folder: Path, article_ids: Collection[str]) -> list[Path]:
    """Return the files under a folder that hold one of the ids, but for the desk's own databases."""
    wanted = {article_id.encode() for article_id in article_ids}
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    looked_at = (path for path in files if not _PASSED_OVER.fullmatch(path.relative_to(folder).parts[0]))
    return [path for path in looked_at if any(name in wanted for name in _ids(path))]


def _ids(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            tail = b""
            while chunk := stream.read(_CHUNK_BYTES):
                yield from _ID.findall(tail + chunk)
                tail = chunk[-_OVERLAP_BYTES:]
    except OSError:
        return
