"""What a note says: asked of a language model, or read by the built-in reader.

Both ways end in a ``Finding``, which code has bounded: a model returns data only, and
never decides for whom a task is, who does it, or how many there are.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

import pydantic

from odoo.addons.marfanet_ai.tools.plain_text import plain
from odoo.addons.marfanet_persian.persian.calendar import format_jalali
from odoo.addons.marfanet_persian.persian.dates import resolve_due
from odoo.addons.marfanet_persian.persian.normalise import tokenise
from odoo.addons.marfanet_persian.persian.notes import read_note

from .finding import (
    MAX_DAYS_AHEAD,
    MAX_FOLLOW_UPS,
    MAX_LONG_SUMMARY,
    MAX_SAID,
    MAX_SENTENCE,
    MAX_SUMMARY,
    MAX_TITLE,
    Finding,
    FollowUp,
    Promise,
    Said,
    Words,
)
from .transcript import Line

# Follow-ups of an answer that are looked at: a model that repeats itself has more.
MAX_ANSWERED = 40


class ObjectionAnswer(pydantic.BaseModel):
    """Something that the reseller holds against us."""

    text: str
    quote: str


class PromiseAnswer(pydantic.BaseModel):
    """What one side promised the other."""

    who: Literal["us", "them"]
    text: str
    quote: str


class FollowUpAnswer(pydantic.BaseModel):
    """Something the agent has to do later."""

    title: str
    due: str | None
    time_said: bool
    quote: str


class NoteAnswer(pydantic.BaseModel):
    """What the note says."""

    summary: str
    long_summary: str
    sentiment: Literal["positive", "neutral", "negative"]
    sentiment_quote: str
    outcome: str
    outcome_quote: str
    next_step: str
    feedback: str
    objections: list[ObjectionAnswer]
    promises: list[PromiseAnswer]
    follow_ups: list[FollowUpAnswer]


def prompt_values(now: datetime, purpose: str, outcomes: list[str]) -> dict[str, str]:
    """Return what the prompt of the job «voice_note» is filled with.

    :param now: the moment of the recording, naive local time
    :param purpose: the contact's purpose
    :param outcomes: the keys that may be answered
    """
    return {
        "max_follow_ups": str(MAX_FOLLOW_UPS),
        "weekday_and_jalali": format_jalali(now),
        "gregorian": now.strftime("%A %Y-%m-%dT%H:%M"),
        "purpose": purpose,
        "outcomes": ", ".join(outcomes),
    }


def settle(
    answer: NoteAnswer,
    transcript: str,
    now: datetime,
    *,
    lines: list[Line] | None = None,
    outcomes: Collection[str] = (),
) -> Finding:
    """Bound a model's answer and check it against the note's words.

    :param answer: what the model returned
    :param transcript: what was said
    :param now: the moment of the recording, naive local time
    :param lines: the transcript's lines, if it has times
    :param outcomes: the keys that may be answered
    """
    words = Words(transcript, lines or [])
    follow_ups = _without_repeats(
        _settle_follow_up(follow_up, words, now)
        for follow_up in answer.follow_ups[:MAX_ANSWERED]
        if plain(follow_up.title, MAX_TITLE)
    )[:MAX_FOLLOW_UPS]
    return Finding(
        summary=plain(answer.summary, MAX_SUMMARY),
        long_summary=plain(answer.long_summary, MAX_LONG_SUMMARY),
        sentiment=answer.sentiment,
        outcome=_known(answer.outcome.strip(), outcomes),
        next_step=plain(answer.next_step, MAX_TITLE),
        feedback=plain(answer.feedback, MAX_SUMMARY),
        objections=tuple(
            Said(plain(item.text, MAX_SENTENCE), **_source(words, item.quote))
            for item in answer.objections[:MAX_SAID]
            if plain(item.text, MAX_SENTENCE)
        ),
        promises=tuple(
            _settle_promise(item, words, now)
            for item in answer.promises[:MAX_SAID]
            if plain(item.text, MAX_SENTENCE)
        ),
        follow_ups=tuple(follow_ups),
        sources=_sources(
            words,
            follow_ups,
            sentiment=answer.sentiment_quote,
            outcome=answer.outcome_quote,
            feedback=answer.feedback,
            summary=answer.summary,
        ),
    )


def read(
    transcript: str,
    now: datetime,
    purpose: str,
    *,
    lines: list[Line] | None = None,
    outcomes: Collection[str] = (),
) -> Finding:
    """Read a note without any AI service.

    :param transcript: what was said
    :param now: the moment of the recording, naive local time
    :param purpose: the contact's purpose
    :param lines: the transcript's lines, if it has times
    :param outcomes: the keys that there are
    """
    reading = read_note(transcript, now, purpose)
    words = Words(transcript, lines or [])
    latest = now + timedelta(days=MAX_DAYS_AHEAD)
    follow_ups = []
    for follow_up in reading.follow_ups[:MAX_FOLLOW_UPS]:
        at = follow_up.at if follow_up.at and follow_up.at <= latest else None
        follow_ups.append(
            FollowUp(
                title=plain(follow_up.title, MAX_TITLE),
                due=_iso(at),
                time_said=bool(at and follow_up.due and follow_up.due.time_said),
                doubt="" if at else "no_date",
                **_source(words, follow_up.quote),
            )
        )
    return Finding(
        summary=plain(reading.summary, MAX_SUMMARY),
        sentiment=reading.sentiment,
        outcome=_known(reading.outcome, outcomes),
        next_step=plain(reading.next_step, MAX_TITLE),
        follow_ups=tuple(follow_ups),
        sources=_sources(
            words,
            follow_ups,
            sentiment=reading.sentiment_quote,
            summary=reading.summary,
        ),
    )


def _known(outcome: str, outcomes: Collection[str]) -> str:
    return outcome if outcome in outcomes else ""


def _source(words: Words, quote: str) -> dict[str, Any]:
    source = words.source(quote)
    return {"quote": source.quote, "start": source.start}


def _sources(words: Words, follow_ups: list[FollowUp], **quotes: str) -> dict[str, Any]:
    """Return where the fields come from, those of them that the note bears out."""
    sources = {name: words.source(quote) for name, quote in quotes.items()}
    if follow_ups:
        sources["next_step"] = words.source(follow_ups[0].quote)
    return {name: source for name, source in sources.items() if source.quote}


def _settle_follow_up(answer: FollowUpAnswer, words: Words, now: datetime) -> FollowUp:
    # A quote that is not in the note proves nothing about it.
    source = words.source(answer.quote)
    spoken = resolve_due(source.quote, now) if source.quote else None
    claimed = _acceptable(answer.due, now)
    due, other, doubt = claimed, None, ""
    if spoken and spoken.at and _is_near(spoken.at, now):
        due = spoken.at
        if claimed != due:
            other, doubt = claimed, "other_date"
    elif claimed:
        doubt = "other_date"
    else:
        doubt = "no_date"
    return FollowUp(
        title=plain(answer.title, MAX_TITLE),
        due=_iso(due),
        time_said=spoken.time_said if spoken else answer.time_said,
        quote=source.quote,
        start=source.start,
        doubt=doubt,
        other_due=_iso(other),
    )


def _settle_promise(answer: PromiseAnswer, words: Words, now: datetime) -> Promise:
    text = plain(answer.text, MAX_SENTENCE)
    source = words.source(answer.quote)
    # The day is often part of the sentence around the words that a model quotes.
    moments = (resolve_due(said, now) for said in (source.quote, text) if said)
    days = (spoken.at for spoken in moments if spoken and spoken.at)
    day = next((moment.date() for moment in days if _is_near(moment, now)), None)
    due = day.isoformat() if day else None
    return Promise(answer.who, text, source.quote, source.start, due)


def _without_repeats(follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """Leave out what has the title and the moment of an earlier one.

    Models that lose the thread say the same thing again and again.
    """
    kept: dict[tuple[Any, ...], FollowUp] = {}
    for follow_up in follow_ups:
        title = tuple(
            token.text for token in tokenise(follow_up.title) if token.kind != "mark"
        )
        kept.setdefault((title or follow_up.title, follow_up.due), follow_up)
    return list(kept.values())


def _acceptable(due: str | None, now: datetime) -> datetime | None:
    """Return a model's date as a moment, unless it is no date or an absurd one."""
    try:
        moment = datetime.fromisoformat(due or "")
    except ValueError:
        return None
    # A model may add a zone or seconds, though it was asked for neither.
    moment = moment.replace(tzinfo=None, second=0, microsecond=0)
    return moment if _is_near(moment, now) else None


def _is_near(moment: datetime, now: datetime) -> bool:
    latest = now.date() + timedelta(days=MAX_DAYS_AHEAD)
    return now.date() <= moment.date() <= latest


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
