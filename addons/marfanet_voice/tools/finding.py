"""What a note says, bounded by code whoever found it out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from odoo.addons.marfanet_ai.tools.plain_text import plain

from .transcript import Line, quoted, second_of

MAX_FOLLOW_UPS = 5
MAX_TITLE = 120
MAX_SENTENCE = 500
MAX_SUMMARY = 2_000
MAX_LONG_SUMMARY = 6_000
MAX_SAID = 10  # objections, and promises
MAX_DAYS_AHEAD = 365

# "other_date": the model and the built-in reader disagree, and the reader's date is
# the one proposed. "no_date": nobody can tell the day.
DOUBTS = ("other_date", "no_date")


@dataclass(frozen=True)
class Source:
    """Where a field of the finding comes from.

    :param quote: the words of the transcript
    :param start: the second of the recording at which they are said, or None
    """

    quote: str
    start: float | None


@dataclass(frozen=True)
class Said:
    """An objection that the representative raised."""

    text: str
    quote: str
    start: float | None


@dataclass(frozen=True)
class Promise:
    """What somebody promised.

    :param who: "us" or "them"
    :param due: local ISO date, where one was said
    """

    who: str
    text: str
    quote: str
    start: float | None
    due: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """A task to propose.

    :param title: what to do
    :param due: local ISO date and time, or None
    :param time_said: whether a time of day was said
    :param quote: the words of the transcript that it rests on
    :param start: the second at which they are said, or None
    :param doubt: why a person should look at the date: one of ``DOUBTS``, or ""
    :param other_due: the date that gave way, local ISO, or None
    """

    title: str
    due: str | None
    time_said: bool
    quote: str
    start: float | None = None
    doubt: str = ""
    other_due: str | None = None


@dataclass(frozen=True)
class Finding:
    """What a note says, ready to be applied.

    :param outcome: a key of the outcomes that were offered, or ""
    :param sources: by the name of a field, where it comes from
    """

    summary: str
    sentiment: str
    next_step: str
    follow_ups: tuple[FollowUp, ...]
    long_summary: str = ""
    outcome: str = ""
    feedback: str = ""
    objections: tuple[Said, ...] = ()
    promises: tuple[Promise, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as data that is stored; what is not known is False.

        Not None, as everywhere in Odoo: XML-RPC knows no such value, and integrators
        read notes by it.
        """
        return _without_none(asdict(self))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_none(item) for item in value]
    return False if value is None else value


class Words:
    """A transcript, asked for what was said and when."""

    def __init__(self, transcript: str, lines: list[Line]) -> None:
        self.text = transcript
        self._lines = lines

    def source(self, quote: str) -> Source:
        """Return a quote as the transcript has it; an empty one if nobody said so."""
        found = quoted(quote, self.text)
        if len(found) > MAX_SENTENCE:
            found = plain(found, MAX_SENTENCE)
        return Source(found, second_of(quote, self._lines) if found else None)
