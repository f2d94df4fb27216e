"""What a backup says of itself, in `backup.json`: which files it holds, and what was counted in them."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from copydesk.storage.errors import CopydeskError

NAME = "backup.json"
# A file of the desk's folder, or one of those that hold refused inputs.
_NAME = re.compile(r"(?:rejects/)?[^/.][^/]*")


class BackupError(CopydeskError):
    """A backup cannot be made, is not whole, or is none."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a backup; `rows` are those of each table, where they were counted."""

    name: str
    size: int
    sha256: str
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: of which desk, of which format, made when (UTC) and why."""

    desk: str
    desk_format: int
    made_at: str
    reason: str
    files: tuple[KeptFile, ...]


def described(file: Path) -> KeptFile:
    """Return what a backup says of one of its files. No process has it open as a database."""
    with file.open("rb") as content:
        return KeptFile(file.name, file.stat().st_size, hashlib.file_digest(content, "sha256").hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup beside its files."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself. Raises BackupError where that cannot be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = tuple(KeptFile(**file) for file in told.pop("files"))
        return Manifest(**told, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{folder}: this is no backup of copydesk: {NAME}: {error}") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare the files of a backup with its manifest. Raises BackupError, which names one that differs."""
    for kept in manifest.files:
        file = folder / kept.name
        if not _NAME.fullmatch(kept.name) or not file.is_file():
            raise BackupError(f"{file}: the backup lacks this file; nothing was changed")
        if described(file).sha256 != kept.sha256:
            raise BackupError(f"{file}: this is not the file that was kept; nothing was changed")
