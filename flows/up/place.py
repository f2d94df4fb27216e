"""Where the Prefect server of `copydesk up` is to listen, and who may come in."""

import getpass
import ipaddress
import os
import socket
import sys
from dataclasses import dataclass
from typing import Self

from copydesk.storage.errors import CopydeskError

AUTH_STRING = "PREFECT_SERVER_API_AUTH_STRING"
USER = "copydesk"


class PlaceError(CopydeskError):
    """The server cannot listen where it is told to."""


class PasswordMissingError(CopydeskError):
    """Others than this machine could reach the server, and nothing would ask them who they are."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A host and a port; `auth` is "user:password" where one is asked for."""

    host: str
    port: int
    auth: str | None

    @classmethod
    def chosen(cls, host: str, port: int) -> Self:
        """Return the place, with the password that a place open to others needs, asked for on a terminal."""
        auth = os.environ.get(AUTH_STRING) or None
        if auth is None and not is_loopback(host):
            auth = _asked_for(host)
        if auth is not None and not all(auth.partition(":")):
            raise PasswordMissingError(f"{AUTH_STRING} is to be written as user:password")
        return cls(host, port, auth)

    def bind(self) -> socket.socket:
        """Return a socket that listens there, so that nobody else gets the port; raises PlaceError."""
        try:
            family, kind, _, _, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            listener = socket.socket(family, kind)
        except OSError as error:
            raise PlaceError(f"--host {self.host}: there is no such address: {error.strerror}") from error
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except OSError as error:
            listener.close()
            raise PlaceError(
                f"cannot listen at {self.host}, port {self.port}: {error.strerror}; "
                "choose another with --port, or 0 for any that is free"
            ) from error
        return listener


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the host's address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _asked_for(host: str) -> str:
    if not sys.stdin.isatty():
        raise PasswordMissingError(
            f"--host {host}: others can reach this address, so a password is needed: "
            f"set {AUTH_STRING} to user:password"
        )
    password = getpass.getpass(f"A password for those who can reach {host} (user {USER}): ")
    if not password:
        raise PasswordMissingError("without a password the server listens to this machine alone")
    return f"{USER}:{password}"
