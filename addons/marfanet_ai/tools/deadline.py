"""An end to requests to which something keeps arriving, however little."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType

from ..exceptions import TryLater


class Deadline:
    """A block that ends in time, with its connections cut if need be.

    The time-outs of both HTTP libraries count silence: a service that sends a byte a
    second never lets them pass, be it in the middle of its headers or of its reply.

    :param seconds: for the whole block
    :raise TryLater: they have passed, whatever the block made of that
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._passed = False

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        # Who leaves because nobody waits any more is let go.
        if self._passed and (kind is None or issubclass(kind, Exception)):
            raise TryLater("timeout") from None

    def watch(self, sock: object) -> None:
        """Cut a connection of the block when the time has passed.

        :param sock: a socket; TLS inside of TLS is none, and ends with its outer one
        """
        if not isinstance(sock, socket.socket):
            return
        with self._lock:
            self._sockets.append(sock)
            if self._passed:
                _cut(sock)

    def _pass(self) -> None:
        with self._lock:
            self._passed = True
            for sock in self._sockets:
                _cut(sock)


def _cut(sock: socket.socket) -> None:
    # Not closed: another thread is reading from it. And not by the method of a TLS
    # socket, which would drop the state that the other thread is using.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
