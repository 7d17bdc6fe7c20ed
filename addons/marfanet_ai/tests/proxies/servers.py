"""Servers that pass bytes on, or do not."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import ssl
import threading
from ipaddress import ip_address

_CHUNK = 64 * 1024
# What a test's dialogue takes at most; a thread that waits longer has lost its client.
_PATIENCE = 20

Address = tuple[str, int]


class Refused(Exception):
    """The client did what the protocol does not allow; the text says what."""


class _Server:
    """A listening socket and a thread for each who comes.

    What a client did wrong fails the block, even where the client got along with it.

    :ivar came: how many connections were accepted
    :ivar problems: what they did that the protocol does not allow
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.came = 0
        self.problems: list[str] = []
        self._listener = socket.create_server((host, port))
        self.host, self.port = self._listener.getsockname()
        self._open: list[socket.socket] = []

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind, error, _traceback) -> None:
        # Closing alone would leave the thread in its «accept».
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._open:
            sock.close()
        if self.problems:
            raise AssertionError("; ".join(self.problems)) from error

    def _accept(self) -> None:
        while True:
            try:
                sock, _address = self._listener.accept()
            except OSError:
                return
            self.came += 1
            sock.settimeout(_PATIENCE)
            self._open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        # The client may go, and the block may end and close the socket.
        with sock, contextlib.suppress(OSError, ValueError):
            try:
                self._talk(sock)
            except Refused as problem:
                self.problems.append(str(problem))

    def _talk(self, sock: socket.socket) -> None:
        raise NotImplementedError

    def _pass_on(self, sock: socket.socket, target: Address) -> None:
        """Pass bytes on in both directions until either side has enough.

        By one thread: OpenSSL does not allow two at one connection.
        """
        with socket.create_connection(target, _PATIENCE) as other:
            across = {sock: other, other: sock}
            while True:
                # What TLS has unpacked already, no «select» can see.
                ready = [one for one in across if getattr(one, "pending", int)()]
                ready = ready or select.select(list(across), [], [], _PATIENCE)[0]
                for one in ready:
                    data = one.recv(_CHUNK)
                    if not data:
                        return
                    across[one].sendall(data)
                if not ready:
                    return


class Trap(_Server):
    """A server that nobody should come to."""

    def _talk(self, sock: socket.socket) -> None:
        sock.recv(1)


class TlsFront(_Server):
    """TLS in front of a plain server of this machine.

    :param context: with the certificate to show
    :param target: the plain server
    :ivar names: the names that clients asked for (SNI)
    """

    def __init__(self, context: ssl.SSLContext, target: Address, **place) -> None:
        super().__init__(**place)
        self.names: list[str | None] = []
        self._context = context
        self._context.sni_callback = self._note
        self._target = target

    def _note(self, _sock, name, _context) -> None:
        self.names.append(name)

    def _talk(self, sock: socket.socket) -> None:
        with self._context.wrap_socket(sock, server_side=True) as secure:
            self._pass_on(secure, self._target)


