"""Connections of ``tools.network`` for httpx2, with which the openai SDK asks.

Importing this module imports httpx2: see ``openai_sdk``.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from ..exceptions import TryLater

if TYPE_CHECKING:
    from .deadline import Deadline
    from .network import Network


class Transport(httpx2.HTTPTransport):
    """httpx2's own transport, with connections from ``Network``."""

    def __init__(self, network: Network, deadline: Deadline | None = None) -> None:
        # trust_env off, and no proxy: what of the environment counts, Network knows.
        super().__init__(verify=network.tls, trust_env=False)
        self._network = network
        self._pool = httpcore2.ConnectionPool(
            ssl_context=network.tls, network_backend=_Backend(network, deadline)
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._network.check(str(request.url))
        return super().handle_request(request)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, network: Network, deadline: Deadline | None) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return _Stream(self._network.connect(host, port, timeout), self._deadline)


class _Stream(httpcore2.NetworkStream):
    # What a connection says of itself when it is used again is left out: a client
    # makes one request. (The linter takes «read» and «write» for those of a model.)

    def __init__(self, sock: socket.socket, deadline: Deadline | None) -> None:
        self._sock = sock
        self._deadline = deadline
        if deadline:
            deadline.watch(sock)

    # pylint: disable-next=method-required-super
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._sock.settimeout(timeout)
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout from error
        except OSError as error:
            raise httpcore2.ReadError from error

    # pylint: disable-next=method-required-super
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._sock.settimeout(timeout)
            view = memoryview(buffer)
            while view:
                # Each piece has the whole time-out, which «sendall» would spread
                # over all of them.
                view = view[self._sock.send(view) :]
        except TimeoutError as error:
            raise httpcore2.WriteTimeout from error
        except OSError as error:
            raise httpcore2.WriteError from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            self._sock.settimeout(timeout)
            sock = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError:
            self.close()
            raise TryLater("bad_certificate") from None
        except TimeoutError as error:
            self.close()
            raise httpcore2.ConnectTimeout from error
        except OSError as error:
            self.close()
            raise httpcore2.ConnectError from error
        return _Stream(sock, self._deadline)
