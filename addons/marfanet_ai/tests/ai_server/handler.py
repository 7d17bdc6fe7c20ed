"""One request to the server: how it is taken down, checked and replied to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from . import chat, services
from .faults import commit
from .services import Recording, Refusal

if TYPE_CHECKING:
    from .server import AIServer

# Streams are sent in pieces of this many bytes, which end in the middle of lines and of
# letters, as they do on a line that is not this machine's.
_PIECE = 41


@dataclass
class Request:
    """One request as it arrived, and what became of it.

    :ivar headers: by lower-case name, without the key
    :ivar authorization: the header that holds the key
    :ivar body: as it came
    :ivar fields: a form's fields in their order; the file with its name as value
    :ivar seconds: the decoded length of the audio
    :ivar json: a chat request's body
    :ivar status: what was answered; None if nothing was
    :ivar error: the message that a refused request was answered with
    """

    method: str
    path: str
    headers: dict[str, str]
    authorization: str | None = field(default=None, repr=False)
    body: bytes = field(default=b"", repr=False)
    fields: list[tuple[str, str]] = field(default_factory=list)
    container: str | None = None
    seconds: float | None = None
    json: dict[str, Any] | None = None
    status: int | None = None
    error: str | None = None

    @property
    def messages(self) -> list[dict[str, Any]]:
        return (self.json or {}).get("messages", [])


class Listener(ThreadingHTTPServer):
    """Takes connections for a server."""

    daemon_threads = True
    # Many may ask at once; the standard library's 5 resets the others.
    request_queue_size = 128

    def handle_error(self, _request: object, _address: object) -> None:
        """Record what went wrong in a handler, a test's own callable included."""
        error = sys.exc_info()[1]
        # A client that has gone away knows why.
        if not isinstance(error, ConnectionError):
            self.RequestHandlerClass.ai.problems.append(repr(error))


class Handler(BaseHTTPRequestHandler):
    """Replies as the services do, or fails as a test has scripted."""

    ai: AIServer
    seen: Request
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_args: object) -> None:
        """Keep quiet: what arrives is in ``requests``."""

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        key = headers.pop("authorization", None)
        self.seen = Request(self.command, self.path, headers, key)
        self.ai.requests.append(self.seen)
        xai = self.path == "/v1/stt"
        try:
            body = self.seen.body = self._body()
            services.check_key(key, self.ai.key, xai=xai)
            reply = self._accept(body)
            if fault := self.ai.next_fault():
                commit(fault, self)
            elif isinstance(content := reply(), list):
                self.stream(content)
            else:
                self.send(200, content)
        except Refusal as refusal:
            self.seen.error = refusal.message
            shape = refusal.xai_body() if xai else refusal.openai_body()
            self.send(refusal.status, shape)

    def _body(self) -> bytes:
        """Read the body to its end, keeping it only if it is not too large."""
        if self.command == "GET":
            return b""
        if "Content-Length" not in self.headers:
            self.close_connection = True
            raise Refusal(411, "Content-Length is required.")
        length = int(self.headers["Content-Length"])
        limits = {
            "/v1/stt": self.ai.max_xai_audio,
            "/v1/audio/transcriptions": self.ai.max_openai_audio,
        }
        limit = limits.get(self.path, length)
        if length <= limit:
            return self.rfile.read(length)
        # Read on all the same: a client that is still sending sees no reply.
        while length > 0 and (chunk := self.rfile.read(min(length, 1 << 20))):
            length -= len(chunk)
        raise Refusal(413, f"Maximum content size limit ({limit}) exceeded.")

    def _accept(self, body: bytes) -> Callable[[], dict[str, Any] | list[bytes]]:
        """Check the request, record what it holds, and return what makes the reply.

        :raise Refusal: what the service would refuse
        """
        ai, kind = self.ai, self.headers.get("Content-Type", "")
        route = f"{self.command} {self.path}"
        if route == "GET /v1/models":
            names = sorted({*ai.chat_models, *ai.speech_models})
            models = [{"id": name, "object": "model"} for name in names]
            return lambda: {"object": "list", "data": models}
        if route == "POST /v1/stt":
            recording = services.xai_recording(body, kind, ai.speech_models)
            self._note(recording)
            return lambda: services.xai_transcript(recording, ai.spoken_in(recording))
        if route == "POST /v1/audio/transcriptions":
            recording = services.openai_recording(body, kind, ai.speech_models)
            self._note(recording)
            return lambda: services.openai_transcript(
                recording, ai.spoken_in(recording)
            )
        if route == "POST /v1/chat/completions":
            asked = chat.chat_request(body, kind, ai.chat_models)
            self.seen.json = asked
            return lambda: ai.answered(asked)
        raise Refusal(404, f"Invalid URL ({route})")

    def _note(self, recording: Recording) -> None:
        self.seen.fields = recording.fields
        self.seen.container = recording.container
        self.seen.seconds = recording.seconds

    def send(
        self, status: int, body: Any, headers: Mapping[str, str] | None = None
    ) -> None:
        """Reply with JSON data, or with bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        wanted = {"Content-Type": "application/json"}
        wanted |= {"Content-Length": str(len(content)), **(headers or {})}
        self._send_head(status, wanted)
        self.wfile.write(content)

    def stream(self, events: Iterable[bytes], *, ends: bool = True) -> None:
        """Reply with a stream of events.

        :param ends: whether the reply is brought to its end, after the events
        """
        wanted = {"Content-Type": "text/event-stream; charset=utf-8"}
        self._send_head(200, {**wanted, "Transfer-Encoding": "chunked"})
        for event in events:
            for start in range(0, len(event), _PIECE):
                self.send_piece(event[start : start + _PIECE])
        if ends:
            self.wfile.write(b"0\r\n\r\n")

    def send_piece(self, piece: bytes) -> None:
        """Send a piece of a stream."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def _send_head(self, status: int, headers: Mapping[str, str]) -> None:
        self.seen.status = status
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
