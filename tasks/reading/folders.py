"""The files under a path, in one fixed order; of a folder only the names are held."""

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PATTERN = frozenset("*?[")
# A desk is often made beside what it takes in; its reports are pages.
_OF_A_DESK = "live.duckdb"


@dataclass(frozen=True, slots=True)
class UnreadableFolder:
    """A folder whose files cannot be listed."""

    path: Path
    reason: str


def matching(location: str) -> list[Path]:
    """Return the path that a source names, or those that it matches as a pattern (`2024/**/*.jsonl`), sorted.

    A path that is there is no pattern. Links are not resolved; hidden files match no pattern.
    """
    path = os.path.abspath(location)  # noqa: PTH100 - resolve() would follow links
    if os.path.lexists(path):
        return [Path(path)]
    if not _PATTERN & set(location):
        return []
    return [Path(found) for found in sorted(set(glob.iglob(path, recursive=True)))]  # noqa: PTH207


def fixed_part(location: str) -> str:
    """Return the part of a location before what stands for many: the folder that a pattern begins with.

    >>> fixed_part("archive/2024/**/*.jsonl")
    'archive/2024'
    """
    parts = location.split("/")
    fixed = next((place for place, part in enumerate(parts) if _PATTERN & set(part)), len(parts))
    return location if fixed == len(parts) else "/".join(parts[:fixed])


def files(start: Path) -> Iterator[Path | UnreadableFolder]:
    """Return the path itself, or every file under it: by name, folders in their place, each folder once.

    Names that begin with a dot are passed over, and desks are; links are followed, and a loop of them ends.
    """
    seen: set[tuple[int, int]] = set()
    entered = _enter(start, seen)
    if not isinstance(entered, list):
        if entered is not None:
            yield entered
        return
    waiting = [(start, iter(entered))]
    while waiting:
        folder, names = waiting[-1]
        name = next(names, None)
        if name is None:
            waiting.pop()
            continue
        inside = _enter(folder / name, seen)
        if isinstance(inside, list):
            waiting.append((folder / name, iter(inside)))
        elif inside is not None:
            yield inside


def _enter(path: Path, seen: set[tuple[int, int]]) -> list[str] | Path | UnreadableFolder | None:
    """Return the names in a folder, or a file's own path; of a desk or a folder seen before, nothing."""
    try:
        if not path.is_dir():
            return path
        entered = path.stat()
        if (entered.st_dev, entered.st_ino) in seen:
            return None
        seen.add((entered.st_dev, entered.st_ino))
        names = os.listdir(path)  # noqa: PTH208 - names alone
    except OSError as error:
        return UnreadableFolder(path, error.strerror or str(error))
    return None if _OF_A_DESK in names else sorted(name for name in names if not name.startswith("."))
