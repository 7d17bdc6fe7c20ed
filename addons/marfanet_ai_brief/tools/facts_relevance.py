"""Which earlier contacts matter for the call to come, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from .facts_contacts import Contact

#: Words of the free line that are looked for; more is no line any more.
MOST_WORDS = 6
_SHORTEST_WORD = 3

_LATEST = 1.0
_RECENT = 3.0
_HALF_AFTER = 21  # days
_SAME_PURPOSE = 1.5
_LINE = 5.0
_OPEN = 2.0
_UNHAPPY = 1.0
_SAYS_NOTHING = -3.0
#: Below it, only its age speaks for a contact, and not much.
_LEAST = 0.5


@dataclass(frozen=True)
class Relevant:
    """A contact, with why it matters.

    :param reasons: of "line", "open", "unhappy", "purpose", "latest", weightiest first
    :param words: numbers of the line's words that it holds
    """

    contact: Contact
    score: float
    reasons: tuple[str, ...]
    words: tuple[int, ...]


def words_to_find(words: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return those of a line's words that tell one contact from another.

    :param words: as ``search_words`` returns them
    """
    told = [word for word in words if max(map(len, word)) >= _SHORTEST_WORD]
    return sorted(told, key=lambda word: -max(map(len, word)))[:MOST_WORDS]


def rank(
    contacts: Sequence[Contact],
    purpose: str,
    open_ids: Collection[int],
    hits: Mapping[int, Sequence[bool]],
) -> list[Relevant]:
    """Return the contacts, those that matter most first.

    Counted from the newest contact rather than from today: what mattered yesterday
    still does when nothing has happened since.

    :param contacts: newest first
    :param purpose: of the call to come, "" when it is not known
    :param open_ids: of those that are unresolved
    :param hits: contact's id to whether it holds each of the line's words
    """
    if not contacts:
        return []
    weights = _word_weights(hits)
    newest = contacts[0].date
    latest = next((contact.id for contact in contacts if contact.is_reached), 0)
    ranked = []
    for contact in contacts:
        days = (newest - contact.date).total_seconds() / 86_400
        score = _RECENT * 0.5 ** (days / _HALF_AFTER)
        gains = {
            "line": _LINE * _share_of_line(hits.get(contact.id, ()), weights),
            "open": _OPEN * (contact.id in open_ids),
            "unhappy": _UNHAPPY * (contact.sentiment == "negative"),
            "purpose": _SAME_PURPOSE * (contact.purpose == purpose),
            "latest": _LATEST * (contact.id == latest),
        }
        score += sum(gains.values())
        if not contact.has_words:
            score += _SAYS_NOTHING
        words = [n for n, hit in enumerate(hits.get(contact.id, ())) if hit]
        reasons = tuple(
            reason
            for reason, gain in sorted(gains.items(), key=lambda item: -item[1])
            if gain > 0
        )
        ranked.append(Relevant(contact, score, reasons, tuple(words)))
    ranked.sort(key=lambda item: (item.score, item.contact.date, item.contact.id))
    return ranked[::-1]


def most_relevant(ranked: Sequence[Relevant], limit: int = 3) -> list[Relevant]:
    """Return the one to three that a brief tells of, newest first."""
    chosen = [item for item in ranked[:limit] if item.score >= _LEAST] or [*ranked[:1]]
    return sorted(
        chosen, key=lambda item: (item.contact.date, item.contact.id), reverse=True
    )


def _word_weights(hits: Mapping[int, Sequence[bool]]) -> list[float]:
    """Return the weight of each word: what is in every contact tells none from others.

    As the inverse document frequency of search engines (Spärck Jones, 1972).
    """
    rows = list(hits.values())
    if not rows:
        return []
    return [
        log((len(rows) + 1) / (sum(column) + 0.5)) for column in zip(*rows, strict=True)
    ]


def _share_of_line(found: Sequence[bool], weights: Sequence[float]) -> float:
    total = sum(weights)
    if not found or total <= 0:
        return 0.0
    return sum(w for hit, w in zip(found, weights, strict=True) if hit) / total
