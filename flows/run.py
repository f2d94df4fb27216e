"""`copydesk ingest`: one run of the flow, recorded on the user's Prefect server or on one of its own."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from copydesk.flows.progress import Reporter, reporting
from copydesk.flows.server import TemporaryServer
from copydesk.flows.server_address import reachable_api
from copydesk.flows.settings import load_settings
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.tasks.read import read_source, source_name

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

EXIT_DONE_WITH_REJECTS = 3
WAIT_FOR_FLOW_SECONDS = 5.0


class RunFailedError(CopydeskError):
    """The flow ended without a summary."""


def ingest_command(arguments: Namespace) -> int:
    """Run the flow, print what it did, return the exit code."""
    desk = Desk(Path(arguments.desk))
    _check(desk, arguments.sources, arguments.wait)
    with _prefect(desk) as server, reporting() as reporter:
        _run(desk, arguments.sources, server, reporter)
    summary = reporter.summary
    if summary is None:
        raise RunFailedError("the run failed before anything was taken in")
    print(summary.as_json() if arguments.json else summary.as_text())  # noqa: T201 - the command's result
    if summary.message:
        print(f"copydesk: {summary.message}", file=sys.stderr)  # noqa: T201
    return EXIT_DONE_WITH_REJECTS if summary.message else 0


def _check(desk: Desk, sources: list[str], wait_seconds: float) -> None:
    """Raise what would stop the run, before a server is started for it."""
    for source in sources:
        read_source(source)
    desk.create()
    load_settings(desk.settings)
    with writing(desk, wait_seconds):
        pass


@contextmanager
def _prefect(desk: Desk) -> Iterator[TemporaryServer | None]:
    """Have Prefect record runs on the user's server, else on one that lives as long as the run."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    if reachable_api() is not None:
        yield None
        return
    server = TemporaryServer.start(desk.prefect_home)
    server.record_runs()
    try:
        yield server
    finally:
        server.stop()


def _run(desk: Desk, sources: list[str], server: TemporaryServer | None, reporter: Reporter) -> None:
    # Importing Prefect takes 2 s, which is what the server needs as well, on the other core.
    import prefect

    from copydesk.flows.ingest import ingest
    from copydesk.flows.logs import end_quietly
    from copydesk.flows.server_records import desk_tag, wait_until_recorded

    end_quietly()
    if server is not None:
        server.wait()
    tags = [desk_tag(desk.folder), *map(source_name, sources)]
    try:
        with prefect.tags(*tags):
            run = ingest(sources, str(desk.folder), WAIT_FOR_FLOW_SECONDS, return_state=True)
            asyncio.run(_ended(run, reporter))
    except CopydeskError:
        raise
    except Exception as error:
        where = "its page" if server is None else f"the logs kept in {desk.prefect_home}"
        raise RunFailedError(
            f"the run failed: {type(error).__name__}: {error}; {where} have the traceback"
        ) from error
    finally:
        if server is not None and reporter.flow_run_id is not None:
            wait_until_recorded(UUID(reporter.flow_run_id), reporter.task_runs)
    if server is None:
        print(f"run page: {_run_page(reporter.flow_run_id)}", file=sys.stderr)  # noqa: T201


async def _ended(run: Awaitable["State[Any]"], reporter: Reporter) -> None:
    """Wait for the flow, and raise what stopped it before it could tell what it did."""
    state = await run
    if reporter.summary is None:
        await state.aresult()


def _run_page(flow_run_id: str | None) -> str:
    from prefect.settings import PREFECT_UI_URL

    return f"{PREFECT_UI_URL.value()}/runs/flow-run/{flow_run_id}"
