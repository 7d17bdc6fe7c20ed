"""What a language model may see of a representative."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Material:
    """Texts about a representative, and what they rest on.

    :param numbers: the number of an interaction in the texts to its id
    :param blocks: name of a block to its text
    """

    numbers: dict[int, int]
    blocks: dict[str, str]
