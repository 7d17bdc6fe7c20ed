"""A server that tells what reached it, in the place of Odoo."""

import json
import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# As Odoo sends them: a cookie without «Secure», and a policy of its own for files.
_HEADERS = {
    "Content-Type": "application/json",
    "Set-Cookie": "session_id=abc; HttpOnly; Path=/",
    "Referrer-Policy": "unsafe-url",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'self'",
}


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        asked = {
            "method": self.command,
            "path": self.path,
            "headers": {key.lower(): value for key, value in self.headers.items()},
            "received": len(self.rfile.read(size)),
        }
        if self.path in self.server.streams:
            self._stream(self.server.streams[self.path])
            return
        body = json.dumps(asked).encode()
        self.send_response(200)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, may_go_on: Callable[[], None]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        may_go_on()
        self.wfile.write(b"data: second\n\n")
        self.close_connection = True

    do_GET = do_POST = do_PUT = _answer

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def echo_server():
    """Give a running server; its ``streams`` are paths to what each waits for.

    Such a path is answered by one line at once, and another after the wait.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    server.streams = {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