class _Proxy(_Server):
    """A proxy.

    :param routes: where each (host, port) that may be asked for leads
    :param login: (username, password) that must be given; None takes anybody, and
        whoever says a name all the same does wrong
    :param refuse: how every request is answered
    :param tls: what an https proxy shows
    :ivar asked: the (host, port) that clients asked for
    """

    scheme: str

    def __init__(
        self,
        routes: dict[Address, Address] | None = None,
        *,
        login: tuple[str, str] | None = None,
        refuse: int | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__()
        self.asked: list[Address] = []
        self._routes = routes or {}
        self._login = login
        self._refuse = refuse
        self._tls = tls

    def url(self, login: str = "", scheme: str = "", host: str = "127.0.0.1") -> str:
        """The address to give to a client, with «user:password@» if wanted."""
        return f"{scheme or self.scheme}://{login}{host}:{self.port}"

    def _talk(self, sock: socket.socket) -> None:
        if self._tls:
            sock = self._tls.wrap_socket(sock, server_side=True)
        with sock:
            target = self._negotiate(sock)
            if target:
                self._pass_on(sock, target)

    def _negotiate(self, sock: socket.socket) -> Address | None:
        raise NotImplementedError


class HttpProxy(_Proxy):
    """RFC 9110's CONNECT, with Basic authentication.

    :param refuse: an HTTP status; 0 stands for something that is no HTTP
    """

    scheme = "http"

    def _negotiate(self, sock: socket.socket) -> Address | None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += _exactly(sock, 1)
        first, *lines = head.decode("ascii").rstrip("\r\n").split("\r\n")
        method, target, version = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines)
        if (method, version) != ("CONNECT", "HTTP/1.1"):
            raise Refused(f"no CONNECT of HTTP/1.1: {first}")
        if headers.get("Host") != target:
            raise Refused(f"Host {headers.get('Host')!r} for {target}")
        if not self._lets_in(headers.get("Proxy-Authorization")):
            _dribble(sock, b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            return None
        host, _colon, port = target.rpartition(":")
        asked = (host.strip("[]"), int(port))
        self.asked.append(asked)
        if self._refuse is not None:
            _dribble(sock, _http_refusal(self._refuse))
            return None
        if asked not in self._routes:
            raise Refused(f"no route to {asked}")
        _dribble(sock, b"HTTP/1.1 200 OK\r\nVia: 1.1 test\r\n\r\n")
        return self._routes[asked]

    def _lets_in(self, given: str | None) -> bool:
        if self._login is None:
            if given is not None:
                raise Refused("a password for a proxy that asks for none")
            return True
        secret = base64.b64encode(":".join(self._login).encode()).decode()
        return given == f"Basic {secret}"


class SocksProxy(_Proxy):
    """SOCKS5 (RFC 1928), with username and password (RFC 1929).

    :param refuse: a reply's number; 0x5ff stands for «no method that I know»
    """

    scheme = "socks5h"

    def _negotiate(self, sock: socket.socket) -> Address | None:
        version, count = _exactly(sock, 2)
        if version != 5 or not count:
            raise Refused(f"no SOCKS5: {version}, {count} methods")
        methods = _exactly(sock, count)
        wanted = 0 if self._login is None else 2
        if self._refuse == 0x5FF or wanted not in methods:
            _dribble(sock, b"\x05\xff")
            return None
        _dribble(sock, bytes([5, wanted]))
        if wanted and not self._lets_in(sock):
            return None
        version, command, reserved, kind = _exactly(sock, 4)
        if (version, command, reserved) != (5, 1, 0):
            raise Refused("no CONNECT of SOCKS5")
        asked = (_socks_host(sock, kind), int.from_bytes(_exactly(sock, 2), "big"))
        self.asked.append(asked)
        if self._refuse is None and asked not in self._routes:
            raise Refused(f"no route to {asked}")
        # The address that it speaks from, as a name: the kind that has a length.
        _dribble(sock, bytes([5, self._refuse or 0, 0, 3]) + b"\x04test\x00\x00")
        return None if self._refuse else self._routes[asked]

    def _lets_in(self, sock: socket.socket) -> bool:
        if _exactly(sock, 1) != b"\x01":
            raise Refused("no username and password of RFC 1929")
        given = tuple(_exactly(sock, _exactly(sock, 1)[0]).decode() for _part in "up")
        _dribble(sock, b"\x01\x00" if given == self._login else b"\x01\x01")
        return given == self._login


def _socks_host(sock: socket.socket, kind: int) -> str:
    if kind == 3:
        return _exactly(sock, _exactly(sock, 1)[0]).decode("ascii")
    if kind not in (1, 4):
        raise Refused(f"address of kind {kind}")
    return str(ip_address(_exactly(sock, 4 if kind == 1 else 16)))


def _http_refusal(status: int) -> bytes:
    if not status:
        return b"220 mail.example ESMTP\r\n\r\n"
    return f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()


def _dribble(sock: socket.socket, data: bytes) -> None:
    """Send byte by byte, as a slow line may."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in data:
        sock.sendall(bytes([byte]))


def _exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data
