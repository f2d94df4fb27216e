"""SHA-256 of every file in a folder, in the form that `sha256sum --check` reads."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

LIST = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """List the checksums of the files under a folder, sorted by name."""
    lines = [f"{_checksum(file)}  {file.relative_to(folder).as_posix()}\n" for file in _files(folder)]
    (folder / LIST).write_text("".join(lines), encoding="utf-8")


def check_checksums(folder: Path) -> tuple[int, list[str]]:
    """Return how many files are listed, and what is wrong: changed, missing, or there but not listed."""
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    listed = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    found = {file.relative_to(folder).as_posix(): file for file in _files(folder)}
    faults = [f"{name}: is missing" for name in sorted(listed.keys() - found.keys())]
    faults += [f"{name}: is not listed in {LIST}" for name in sorted(found.keys() - listed.keys())]
    faults += [
        f"{name}: was changed"
        for name in sorted(listed.keys() & found.keys())
        if _checksum(found[name]) != listed[name]
    ]
    return len(listed), faults


def _files(folder: Path) -> Iterator[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / LIST)
    return iter(sorted(files, key=lambda path: path.relative_to(folder).as_posix()))


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
