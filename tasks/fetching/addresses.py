"""Which addresses of the network may be connected to."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# Where clouds tell a machine its secrets; no news is there, whatever the settings allow.
_METADATA = frozenset(
    ip_address(address)
    for address in ("169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
# Addresses that carry an IPv4 address, to which a gateway or the machine itself passes on.
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0/96"), IPv6Network("::ffff:0:0:0/96"))
_COMPATIBLE = IPv6Network("::/96")


class AddressRefusedError(Exception):
    """A host whose addresses may not be connected to; the message names host and reason."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far requests may go: into private networks and to this machine itself only if it is allowed."""

    allow_private: bool = False

    def refusal(self, address: str) -> str | None:
        """Return why an address is not connected to; None if it may be.

        >>> Reach().refusal("127.0.0.1"), Reach().refusal("::ffff:10.0.0.1"), Reach().refusal("9.9.9.9")
        ('a private address', 'a private address', None)
        >>> Reach(allow_private=True).refusal("169.254.169.254")
        'a link-local address'
        """
        reasons = (self._refusal(one) for one in _meant(ip_address(address.partition("%")[0])))
        return next((reason for reason in reasons if reason is not None), None)

    def _refusal(self, address: Address) -> str | None:
        if address.is_link_local:
            return "a link-local address"
        if address in _METADATA:
            return "an address at which clouds tell secrets"
        if address.is_multicast or address.is_unspecified or _is_this_network(address):
            return "no address of one machine"
        if not address.is_global and not self.allow_private:
            return "a private address"
        return None


def _is_this_network(address: Address) -> bool:
    # 0.0.0.1 reaches this machine on some systems.
    return isinstance(address, IPv4Address) and address.packed[0] == 0


def _meant(address: Address) -> Iterator[Address]:
    """Return the addresses that a packet to this one may reach."""
    if isinstance(address, IPv4Address):
        yield address
        return
    last = IPv4Address(address.packed[-4:])
    if any(address in network for network in _TRANSLATED):
        yield last
        return
    yield address
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _COMPATIBLE and not address.is_loopback and not address.is_unspecified:
        yield last
