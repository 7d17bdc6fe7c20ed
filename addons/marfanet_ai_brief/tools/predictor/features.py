"""What was known before a contact, as the predictor sees it.

Everything is a choice of a few: a number such as the days of silence is put in a band,
whose effect can be told in a sentence and need not rise or fall evenly. The same
function serves the past, which is learnt from, and the contact ahead, so that the two
cannot mean different things.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

#: What is stored of a fitting says by which reading of a contact it was made.
VERSION = 1

#: How many contacts before it say something of the next one; also as many as one
#: look-up reads before a call.
HISTORY = 30
#: Of how many moods, and of how many results, a trend and a share are told.
MOODS = 6
RESULTS = 10

#: The first hour of each band of the company's clock.
HOURS = (0, 8, 10, 12, 14, 16, 18, 20)
#: The weekend begins on Thursday (the sixth day, from Saturday) at this hour.
THURSDAY = "5"
THURSDAY_UNTIL = 13

_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
_SILENCES = (
    (1, "day"),
    (4, "days"),
    (8, "week"),
    (31, "month"),
    (91, "quarter"),
)
_CONTACTS = (11, 6, 3, 1, 0)
_MOOD = {"positive": 1, "neutral": 0, "negative": -1}

#: The features, in the order in which they are told.
NAMES = (
    "hour",
    "day",
    "channel",
    "direction",
    "purpose",
    "silence",
    "contacts",
    "last_result",
    "recent_good",
    "last_mood",
    "mood_trend",
    "overdue",
)


class Contact(NamedTuple):
    """An earlier contact, as it bears on the next one.

    :param moment: when it was; naive, of any one zone
    :param result: of its outcome: "good", "bad", "unreached", or None
    :param mood: "positive", "neutral", "negative", or None
    """

    moment: datetime
    result: str | None
    mood: str | None


class Past(NamedTuple):
    """A past contact: what it was, and what came of it.

    :param partner: the id of whom it was with
    :param contact: when it was and what came of it
    :param hour: of the company's clock, 0 to 23
    :param weekday: "0" (Saturday) to "6"
    :param payer: the id of whose books it is; the commercial partner
    """

    partner: int
    contact: Contact
    hour: int
    weekday: str
    channel: str
    direction: str
    purpose: str
    payer: int


class Row(NamedTuple):
    """One contact to learn from.

    :param levels: {feature: its level}
    :param good: whether it ended well
    :param partner: the id of whom it was with
    """

    levels: dict[str, str]
    good: bool
    partner: int


class Debts:
    """Who was overdue on which day, from what was booked.

    Payments count against the oldest invoices first, whichever they were matched with
    later: what they were matched with is only known as it is now.

    :param entries: (partner, the day from which it counts, amount): what they owe, by
        the day after it was due, as a positive amount; what they have paid, by its day,
        as a negative one
    """

    def __init__(self, entries: Iterable[tuple[int, date, float]]):
        self._days: dict[int, list[date]] = {}
        self._sums: dict[int, list[float]] = {}
        for partner, day, amount in sorted(entries):
            sums = self._sums.setdefault(partner, [0.0])
            sums.append(sums[-1] + amount)
            self._days.setdefault(partner, []).append(day)

    def is_overdue(self, partner: int, day: date) -> bool:
        if partner not in self._days:
            return False
        # Less than a hundredth is what adding fractions leaves.
        return self._sums[partner][bisect_right(self._days[partner], day)] > 0.01


def level_of_hour(hour: int) -> str:
    return str(HOURS[bisect_right(HOURS, hour) - 1])


def level_of_day(weekday: str, hour: int) -> str:
    late = weekday == THURSDAY and hour >= THURSDAY_UNTIL
    return f"{weekday}pm" if late else weekday


def levels(
    *,
    moment: datetime,
    hour: int,
    weekday: str,
    channel: str,
    direction: str,
    purpose: str,
    history: Sequence[Contact],
    overdue: bool | None,
) -> dict[str, str]:
    """Return the level of each feature of a contact.

    :param moment: when it is, in the zone of the history's moments
    :param hour: of the company's clock, 0 to 23
    :param weekday: "0" (Saturday) to "6", by the company's clock
    :param history: contacts with the same representative, oldest first; of those
        before ``moment``, the last ``HISTORY`` count, and nothing else does
    :param overdue: whether something was overdue then; None where nobody knows
    """
    before = [contact for contact in history if contact.moment < moment][-HISTORY:]
    results = [contact.result for contact in before if contact.result]
    moods = [contact.mood for contact in before if contact.mood]
    known = {
        "hour": level_of_hour(hour),
        "day": level_of_day(weekday, hour),
        "channel": channel,
        "direction": direction,
        "purpose": purpose,
        "silence": _silence(before, moment),
        "contacts": _contacts(before, moment),
        "last_result": results[-1] if results else "none",
        "recent_good": _recent_good(results),
        "last_mood": moods[-1] if moods else "none",
        "mood_trend": _trend(moods),
    }
    if overdue is not None:
        known["overdue"] = "yes" if overdue else "no"
    return known


def _silence(before, moment):
    if not before:
        return "none"
    days = (moment - before[-1].moment) / _DAY
    return next((level for until, level in _SILENCES if days < until), "longer")


def _contacts(before, moment):
    since = bisect_left(before, moment - _MONTH, key=lambda contact: contact.moment)
    count = len(before) - since
    return str(next(least for least in _CONTACTS if count >= least))


def _recent_good(results):
    """Return whether few, some or most of the last contacts ended well."""
    latest = results[-RESULTS:]
    if not latest:
        return "none"
    share = latest.count("good") / len(latest)
    return "few" if share < 1 / 3 else "some" if share < 2 / 3 else "most"


def _trend(moods):
    """Return where the mood goes: the later half of the last moods by the earlier."""
    latest = [_MOOD[mood] for mood in moods[-MOODS:]]
    half = len(latest) // 2
    if half < 2:
        return "none"
    change = sum(latest[-half:]) / half - sum(latest[:half]) / half
    return "up" if change >= 0.5 else "down" if change <= -0.5 else "flat"


def rows(
    pasts: Iterable[Past], debts: Debts | None, *, cut: bool = False
) -> Iterator[Row]:
    """Tell of each past contact that came to something what was known before it.

    :param pasts: all contacts, oldest first, those too that came to nothing in
        particular: they are part of the history of others
    :param debts: None where the books are not told
    :param cut: whether there were contacts before these; then what came before the
        first ones of each is not known, and those only serve as history
    """
    histories: dict[int, deque[Contact]] = {}
    begins = None
    for past in pasts:
        contact = past.contact
        begins = begins or contact.moment + _MONTH
        history = histories.get(past.partner)
        unknown = cut and (history is None or contact.moment < begins)
        if history is None:
            # Contacts of the same moment are in it, and do not count for each other.
            history = histories[past.partner] = deque(maxlen=2 * HISTORY)
        if contact.result and not unknown:
            overdue = debts and debts.is_overdue(past.payer, contact.moment.date())
            known = levels(
                moment=contact.moment,
                hour=past.hour,
                weekday=past.weekday,
                channel=past.channel,
                direction=past.direction,
                purpose=past.purpose,
                history=history,
                overdue=None if debts is None else bool(overdue),
            )
            yield Row(known, contact.result == "good", past.partner)
        history.append(contact)
