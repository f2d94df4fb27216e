"""What the Prefect servers that copydesk starts, and their clients, are told through their environment."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_PRIVATE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
}
# Nobody looks at pages, schedules or triggers in the seconds this server lives. Left on: what takes down
# task runs and events, and what deletes events past their retention.
_SERVICES_OFF = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    **{
        f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
        for service in (
            "CANCELLATION_CLEANUP",
            "CLEANUP_RECONCILER",
            "FOREMAN",
            "LATE_RUNS",
            "PAUSE_EXPIRATIONS",
            "REPOSSESSOR",
            "SCHEDULER",
            "TRIGGERS",
        )
    },
}
_HOME_IS_PREPARED_BY_US = {
    # Relative to the working directory, so that no character of the desk's path can be taken for URL syntax.
    "PREFECT_SERVER_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///prefect.db",
    "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    # It would note down as done what was left out, and `prefect server start` on this home would believe it.
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
}
# Unlike the temporary one it has pages, which list kinds of blocks, and deletes what is old.
_LASTING = {
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "true",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    # In memory, leases of runs under way would be lost with the server, and the runs be ended for it.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
}
# What of the user's environment is meant for it.
_FOR_A_LASTING_ONE = ("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_SERVER_UI_API_URL", "PREFECT_UI_API_URL")


def server_environment(home: Path, port: int) -> dict[str, str]:
    """Return all that a server in `home` is to know."""
    return {**_common(home, f"http://127.0.0.1:{port}/api"), **_SERVICES_OFF, **_HOME_IS_PREPARED_BY_US}


def lasting_environment(home: Path, api_url: str, keep_runs_days: float) -> dict[str, str]:
    """Return all that a server in `home` is to know that people look at, and that keeps schedules."""
    passed_on = {name: os.environ[name] for name in _FOR_A_LASTING_ONE if name in os.environ}
    return {
        **_common(home, api_url),
        **_HOME_IS_PREPARED_BY_US,
        **_LASTING,
        # Prefect would copy its pages into the folder it is installed in, which need not be writable.
        "PREFECT_UI_STATIC_DIRECTORY": str(home / "pages"),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(round(keep_runs_days * 86_400)),
        **passed_on,
    }


def _common(home: Path, api_url: str) -> dict[str, str]:
    # What the user set is meant for a server of theirs: another database, another address, credentials.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**inherited, **_PRIVATE, "PREFECT_HOME": str(home), "PREFECT_API_URL": api_url}


def client_environment(api_url: str) -> dict[str, str]:
    """Return what makes a process record its runs at a temporary server."""
    return {
        "PREFECT_API_URL": api_url,
        "DO_NOT_TRACK": "1",
        # Each of Prefect's many clients would first ask for a token that this server does not give.
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
        # A proxy to the outside world cannot reach this machine's loopback.
        **{name: _with_loopback(os.environ.get(name)) for name in ("no_proxy", "NO_PROXY")},
    }


def set_environment(variables: Mapping[str, str | None]) -> None:
    """Set, or for None unset, variables of this process, also for a Prefect that is imported already."""
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if variables and "prefect.context" in sys.modules:
        sys.modules["prefect.context"].refresh_global_settings_context()


def _with_loopback(hosts: str | None) -> str:
    return f"{hosts},127.0.0.1" if hosts else "127.0.0.1"
