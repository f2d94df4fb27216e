"""Starting a flow from the command line, on the user's Prefect server or on one that lives as long as it."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from copydesk.flows.progress import Reporter, reporting
from copydesk.flows.server.address import password_wanted, reachable_api
from copydesk.flows.server.environment import set_environment
from copydesk.flows.server.temporary import TemporaryServer
from copydesk.flows.settings import load_settings
from copydesk.flows.summary import Summary
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.presence import start_here

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

EXIT_DONE_WITH_REJECTS = 3
# The desk was free a moment ago; another run may have been as quick.
WAIT_FOR_FLOW_SECONDS = 5.0

Loader = Callable[[], Callable[[], Awaitable["State[Any]"]]]


class RunFailedError(CopydeskError):
    """The flow ended without a summary."""


def launch(desk: Desk, load: Loader, tags: Sequence[str], wait_seconds: float) -> Summary:
    """Run a flow on a desk and return what it did.

    `load` imports the flow and returns what starts it: that takes seconds, in which the server starts too.
    """
    desk.create()
    load_settings(desk.settings)
    start_here(desk)
    with writing(desk, wait_seconds):
        pass  # a desk that is in use is told before a server is started for nothing
    with _prefect(desk) as server, reporting() as reporter:
        _run(desk, load, tags, server, reporter)
    if reporter.summary is None:
        raise RunFailedError("the run failed before it could tell what it did")
    return reporter.summary


def show(summary: Summary, *, as_json: bool) -> int:
    """Print what a run did; return the command's exit code."""
    print(summary.as_json() if as_json else summary.as_text())  # noqa: T201 - the command's result
    if summary.note:
        print(f"copydesk: {summary.note}", file=sys.stderr)  # noqa: T201
    if summary.message:
        print(f"copydesk: {summary.message}", file=sys.stderr)  # noqa: T201
    return EXIT_DONE_WITH_REJECTS if summary.message else 0


@contextmanager
def _prefect(desk: Desk) -> Iterator[TemporaryServer | None]:
    """Have Prefect record runs on the user's server, else on one that lives as long as the run."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    if (url := reachable_api(desk)) is not None:
        set_environment({"PREFECT_API_URL": url})
        yield None
        return
    server = TemporaryServer.start(desk.prefect_home)
    server.record_runs()
    try:
        yield server
    finally:
        server.stop()


def _run(
    desk: Desk, load: Loader, tags: Sequence[str], server: TemporaryServer | None, reporter: Reporter
) -> None:
    # Importing Prefect takes 2 s, which is what the server needs as well, on the other core.
    import prefect

    start = load()
    from httpx import HTTPError

    from copydesk.flows.logs import end_quietly
    from copydesk.flows.server.records import desk_tag, wait_until_recorded

    end_quietly()
    if server is not None:
        server.wait()
    try:
        with prefect.tags(desk_tag(desk.folder), *tags):
            asyncio.run(_ended(start(), reporter))
    except CopydeskError:
        raise
    except Exception as error:
        if reporter.fault is not None:
            raise reporter.fault from error
        if (refusal := password_wanted(error)) is not None:
            raise refusal from error
        where = "its page has" if server is None else f"the logs kept in {desk.prefect_home} have"
        raise RunFailedError(
            f"the run failed: {type(error).__name__}: {error}; {where} the traceback"
        ) from error
    finally:
        if server is not None and reporter.flow_run_id is not None:
            with suppress(HTTPError):  # the server's own disk may be full; what is known is told above
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
