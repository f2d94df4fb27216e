"""What left the desk, on record: whoever withdraws an article is told where it may still stand."""

import sys

from copydesk.storage.desk import Desk
from copydesk.storage.exports import ExportMade, remember_export


def remember(desk: Desk, made: ExportMade) -> None:
    """Record an export before it is there: one that then fails is named in vain, none is forgotten.

    Where the desk is not ours to write to, that is said.
    """
    try:
        remember_export(desk, made)
    except OSError as error:
        reason = f"{desk.folder}: this export cannot be recorded there: {error.strerror}"
        print(f"copydesk: {reason}; whoever withdraws an article will not be told of it", file=sys.stderr)  # noqa: T201
