"""How a representative's mood has gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .facts_contacts import Contact

VALUES = {"negative": -1, "neutral": 0, "positive": 1}
#: Moods that are told, and of which the trend is made.
MOST_POINTS = 12
#: How many of the newest are compared with those before them, and how far apart the
#: two means must lie. Of a mood each, half a step is one of two in another mood.
NEWEST = 4
LEAST_BEFORE = 2
STEP = 0.5


@dataclass(frozen=True)
class Mood:
    """:param points: moments (naive UTC) with -1, 0 or 1, oldest first
    :param trend: "up", "down", "flat", or "" where there are too few to tell
    :param usual: the mood met most often among the newest, "" where none is known
    :param times: how often, among the newest
    :param newest: how many the newest are
    """

    points: tuple[tuple[datetime, int], ...]
    trend: str
    usual: str
    times: int
    newest: int


def mood_of(contacts: Iterable[Contact]) -> Mood:
    """Return the mood over the last contacts that have one.

    The trend compares the mean of the newest four with the mean of those before them,
    of twelve at most; up or down is a difference of at least half a step between
    unhappy, neutral and happy. What reached nobody tells no mood.

    :param contacts: newest first
    """
    felt = [
        contact
        for contact in contacts
        if contact.sentiment in VALUES and contact.is_reached
    ][:MOST_POINTS]
    newest, before = felt[:NEWEST], felt[NEWEST:]
    trend = ""
    if len(before) >= LEAST_BEFORE:
        step = _mean(newest) - _mean(before)
        trend = "up" if step >= STEP else "down" if step <= -STEP else "flat"
    usual, times = "", 0
    if newest:
        # Counted in the order of time: of as many each, the newer mood is told.
        counted = Counter(contact.sentiment for contact in newest)
        [(usual, times)] = counted.most_common(1)
    points = tuple(
        (contact.date, VALUES[contact.sentiment]) for contact in reversed(felt)
    )
    return Mood(points, trend, usual, times, len(newest))


def _mean(contacts: list[Contact]) -> float:
    return sum(VALUES[contact.sentiment] for contact in contacts) / len(contacts)
