"""The chain of the audit log: each entry's hash covers the entry and the hash before.

Whoever changes or removes an entry would have to seal all later ones anew, and then
the head (the newest hash) is another one than the head that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

# What an empty log has as its head.
GENESIS = "0" * 64
# What is sealed. A column that is added later is sealed only where it is filled, so
# that the entries that were there before keep their hashes.
SEALED = (
    "id",
    "at",
    "kind",
    "summary",
    "user_ref",
    "login",
    "address",
    "door_ref",
    "door_name",
    "model",
    "res_id",
    "res_name",
    "details",
)


class Problem(NamedTuple):
    """Where the chain does not hold: an entry's position, or the first and the last."""

    what: str
    first: int
    last: int


def content(position: int, entry: Mapping[str, object]) -> str:
    """Write an entry so that the same entry always gives the same text.

    :param entry: the columns of ``SEALED``, as PostgreSQL gives them
    """
    filled = {name: _plain(entry[name]) for name in SEALED if entry[name] is not None}
    filled["position"] = position
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def seal(previous: str, position: int, entry: Mapping[str, object]) -> str:
    """Give the hash (64 hexadecimal digits) of an entry that follows ``previous``."""
    text = previous + content(position, entry)
    return hashlib.sha256(text.encode()).hexdigest()


class Walk:
    """Walks the sealed entries in the order of their positions.

    It keeps the last position and hash alone, whatever the number of entries.
    """

    def __init__(self, noted: Iterable[str] = ()):
        """:param noted: heads that were noted earlier, which must be in the chain"""
        self.position = 0
        self.hash = GENESIS
        self._noted = set(noted) - {GENESIS}

    def step(self, entry: Mapping[str, object]) -> Iterator[Problem]:
        """Look at the next entry, and say what is wrong with it."""
        position = entry["position"]
        if position > self.position + 1:
            yield Problem("missing", self.position + 1, position - 1)
        elif entry["previous_hash"] != self.hash:
            yield Problem("unchained", position, position)
        if seal(entry["previous_hash"] or "", position, entry) != entry["hash"]:
            yield Problem("changed", position, position)
        # From here on it is judged by what stands there: one change, one sentence.
        self.position, self.hash = position, entry["hash"]
        self._noted.discard(entry["hash"])

    def end(self, position: int | None, head: str | None) -> Iterator[Problem]:
        """Compare where the walk ended with the head that the log itself keeps."""
        if position is None:
            yield Problem("headless", self.position, self.position)
        elif position > self.position:
            yield Problem("cut", self.position + 1, position)
        elif (position, head) != (self.position, self.hash):
            yield Problem("beheaded", self.position, self.position)
        for _head in self._noted:
            yield Problem("rewritten", 0, 0)
