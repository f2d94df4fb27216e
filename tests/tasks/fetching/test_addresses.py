"""Which addresses are connected to, and that it is decided by the address and not by the name."""

import socket

import httpcore
import pytest

from copydesk.tasks.fetching import network
from copydesk.tasks.fetching.addresses import AddressRefusedError, Reach
from copydesk.tasks.fetching.network import CheckedNetwork, UnknownHostError

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


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "::1", "[::1]"]
)
async def test_no_spelling_of_this_machine_is_connected_to(host: str) -> None:
    with pytest.raises((AddressRefusedError, UnknownHostError)):
        await CheckedNetwork(Reach()).connect_tcp(host.strip("[]"), 80)


async def test_the_connection_goes_to_the_checked_address_and_no_name_is_resolved_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name turns to this machine's own address as soon as it was resolved once."""
    answers = iter([["203.0.113.7"], ["127.0.0.1"]])
    connected: list[str] = []

    async def connect(host: str, *_: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(network, "_addresses", lambda *_: next(answers))
    monkeypatch.setattr(
        Reach, "refusal", lambda _, address: "this machine" if address == "127.0.0.1" else None
    )
    monkeypatch.setattr(network, "connected", connect)
    turning = CheckedNetwork(Reach())

    with pytest.raises(httpcore.ConnectError):
        await turning.connect_tcp("turning.example", 80)
    with pytest.raises(AddressRefusedError, match=r"turning\.example is at 127\.0\.0\.1, this machine"):
        await turning.connect_tcp("turning.example", 80)

    assert connected == ["203.0.113.7"]


async def test_of_several_addresses_only_those_that_are_allowed_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected: list[str] = []

    async def connect(host: str, *_: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(network, "_addresses", lambda *_: ["10.0.0.1", "9.9.9.9", "::1"])
    monkeypatch.setattr(network, "connected", connect)

    with pytest.raises(httpcore.ConnectError):
        await CheckedNetwork(Reach()).connect_tcp("both.example", 80)

    assert connected == ["9.9.9.9"]


async def test_a_name_without_an_address_may_have_one_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(network, "_addresses", nothing)

    with pytest.raises(UnknownHostError) as raised:
        await CheckedNetwork(Reach()).connect_tcp("gone.example", 80)

    assert raised.value.passing
