"""What tests of the flows share: one real Prefect server, because starting one takes seconds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from copydesk.flows.server import TemporaryServer, temporary_server


@pytest.fixture(scope="session", autouse=True)
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of the session's own, where the templates of Prefect's database go."""
    before = os.environ.get("XDG_CACHE_HOME")
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder / "copydesk"
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
