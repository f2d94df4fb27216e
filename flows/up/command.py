"""`copydesk up`: the Prefect server with its pages, and this desk's schedules, until Ctrl-C."""

from argparse import Namespace
from pathlib import Path

from copydesk.flows.server.announced import announced
from copydesk.flows.settings import load_settings
from copydesk.flows.up.cron import check_schedules
from copydesk.flows.up.place import Place
from copydesk.flows.up.server import server_for
from copydesk.storage.desk import Desk


def up_command(arguments: Namespace) -> int:
    """Serve the desk until the process is told to stop."""
    desk = Desk(Path(arguments.desk))
    desk.create()
    settings = load_settings(desk.settings)
    check_schedules(settings, desk.settings)
    place, days = Place.chosen(arguments.host, arguments.port), settings.schedule.keep_runs_days
    with announced(desk) as announcement, server_for(desk, place, days) as (api_url, server):
        pages = server.pages if server is not None else api_url.removesuffix("/api")
        print(f"starting, for {pages}", flush=True)  # noqa: T201 - it takes some seconds
        # Importing Prefect takes 2 s, in which the server starts on the other core.
        import asyncio

        from copydesk.flows.logs import end_quietly
        from copydesk.flows.up.serve import serve

        end_quietly()
        if server is not None:
            server.wait()
        announcement.tell(api_url)
        asyncio.run(serve(desk, pages, server, arguments.finish))
    return 0
