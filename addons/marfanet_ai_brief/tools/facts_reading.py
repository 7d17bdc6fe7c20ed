"""What was read about a representative for one brief, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .facts_contacts import Contact
from .facts_mood import Mood
from .facts_relevance import Relevant


@dataclass(frozen=True)
class Texts:
    """What somebody wrote about a contact, each text up to a bound."""

    summary: str = ""
    feedback: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Promise:
    """:param side: "us" or "them"
    :param made_on: the moment of the contact in which it was given, naive UTC
    :param suggested: whether AI heard it, and nobody has confirmed it yet
    """

    id: int
    side: str
    text: str
    due: date | None
    interaction_id: int
    made_on: datetime
    suggested: bool = False


@dataclass(frozen=True)
class Task:
    """:param due: naive UTC
    :param time_said: whether its time of day matters
    :param suggested: as of a promise
    """

    id: int
    name: str
    due: datetime | None
    time_said: bool
    user_id: int
    suggested: bool = False


@dataclass(frozen=True)
class Money:
    """What the accounts tell, as ``res.partner`` has it.

    :param currency: of the company's books: its name, in which all amounts are
    """

    balance: float
    state: str
    overdue: float
    overdue_days: int
    overdue_since: date | None
    paid: float
    paid_on: date | None
    currency: str


@dataclass(frozen=True)
class Reading:
    """:param partner: values of the representative's own fields, by name
    :param contacts: the last ones, newest first
    :param words: those of the free line that were looked for, as they can be shown
    :param ranked: the contacts, those that matter most first
    :param open: the unresolved ones, newest first
    :param texts: of the contacts that a brief can quote, by id
    :param outcomes: their names, by id
    :param money: None where the reader may not know, or nothing was ever booked
    :param names: of users, by id
    """

    partner: dict
    purpose: str
    line: str
    words: tuple[str, ...]
    contacts: list[Contact]
    ranked: list[Relevant]
    open: list[Contact]
    mood: Mood
    texts: dict[int, Texts]
    outcomes: dict[int, str]
    promises: list[Promise]
    tasks: list[Task]
    money: Money | None
    names: dict[int, str]
