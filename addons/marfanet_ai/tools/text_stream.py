"""A chat model's answer while it is being written."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ..exceptions import AIServiceError, TryAnother, TryLater
from .completion import Chunk, Usage, failure_of
from .fence import visible
from .replies import error_for, read_json
from .sse import Event, events

if TYPE_CHECKING:
    import openai

# A text that a person reads while they talk is a page or two.
_MAX_CHARS = 60_000


class TextStream(Iterator[str]):
    """The pieces of a text, as they arrive; the first step asks.

    It ends when the model has said all that it had to say, and raises otherwise, also
    after pieces have been given out. A piece holds only what can be seen.

    :param request: gives the open reply
    :ivar usage: what the service counted; known at the end, if the service says
    :ivar model: the name by which it reports the model that answers
    """

    def __init__(
        self, request: AbstractContextManager[openai.APIResponse[object]]
    ) -> None:
        self.usage: Usage | None = None
        self.model = ""
        self._pieces = self._read(request)

    def __next__(self) -> str:
        return next(self._pieces)

    def close(self) -> None:
        """Stop asking; the service stops writing."""
        self._pieces.close()

    def _read(
        self, request: AbstractContextManager[openai.APIResponse[object]]
    ) -> Generator[str, None, None]:
        try:
            with request as response:
                _check_type(response.headers.get("Content-Type", ""))
                yield from self._text(events(response.iter_bytes()))
        except AIServiceError as error:
            error.usage = error.usage or self.usage
            raise

    def _text(self, stream: Iterator[Event]) -> Generator[str, None, None]:
        size, ended = 0, False
        failure: AIServiceError | None = None
        for event in stream:
            if event.data.strip() == b"[DONE]":
                ended = True
                break
            chunk = _chunk(event)
            self.model = chunk.model or self.model
            self.usage = chunk.usage.counted() if chunk.usage else self.usage
            for part in chunk.choices[:1]:
                ended = ended or bool(part.finish_reason)
                # What it cost comes after the end, so that reading goes on.
                failure = failure or failure_of(part.finish_reason, part.delta.refusal)
                piece = visible(part.delta.content or "")
                size += len(piece)
                if size > _MAX_CHARS:
                    raise TryAnother("oversize_reply")
                if piece and not failure:
                    yield piece
        if failure:
            raise failure
        if not ended:
            raise TryLater("network")
        if not size:
            raise TryAnother("invalid_output")


def _check_type(content_type: str) -> None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return
    # An answer, but not in pieces: a server that knows no streams.
    raise TryAnother("invalid_output" if kind.endswith("json") else "not_json")


def _chunk(event: Event) -> Chunk:
    """Return a piece of the answer.

    :raise AIServiceError: an error in its place, or something else
    """
    chunk = read_json(event.data, Chunk)
    if chunk.error or event.kind == "error":
        # The status has been sent long ago; some services name what it would be.
        code = chunk.error.get("code") if isinstance(chunk.error, dict) else None
        known = type(code) is int and 400 <= code <= 599
        raise error_for(code if known else 500, {}, event.data)
    return chunk
