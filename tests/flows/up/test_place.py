import socket

import pytest

from copydesk.flows.up.place import AUTH_STRING, PasswordMissingError, Place, PlaceError, is_loopback


@pytest.fixture(autouse=True)
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(AUTH_STRING, raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_needs_no_password(host: str) -> None:
    assert is_loopback(host)
    assert Place.chosen(host, 4200).auth is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])  # noqa: S104 - refused
def test_others_are_let_in_with_a_password_only(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_loopback(host)
    with pytest.raises(PasswordMissingError, match=AUTH_STRING) as missing:
        Place.chosen(host, 4200)
    assert missing.value.exit_code == 2
    monkeypatch.setenv(AUTH_STRING, "ada:engine")
    assert Place.chosen(host, 4200).auth == "ada:engine"


@pytest.mark.parametrize("auth", ["engine", "ada:", ":engine"])
def test_a_password_without_a_user_is_told(auth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AUTH_STRING, auth)
    with pytest.raises(PasswordMissingError, match="user:password"):
        Place.chosen("127.0.0.1", 4200)


def test_a_port_that_is_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            PlaceError, match=f"port {port}: Address already in use; choose another with --port"
        ):
            Place("127.0.0.1", port, None).bind()


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(PlaceError, match=r"no such address|cannot listen at"):
        Place("nowhere.invalid", 4200, None).bind()
    with pytest.raises(PlaceError, match=r"cannot listen at 192\.0\.2\.7"):
        Place("192.0.2.7", 0, None).bind()
