"""From a source named on the command line to raw documents and rejects, in one fixed order.

Every file and every record that is met becomes one or the other, or is counted as no news (the pictures
of a web archive); only hidden files (".DS_Store") are passed over. `uri` names the file as it was reached;
the line is not part of it, so that a file that grows can be read again and changes nothing. Where a record
names no outlet, it is the folder that holds the file: so the same file has the same source whatever was
named on the command line.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from copydesk.storage.errors import CopydeskError
from copydesk.storage.records import FileRead, RawDocument, Reject, UrlAsked
from copydesk.tasks.reading.contents import Item, read_content
from copydesk.tasks.reading.folders import fixed_part, matching
from copydesk.tasks.reading.local import printable, read_path
from copydesk.tasks.reading.memory import Memory
from copydesk.tasks.reading.origin import Content, FileDone, Handling, Origin, Skipped
from copydesk.tasks.reading.remote import is_remote, open_store, read_store
from copydesk.tasks.reading.streams import ahead
from copydesk.tasks.text.urls import is_web, web_name

__all__ = ["NothingMatchesError", "SourceNotFoundError", "Window", "read_source", "source_name", "windows"]

Items = Iterator[Item | FileDone]


class SourceNotFoundError(CopydeskError):
    """A path named as a source isn't there."""


class NothingMatchesError(SourceNotFoundError):
    """The folder of a pattern is there, but nothing in it that the pattern fits."""


class Window:
    """A share of what was read, taken in as a whole. A plain class: Prefect walks what it can look into."""

    def __init__(self, name: str, documents: list[RawDocument], rejects: list[Reject]) -> None:
        self.name = name
        self.documents = documents
        self.rejects = rejects
        self.skipped = 0
        self.files: list[FileRead] = []
        self.files_met = 0
        self.unchanged_files = 0
        self.urls: list[UrlAsked] = []
        self.asked = 0
        self.unchanged_urls = 0

    @property
    def count(self) -> int:
        """How many documents and rejects it holds."""
        return len(self.documents) + len(self.rejects)

    @property
    def inputs(self) -> int:
        """How many inputs these are."""
        return len(self.documents) + sum(reject.inputs for reject in self.rejects)


def read_source(
    source: str,
    configured: str | None = None,
    handling: Handling = Handling(),  # noqa: B008 - frozen
    memory: Memory | None = None,
) -> Items:
    """Return what a file, a folder, a pattern, the URL of a store or "-" (standard input) holds.

    Pages are still to be opened. `configured` is the name that the settings give the source. With a memory,
    what it knows is passed over, and every file ends with a FileDone. Nothing is read before the first item
    is asked for, but a path that isn't there is told at once.
    """
    feed = configured or source_name(source)
    handling = replace(handling, outlet=handling.outlet or configured)
    if source == "-":
        return _read_standard_input(Origin(feed, handling.outlet or feed, "stdin", "", handling))
    items = _read_files(source, feed, handling, memory or Memory())
    return items if memory is not None else (item for item in items if not isinstance(item, FileDone))


def _read_files(source: str, feed: str, handling: Handling, memory: Memory) -> Items:
    if is_remote(source):
        return read_store(open_store(source), feed, handling, memory)
    starts = matching(source)
    if not starts:
        raise _not_found(source)
    return chain.from_iterable(read_path(start, feed, handling, memory) for start in starts)


def _not_found(source: str) -> SourceNotFoundError:
    fixed = fixed_part(source)
    if fixed != source and Path(fixed).is_dir():
        return NothingMatchesError(f"{source}: no file or folder is named like that")
    return SourceNotFoundError(f"{source}: {_why_not_there(fixed)}")


def _why_not_there(source: str) -> str:
    try:
        Path(source).stat()
    except PermissionError:
        return "its folder may not be entered"
    except OSError:
        pass
    return "there is no such file or folder"


def source_name(source: str) -> str:
    """Return what a source given on the command line is called: the name of its file or folder.

    >>> source_name("archive/2024/"), source_name("archive/*.jsonl"), source_name("s3://news/2024/")
    ('2024', 'archive', '2024')
    """
    if source == "-":
        return "stdin"
    if is_web(source):
        return web_name(source)
    fixed = source if os.path.lexists(source) else fixed_part(source)
    if is_remote(source):
        return printable(fixed.rstrip("/").rpartition("/")[2])
    start = Path(os.path.abspath(fixed))  # noqa: PTH100 - resolve() would follow links
    return printable(start.name or start)


def windows(items: Items, max_documents: int = 5_000, max_characters: int = 16_000_000) -> Iterator[Window]:
    """Share out what was read, in its order; of a page the markup counts, and rejects count as documents."""
    number, characters = 1, 0
    window = Window("1", [], [])
    for item in items:
        if isinstance(item, RawDocument):
            window.documents.append(item)
            characters += len(item.text) + len(item.html or b"")
        elif isinstance(item, Reject):
            window.rejects.append(item)
            characters += len(item.payload)
        elif isinstance(item, Skipped):
            window.skipped += 1
        else:
            _note_file(window, item)
        if window.count >= max_documents or characters >= max_characters:
            yield window
            number, characters = number + 1, 0
            window = Window(str(number), [], [])
    if window.count or window.skipped or window.files_met:
        yield window


def _note_file(window: Window, done: FileDone) -> None:
    window.files_met += 1
    window.unchanged_files += done.is_unchanged
    if done.remember is not None:
        window.files.append(done.remember)


def _read_standard_input(origin: Origin) -> Items:
    head, stream = ahead(sys.stdin.buffer)
    yield from read_content(Content(origin, head, stream))
