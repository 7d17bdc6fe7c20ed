"""The shapes of what ``POST /chat/completions`` replies, whole or in pieces.

«The chat completion object» and «The chat completion chunk object» in OpenAI's API
reference; fields that are not named here are ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pydantic

from ..exceptions import TryAnother


@dataclass(frozen=True)
class Usage:
    """The tokens that a call cost, as the service counted them."""

    input_tokens: int
    output_tokens: int


def failure_of(finish_reason: str | None, refusal: str | None) -> TryAnother | None:
    """Return what is wrong with an answer that ended like this, if anything is."""
    if refusal or finish_reason == "content_filter":
        return TryAnother("refused")
    if finish_reason == "length":
        return TryAnother("truncated")
    return None


class Counted(pydantic.BaseModel):
    """What the service bills."""

    prompt_tokens: int = pydantic.Field(ge=0)
    completion_tokens: int = pydantic.Field(ge=0)
    total_tokens: int = 0

    def counted(self) -> Usage:
        # xAI leaves reasoning out of completion_tokens and charges for it all the
        # same; total_tokens has it.
        output = max(self.completion_tokens, self.total_tokens - self.prompt_tokens)
        return Usage(self.prompt_tokens, output)


class _Message(pydantic.BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(pydantic.BaseModel):
    finish_reason: str | None = None
    message: _Message

    def text(self) -> str:
        """Return what the model wrote, if it wrote all that it had to say.

        :raise TryAnother: it did not
        """
        if failure := failure_of(self.finish_reason, self.message.refusal):
            raise failure
        return self.message.content or ""


class Completion(pydantic.BaseModel):
    """A whole answer."""

    model: str = ""
    choices: list[_Choice] = pydantic.Field(min_length=1)
    usage: Counted | None = None


class _Part(pydantic.BaseModel):
    finish_reason: str | None = None
    delta: _Message = _Message()


class Chunk(pydantic.BaseModel):
    """A piece of an answer; the one with the usage has no choices."""

    model: str = ""
    choices: list[_Part] = []
    usage: Counted | None = None
    error: Any = None
