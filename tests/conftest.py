"""What tests of the flows share: one real Prefect server, because starting one takes seconds."""

import os
import signal
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from copydesk.flows.server.temporary import TemporaryServer, temporary_server


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let what tests start be interrupted, also where the suite was started in the background.

    A shell has such a process ignore SIGINT, and every process that it starts would inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the session keeps its template of Prefect's database; at first it holds a broken one."""
    before = os.environ.get("XDG_CACHE_HOME")
    cache = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(cache)
    folder = cache / "copydesk"
    folder.mkdir()
    (folder / f"prefect-{version('prefect')}.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    yield folder
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TemporaryServer]:
    """A real Prefect server, which PREFECT_API_URL names and this process's Prefect uses."""
    with temporary_server(tmp_path_factory.mktemp("prefect")) as server:
        server.record_runs()
        yield server
