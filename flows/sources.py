"""What the desk keeps of a source named on the command line."""

from pathlib import Path

from copydesk.storage.runs import SourceRead
from copydesk.tasks.read import source_name
from copydesk.tasks.reading.remote import is_remote


def describe_source(source: str) -> SourceRead:
    """Return the record of a source that was read."""
    if source == "-":
        return SourceRead(source_name(source), "stdin", source, failed=False)
    if is_remote(source):
        return SourceRead(source_name(source), "store", source, failed=False)
    path = Path(source).absolute()
    return SourceRead(source_name(source), "folder" if path.is_dir() else "file", str(path), failed=False)
