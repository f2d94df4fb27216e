"""A desk's reports, to be had from its Prefect server, so that the page of a run can link to them.

`/reports/latest` is the report of what is published now, made when it is asked for; what lies in the desk's
`reports/` is there by its name. Where the server asks for a password these ask for it, too.
"""

import asyncio
import hmac
import sys
from base64 import b64decode
from binascii import Error as Base64Error
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles

from copydesk.flows.server.links import DESK_HEADER, LATEST, REPORTS, desk_mark
from copydesk.storage.desk import Desk

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send


def reports_of(desk: Desk, auth: str | None) -> BaseRoute:
    """Return what answers at `/reports`; `auth` is "user:password" where one is asked for."""
    files = Pages(directory=desk.reports, check_dir=False)
    pages = Router([Route(f"/{LATEST}", Latest(desk).answer), Mount("/", files)])

    async def whose(_: "Request") -> Response:
        return Response(status_code=204, headers={DESK_HEADER: desk_mark(desk)})

    return Mount(REPORTS, routes=[Route("/", whose), Mount("/", Guarded(pages, auth))])


class Pages(StaticFiles):
    """Files, each in a world of its own: none can reach Prefect's API, which is at the same address."""

    async def get_response(self, path: str, scope: "Scope") -> Response:
        """Return a file, or 404."""
        response = await super().get_response(path, scope)
        response.headers["Content-Security-Policy"] = "sandbox allow-popups"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class Latest:
    """Makes the report of what is published now, once for each time something was published."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._making = asyncio.Lock()

    async def answer(self, _: "Request") -> Response:
        """Lead to the report; say why, if there is none."""
        async with self._making:
            try:
                at = datetime.fromtimestamp(self._desk.published.stat().st_mtime, UTC)
            except OSError:
                return PlainTextResponse("Nothing is published in this desk yet.", 404)
            file = self._desk.reports / f"report-of-{at:%Y%m%dT%H%M%S%f}.html"
            if not file.exists() and (fault := await self._make(file)):
                return PlainTextResponse(fault, 500)
        return RedirectResponse(f"{REPORTS}/{file.name}")

    async def _make(self, file: Path) -> str | None:
        """Write it, in a process of its own; return what went wrong."""
        command = ["-m", "copydesk.flows.cli", "report", "--desk", str(self._desk.folder), "-o", str(file)]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, told = await process.communicate()
        return told.decode(errors="replace") if process.returncode else None


class Guarded:
    """Asks for the password, in the way that browsers know."""

    def __init__(self, app: "ASGIApp", auth: str | None) -> None:
        self._app = app
        self._auth = auth

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Let those in who have it."""
        told = dict(scope.get("headers", [])).get(b"authorization", b"")
        if self._auth is None or hmac.compare_digest(_decoded(told), self._auth.encode()):
            await self._app(scope, receive, send)
            return
        ask = {"WWW-Authenticate": 'Basic realm="copydesk", charset="UTF-8"'}
        await PlainTextResponse("A password is needed.", 401, ask)(scope, receive, send)


def _decoded(header: bytes) -> bytes:
    scheme, _, credentials = header.partition(b" ")
    try:
        return b64decode(credentials, validate=True) if scheme.lower() == b"basic" else b""
    except Base64Error:
        return b""
