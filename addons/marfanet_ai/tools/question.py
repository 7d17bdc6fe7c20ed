"""What a language model is asked: instructions by code, case data by anybody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from .fence import GUARD, fenced, visible
from .redaction import Redaction

if TYPE_CHECKING:
    import pydantic

    from ..exceptions import InvalidOutput

Value = TypeVar("Value")
Message = dict[str, str]

# A Persian letter is two bytes of UTF-8 and at most about one token; anything else
# costs less. What a service adds to a message on its own is a few tokens.
_BYTES_PER_TOKEN = 2
_TOKENS_PER_MESSAGE = 20


class Question:
    """One question, as each provider may see it.

    :param system: the instructions, made by code and by those who edit prompts
    :param data: name to text of the case; anybody's words
    """

    def __init__(self, system: str, data: Mapping[str, str] | None = None) -> None:
        self._system = system
        self._data = dict(data or {})
        self._redaction = Redaction()

    @cached_property
    def _redacted(self) -> list[Message]:
        # Made once: all providers see the same placeholders.
        # What nobody sees goes first: it could keep a number from being one.
        hidden = {
            name: self._redaction.hide(visible(text))
            for name, text in self._data.items()
        }
        return self._made(hidden)

    def messages(self, *, redact: bool) -> list[Message]:
        """Return what to send.

        :param redact: whether private values must not leave
        """
        return list(self._redacted) if redact else self._made(self._data)

    def hidden(self, text: str, *, redact: bool) -> str:
        """Return a text of ours about the case, fit to be sent as well."""
        return self._redaction.hide(visible(text)) if redact else text

    def restored(self, value: Value, *, redact: bool) -> Value:
        """Return an answer with the private values put back."""
        return self._redaction.restore_in(value) if redact else value

    def restored_stream(self, pieces: Iterable[str], *, redact: bool) -> Iterator[str]:
        """Yield a streamed answer with the private values put back."""
        return self._redaction.restore_stream(pieces) if redact else iter(pieces)

    def _made(self, data: Mapping[str, str]) -> list[Message]:
        if not data:
            # Some servers refuse a conversation in which nobody speaks to the model.
            return [{"role": "user", "content": self._system}]
        return [
            {"role": "system", "content": f"{self._system}\n\n{GUARD}"},
            {"role": "user", "content": fenced(data)},
        ]


def repair(error: InvalidOutput) -> list[Message]:
    """Return the messages that give a model its one chance to correct its answer."""
    problems = "\n".join(f"- {problem}" for problem in error.problems)
    return [
        {"role": "assistant", "content": error.written or "…"},
        {
            "role": "user",
            "content": "Your answer cannot be used:\n"
            f"{problems}\n"
            "Give the whole answer again, corrected, in the shape that was asked for.",
        },
    ]


def most_tokens(
    messages: Iterable[Message], shape: type[pydantic.BaseModel] | None = None
) -> int:
    """Return about the most tokens that a service can count in a question."""
    size = sum(
        len(message["content"].encode()) + _TOKENS_PER_MESSAGE * _BYTES_PER_TOKEN
        for message in messages
    )
    if shape is not None:
        size += _schema_size(shape)
    return size // _BYTES_PER_TOKEN


@lru_cache
def _schema_size(shape: type[pydantic.BaseModel]) -> int:
    return len(json.dumps(shape.model_json_schema()))
