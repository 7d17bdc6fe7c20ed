"""Which hosts and addresses may be connected to.

The names come from the server's config file. DNS says where they lead, and is not to
be trusted: an answer is only used where the address itself may be connected to.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

import idna

Address = IPv4Address | IPv6Address

# A provider on this machine: the only ones that need no place in the config file and
# no TLS.
LOOPBACK = ("localhost", "127.0.0.1", "::1")

# IANA's «IPv4 Special-Purpose Address Registry», multicast and the former class E.
_SPECIAL_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # Public by its number, but answered inside Azure, which gives secrets there.
        "168.63.129.16/32",
    )
)
# Everything else in IPv6 is local, multicast, or not given out yet.
_GLOBAL_V6 = IPv6Network("2000::/3")
# IANA's «IPv6 Special-Purpose Address Registry»: protocols (Teredo among them) and
# documentation.
_SPECIAL_V6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20")
)
# RFC 6052: an IPv4 address as an IPv6-only network sees it.
_NAT64 = IPv6Network("64:ff9b::/96")

# RFC 1123; a label may not end in a hyphen.
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# What the C library reads as the parts of an IPv4 address: decimal, octal, hex.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def canonical(host: str) -> str:
    """Return the one spelling by which a host is compared and connected to.

    Refused is what two programs could read differently: a final dot, an address in
    decimal, octal, hexadecimal or with fewer than four parts, one with a zone.

    :param host: without brackets, port and user
    :return: an address as ``ipaddress`` writes it, or a name in ASCII (IDNA 2008)
    :raise ValueError: anything else
    """
    host = host.lower()
    if "%" in host:
        raise ValueError("an address with a zone")
    with contextlib.suppress(ValueError):
        return str(ip_address(host))
    if not host.isascii():
        try:
            host = idna.encode(host).decode()
        except UnicodeError as error:
            raise ValueError("not a name of IDNA") from error
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        raise ValueError("a spelling of an address that can be read in two ways")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError("not a name of a host")
    return host


def is_loopback(host: str) -> bool:
    """Tell whether a host, in any spelling, is this machine itself."""
    try:
        return canonical(host) in LOOPBACK
    except ValueError:
        return False


def is_public(address: Address) -> bool:
    """Tell whether an address is out in the internet, and nowhere else."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    if embedded := _embedded(address):
        return is_public(embedded)
    return address in _GLOBAL_V6 and not any(
        address in network for network in _SPECIAL_V6
    )


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a packet to this one ends up at."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class Allowed:
    """The hosts that the operator of the server allows.

    A name that is listed may lead to public addresses. A private address is only
    connected to where the list has the address, or a network that holds it: a name
    alone would also allow what a forged DNS answer makes of it.

    :param entries: names, addresses, networks (``10.0.0.0/24``); what is none of
        them is kept in ``unreadable`` and allows nothing
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        names, networks, unreadable = set(), [], []
        for entry in entries:
            try:
                networks.append(ip_network(entry))
            except ValueError:
                try:
                    names.add(canonical(entry))
                except ValueError:
                    unreadable.append(entry)
        self._names = frozenset(names)
        self._networks = tuple(networks)
        self.unreadable = tuple(unreadable)

    def has_host(self, host: str) -> bool:
        """Tell whether a host may be asked, wherever it leads.

        :param host: in its canonical spelling
        """
        if host in LOOPBACK or host in self._names:
            return True
        try:
            return self._lists(ip_address(host))
        except ValueError:
            return False

    def has_address(self, host: str, address: Address) -> bool:
        """Tell whether the address that a host leads to may be connected to.

        :param host: in its canonical spelling, and one that ``has_host``
        """
        if host in LOOPBACK:
            return address.is_loopback
        return is_public(address) or self._lists(address)

    def _lists(self, address: Address) -> bool:
        return any(address in network for network in self._networks)
