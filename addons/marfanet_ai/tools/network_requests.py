"""Connections of ``tools.network`` for requests, with which xAI's speech is asked."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ..exceptions import TryLater

if TYPE_CHECKING:
    from .network import Network


class Adapter(HTTPAdapter):
    """requests' own adapter, with connections from ``Network``.

    :param timeout: seconds to connect, and of silence. They are set here and not in
        the call because Odoo's tests compare the time-out of a call with a number and
        cannot read a pair.
    """

    def __init__(self, network: Network, timeout: tuple[float, float]) -> None:
        self._network = network
        self._timeout = timeout
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._network.tls)
        network = self._network

        class Plain(_Plain):
            _network = network

        class Secure(_Secure):
            _network = network

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {
            "http": PlainPool,
            "https": SecurePool,
        }

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


class _Connected:
    """An urllib3 connection that gets its socket from ``Network``."""

    _network: Network

    def _new_conn(self) -> socket.socket:
        return self._network.connect(self.host, self.port, self.timeout)


class _Plain(_Connected, HTTPConnection):
    pass


class _Secure(_Connected, HTTPSConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except ssl.SSLCertVerificationError:
            raise TryLater("bad_certificate") from None
