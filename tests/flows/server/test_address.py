import socket
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.flows.server.address import ServerUnreachableError, configured_api, reachable_api
from copydesk.flows.server.temporary import TemporaryServer

PROFILES = """
active = "desk"

[profiles.desk]
PREFECT_API_URL = "{url}"

[profiles.bare]
"""


@pytest.fixture
def dead_url() -> str:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{bound.getsockname()[1]}/api"


@pytest.fixture
def no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home of Prefect's, and nothing in the environment."""
    for name in ("PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return tmp_path


def test_without_configuration_there_is_no_api(no_configuration: Path) -> None:
    assert no_configuration.is_dir()
    assert reachable_api() is None


def test_an_api_that_answers_is_used(
    prefect_server: TemporaryServer, no_configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (no_configuration / "profiles.toml").write_text(PROFILES.format(url=prefect_server.api_url))
    assert reachable_api() == prefect_server.api_url

    monkeypatch.setenv("PREFECT_PROFILE", "bare")
    assert reachable_api() is None

    monkeypatch.setenv("PREFECT_API_URL", prefect_server.api_url)
    assert reachable_api() == prefect_server.api_url


def test_a_dead_api_is_named_with_where_it_was_configured(
    dead_url: str, no_configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (no_configuration / "profiles.toml").write_text(PROFILES.format(url=dead_url))
    with pytest.raises(ServerUnreachableError, match=f"{dead_url}.* profile 'desk' of .*profiles.toml"):
        reachable_api()

    monkeypatch.setenv("PREFECT_API_URL", dead_url)
    with pytest.raises(ServerUnreachableError, match=f"{dead_url}.* in the environment.*refused"):
        reachable_api()


def test_a_server_that_is_not_prefect_is_refused(
    prefect_server: TemporaryServer, no_configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert no_configuration.is_dir()
    monkeypatch.setenv("PREFECT_API_URL", prefect_server.api_url.removesuffix("/api") + "/elsewhere")

    with pytest.raises(ServerUnreachableError, match="answers with 404"):
        reachable_api()


def test_a_profile_that_prefect_brings_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILES_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_PROFILE", "local")

    assert configured_api()[0] == "http://127.0.0.1:4200/api"


def test_looking_for_the_api_does_not_import_prefect() -> None:
    look = (
        "import sys; from copydesk.flows.server.address import configured_api; "
        "configured_api(); print('prefect' in sys.modules)"
    )

    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert found.stdout == "False\n"
