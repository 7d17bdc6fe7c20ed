"""Contacts with a representative, as the facts of a brief are told from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from odoo.addons.marfanet_persian.persian.search import search_key

UNREACHED = "unreached"
GOOD = "good"


@dataclass(frozen=True, slots=True)
class Contact:
    """One interaction, without its texts.

    :param date: naive UTC
    :param result: what its outcome means: "good", "bad", "unreached" or ""
    :param has_words: whether it has a summary or feedback
    :param minutes: how long it took; None where nobody timed it
    :param suggested: whether AI wrote some of it, and nobody has looked at that yet
    :param mood_suggested: whether the mood is among what AI wrote
    """

    id: int
    date: datetime
    type: str
    direction: str
    purpose: str
    status: str
    sentiment: str
    outcome_id: int
    result: str
    previous_id: int
    user_id: int
    subject: str
    has_words: bool
    minutes: int | None
    suggested: bool = False
    mood_suggested: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether they were spoken with, as far as the outcome tells."""
        return self.result != UNREACHED

    @property
    def was_answered(self) -> bool | None:
        """Whether a call of ours was answered; None where nothing tells."""
        if self.type != "call" or self.direction != "outgoing":
            return None
        if not self.is_reached:
            return False
        if self.outcome_id or self.sentiment or self.minutes:
            return True
        return None


def unresolved(contacts: Sequence[Contact]) -> list[Contact]:
    """Return what is still open and nothing later has closed, newest first.

    A contact that continues another speaks for it, be it by detours: closed, it closes
    the other; open, it is told in the other's place. One that came to a good end closes
    what came before on the same subject, in any spelling. Attempts that reached nobody
    leave no issue behind. Of the same subject only the newest is told.

    :param contacts: newest first
    """
    found: list[Contact] = []
    continued: set[int] = set()
    settled: set[str] = set()
    for contact in contacts:
        spoken_for = contact.id in continued
        if contact.previous_id and (contact.is_reached or spoken_for):
            continued.add(contact.previous_id)
        is_over = contact.status == "closed"
        if is_over and contact.result != GOOD:
            continue
        if not is_over and (spoken_for or not contact.is_reached):
            continue
        subject = search_key(contact.subject)
        if not is_over and subject not in settled:
            found.append(contact)
        if subject:
            settled.add(subject)
    return found


def last_spoken(contacts: Iterable[Contact]) -> Contact | None:
    """Return the newest contact in which they were reached.

    :param contacts: newest first
    """
    return next((contact for contact in contacts if contact.is_reached), None)
