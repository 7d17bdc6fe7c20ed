"""How a service is reached: which hosts, by which addresses, through which proxy.

Both HTTP libraries of the clients get their connections from here, so that there is
one place where it is decided who may be connected to.
"""

from __future__ import annotations

import functools
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import certifi

from ..exceptions import AIServiceError, NeedsPerson, TryLater
from .hosts import LOOPBACK, Allowed, canonical
from .proxy import Proxy

if TYPE_CHECKING:
    import httpx2
    from requests.adapters import HTTPAdapter

    from .deadline import Deadline


class Network:
    """The part of the network that a provider's client sees.

    :param allowed: the hosts that the operator allows (see ``hosts.Allowed``); this
        machine itself always is
    :param proxy: what every connection passes, but for those to this machine
    :param tls: which certificates are trusted; by default the system's
    """

    def __init__(
        self,
        allowed: Allowed | None = None,
        proxy: Proxy | None = None,
        *,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = allowed or Allowed()
        self._proxy = proxy
        self._tls = tls

    @property
    def tls(self) -> ssl.SSLContext:
        """Which certificates are trusted; each must name the host it is asked as."""
        return self._tls or _system_tls()

    def check(self, url: str) -> None:
        """Check the address of a request, without asking DNS.

        :raise NeedsPerson: ``bad_base_url`` if it can be read in two ways or is
            neither https nor this machine, ``host_not_allowed``
        """
        try:
            parts = urlsplit(url)
            host = canonical(parts.hostname or "")
        except ValueError:
            raise NeedsPerson("bad_base_url") from None
        # What is sent is personal, and the key with it.
        if parts.scheme != "https" and not (
            parts.scheme == "http" and host in LOOPBACK
        ):
            raise NeedsPerson("bad_base_url")
        if not self._allowed.has_host(host):
            raise NeedsPerson("host_not_allowed")

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Connect to a host, and to no address that may not be.

        :param host: as a client spells it
        :param timeout: seconds for all of it but DNS, which has time-outs of its own
        :raise AIServiceError: nothing else is raised
        """
        try:
            host = canonical(host)
        except ValueError:
            raise NeedsPerson("bad_base_url") from None
        if not self._allowed.has_host(host):
            raise NeedsPerson("host_not_allowed")
        if not self._proxy or host in LOOPBACK:
            return _connect_to_one(self._addresses(host), port, timeout)
        # A proxy that asks DNS itself is given the name, which is what makes it of
        # use where DNS is forged; that the right service is behind it, TLS proves.
        targets = [host] if self._proxy.resolves else self._addresses(host)
        return self._connect_through(self._proxy, targets[0], port, timeout)

    def _addresses(self, host: str) -> list[str]:
        """Return where a host leads, as far as it may lead there.

        :raise AIServiceError: nowhere
        """
        answers = _look_up(host)
        found = [
            address
            for address in answers
            if self._allowed.has_address(host, ip_address(address))
        ]
        if not found:
            raise NeedsPerson("private_address")
        return found

    def _connect_through(
        self, proxy: Proxy, target: str, port: int, timeout: float | None
    ) -> socket.socket:
        # The operator or an allowed host stands behind a proxy; most are in the
        # private network, so that its addresses are not looked at.
        try:
            sock = _connect_to_one(_look_up(proxy.host), proxy.port, timeout)
        except AIServiceError:
            raise TryLater("proxy_unreachable") from None
        return proxy.connect(sock, target, port, self.tls)

    def httpx_transport(self, deadline: Deadline | None = None) -> httpx2.BaseTransport:
        """Return what connects an ``httpx2.Client``.

        :param deadline: of what is asked
        """
        # Imported here because of its cost, as the SDK that needs it.
        from .network_httpx import Transport

        return Transport(self, deadline)

    def requests_adapter(
        self, timeout: tuple[float, float], deadline: Deadline | None = None
    ) -> HTTPAdapter:
        """Return what connects a ``requests.Session``.

        :param timeout: seconds to connect, and of silence
        :param deadline: of what is asked
        """
        from .network_requests import Adapter

        return Adapter(self, timeout, deadline)


class NestingContext(ssl.SSLContext):
    """A context that can also speak TLS inside of TLS, as through an https proxy."""

    def wrap_socket(self, sock, *args, server_hostname=None, **kwargs):
        if isinstance(sock, ssl.SSLSocket):
            from urllib3.util.ssltransport import SSLTransport

            return SSLTransport(sock, self, server_hostname)
        return super().wrap_socket(
            sock, *args, server_hostname=server_hostname, **kwargs
        )


@functools.cache
def _system_tls() -> ssl.SSLContext:
    # The system's store, which SSL_CERT_FILE and SSL_CERT_DIR may move; certifi's for
    # an image that has none.
    context = NestingContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    return context


def _look_up(host: str) -> list[str]:
    """Return the addresses of a host, in the order in which to try them.

    :raise TryLater: it has none
    """
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        raise TryLater("network") from None
    return list(dict.fromkeys(answer[4][0] for answer in answers))


def _connect_to_one(
    addresses: Iterable[str], port: int, timeout: float | None
) -> socket.socket:
    """Connect to the first of several addresses that answers.

    :param addresses: of one host, as numbers: nothing is looked up again
    :raise TryLater: none of them answers
    """
    error: OSError | None = None
    for address, patience in _shares(list(addresses), timeout):
        try:
            sock = socket.create_connection((address, port), patience)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock
        except OSError as caught:
            error = caught
    raise TryLater("timeout" if isinstance(error, TimeoutError) else "network")


def _shares(
    addresses: list[str], timeout: float | None
) -> Iterator[tuple[str, float | None]]:
    """Give each address its share of the time that is left."""
    end = None if timeout is None else time.monotonic() + timeout
    for tried, address in enumerate(addresses):
        if end is None:
            yield address, None
            continue
        left = end - time.monotonic()
        if left > 0:
            yield address, left / (len(addresses) - tried)
