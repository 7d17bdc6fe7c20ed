"""The text of a prompt: what stands for what, and what is wrong with it.

Only ``{name}`` stands for something, and only for a value that code gives under that
name: no attributes, indexes or formats as in ``str.format``, which would let the text
reach into the server. A brace as such is written twice.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

# What fits every model's window several times over, and what a person still oversees.
MAX_CHARS = 20_000

VARIABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PIECE = re.compile(rf"\{{\{{|\}}\}}|\{{(?P<name>{VARIABLE_NAME.pattern})\}}|[{{}}]")
_EXCERPT = re.compile(r"[{}][^\s{}]{0,20}\}?")


@dataclass(frozen=True)
class Problem:
    """Why a text cannot be used.

    :param code: "empty", "too_long", "braces", "unknown", "data" (a block of data where
        only values stand) or "missing"
    :param values: what the sentence about it names: ``line``, ``excerpt``, ``name``,
        ``meant`` (the variable probably meant, or ""), ``length``
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def clean(text: str) -> str:
    """Return the text as it is kept: one kind of line end, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def problems(
    text: str,
    known: Iterable[str],
    required: Iterable[str] = (),
    data: Iterable[str] = (),
) -> list[Problem]:
    """Return all that is wrong with a text, in the order in which it is written.

    :param text: the prompt, cleaned
    :param known: the names that may stand in it
    :param required: those of them that must
    :param data: the names of what is sent beside it
    """
    if not text:
        return [Problem("empty")]
    if len(text) > MAX_CHARS:
        return [Problem("too_long", {"length": len(text)})]
    known, data = list(known), set(data)
    found: list[Problem] = []
    used: set[str] = set()
    for piece in _PIECE.finditer(text):
        line = text.count("\n", 0, piece.start()) + 1
        name = piece["name"]
        if name:
            if name not in known and name not in used:
                meant = "".join(get_close_matches(name, known, n=1))
                code = "data" if name in data else "unknown"
                values = {"line": line, "name": name, "meant": meant}
                found.append(Problem(code, values))
            used.add(name)
        elif len(piece[0]) == 1:
            excerpt = _EXCERPT.match(text, piece.start())
            found.append(Problem("braces", {"line": line, "excerpt": excerpt[0]}))
    missing = [name for name in required if name not in used]
    return found + [Problem("missing", {"name": name}) for name in missing]


def tokens(text: str) -> int:
    """Return about how many tokens a text costs.

    Four Latin letters or two Persian ones to a token is what the tokenisers of the
    large models come to; they differ by a fifth.
    """
    latin = sum(char.isascii() for char in text)
    return -(-latin // 4) - (-(len(text) - latin) // 2)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a sound text with each variable's value in its place.

    A value is put in as it is: braces in it stand for nothing.

    :param text: a prompt without ``problems``
    :param values: the value of each variable
    :raise KeyError: a variable without a value
    """

    def replacement(piece: re.Match[str]) -> str:
        return values[piece["name"]] if piece["name"] else piece[0][0]

    return _PIECE.sub(replacement, text)
