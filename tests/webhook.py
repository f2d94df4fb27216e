"""A real HTTP server that keeps the alerts it is sent."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


class Webhook(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    taken: list[dict[str, Any]]
    answer = 200

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name it has there
        """Tell nothing."""


@contextmanager
def receiving() -> Iterator[tuple[str, type[Webhook]]]:
    """Give the URL of a receiver, and what keeps what it is sent."""
    handler = type("Handler", (Webhook,), {"taken": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", handler
    server.shutdown()
    server.server_close()
