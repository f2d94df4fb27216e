"""`copydesk report`: one page that tells what came in and what of it is copied, to send around."""

import json
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from copydesk.flows.days import start_of
from copydesk.flows.pages.rendering import made_from, write_page
from copydesk.flows.report_content import report_content
from copydesk.storage.connection import MEMORY_LIMIT
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError
from copydesk.storage.published import read_published
from copydesk.storage.reports import Reported
from copydesk.tasks.clock import utc_now

EVERYTHING = datetime(1, 1, 1)  # noqa: DTZ001 - UTC, naive, as the desk writes times


class ReportUsageError(CopydeskError):
    """The span that a report shall tell of makes no sense."""

    exit_code = 2


def report_command(arguments: Namespace) -> int:
    """Write the page, and print where it is."""
    desk, now = Desk(Path(arguments.desk)), utc_now()
    since = _since(arguments, now)
    file = Path(arguments.output) if arguments.output else desk.reports / f"report-{now:%Y%m%dT%H%M%S}.html"
    # What does not fit in memory would spill into the working directory; the desk may be another's.
    with (
        TemporaryDirectory() as spill,
        read_published(desk, {"memory_limit": MEMORY_LIMIT, "temp_directory": spill}) as database,
    ):
        reported = Reported(database, since)
        made = made_from(database, desk, now)
        content = report_content(database, reported)
        span = None if since == EVERYTHING else since
        write_page(file, "report", made, {"since": span, **content})
    if arguments.json:
        state = made.snapshot.snapshot_id if made.snapshot else None
        told = {"file": str(file), "bytes": file.stat().st_size, "snapshot_id": state}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - the command's result
    else:
        print(file)  # noqa: T201 - the command's result
    return 0


def _since(arguments: Namespace, now: datetime) -> datetime:
    if arguments.days is not None:
        if not 0 < arguments.days < (now - EVERYTHING).days:
            raise ReportUsageError(f"--days {arguments.days}: give a number of days above 0")
        return now - timedelta(days=arguments.days)
    if arguments.since is None:
        return EVERYTHING
    try:
        return start_of(arguments.since, now)
    except ValueError as error:
        raise ReportUsageError(f"--since {arguments.since}: {error}") from None
