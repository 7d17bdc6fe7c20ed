"""What must not leave for an AI service, and placeholders in its place.

``Redaction`` hides phones, e-mail addresses, bank cards, IBANs, national ids, links
and keys of VPN services, and passwords said as such; the answer's placeholders become
what they stood for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

import pydantic

from .folding import fold
from .kinds import KINDS, find_private, kind_named

_NAMES = "|".join(name.replace(" ", r"[\s\u200c]+") for name in KINDS.values())
_PLACEHOLDER = re.compile(rf"\[\s*({_NAMES})[\s\u200c]*(\d{{1,6}})\s*\]")
# The longest thing that can still become a placeholder: «[کد ملی ۱۲۳۴۵۶]» with blanks.
_LONGEST = 26

Value = TypeVar("Value")


class Redaction:
    """The private values of one question, and the placeholder of each.

    The same value, spelled the same way, has the same placeholder in everything that
    is hidden by one instance; «[تلفن ۱]» keeps what it is and which one it is.
    ``restore(hide(text)) == text`` for every text.
    """

    def __init__(self) -> None:
        self._placeholders: dict[tuple[str, str], str] = {}
        self._originals: dict[tuple[str, int], str] = {}
        self._counts = dict.fromkeys(KINDS, 0)

    def __bool__(self) -> bool:
        """Whether anything was hidden."""
        return bool(self._originals)

    def hide(self, text: str) -> str:
        """Return ``text`` with a placeholder for each private value.

        :param text: anything typed or transcribed
        """
        pieces: list[str] = []
        at = 0
        for start, end, kind in find_private(text, _PLACEHOLDER):
            pieces += [text[at:start], self._placeholder(kind, text[start:end])]
            at = end
        pieces.append(text[at:])
        return "".join(pieces)

    def restore(self, text: str) -> str:
        """Return ``text`` with every placeholder of ours replaced by its value.

        A model may write «[تلفن 1]» or «[ تلفن ۱ ]»; what we never gave out stays.
        """
        pieces: list[str] = []
        at = 0
        for match in _PLACEHOLDER.finditer(fold(text)):
            original = self._originals.get((kind_named(match[1]), int(match[2])))
            if original is not None:
                pieces += [text[at : match.start()], original]
                at = match.end()
        pieces.append(text[at:])
        return "".join(pieces)

    def restore_in(self, value: Value) -> Value:
        """Return a value of the same type, with the placeholders in its texts put back.

        :param value: a string, a list, tuple or dict of values, or a pydantic model
        """
        if not self:
            return value
        return self._restored(value)

    def restore_stream(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield the chunks with the placeholders put back, as soon as it is safe.

        A placeholder may be split between chunks, so what could be the beginning of
        one is held back until it is decided.
        """
        held = ""
        for chunk in chunks:
            held += chunk
            opening = held.rfind("[")
            undecided = (
                opening >= 0
                and "]" not in held[opening:]
                and len(held) - opening <= _LONGEST
            )
            ready = held[:opening] if undecided else held
            held = held[len(ready) :]
            if ready:
                yield self.restore(ready)
        if held:
            yield self.restore(held)

    def _placeholder(self, kind: str, original: str) -> str:
        placeholder = self._placeholders.get((kind, original))
        if placeholder is None:
            self._counts[kind] += 1
            number = self._counts[kind]
            placeholder = f"[{KINDS[kind]} {_persian(number)}]"
            self._placeholders[kind, original] = placeholder
            self._originals[kind, number] = original
        return placeholder

    def _restored(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.restore(value)
        if isinstance(value, dict):
            return {self._restored(key): self._restored(v) for key, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._restored(item) for item in value)
        if isinstance(value, pydantic.BaseModel):
            # Without checking again: a value put back may be longer than its
            # placeholder, and the limits were meant for what the model wrote.
            return value.model_copy(
                update={name: self._restored(item) for name, item in value}
            )
        return value


def _persian(number: int) -> str:
    return str(number).translate({48 + n: 0x06F0 + n for n in range(10)})
