"""What the gateway gives to those who ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import pydantic

from .speech import Transcript

Shape = TypeVar("Shape", bound=pydantic.BaseModel)


@dataclass(frozen=True)
class Reply(Generic[Shape]):
    """A language model's answer.

    :param value: in the shape that was asked for, private values put back
    :param provider_name: the name of the provider's record
    :param model: the model that answered, as the service names it
    """

    value: Shape
    provider_name: str
    model: str


@dataclass(frozen=True)
class Heard:
    """What a speech service heard; the names are as in ``Reply``."""

    transcript: Transcript
    provider_name: str
    model: str
