"""What a language model may see of a representative: numbered, absolute, bounded.

The same data make the same material, whatever day it is: what is made of it is kept
under its hash. Hence dates and no «three days ago», and nothing that is counted from
today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odoo.addons.marfanet_ai.tools.question import Question, most_tokens
from odoo.addons.marfanet_persian.persian.calendar import format_jalali

from .facts_contacts import Contact
from .facts_hours import BestHours
from .facts_reading import Reading
from .facts_relevance import most_relevant
from .facts_text import both_ends, one_line

#: Of the 6,000 tokens of a question, what instructions and principles leave.
MOST_TOKENS = 3_800
_IN_FULL = 3
_IN_A_LINE = 12
_SUMMARY, _FEEDBACK, _NEXT_STEP = 420, 160, 90
_LINE, _TITLE, _SAID = 110, 80, 140
_PROMISES, _OBJECTIONS, _ANSWERS, _TASKS, _OPEN = 6, 4, 4, 5, 5
#: The block of what the whole team answered.
ANSWERS = "answers_of_the_team"
#: The blocks, in the order in which they are read.
_BLOCKS = (
    "representative",
    "interactions",
    "unresolved",
    "promises",
    "objections",
    ANSWERS,
    "tasks",
)


@dataclass(frozen=True)
class Objection:
    """:param result: what the contact came to: "good", "bad", "unreached" or ""
    :param date: of the contact, naive UTC
    :param suggested: whether only AI has heard it
    """

    interaction_id: int
    date: datetime
    text: str
    answer: str
    result: str
    suggested: bool = False


@dataclass(frozen=True)
class Answer:
    """An answer that the team gave, and how often good came of it."""

    text: str
    answer: str
    good: int
    used: int


@dataclass(frozen=True)
class Material:
    """Texts about a representative, and what they rest on.

    :param numbers: the number of an interaction in the texts, as in "[1]", to its id;
        1 is the newest
    :param blocks: name of a block to its text, as ``Question`` takes its data
    """

    numbers: dict[int, int]
    blocks: dict[str, str]


@dataclass(frozen=True)
class _Entry:
    """One line of a block.

    :param cites: the interaction that it rests on and that one's moment, if any
    """

    block: str
    text: str
    cites: tuple[int, datetime] | None = None

    @property
    def least_tokens(self) -> int:
        """Tokens of the text alone, as ``most_tokens`` counts them."""
        return len(self.text.encode()) // 2


def compose(
    reading: Reading,
    hours: BestHours,
    local: Callable[[datetime], datetime],
    objections: Sequence[Objection] = (),
    answers: Sequence[Answer] = (),
    most: int = MOST_TOKENS,
) -> Material:
    """Return the material of a call; what matters least is left out first.

    :param local: brings a stored moment to the reader's clock
    :param objections: of this representative, newest first
    :param answers: of the whole team, best first
    :param most: tokens that a question of the blocks and nothing else has at most, as
        ``most_tokens`` counts them, redacted or not
    """
    kept: list[_Entry] = []
    size = 0
    for entry in _entries(reading, hours, local, objections, answers):
        size += entry.least_tokens
        if size > most:
            break
        kept.append(entry)
    material = _render(kept)
    while kept and (counted := tokens(material.blocks)) > most:
        # Counting takes longer than all else, since it looks for private values: as
        # large a part goes at once as is too much.
        size = sum(entry.least_tokens for entry in kept)
        size_that_fits = size * most // counted
        while kept and size > size_that_fits:
            size -= kept.pop().least_tokens
        material = _render(kept)
    return material


def tokens(blocks: dict[str, str]) -> int:
    """Return about the most tokens of a question that holds the blocks alone."""
    question = Question("", blocks)
    return max(
        most_tokens(question.messages(redact=redact)) for redact in (False, True)
    )


def stamp(moment: datetime) -> str:
    """Return a moment of the reader's clock as it is told to a model."""
    return f"{day_stamp(moment.date())[:-1]} {moment:%H:%M})"


def day_stamp(day: date) -> str:
    """Return a day as it is told to a model: "1405/09/01 (Sun 2026-11-22)"."""
    try:
        jalali = format_jalali(day, "numeric", latin_digits=True)
    except ValueError:  # years that the Jalali calendar does not count
        jalali = ""
    # Letters between the two: sixteen digits in a row pass for a bank card.
    return f"{jalali} ({day:%a} {day.isoformat()})".strip()


def _render(entries: Sequence[_Entry]) -> Material:
    cited = dict(entry.cites for entry in entries if entry.cites)
    order = sorted(cited.items(), key=lambda item: (item[1], item[0]), reverse=True)
    numbers = {record_id: n for n, (record_id, _moment) in enumerate(order, 1)}
    blocks = {}
    for block in _BLOCKS:
        own = [entry for entry in entries if entry.block == block]
        if block == "interactions":
            own.sort(key=lambda entry: numbers[entry.cites[0]])
        lines = [
            f"[{numbers[entry.cites[0]]}] {entry.text}" if entry.cites else entry.text
            for entry in own
        ]
        if lines:
            blocks[block] = "\n".join(lines)
    return Material({n: record_id for record_id, n in numbers.items()}, blocks)


# --- ENTRIES, WHAT MATTERS MOST FIRST


