"""A chat model that answers in a given shape: OpenAI, xAI and services like them.

Both document it as «Structured Outputs» of ``POST /chat/completions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pydantic

from ..exceptions import TryAnother
from .completion import Completion, Usage
from .replies import endpoint, read_answer, read_reply, shortened
from .text_stream import TextStream

if TYPE_CHECKING:
    import httpx2
    import openai

    from .network import Network

Shape = TypeVar("Shape", bound=pydantic.BaseModel)

# What OpenAI and xAI both enforce in a strict schema. A keyword outside of it makes
# OpenAI refuse the request.
_ENFORCED = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "description",
    "enum",
    "items",
    "properties",
    "required",
    "type",
}
# What can be left out, because the answer is checked against the pydantic model
# after all.
_CHECKED_HERE = {
    "default",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "title",
}
# Both services enforce these formats; without them a model invents date spellings.
_FORMATS = ("date", "date-time")


@dataclass(frozen=True)
class Answer(Generic[Shape]):
    """A model's answer.

    :param value: the answer, checked against the shape that was asked for
    :param usage: None where the service does not count
    :param model: the name by which the service reports the model that answered
    :param written: what the model wrote, cut if it is long
    """

    value: Shape
    usage: Usage | None
    model: str
    written: str


class ChatModel:
    """One chat model of one service.

    :param base_url: the service's root with its version, ``https://host/v1``
    :param key: the bearer key; any placeholder for a server that wants none
    :param model: the model's name, as the service spells it
    :param timeout: seconds to connect, and of silence while waiting or reading
    :param deadline: seconds for a whole request, however much keeps arriving
    :param max_tokens: most tokens that an answer may cost, reasoning included
    :param transport: what a test wants in place of the network
    :param network: how the service is reached; by default this machine is, alone
    :raise NeedsPerson: an unusable address or key
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        model: str,
        *,
        timeout: tuple[float, float] = (10.0, 60.0),
        deadline: float = 120.0,
        max_tokens: int = 8_000,
        transport: httpx2.BaseTransport | None = None,
        network: Network | None = None,
    ) -> None:
        self._base_url = endpoint(base_url, key)
        self._key = key
        self._model = model
        self._timeout = timeout
        self._deadline = deadline
        self.max_tokens = max_tokens
        self._transport = transport
        self._network = network

    def ask(
        self, messages: Iterable[Mapping[str, str]], answer: type[Shape]
    ) -> Answer[Shape]:
        """Ask once and return the answer in the shape of a pydantic model.

        :param messages: ``{"role": …, "content": …}`` each
        :param answer: the shape; its docstring and field descriptions reach the model
        :raise InvalidOutput: it answered, but not in that shape
        :raise AIServiceError: one of its three kinds; with ``usage`` if the service
            has charged for an answer that is of no use
        :raise ValueError: a shape that cannot be asked for strictly
        """
        # As an extra, so that the SDK does not go through the whole schema each time in
        # search of what it would have to spell differently.
        shape = {"response_format": _response_format(answer)}
        with self._request(messages, extra_body=shape) as response:
            body = response.read()
            content_type = response.headers.get("Content-Type", "")
        reply = read_reply(body, content_type, Completion)
        usage = reply.usage and reply.usage.counted()
        try:
            written = reply.choices[0].text()
            value = read_answer(written, answer)
        except TryAnother as error:
            error.usage = usage
            raise
        return Answer(value, usage, reply.model, shortened(written))

    def stream(self, messages: Iterable[Mapping[str, str]]) -> TextStream:
        """Have a text written, to be shown while it is.

        :param messages: as in ``ask``
        :return: the pieces, which raise as ``ask`` does; the first step asks
        """
        # Without the option, a stream does not tell what it cost.
        options = {"stream": True, "stream_options": {"include_usage": True}}
        return TextStream(self._request(messages, **options))

    @contextmanager
    def _request(
        self, messages: Iterable[Mapping[str, str]], **options: Any
    ) -> Iterator[openai.APIResponse[object]]:
        """Make the one kind of request there is, and give its open reply.

        The reply as it came, because the SDK passes HTML on as if it were an answer,
        accepts NaN, splits a stream where it should not, and loses the usage of an
        answer that does not parse.
        """
        # Imported here because of its cost, see there.
        from .openai_sdk import connected

        with (
            connected(
                self._base_url,
                self._key,
                self._timeout,
                self._transport,
                self._network,
                deadline=self._deadline,
            ) as client,
            client.chat.completions.with_streaming_response.create(
                model=self._model,
                messages=list(messages),
                max_completion_tokens=self.max_tokens,
                **options,
            ) as response,
        ):
            yield response


@lru_cache
def _response_format(answer: type[pydantic.BaseModel]) -> dict[str, Any]:
    import openai

    # The SDK's public way to its strict schema.
    tool = openai.pydantic_function_tool(answer)["function"]
    return {
        "type": "json_schema",
        "json_schema": {
            "name": tool["name"],
            "strict": True,
            "schema": _enforceable(tool["parameters"]),
        },
    }


def _enforceable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with only the keywords that every service enforces.

    :raise ValueError: a schema that means something else without the others
    """
    unknown = schema.keys() - _ENFORCED - _CHECKED_HERE
    if unknown or schema.get("additionalProperties", False) is not False:
        raise ValueError(f"No service enforces {sorted(unknown) or 'open objects'}.")
    kept = {name: value for name, value in schema.items() if name in _ENFORCED}
    if schema.get("format") in _FORMATS:
        kept["format"] = schema["format"]
    for name in ("properties", "$defs"):
        if name in kept:
            inner = kept[name].items()
            kept[name] = {key: _enforceable(value) for key, value in inner}
    if "items" in kept:
        kept["items"] = _enforceable(kept["items"])
    if "anyOf" in kept:
        kept["anyOf"] = [_enforceable(value) for value in kept["anyOf"]]
    return kept
