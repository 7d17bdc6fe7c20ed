"""Connections of ``tools.network`` for requests, with which xAI's speech is asked."""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ..exceptions import TryLater

if TYPE_CHECKING:
    from .deadline import Deadline
    from .network import Network


class Adapter(HTTPAdapter):
    """requests' own adapter, with connections from ``Network``.

    :param timeout: seconds to connect, and of silence. They are set here and not in
        the call because Odoo's tests compare the time-out of a call with a number and
        cannot read a pair.
    :param deadline: of what is asked
    """

    def __init__(
        self,
        network: Network,
        timeout: tuple[float, float],
        deadline: Deadline | None = None,
    ) -> None:
        self._network = network
        self._deadline = deadline
        self._timeout = timeout
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        made = super().init_poolmanager(*args, **kwargs, ssl_context=self._network.tls)
        network, deadline = self._network, self._deadline

        class Plain(_Plain):
            _network, _deadline = network, deadline

        class Secure(_Secure):
            _network, _deadline = network, deadline

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {
            "http": PlainPool,
            "https": SecurePool,
        }
        return made

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave it to the context which certificates are trusted."""
        conn.cert_reqs = "CERT_REQUIRED"

    def send(
        self, request: requests.PreparedRequest, **kwargs: Any
    ) -> requests.Response:
        self._network.check(request.url)
        # No proxy of the environment's: Network knows which one there is.
        return super().send(
            request, **{**kwargs, "timeout": self._timeout, "proxies": None}
        )


class _Response(http.client.HTTPResponse):
    """A reply of which nothing is logged.

    urllib3 warns of headers that it cannot read, and quotes what it was sent.
    """

    def begin(self) -> None:
        begun = super().begin()
        self.msg.defects.clear()
        self.msg.set_payload("")
        return begun


class _Connected:
    """An urllib3 connection that gets its socket from ``Network``."""

    response_class = _Response

    _network: Network
    _deadline: Deadline | None

    def _new_conn(self) -> socket.socket:
        sock = self._network.connect(self.host, self.port, self.timeout)
        if self._deadline:
            self._deadline.watch(sock)
        return sock


class _Plain(_Connected, HTTPConnection):
    pass


class _Secure(_Connected, HTTPSConnection):
    def connect(self) -> None:
        try:
            connected = super().connect()
        except ssl.SSLCertVerificationError:
            raise TryLater("bad_certificate") from None
        # TLS has taken the socket over into one of its own.
        if self._deadline:
            self._deadline.watch(self.sock)
        return connected
