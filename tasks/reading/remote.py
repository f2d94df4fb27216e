"""Files in stores that fsspec knows: `s3://`, `gs://`, `memory://` and others."""

from collections.abc import Iterator
from posixpath import basename, dirname
from typing import Any

from copydesk.storage.errors import CopydeskError
from copydesk.storage.records import FileRead
from copydesk.tasks.reading.contents import Item, read_content
from copydesk.tasks.reading.folders import fixed_part
from copydesk.tasks.reading.memory import Memory, mark
from copydesk.tasks.reading.origin import Content, FileDone, Handling, Origin, reject
from copydesk.tasks.reading.streams import Hashed, ahead

# The extra of this package that brings what a protocol needs.
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "azure", "abfs": "azure", "abfss": "azure"}
_WEB = ("http", "https")
_PATTERN = frozenset("*?[")


class StoreUnusableError(CopydeskError):
    """A store that a URL names cannot be reached, or what reaches it is not installed."""


def is_remote(location: str) -> bool:
    """Tell whether a source is the URL of a store.

    >>> is_remote("s3://news/2024"), is_remote("news/2024"), is_remote("https://harbour.example/feed")
    (True, False, False)
    """
    protocol, mark, _ = location.partition("://")
    return bool(mark) and protocol.isidentifier() and protocol.lower() not in _WEB


def open_store(location: str) -> tuple[Any, list[str]]:
    """Return the file system that a URL names and the paths in it, sorted.

    Raises StoreUnusableError when there is none, or nothing in it.
    """
    import fsspec

    protocol = location.partition("://")[0].lower()
    if "::" in location:
        raise StoreUnusableError(f"{location}: chains of stores are not read")
    try:
        store, path = fsspec.core.url_to_fs(location)
    except ImportError as error:
        extra = _EXTRAS.get(protocol)
        wanted = f"pip install 'copydesk[{extra}]'" if extra else str(error)
        raise StoreUnusableError(
            f"{location}: what reads {protocol}:// is not installed; {wanted}"
        ) from error
    except Exception as error:  # some stores are called up here
        raise StoreUnusableError(f"{location}: {error or type(error).__name__}") from error
    return store, _paths(store, path, location)


def read_store(
    opened: tuple[Any, list[str]], feed: str, handling: Handling, memory: Memory
) -> Iterator[Item | FileDone]:
    """Return what every file in an opened store holds."""
    store, paths = opened
    for path in paths:
        outlet = handling.outlet or basename(dirname(path)) or feed
        origin = Origin(feed, outlet, store.unstrip_protocol(path), basename(path), handling)
        yield from _read_file(store, path, origin, memory.recall(origin))


def _paths(store: Any, path: str, location: str) -> list[str]:
    try:
        found = store.glob(path) if _PATTERN & set(path) else [path]
        paths = sorted({file for start in found for file in store.find(start)})
    # Each store has errors of its own kind: no credentials, no route, no such bucket.
    except Exception as error:
        raise StoreUnusableError(f"{location}: {error or type(error).__name__}") from error
    if not paths:
        raise StoreUnusableError(f"{location}: there is no such file or folder")
    folder = fixed_part(path).rstrip("/").count("/")
    return [file for file in paths if not any(part.startswith(".") for part in file.split("/")[folder + 1 :])]


def _read_file(store: Any, path: str, origin: Origin, known: FileRead | None) -> Iterator[Item | FileDone]:
    try:
        version, size = str(store.ukey(path)), int(store.size(path))
        if known is not None and known.version == version:
            yield FileDone(None, is_unchanged=True)
            return
        with store.open(path, "rb") as file:
            hashed = Hashed(file)
            head, stream = ahead(hashed)
            content = Content(origin, head, stream, seekable=file)
            yield from read_content(content)
            yield FileDone(mark(content, hashed, (size, version)))
    except GeneratorExit:
        raise
    except Exception as error:
        reason = f"could not be read: {getattr(error, 'strerror', None) or error or type(error).__name__}"
        yield reject(origin, "read", reason, b"", retriable=True)
