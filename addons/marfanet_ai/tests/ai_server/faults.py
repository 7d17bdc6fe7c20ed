"""How a service fails: what a test can script, and how it is done to a connection."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import chat

if TYPE_CHECKING:
    from .handler import Handler

USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}

# What the model says where a fault needs it to say something.
_TEXT = "سلام، این پاسخ به پایان نمی‌رسد مگر آنکه"
_REFUSAL = "I'm sorry, I can't help with that."

KINDS = {
    "content": "the model writes «body» in place of an answer",
    "content_filter": "the service's filter stops the model",
    "cut": "the connection ends before the promised length, or half-way in a stream",
    "drip": "the reply comes a byte at a time and does not end",
    "drip_headers": "so do its headers",
    "drop": "the connection is reset without a reply",
    "error": "a stream breaks off with an error, «body»",
    "hang": "no reply ever comes",
    "html": "a web page with status 200",
    "huge": "50 MB, more than any client should read",
    "length": "the model runs out of tokens half-way",
    "raw": "«body», bytes, as a stream's whole reply",
    "refusal": "the model declines",
    "stall": "a stream falls silent half-way",
    "truncated": "JSON that stops half-way, with status 200",
}
_STREAM_ONLY = {"error", "raw", "stall"}
# Faults of the model: the service itself does all it should.
_SPOILED = {"content", "content_filter", "length", "refusal"}

# Between two bytes that drip: less than any time-out of silence.
_DRIP_SECONDS = 0.05
# So that a client that would wait for ever fails its test, and does not stop it.
_MOST_DRIPS = 400


@dataclass(frozen=True)
class Fault:
    """A fault to come: an HTTP status, or one of ``KINDS``."""

    kind: int | str
    body: Any
    headers: dict[str, str]


def commit(fault: Fault, handler: Handler) -> None:
    """Fail in the way that was scripted, in place of a reply."""
    asked = handler.seen.json
    streams = bool(asked and asked.get("stream"))
    if fault.kind in _STREAM_ONLY and not streams:
        handler.ai.problems.append(f"fault {fault.kind!r} is for streams")
    if fault.kind in _SPOILED and asked is None:
        problem = f"fault {fault.kind!r} is for chat, not {handler.path}"
        handler.ai.problems.append(problem)
    if isinstance(fault.kind, int):
        error = {"message": f"Fault {fault.kind}.", "type": "server_error"}
        body = {"error": {**error, "code": None}} if fault.body is None else fault.body
        handler.send(fault.kind, body, fault.headers)
    elif fault.kind in _SPOILED:
        _spoiled(fault, handler, streams=streams)
    elif streams and fault.kind in _STREAMED:
        _STREAMED[fault.kind](fault, handler)
    else:
        _PLAIN[fault.kind](fault, handler)


def _spoiled(fault: Fault, handler: Handler, *, streams: bool) -> None:
    asked = handler.seen.json or {}
    shapes: dict[str, tuple[str | None, str, str | None]] = {
        "content": (fault.body, "stop", None),
        "content_filter": ("", "content_filter", None),
        "length": ('{"', "length", None),
        "refusal": (None, "stop", _REFUSAL),
    }
    content, reason, refusal = shapes[str(fault.kind)]
    options = {"finish_reason": reason, "refusal": refusal, "usage": USAGE}
    if streams:
        handler.stream(chat.chunks(asked, content or "", **options))
        return
    reply = chat.completion(asked.get("model", ""), content, **options)
    handler.send(200, reply, fault.headers)


def _cut(_fault: Fault, handler: Handler) -> None:
    handler.send(200, b'{"text": ', {"Content-Length": "1000"})
    handler.close_connection = True


def _drip(fault: Fault, handler: Handler) -> None:
    headers = b'Content-Type: application/json\r\n\r\n{"text": "'
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
    if fault.kind == "drip":
        head += headers
    handler.seen.status = 200
    handler.close_connection = True
    _trickle(handler, head)


def _trickle(handler: Handler, head: bytes) -> None:
    handler.wfile.write(head)
    for _byte in range(_MOST_DRIPS):
        if handler.ai.closing.wait(_DRIP_SECONDS):
            break
        handler.wfile.write(b"x")


def _drop(_fault: Fault, handler: Handler) -> None:
    # Lingering for no time resets the connection.
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True


def _hang(_fault: Fault, handler: Handler) -> None:
    handler.ai.closing.wait()
    handler.close_connection = True


def _html(_fault: Fault, handler: Handler) -> None:
    page = b"<!DOCTYPE html><html><title>Blocked</title></html>"
    handler.send(200, page, {"Content-Type": "text/html"})


def _huge(_fault: Fault, handler: Handler) -> None:
    size = 50 << 20
    handler.send(200, b"", {"Content-Length": str(size)})
    for _piece in range(50):
        handler.wfile.write(b" " * (size // 50))


def _truncated(_fault: Fault, handler: Handler) -> None:
    handler.send(200, b'{"id": "1", "text": "tru')


def _half(handler: Handler) -> list[bytes]:
    events = chat.chunks(handler.seen.json or {}, _TEXT)
    return events[: len(events) // 2]


def _cut_stream(_fault: Fault, handler: Handler) -> None:
    handler.stream(_half(handler), ends=False)
    handler.close_connection = True


def _stall(_fault: Fault, handler: Handler) -> None:
    handler.stream(_half(handler), ends=False)
    _hang(_fault, handler)


def _error(fault: Fault, handler: Handler) -> None:
    error = {"message": "Fault.", "type": "server_error", "code": None}
    body = {"error": error} if fault.body is None else fault.body
    handler.stream([*_half(handler), chat.event(body)])


def _raw(fault: Fault, handler: Handler) -> None:
    handler.stream([fault.body])


def _huge_stream(_fault: Fault, handler: Handler) -> None:
    piece = chat.chunks(handler.seen.json or {}, _TEXT)[1]
    handler.stream(_repeated(piece * 100))


def _repeated(piece: bytes) -> Iterable[bytes]:
    for _index in range((50 << 20) // len(piece)):
        yield piece


def _drip_stream(_fault: Fault, handler: Handler) -> None:
    # Comments, as services send them to keep a line awake.
    handler.stream(_half(handler), ends=False)
    for _comment in range(_MOST_DRIPS):
        if handler.ai.closing.wait(_DRIP_SECONDS):
            break
        handler.send_piece(b": still here\n")
    handler.close_connection = True


_PLAIN: Mapping[str, Callable[[Fault, Handler], None]] = {
    "cut": _cut,
    "drip": _drip,
    "drip_headers": _drip,
    "drop": _drop,
    "hang": _hang,
    "html": _html,
    "huge": _huge,
    "truncated": _truncated,
}
_STREAMED: Mapping[str, Callable[[Fault, Handler], None]] = {
    "cut": _cut_stream,
    "drip": _drip_stream,
    "error": _error,
    "huge": _huge_stream,
    "raw": _raw,
    "stall": _stall,
}
