"""Refused inputs that are too large for a row: each a file in the desk, named by the hash of its bytes.

A file is written before its row is committed, and is no more when no row names it: what a run leaves that was
killed or taken back, and what `forget` empties, goes when the live file is closed next.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from copydesk.storage.connection import Database
from copydesk.storage.copying import write_through

# What a row holds of a refused input. A larger one is kept as a file, and the row has its beginning. DuckDB
# works on 2,048 rows at a time and has 400 MB: with a megabyte in each, 300 of them could not be published.
ROW_BYTES = 64_000
FOLDER = "rejects"


def keep_payloads(live: Database, rejects: pa.Table) -> pa.Table:
    """Return staged rejects with the hash of what is whole and the file of what is large, written to disk."""
    sizes = pc.fill_null(pc.binary_length(rejects["payload"]), 0).to_pylist()
    wholes = [size == whole for size, whole in zip(sizes, rejects["payload_bytes"].to_pylist(), strict=True)]
    large = [is_whole and size > ROW_BYTES for size, is_whole in zip(sizes, wholes, strict=True)]
    payloads = rejects["payload"].to_pylist()
    hashes = [
        hashlib.sha256(payload).hexdigest() if is_whole else None
        for payload, is_whole in zip(payloads, wholes, strict=True)
    ]
    files = [f"{FOLDER}/{name}" if is_large else None for name, is_large in zip(hashes, large, strict=True)]
    if any(large):
        folder = live.folder()
        _write(folder, {file: payload for file, payload in zip(files, payloads, strict=True) if file})
    beginnings = [payload and payload[:ROW_BYTES] for payload in payloads]
    return (
        rejects.set_column(rejects.column_names.index("payload"), "payload", [beginnings])
        .append_column("payload_hash", pa.array(hashes, pa.string()))
        .append_column("payload_file", pa.array(files, pa.string()))
    )


def sweep_payloads(live: Database) -> None:
    """Remove the files that no reject names."""
    folder = live.folder()
    kept = folder / FOLDER
    if not kept.is_dir():
        return
    named = {str(file) for (file,) in live.rows("select_payload_files")}
    for file in kept.iterdir():
        if f"{FOLDER}/{file.name}" not in named:
            file.unlink(missing_ok=True)
    if not named:
        kept.rmdir()


def whole_payload(live: Database, payload: bytes, file: str | None) -> bytes:
    """Return a refused input from its file, if it has one that is there."""
    path = live.folder() / file if file else None
    return path.read_bytes() if path is not None and path.exists() else payload


def missing_payloads(live: Database) -> list[str]:
    """Return the files that rejects name and that are not there."""
    folder = live.folder()
    named = sorted(str(file) for (file,) in live.rows("select_payload_files"))
    return [file for file in named if not (folder / file).exists()]


def payload_files(desk_folder: Path) -> Iterable[Path]:
    """Return the files of a desk that hold refused inputs."""
    kept = desk_folder / FOLDER
    return sorted(kept.iterdir()) if kept.is_dir() else []


def _write(folder: Path, payloads: dict[str, bytes]) -> None:
    (folder / FOLDER).mkdir(exist_ok=True)
    unfinished: dict[Path, Path] = {}
    for name, payload in payloads.items():
        path = folder / name
        if not path.exists() or path.stat().st_size != len(payload):
            unfinished[path] = path.with_suffix(".part")
            unfinished[path].write_bytes(payload)
    # After all are written: the disk takes them together.
    for path, part in unfinished.items():
        write_through(part)
        part.replace(path)
    write_through(folder / FOLDER)
