"""Server-sent events, as far as chat services stream them.

The rules are those of the HTML standard, 9.2.6 «Interpreting an event stream»; the
libraries' line iterators split on more characters than it allows, some of which may
stand inside of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..exceptions import TryAnother

# Hundreds of times what one piece of an answer needs.
_MAX_LINE = 256 * 1024
_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True)
class Event:
    """One event.

    :param kind: what the service calls it; "message" if it says nothing
    :param data: its lines of data, joined
    """

    kind: str
    data: bytes


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Yield the events of a stream, whose whole size the caller bounds.

    An event that the end of the stream cuts short is not yielded, as the standard has
    it: what it would say is not known whole.

    :raise TryAnother: a line that is too long
    """
    kind, data = b"", []
    for line in _lines(chunks):
        if not line:
            if data:
                name = kind.decode(errors="replace") or "message"
                yield Event(name, b"\n".join(data))
            kind, data = b"", []
            continue
        name, _colon, value = line.partition(b":")
        value = value.removeprefix(b" ")
        # A line that begins with a colon is a comment, which keeps a line awake.
        if name == b"event":
            kind = value
        elif name == b"data":
            data.append(value)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    first = True
    for chunk in chunks:
        held += chunk
        if first:
            if len(held) < 3 and b"\xef\xbb\xbf".startswith(held):
                continue
            held, first = held.removeprefix(b"\xef\xbb\xbf"), False
        # Whether a line end is «\r» or «\r\n» is not known before what follows it.
        complete = held[:-1] if held.endswith(b"\r") else held
        *lines, rest = _LINE_END.split(complete)
        held = rest + held[len(complete) :]
        yield from lines
        if len(held) > _MAX_LINE:
            raise TryAnother("oversize_reply")
    if held.endswith(b"\r"):
        yield held[:-1]
