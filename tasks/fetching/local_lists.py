"""Lists of URLs that are files of this machine."""

from pathlib import Path

from copydesk.tasks.fetching.listings import kind_of

_HEAD_BYTES = 65_536


def lists_urls(location: str) -> bool:
    """Tell whether a source is a file that holds nothing but URLs, one a line."""
    path = Path(location)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:  # reading it will tell
        return False
    # The last line of a longer file may be cut.
    return kind_of(head if len(head) < _HEAD_BYTES else head.rpartition(b"\n")[0]) == "urls"


def read_list(location: str) -> bytes:
    """Return the lines."""
    return Path(location).read_bytes()
