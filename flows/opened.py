"""A desk's own database, opened for a command or a flow, which says so where that upgrades it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from copydesk.storage.database import Database, open_live
from copydesk.storage.desk import Desk


@contextmanager
def opened(desk: Desk) -> Iterator[Database]:
    """Open the desk's own database; a line on standard error tells that this upgraded it."""
    with open_live(desk) as live:
        if live.upgrade is not None:
            print(  # noqa: T201 - not the command's result
                f"copydesk: the desk had format {live.upgrade.from_format} and was upgraded to format "
                f"{live.upgrade.to_format}; as it was: {live.upgrade.kept.path}",
                file=sys.stderr,
            )
        yield live
