"""Whether a run will find room on the disk, told before it starts."""

import fcntl
import tempfile
from pathlib import Path

from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.sizes import free_bytes

# Bytes for a byte of text. Measured: 2.1 and 1.5 for news of 400 words a text, 2.7 and 1.6 for items of 130.
LIVE_SHARE = 2.7
PUBLISHED_SHARE = 1.6
_CLONE_FILE = 0x40049409  # FICLONE of linux/fs.h: what `cp --reflink` asks for


class NoRoomError(CopydeskError):
    """A run would probably fill the disk."""


def check_room(desk: Desk, text_bytes: int, margin: float) -> None:
    """Compare what taking in so much text needs with what is free. Raises NoRoomError, which says both."""
    published = desk.published.stat().st_size if desk.published.exists() else 0
    grown = round(text_bytes * (LIVE_SHARE + PUBLISHED_SHARE))
    copied = 0 if shares_blocks(desk.folder) else published + round(text_bytes * PUBLISHED_SHARE)
    needed, free = round((grown + copied) * margin), free_bytes(desk)
    if text_bytes and needed > free:
        raise NoRoomError(
            f"{desk.folder}: this run needs about {needed:,} bytes ({grown:,} for its texts, {copied:,} for "
            f"a second copy of what is published while that is replaced, times {margin:g}), and {free:,} are "
            "free; make room, or set room_margin in copydesk.toml"
        )


def shares_blocks(folder: Path) -> bool:
    """Tell whether a copy in this folder shares the blocks of its original, and so takes no room."""
    try:
        with tempfile.TemporaryFile(dir=folder) as source, tempfile.TemporaryFile(dir=folder) as target:
            source.write(bytes(4096))
            source.flush()
            fcntl.ioctl(target, _CLONE_FILE, source.fileno())
    except OSError:
        return False
    return True
