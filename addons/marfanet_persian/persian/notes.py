"""The built-in note reader: a call note to summary, mood and dated tasks, without AI.

It takes words from the note and invents none. A task is what the agent is to do:
first person («زنگ بزنم», «می‌فرستم»), an order to oneself («یادآوری کن»), a request
(«گفت زنگ بزنید»), something that «باید ... بشه», or an action with a date and no verb
(«شنبه پیگیری واریز»). What the customer does, an "if" and what is negated are none.
"""

from dataclasses import dataclass
from datetime import datetime

from . import mood, outcomes, purposes, titles
from .dates import Due
from .note_text import NoteText
from .tasks import Draft, TaskReader

MAX_TASKS = 5
_LONGEST_QUOTE = 300
_SUMMARY_SENTENCES = 2


@dataclass(frozen=True)
class FollowUp:
    """One thing for the agent to do.

    :param title: short, in the words of the note, without the date
    :param due: when, as ``dates.resolve_due`` returns it; ``None`` without a date
    :param quote: the sentence that it came from
    :param span: where the note says it: index of the first character, and the one after
        the last
    """

    title: str
    due: Due | None
    quote: str
    span: tuple[int, int]

    @property
    def at(self) -> datetime | None:
        """The moment, or ``None`` when a person is to set it."""
        return self.due.at if self.due else None


@dataclass(frozen=True)
class NoteReading:
    """What the built-in reader made of a note.

    :param summary: one or two of its sentences, shortened if very long
    :param sentiment: ``positive``, ``neutral`` or ``negative``
    :param sentiment_quote: the sentence that shows it, "" when neutral
    :param purpose: ``support``, ``sales``, ``follow_up`` or ``inbound`` as the words
        say, else the one given
    :param outcome: one of ``outcomes.KEYS``, or "" when the words tell none
    :param next_step: the title of the task that comes first, "" without tasks
    :param follow_ups: at most ``MAX_TASKS``, in the order of the note
    """

    summary: str
    sentiment: str
    sentiment_quote: str
    purpose: str
    outcome: str
    next_step: str
    follow_ups: tuple[FollowUp, ...]


def read_note(text: str, now: datetime, purpose: str = "") -> NoteReading:
    """Read a typed or transcribed note.

    :param text: the note
    :param now: when it was spoken: naive local time
    :param purpose: the interaction's purpose (``support``, ``sales``, ``follow_up``,
        ``inbound``); it names a task of which only the date was said
    """
    note = NoteText(text, now)
    reader = TaskReader(note)
    drafts = reader.drafts()
    said = purposes.read_purpose(note, purpose)
    follow_ups = tuple(
        _follow_up(note, draft, said) for draft in reader.distinct(drafts, MAX_TASKS)
    )
    felt = mood.read_mood(note.tokens, note.sentences)
    felt_in = note.sentence_of(felt.at) if felt.at >= 0 else ""
    return NoteReading(
        summary=_summary(note, {draft.sentence for draft in drafts}),
        sentiment=felt.name,
        sentiment_quote=titles.shorten(felt_in, _LONGEST_QUOTE),
        purpose=said,
        outcome=outcomes.read_outcome(note, said),
        next_step=_first_title(follow_ups),
        follow_ups=follow_ups,
    )


def _follow_up(note: NoteText, draft: Draft, purpose: str) -> FollowUp:
    start, end = _quote_span(note, draft)
    span = (draft.first, draft.last)
    title = titles.make_title(note.text, note.tokens, span, note.dated, purpose)
    return FollowUp(title, draft.due, note.text[start:end], (start, end))


def _quote_span(note: NoteText, draft: Draft) -> tuple[int, int]:
    start, end = note.span(*draft.sentence)
    if end - start <= _LONGEST_QUOTE:
        return start, end
    # A transcript without marks is one endless sentence.
    start, end = note.span(draft.first, draft.last)
    if draft.due:
        start, end = min(start, draft.due.span[0]), max(end, draft.due.span[1])
    return start, end


def _summary(note: NoteText, with_tasks: set[tuple[int, int]]) -> str:
    """Join the first sentences that tell what happened, not what is to be done."""
    telling = [
        sentence
        for sentence in note.sentences
        if sentence not in with_tasks and sentence[1] - sentence[0] > 2
    ]
    quotes = []
    for sentence in (telling or note.sentences)[:_SUMMARY_SENTENCES]:
        start, end = note.span(*sentence)
        quote = " ".join(note.text[start:end].split())
        quotes.append(titles.shorten(quote, _LONGEST_QUOTE))
    return " ".join(quotes)


def _first_title(follow_ups: tuple[FollowUp, ...]) -> str:
    """Return the title of the earliest one; those without a date come last."""
    if not follow_ups:
        return ""
    return min(follow_ups, key=lambda follow_up: follow_up.at or datetime.max).title
