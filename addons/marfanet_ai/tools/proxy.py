"""Proxies: how their address is written, and how they are asked to connect.

Both dialogues are spoken here and not by the two HTTP libraries, so that both reach a
service in the same way, and what a proxy refuses can be told from what it did not
reach.
"""

from __future__ import annotations

import base64
import re
import socket
import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from ..exceptions import NeedsPerson, TryLater
from .hosts import canonical

_PORTS = {"http": 8080, "https": 443, "socks5": 1080, "socks5h": 1080}

# No proxy has more to say before it passes bytes on.
_MAX_HEAD_BYTES = 16 * 1024
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})\b")
# RFC 9110, 15: the proxy let us in, and did not reach the service.
_SERVICE_NOT_REACHED = (408, 429, 502, 503, 504)
# RFC 1928, 6: a general failure, and networks, hosts and ports not reached.
_SOCKS_NOT_REACHED = (1, 3, 4, 5, 6)


@dataclass(frozen=True)
class Proxy:
    """One proxy.

    :param scheme: ``http`` and ``https`` are asked to CONNECT, the latter over TLS;
        ``socks5`` is given an address, ``socks5h`` a name, which it resolves
    :param host: in its canonical spelling
    """

    scheme: str
    host: str
    port: int
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> Proxy:
        """Read ``socks5h://user:password@host:port``.

        :raise ValueError: anything that is no proxy's address
        """
        parts = urlsplit(text.strip())
        if parts.scheme not in _PORTS or not parts.hostname or parts.port == 0:
            raise ValueError("not the address of a proxy")
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValueError("more than the address of a proxy")
        username, password = (
            unquote(text or "") for text in (parts.username, parts.password)
        )
        # RFC 1929 has one byte for the length of each.
        if max(len(username.encode()), len(password.encode())) > 255:
            raise ValueError("longer than a proxy takes")
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.scheme, canonical(parts.hostname), port, username, password)

    @property
    def resolves(self) -> bool:
        """Whether the proxy is given names, and asks DNS itself."""
        return self.scheme != "socks5"

    def connect(
        self, sock: socket.socket, host: str, port: int, tls: ssl.SSLContext
    ) -> socket.socket:
        """Ask the proxy for a connection to a host.

        :param sock: connected to the proxy, with its time-out set; closed on errors
        :param host: a name if the proxy ``resolves``, else an address
        :param tls: says which certificates of an ``https`` proxy are trusted
        :return: the socket to go on with
        :raise AIServiceError: ``proxy_refused`` if the proxy does not let us,
            otherwise what is to be said of a service that was not reached
        """
        try:
            if self.scheme == "https":
                sock = tls.wrap_socket(sock, server_hostname=self.host)
            if self.scheme.startswith("socks"):
                self._ask_socks(sock, host, port)
            else:
                self._ask_http(sock, host, port)
        except BaseException as error:
            sock.close()
            if isinstance(error, ssl.SSLCertVerificationError):
                raise TryLater("bad_certificate") from None
            if isinstance(error, TimeoutError):
                raise TryLater("timeout") from None
            if isinstance(error, OSError):
                # It hung up: on a stranger, or on a protocol that it does not speak.
                raise NeedsPerson("proxy_refused") from None
            raise
        return sock

    def _ask_http(self, sock: socket.socket, host: str, port: int) -> None:
        """Speak RFC 9110, 9.3.6."""
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        head = f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n"
        if self.username:
            who = base64.b64encode(f"{self.username}:{self.password}".encode())
            head += f"Proxy-Authorization: Basic {who.decode()}\r\n"
        sock.sendall(f"{head}\r\n".encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            # Byte by byte: what follows the head is the service's.
            answer += _exactly(sock, 1)
            if len(answer) > _MAX_HEAD_BYTES:
                raise NeedsPerson("proxy_refused")
        found = _STATUS.match(answer)
        status = int(found[1]) if found else 0
        if status in _SERVICE_NOT_REACHED:
            raise TryLater("network")
        if not 200 <= status < 300:
            raise NeedsPerson("proxy_refused")

    def _ask_socks(self, sock: socket.socket, host: str, port: int) -> None:
        """Speak RFC 1928, and RFC 1929 to a proxy that wants to know who asks."""
        methods = b"\x00\x02" if self.username else b"\x00"
        sock.sendall(b"\x05" + _counted(methods))
        version, method = _exactly(sock, 2)
        if version != 5 or method not in methods:
            raise NeedsPerson("proxy_refused")
        if method == 2:
            who = _counted(self.username.encode()) + _counted(self.password.encode())
            sock.sendall(b"\x01" + who)
            if _exactly(sock, 2)[1] != 0:
                raise NeedsPerson("proxy_refused")
        sock.sendall(b"\x05\x01\x00" + _socks_address(host) + port.to_bytes(2, "big"))
        version, reply, _reserved, kind = _exactly(sock, 4)
        if version == 5 and reply in _SOCKS_NOT_REACHED:
            raise TryLater("network")
        if version != 5 or reply != 0:
            raise NeedsPerson("proxy_refused")
        # The address that the proxy speaks from, which nobody needs.
        length = {1: 4, 4: 16}.get(kind) or _exactly(sock, 1)[0]
        _exactly(sock, length + 2)


def _socks_address(host: str) -> bytes:
    try:
        address = ip_address(host)
    except ValueError:
        return b"\x03" + _counted(host.encode())
    return (b"\x01" if address.version == 4 else b"\x04") + address.packed


def _counted(value: bytes) -> bytes:
    return bytes([len(value)]) + value


def _exactly(sock: socket.socket, size: int) -> bytes:
    """Read so many bytes, in however many pieces they come.

    :raise ConnectionError: the other side hung up before
    """
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data
