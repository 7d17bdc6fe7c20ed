"""A text for a person, while a language model writes it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator


class Writing(Iterator[str]):
    """The pieces of a text, as they arrive; the first step asks.

    :param write: gives the pieces, and fills in what is known of the author
    :ivar provider_name: the provider's name, once it has begun to write
    :ivar model: the model's name as the service tells it, if it does
    :ivar messages: what it was sent, once it has begun
    :ivar call_id: the id of its ``marfanet.ai.call``, once it was asked
    """

    def __init__(self, write: Callable[[Writing], Generator[str, None, None]]) -> None:
        self.provider_name = ""
        self.model = ""
        self.messages: list[dict[str, str]] = []
        self.call_id = 0
        self._pieces = write(self)

    @property
    def author(self) -> dict[str, str]:
        """Who writes, to be told to the person who reads."""
        return {"provider": self.provider_name, "model": self.model}

    def __next__(self) -> str:
        return next(self._pieces)

    def close(self) -> None:
        """Stop asking; the service stops writing."""
        self._pieces.close()
