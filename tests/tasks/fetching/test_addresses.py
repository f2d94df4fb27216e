"""Which addresses are connected to, and that it is decided by the address and not by the name."""

import asyncio
import errno
import socket

import aiohttp
import pytest

from copydesk.tasks.fetching import network
from copydesk.tasks.fetching.addresses import AddressRefusedError, Reach
from copydesk.tasks.fetching.connections import Connections
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.network import UnknownHostError

PRIVATE = [
    *("127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.7", "198.18.0.1"),
    *("::1", "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1"),
    *("2002:7f00:0001::1", "2001:0:7f00:1::1", "::127.0.0.1", "240.0.0.1"),
]
NEVER = [
    *("0.0.0.0", "0.0.0.1", "::", "169.254.1.1", "169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0"),  # noqa: S104
    *("100.100.100.200", "192.0.0.192", "fd00:ec2::254", "224.0.0.1", "ff02::1", "64:ff9b::169.254.169.254"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused_until_it_is_allowed(address: str) -> None:
    assert Reach().refusal(address)
    assert Reach(allow_private=True).refusal(address) is None


@pytest.mark.parametrize("address", NEVER)
def test_what_holds_no_news_is_refused_whatever_is_allowed(address: str) -> None:
    assert Reach().refusal(address)
    assert Reach(allow_private=True).refusal(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::9.9.9.9"])
def test_a_public_address_is_asked(address: str) -> None:
    assert Reach().refusal(address) is None


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are connected to; nobody answers there."""
    found: list[str] = []

    async def connect(_: object, __: object, address: tuple[str, int]) -> None:
        found.append(address[0])
        raise OSError(errno.ECONNREFUSED, "nobody there")

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", connect)
    return found


async def ask(url: str) -> None:
    connections = Connections(Limits(reach=Reach()))
    try:
        await connections.get(url, {})
    finally:
        await connections.close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
async def test_no_spelling_of_this_machine_is_connected_to(host: str, connected: list[str]) -> None:
    with pytest.raises((AddressRefusedError, UnknownHostError, aiohttp.InvalidURL)):
        await ask(f"http://{host}/")

    assert connected == []


async def test_the_connection_goes_to_the_checked_address_and_no_name_is_resolved_again(
    monkeypatch: pytest.MonkeyPatch, connected: list[str]
) -> None:
    """The name turns to this machine's own address as soon as it was resolved once."""
    answers = iter([["203.0.113.7"], ["127.0.0.1"]])
    monkeypatch.setattr(network, "_addresses", lambda *_: next(answers))
    monkeypatch.setattr(
        Reach, "refusal", lambda _, address: "this machine" if address == "127.0.0.1" else None
    )

    with pytest.raises(aiohttp.ClientConnectorError):
        await ask("http://turning.example/")
    with pytest.raises(AddressRefusedError, match=r"turning\.example is at 127\.0\.0\.1, this machine"):
        await ask("http://turning.example/")

    assert connected == ["203.0.113.7"]


async def test_of_several_addresses_only_those_that_are_allowed_are_tried(
    monkeypatch: pytest.MonkeyPatch, connected: list[str]
) -> None:
    monkeypatch.setattr(network, "_addresses", lambda *_: ["10.0.0.1", "9.9.9.9", "::1", "8.8.8.8"])

    with pytest.raises(aiohttp.ClientConnectorError):
        await ask("http://both.example/")

    assert set(connected) == {"9.9.9.9", "8.8.8.8"}


async def test_a_name_without_an_address_may_have_one_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(network, "_addresses", nothing)

    with pytest.raises(UnknownHostError) as raised:
        await ask("http://gone.example/")

    assert raised.value.passing
