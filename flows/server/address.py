"""The Prefect server the user has, if any: named by the environment or by the active Prefect profile.

Read as Prefect reads it, but without importing Prefect, which takes 1 to 3 s.
"""

import os
import ssl
import tomllib
import urllib.error
import urllib.request
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

from copydesk.flows.server.announced import announced_api
from copydesk.storage.desk import Desk
from copydesk.storage.errors import CopydeskError

ANSWER_TIMEOUT_SECONDS = 5.0
# A Prefect API is there and has something against us; Prefect's own client may know how to come in.
_REFUSALS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


class ServerUnreachableError(CopydeskError):
    """A Prefect API is configured, but none answers there."""


class PasswordWantedError(CopydeskError):
    """A Prefect server asks for a password, and was told none, or another."""

    exit_code = 2


def password_wanted(error: BaseException) -> PasswordWantedError | None:
    """Return what to tell people where this is what a request of Prefect's client came to."""
    response = getattr(error, "response", None)
    if getattr(response, "status_code", None) != HTTPStatus.UNAUTHORIZED:
        return None
    url, _ = configured_api()
    return PasswordWantedError(
        f"the Prefect server at {url} asks for a password: set PREFECT_API_AUTH_STRING to user:password"
    )


def reachable_api(desk: Desk | None = None) -> str | None:
    """Return the URL of the Prefect API that is to be used, once it has answered; None if there is none.

    It is named by the environment, by `copydesk up` on the desk, or by the user's profile, in this order.
    """
    if desk is not None and "PREFECT_API_URL" not in os.environ and (url := announced_api(desk)) is not None:
        return url
    url, source = configured_api()
    if url is None:
        return None
    fault = _fault_of(url)
    if fault is not None:
        raise ServerUnreachableError(
            f"no Prefect server answers at {url}, which is PREFECT_API_URL in {source}: {fault}. "
            "Start that server, or unset PREFECT_API_URL to have one started for the run."
        )
    return url


def configured_api() -> tuple[str | None, str]:
    """Return the API URL that Prefect would use, and where that is written."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url, "the environment"
    path = _profiles_path()
    if path is None or not path.is_file():
        return None, ""
    try:
        profiles = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ServerUnreachableError(f"cannot read the Prefect profiles in {path}: {error}") from error
    name = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    url = profiles.get("profiles", {}).get(name, {}).get("PREFECT_API_URL")
    return url or None, f"the profile '{name}' of {path}"


def _profiles_path() -> Path | None:
    if path := os.environ.get("PREFECT_PROFILES_PATH"):
        return Path(path)
    if home := os.environ.get("PREFECT_HOME"):
        return Path(home).expanduser() / "profiles.toml"
    own = Path("~/.prefect/profiles.toml").expanduser()
    if own.is_file():
        return own
    # Prefect brings profiles for those who saved none, among them `local`.
    prefect = find_spec("prefect")
    return Path(prefect.origin).parent / "settings" / "profiles.toml" if prefect and prefect.origin else None


def _fault_of(url: str) -> str | None:
    """Return what is wrong with the API at the URL, or None."""
    if not url.startswith(("http://", "https://")):
        return "it is not an http address"
    try:
        with urllib.request.urlopen(url.rstrip("/") + "/health", timeout=ANSWER_TIMEOUT_SECONDS):  # noqa: S310
            return None
    except urllib.error.HTTPError as error:
        return None if error.code in _REFUSALS else f"it answers with {error.code} {error.reason}"
    except urllib.error.URLError as error:
        # The server is there; whether its certificate is to be trusted is for Prefect's settings to say.
        return None if isinstance(error.reason, ssl.SSLError) else str(error.reason)
    except (OSError, ValueError) as error:
        return str(error) or type(error).__name__