def _entries(
    reading: Reading,
    hours: BestHours,
    local: Callable,
    objections: Sequence[Objection],
    answers: Sequence[Answer],
) -> Iterator[_Entry]:
    yield _Entry("representative", _who(reading))
    in_full = most_relevant(reading.ranked, _IN_FULL)
    for item in in_full:
        yield _entry(item.contact, _in_full(item.contact, reading, local))
    for promise in reading.promises[:_PROMISES]:
        due = day_stamp(promise.due) if promise.due else "no date"
        side = "we promised" if promise.side == "us" else "they promised"
        unsure = _doubt(promise.suggested)
        yield _Entry(
            "promises",
            f"{side}: {one_line(promise.text, _SAID)}; due {due}{unsure}",
            (promise.interaction_id, promise.made_on),
        )
    for contact in reading.open[:_OPEN]:
        yield _Entry(
            "unresolved",
            f"since {stamp(local(contact.date))}: {_title(contact, reading, _TITLE)}",
            (contact.id, contact.date),
        )
    for line in (_money(reading), _mood(reading, local)):
        if line:
            yield _Entry("representative", line)
    yield from _objections(objections, answers)
    for task in reading.tasks[:_TASKS]:
        due = "no date"
        if task.due:
            moment = local(task.due)
            due = stamp(moment) if task.time_said else day_stamp(moment.date())
        name = one_line(task.name, _SAID)
        yield _Entry("tasks", f"{name}; due {due}{_doubt(task.suggested)}")
    if line := _hours(hours):
        yield _Entry("representative", line)
    told = {item.contact.id for item in in_full}
    others = [item for item in reading.ranked if item.contact.id not in told]
    for item in others[:_IN_A_LINE]:
        yield _entry(item.contact, _in_a_line(item.contact, reading, local))


def _doubt(suggested: bool) -> str:
    return " (suggested by AI, not confirmed)" if suggested else ""


def _entry(contact: Contact, text: str) -> _Entry:
    return _Entry("interactions", text, (contact.id, contact.date))


def _objections(
    objections: Iterable[Objection], answers: Iterable[Answer]
) -> Iterator[_Entry]:
    for objection in list(objections)[:_OBJECTIONS]:
        text = one_line(objection.text, _SAID)
        if objection.answer:
            text += f" => {one_line(objection.answer, _SAID)}"
        if objection.result:
            text += f" ({objection.result})"
        text += _doubt(objection.suggested)
        yield _Entry("objections", text, (objection.interaction_id, objection.date))
    for answer in list(answers)[:_ANSWERS]:
        yield _Entry(
            ANSWERS,
            f"{one_line(answer.text, _SAID)} => {one_line(answer.answer, _SAID)}"
            f" (good {answer.good} of {answer.used})",
        )


def _who(reading: Reading) -> str:
    partner = reading.partner
    known = {
        "name": one_line(partner["name"], _TITLE),
        "plan": one_line(partner["plan"], _TITLE),
        "status": partner["panel_status"],
        "with us since": partner["joined_on"] and day_stamp(partner["joined_on"]),
    }
    return "; ".join(f"{name}: {value}" for name, value in known.items() if value)


def _head(contact: Contact, reading: Reading, local: Callable) -> str:
    parts = [
        stamp(local(contact.date)),
        contact.type,
        contact.direction,
        contact.purpose,
        f"by {one_line(reading.names.get(contact.user_id), 40) or '?'}",
    ]
    if outcome := reading.outcomes.get(contact.outcome_id):
        parts.append(f"outcome: {one_line(outcome, 40)}")
    if contact.sentiment:
        parts.append(f"mood: {contact.sentiment}{_doubt(contact.mood_suggested)}")
    return ", ".join(parts)


def _in_full(contact: Contact, reading: Reading, local: Callable) -> str:
    lines = [_head(contact, reading, local)]
    texts = reading.texts.get(contact.id)
    said = {"subject": one_line(contact.subject, _TITLE)}
    if texts:
        said["summary"] = both_ends(texts.summary, _SUMMARY)
        said["in their words"] = both_ends(texts.feedback, _FEEDBACK)
        said["next step"] = one_line(texts.next_step, _NEXT_STEP)
    lines += [f"  {name}: {text}" for name, text in said.items() if text]
    return "\n".join(lines)


def _in_a_line(contact: Contact, reading: Reading, local: Callable) -> str:
    return f"{_head(contact, reading, local)}: {_title(contact, reading)}"


def _title(contact: Contact, reading: Reading, most: int = _LINE) -> str:
    texts = reading.texts.get(contact.id)
    said = texts and (texts.summary or texts.feedback or texts.next_step)
    parts = [part for part in (contact.subject, said) if part]
    return one_line(": ".join(parts), most) or "-"


def _money(reading: Reading) -> str:
    money = reading.money
    if not money:
        return ""
    balance = f"{abs(money.balance):,.0f} {money.currency}"
    told = {
        "debtor": f"owes us {balance}",
        "creditor": f"we owe them {balance}",
    }.get(money.state, "settled")
    if money.overdue_since:
        told += (
            f"; {money.overdue:,.0f} of it overdue since"
            f" {day_stamp(money.overdue_since)}"
        )
    if money.paid_on:
        told += f"; last payment {money.paid:,.0f} on {day_stamp(money.paid_on)}"
    return f"account: {told}"


def _mood(reading: Reading, local: Callable) -> str:
    names = {1: "positive", 0: "neutral", -1: "negative"}
    unsure = {contact.date for contact in reading.contacts if contact.mood_suggested}
    points = [
        f"{day_stamp(local(moment).date())[:10]} {names[value]}"
        f"{_doubt(moment in unsure)}"
        for moment, value in reading.mood.points[-6:]
    ]
    return f"moods, oldest first: {'; '.join(points)}" if points else ""


def _hours(hours: BestHours) -> str:
    windows = [
        f"{window.start}:00-{window.until}:00 ({window.answered} of {window.tried})"
        for window in hours.windows
    ]
    return f"answers calls best: {', '.join(windows)}" if windows else ""
