"""The server: what a test scripts, what it records, how it replies."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Generic, TypeVar

from . import services
from .schema import SchemaError, check_fits, plainest
from .services import Recording, Refusal, Spoken

CHAT_MODELS = ("chat-model", "grok-4.3", "gpt-4o-mini")
SPEECH_MODELS = (
    "gpt-4o-mini-transcribe",
    "gpt-4o-transcribe",
    "gpt-transcribe",
    "grok-voice-transcribe-1.0",
    "grok-voice-transcribe-2.0",
    "whisper-1",
    "whisper-large-v3",
)
USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}

# How far a recording's decoded length may be from the scripted one, in seconds:
# Opus pads its ends, cutting at silences moves them.
_TOLERANCE = 0.5

_FAULTS = {
    "content": "the model writes «body» in place of an answer",
    "content_filter": "the service's filter stops the model",
    "cut": "the connection ends before the promised length",
    "drop": "the connection is reset without a reply",
    "hang": "no reply ever comes",
    "html": "a web page with status 200",
    "huge": "more than any client should read",
    "length": "the model runs out of tokens half-way",
    "refusal": "the model declines",
    "truncated": "JSON that stops half-way, with status 200",
}

Scripted = TypeVar("Scripted")


@dataclass
class Request:
    """One request as it arrived, and what became of it.

    :ivar headers: by lower-case name, without the key
    :ivar fields: a form's fields in their order; the file with its name as value
    :ivar seconds: the decoded length of the audio
    :ivar json: a chat request's body
    :ivar status: what was answered; None if nothing was
    :ivar error: the message that a refused request was answered with
    """

    method: str
    path: str
    headers: dict[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    container: str | None = None
    seconds: float | None = None
    json: dict[str, Any] | None = None
    status: int | None = None
    error: str | None = None

    @property
    def messages(self) -> list[dict[str, Any]]:
        return (self.json or {}).get("messages", [])


@dataclass(frozen=True)
class _Fault:
    kind: int | str
    body: Any
    headers: dict[str, str]


@dataclass(frozen=True)
class _Answer:
    value: Any
    usage: dict[str, Any] | None


class _Script(Generic[Scripted]):
    """What is still to come, in order, and what comes when that has run out."""

    def __init__(self) -> None:
        self.coming: deque[Scripted] = deque()
        self._always: Scripted | None = None
        self._lock = threading.Lock()

    def add(self, item: Scripted, *, always: bool = False) -> None:
        if always:
            self._always = item
        else:
            self.coming.append(item)

    def next(self) -> Scripted | None:
        with self._lock:
            return self.coming.popleft() if self.coming else self._always


class AIServer:
    """A local AI service, up inside a ``with`` block.

    Leaving the block raises AssertionError if a problem was recorded: something was
    asked that nobody scripted, something scripted was never asked for, a recording was
    not as long as scripted, a scripted answer does not fit the schema of the request.

    :param key: the one bearer key that is accepted
    :param port: 0 takes any free port
    :param chat_models: models that exist for chat
    :param speech_models: models that exist for transcription
    :param max_audio: most bytes of an upload, at xAI and at OpenAI; the limits that
        their documentation names
    :param check: whether problems fail the block; they are recorded either way
    """

    def __init__(
        self,
        key: str = "test-key",
        *,
        port: int = 0,
        chat_models: tuple[str, ...] = CHAT_MODELS,
        speech_models: tuple[str, ...] = SPEECH_MODELS,
        max_audio: tuple[int, int] = (500 * 1024 * 1024, 25 * 1024 * 1024),
        check: bool = True,
    ) -> None:
        self.key = key
        self.chat_models = chat_models
        self.speech_models = speech_models
        self.max_xai_audio, self.max_openai_audio = max_audio
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.closing = threading.Event()
        self._check = check
        self._speech: _Script[Spoken] = _Script()
        self._answers: _Script[_Answer] = _Script()
        self._faults: _Script[_Fault] = _Script()
        # Bound to a handler class of its own, so that many servers run side by side.
        handler = type("Handler", (_Handler,), {"ai": self})
        self._http = _Listener(("127.0.0.1", port), handler)

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def speech(
        self,
        text: str,
        *,
        seconds: float | None = None,
        words: list[tuple[str, float, float]] | None = None,
        always: bool = False,
    ) -> None:
        """Script what the next recording contains.

        :param seconds: how long it must be once decoded; None accepts any length
        :param words: (text, start, end) each; spread evenly by default
        :param always: for every recording for which nothing else is scripted
        """
        self._speech.add(Spoken(text, seconds, words), always=always)

    def answer(
        self,
        value: Any | Callable[[list[dict[str, Any]]], Any],
        *,
        usage: dict[str, Any] | None = USAGE,
        always: bool = False,
    ) -> None:
        """Script what the model answers to the next question.

        :param value: JSON data that fits the schema of the question, or a callable
            that makes it of the question's messages; None stands for the plainest
            data that fits
        :param usage: the token counts as on the wire
        :param always: to every question for which nothing else is scripted
        """
        self._answers.add(_Answer(value, usage), always=always)

    def fault(
        self,
        kind: int | str,
        *,
        body: Any = None,
        retry_after: float | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Script a fault for the next request that would have been accepted.

        It uses up none of what ``speech`` and ``answer`` have scripted.

        :param kind: an HTTP status, or one of: drop, hang, cut (the connection);
            html, huge, truncated (the body); content, content_filter, length, refusal
            (the model)
        :param body: JSON data or bytes for a status; for «content», what the model
            writes
        :param retry_after: the header of that name
        """
        if isinstance(kind, str) and kind not in _FAULTS:
            raise ValueError(f"No such fault: {kind}")
        extra = dict(headers or {})
        if retry_after is not None:
            extra["Retry-After"] = str(retry_after)
        self._faults.add(_Fault(kind, body, extra))

    def __enter__(self) -> AIServer:
        threading.Thread(target=self._http.serve_forever, args=(0.05,)).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: object,
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        if error is None:
            for script in (self._speech, self._answers, self._faults):
                self.problems += [f"never asked for: {one}" for one in script.coming]
        if self._check and self.problems:
            # Even over another error: most often it is what a problem led to.
            raise AssertionError("; ".join(self.problems)) from error

    # What the handler asks

    def next_fault(self) -> _Fault | None:
        return self._faults.next()

    def spoken_in(self, recording: Recording) -> Spoken:
        """Return what the recording is scripted to contain.

        :raise Refusal: nothing is scripted, or a recording of another length
        """
        spoken = self._speech.next()
        if spoken is None:
            self._problem(500, f"no speech scripted for {recording}")
        wanted = spoken.seconds
        if wanted is not None and abs(recording.seconds - wanted) > _TOLERANCE:
            self._problem(
                400, f"a recording of {recording.seconds:.2f} s came for {wanted} s"
            )
        return spoken

    def answered(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the scripted completion.

        :raise Refusal: nothing is scripted, or an answer of another shape
        """
        answer = self._answers.next()
        if answer is None:
            self._problem(500, "no answer scripted")
        value = answer.value
        if callable(value):
            value = value(asked["messages"])
        if asked.get("response_format", {}).get("type") == "json_schema":
            schema = asked["response_format"]["json_schema"]["schema"]
            if value is None:
                value = plainest(schema, schema)
            try:
                check_fits(value, schema, schema)
            except SchemaError as error:
                self._problem(500, f"the scripted answer does not fit: {error}")
            value = json.dumps(value, ensure_ascii=False)
        return services.completion(asked["model"], value, usage=answer.usage)

    def _problem(self, status: int, text: str) -> None:
        self.problems.append(text)
        raise Refusal(status, f"ai_server: {text}", "ai_server")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # Many may ask at once; the standard library's 5 resets the others.
    request_queue_size = 128

    def handle_error(self, _request: object, _address: object) -> None:
        """Record what went wrong in a handler, a test's own callable included."""
        error = sys.exc_info()[1]
        # A client that has gone away knows why.
        if not isinstance(error, ConnectionError):
            self.RequestHandlerClass.ai.problems.append(repr(error))


class _Handler(BaseHTTPRequestHandler):
    ai: AIServer
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
        self.seen = Request(self.command, self.path, headers)
        self.ai.requests.append(self.seen)
        xai = self.path == "/v1/stt"
        try:
            body = self._body()
            services.check_key(key, self.ai.key, xai=xai)
            reply = self._accept(body)
            if not self._faulty():
                self._send(200, reply())
        except Refusal as refusal:
            self.seen.error = refusal.message
            shape = refusal.xai_body() if xai else refusal.openai_body()
            self._send(refusal.status, shape)

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

    def _accept(self, body: bytes) -> Callable[[], dict[str, Any]]:
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
            asked = services.chat_request(body, kind, ai.chat_models)
            self.seen.json = asked
            return lambda: ai.answered(asked)
        raise Refusal(404, f"Invalid URL ({route})")

    def _note(self, recording: Recording) -> None:
        self.seen.fields = recording.fields
        self.seen.container = recording.container
        self.seen.seconds = recording.seconds

    def _faulty(self) -> bool:
        """Commit the next fault, if one is scripted."""
        fault = self.ai.next_fault()
        if fault is None:
            return False
        kind, body = fault.kind, fault.body
        if isinstance(kind, int):
            error = {"message": f"Fault {kind}.", "type": "server_error", "code": None}
            self._send(kind, {"error": error} if body is None else body, fault.headers)
        elif kind in ("content", "content_filter", "length", "refusal"):
            self._send(200, self._spoiled(kind, body), fault.headers)
        elif kind == "html":
            page = b"<!DOCTYPE html><html><title>Blocked</title></html>"
            self._send(200, page, {"Content-Type": "text/html"})
        elif kind == "huge":
            self._send(200, b'{"text": "' + b"x" * (16 << 20) + b'"}')
        elif kind == "truncated":
            self._send(200, b'{"id": "1", "text": "tru')
        elif kind == "cut":
            self._send(200, b'{"text": ', {"Content-Length": "1000"})
            self.close_connection = True
        elif kind == "drop":
            # Lingering for no time resets the connection.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
        else:
            self.ai.closing.wait()
            self.close_connection = True
        return True

    def _spoiled(self, kind: str, body: Any) -> dict[str, Any]:
        """Return a completion that a model has spoiled."""
        if self.seen.json is None:
            self.ai.problems.append(f"fault {kind!r} is for chat, not {self.path}")
        model = (self.seen.json or {}).get("model", "")
        shapes: dict[str, tuple[str | None, str, str | None]] = {
            "content": (body, "stop", None),
            "content_filter": ("", "content_filter", None),
            "length": ('{"', "length", None),
            "refusal": (None, "stop", "I'm sorry, I can't help with that."),
        }
        content, reason, refusal = shapes[kind]
        return services.completion(
            model, content, finish_reason=reason, refusal=refusal, usage=USAGE
        )

    def _send(
        self, status: int, body: Any, headers: Mapping[str, str] | None = None
    ) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        wanted = {"Content-Type": "application/json"}
        wanted |= {"Content-Length": str(len(content)), **(headers or {})}
        self.seen.status = status
        self.send_response(status)
        for name, value in wanted.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
