"""What a note says: asked of a language model, or read by the built-in reader.

Both ways end in a ``Finding``, which code has bounded: a model returns data only, and
never decides for whom a task is, who does it, or how many there are.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import pydantic

from odoo.addons.marfanet_persian.persian.calendar import format_jalali
from odoo.addons.marfanet_persian.persian.dates import resolve_due
from odoo.addons.marfanet_persian.persian.normalise import normalise
from odoo.addons.marfanet_persian.persian.notes import read_note

MAX_FOLLOW_UPS = 5
MAX_TITLE = 120
MAX_SUMMARY = 2_000
MAX_DAYS_AHEAD = 365


class FollowUpAnswer(pydantic.BaseModel):
    """Something the agent has to do later."""

    title: str
    due: str | None
    time_said: bool
    quote: str


class NoteAnswer(pydantic.BaseModel):
    """What the note says."""

    summary: str
    sentiment: Literal["positive", "neutral", "negative"]
    next_step: str
    follow_ups: list[FollowUpAnswer]


@dataclass(frozen=True)
class FollowUp:
    """A task to propose.

    :param title: what to do
    :param due: local ISO date and time, or None
    :param time_said: whether a time of day was said
    :param quote: the words of the note that it rests on
    :param doubt: why a person should look at the date: a key of ``DOUBTS``, or ""
    """

    title: str
    due: str | None
    time_said: bool
    quote: str
    doubt: str = ""


# "other_date": the model and the built-in reader disagree, and the reader's date is
# the one proposed. "no_date": nobody can tell the day.
DOUBTS = ("other_date", "no_date")


@dataclass(frozen=True)
class Finding:
    """What a note says, ready to be applied."""

    summary: str
    sentiment: str
    next_step: str
    follow_ups: tuple[FollowUp, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def prompt_values(now: datetime, purpose: str) -> dict[str, str]:
    """Return the values of the variables of the prompt "voice_note".

    :param now: the moment of the recording, naive local time
    :param purpose: the contact's purpose
    """
    return {
        "max_follow_ups": str(MAX_FOLLOW_UPS),
        "weekday_and_jalali": format_jalali(now),
        "gregorian": now.strftime("%A %Y-%m-%dT%H:%M"),
        "purpose": purpose,
    }


def settle(answer: NoteAnswer, transcript: str, now: datetime) -> Finding:
    """Bound a model's answer and check each of its dates against the note's words.

    :param answer: what the model returned
    :param transcript: what was said
    :param now: the moment of the recording, naive local time
    """
    follow_ups = [
        _settle_follow_up(follow_up, transcript, now)
        for follow_up in answer.follow_ups[:MAX_FOLLOW_UPS]
        if follow_up.title.strip()
    ]
    return Finding(
        summary=_plain(answer.summary, MAX_SUMMARY),
        sentiment=answer.sentiment,
        next_step=_plain(answer.next_step, MAX_TITLE),
        follow_ups=tuple(follow_ups),
    )


def read(transcript: str, now: datetime, purpose: str) -> Finding:
    """Read a note without any AI service.

    :param transcript: what was said
    :param now: the moment of the recording, naive local time
    :param purpose: the contact's purpose
    """
    reading = read_note(transcript, now, purpose)
    follow_ups = [
        FollowUp(
            title=_plain(follow_up.title, MAX_TITLE),
            due=_iso(follow_up.due.at) if follow_up.due else None,
            time_said=bool(follow_up.due and follow_up.due.time_said),
            quote=follow_up.quote,
            doubt="" if follow_up.due and follow_up.due.at else "no_date",
        )
        for follow_up in reading.follow_ups[:MAX_FOLLOW_UPS]
    ]
    return Finding(
        summary=_plain(reading.summary, MAX_SUMMARY),
        sentiment=reading.sentiment,
        next_step=_plain(reading.next_step, MAX_TITLE),
        follow_ups=tuple(follow_ups),
    )


def _settle_follow_up(
    answer: FollowUpAnswer, transcript: str, now: datetime
) -> FollowUp:
    quote = answer.quote.strip()
    # A quote that is not in the note proves nothing about it.
    quoted = bool(quote) and normalise(quote) in normalise(transcript)
    spoken = resolve_due(quote, now) if quoted else None
    claimed = _acceptable(answer.due, now)
    due, doubt = claimed, ""
    if spoken and spoken.at:
        due = spoken.at
        doubt = "" if claimed == due else "other_date"
    elif claimed:
        doubt = "other_date"
    else:
        doubt = "no_date"
    return FollowUp(
        title=_plain(answer.title, MAX_TITLE),
        due=_iso(due),
        time_said=spoken.time_said if spoken else answer.time_said,
        quote=quote if quoted else "",
        doubt=doubt,
    )


def _acceptable(due: str | None, now: datetime) -> datetime | None:
    """Return a model's date as a moment, unless it is no date or an absurd one."""
    try:
        moment = datetime.fromisoformat(due or "")
    except ValueError:
        return None
    # A model may add a zone or seconds, though it was asked for neither.
    moment = moment.replace(tzinfo=None, second=0, microsecond=0)
    if not now.date() <= moment.date() <= now.date() + timedelta(days=MAX_DAYS_AHEAD):
        return None
    return moment


def _plain(text: str, limit: int) -> str:
    """Return text without control and invisible characters, cut at a word."""
    kept = "".join(
        char
        for char in text
        if char.isprintable() or char in "\n\N{ZERO WIDTH NON-JOINER}"
    )
    kept = " ".join(kept.split(" ")).strip()
    if len(kept) <= limit:
        return kept
    return kept[: limit - 1].rsplit(" ", 1)[0] + "…"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
