"""Persian date phrases to due moments.

The rules. *Now* is the moment of speaking in the speaker's own clock. امروز, فردا,
پس‌فردا are 0, 1, 2 days on. A weekday is its next occurrence strictly after today;
with «هفته بعد/آینده/دیگه», that weekday of the next week (Saturday to Friday). «هفته
بعد» is 7 days on, «ماه بعد» one Jalali month with the day cut, «آخر هفته» the coming
Thursday, today included. «آخر ماه» is its last day, «اول ماه» and «سر برج» the 1st of
the next, «وسط ماه» and «نیمه X» the 15th, a bare ordinal this month's day if ahead
and the next month's otherwise. A day and month without a year is the next time that
it comes. A weekday beside a full date does not move it. «بعد از عید» said from Bahman
to 13 Farvardin is 14 Farvardin. Hours follow ``clock.to_24_hours``; a part of the day
alone is صبح 9, ظهر 12, بعدازظهر 15, عصر 17, شب 20; no time at all is 9. A clock time
without a day is today's if ahead, else tomorrow's. The past, durations, counts, money
and versions are no dates.

Where those rules are silent, this is decided:

* what the verb tells as past is no follow-up («شنبه زنگ زد»), nor is «از شنبه» unless
  the agent is to act;
* «امروز» counts when somebody is to act on it or an hour ahead is said, and so does a
  part of the day that has begun («امشب» at 21:00 stays 20:00); an hour gone does not;
* on the day itself «پانزدهم» counts while its hour is ahead, «۱۵ آذر» the whole day;
* «دو سه روز دیگه» is the later; «چند روز دیگه» and «این هفته» are too vague;
* «وسط هفته» is Tuesday and «اول هفته» Saturday; «شب» 1 to 4 follows midnight;
* an hour without a day belongs to the day of what the agent plans before it in the
  sentence («فردا ساعت ۱۰ زنگ بزنم، ساعت ۱۲ هم پیام بدم»), if it is later there;
* «اولین شنبه ماه بعد» is counted in that month, «هفته دوم دی» begins on its 8th;
* «اول/وسط/آخر» of a Gregorian month are its 1st, 15th and last day; «۵ می» is May
  unless the word after makes «می» a verb;
* «ساعت صفر» is the midnight that begins the day, hence the next one when alone;
* «تا شنبه وقت دادم» and «شنبه جلسه گذاشتیم» are ahead though told of the past;
* «۱۰ ماه بعد» is ten months on, «جمعه تعطیله» and «فردا نه، ...» name nothing;
* «قبل از شنبه» and «بعد از شنبه» are that Saturday;
* holidays outside their season are unknown, hence no date.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ..normalise import Token, tokenise
from ..verbs import Verb
from . import clock
from .clauses import Clauses, Surroundings
from .fragments import BARE_ORDINAL, WRITTEN, Reading
from .groups import Group, find_groups
from .words import read_items

#: ``Due.doubt`` when the day named is not in that month of that year.
NO_SUCH_DAY = "no_such_day"

_PART_STARTS = {
    "before noon": 9,
    "noon": 12,
    "afternoon": 15,
    "evening": 17,
    "night": 20,
    "midnight": 24,
}
_PART_ENDS = {
    "before noon": 12,
    "noon": 15,
    "afternoon": 19,
    "evening": 20,
    "night": 24,
    "midnight": 24,
}
_MORNING = 9


@dataclass(frozen=True)
class Due:
    """A moment that a text names, and where.

    :param at: naive, in the clock of the ``now`` given, seconds 0; ``None`` when a
        person has to decide, for the reason in ``doubt``
    :param time_said: whether a time or part of the day was said (else it is 09:00)
    :param span: where the original text says it: index of the first character, and the
        one after the last
    :param phrase: the words of that span
    :param parts: the spans inside ``span`` that say the date; more than one when other
        words lie between day and hour
    :param doubt: "" or ``NO_SUCH_DAY``
    """

    at: datetime | None
    time_said: bool
    span: tuple[int, int]
    phrase: str
    parts: tuple[tuple[int, int], ...]
    doubt: str = ""


def resolve_due(text: str, now: datetime) -> Due | None:
    """Return the follow-up moment that ``text`` names, or ``None``.

    :param text: anything typed or transcribed
    :param now: when it was said: naive local time

    Of several, the first on which the agent is to act counts («فردا واریز می‌کنه، شنبه
    چک کنم» is Saturday), then the first that is not in an "if", then the first.
    """
    found = _read(tokenise(text), text, now)
    for wanted in (_is_agents, _is_certain):
        for due, around in found:
            if wanted(around):
                return due
    return found[0][0] if found else None


def find_all(
    text: str,
    now: datetime,
    tokens: list[Token] | None = None,
    verbs: list[Verb] | None = None,
) -> list[Due]:
    """Return every moment still to come that ``text`` names, in its order.

    :param text: anything typed or transcribed
    :param now: when it was said: naive local time
    :param tokens: ``tokenise(text)``, if the caller has it already
    :param verbs: ``verbs.find_verbs(tokens)``, likewise

    What is past is left out; a day that does not exist is in, with its ``doubt``.
    """
    if tokens is None:
        tokens = tokenise(text)
    return [due for due, _around in _read(tokens, text, now, verbs)]


def _is_agents(around: Surroundings) -> bool:
    return around.agents and not around.hypothetical


def _is_certain(around: Surroundings) -> bool:
    return not around.hypothetical


def _read(
    tokens: list[Token], text: str, now: datetime, verbs: list[Verb] | None = None
) -> list[tuple[Due, Surroundings]]:
    now = now.replace(second=0, microsecond=0)
    reading = Reading(read_items(tokens), now)
    groups = find_groups(reading)
    if not groups:
        return []
    clauses = Clauses(tokens, verbs)
    starts = [reading[group.first].start for group in groups[1:]] + [len(text)]
    found: list[tuple[Due, Surroundings]] = []
    planned: tuple[Group, Due] | None = None
    for group, next_start in zip(groups, starts, strict=True):
        if group.is_past:
            planned = None
            continue
        spans = [(reading[a].start, reading[b - 1].end) for a, b in group.spans]
        start, end = spans[0][0], spans[-1][1]
        around = clauses.around(start, end, next_start)
        if planned and clauses.in_one_sentence(planned[1].span[1], start):
            group = _on_same_day(group, *planned)
        moments = list(_moments(reading, group))
        if not moments or not _counts(group, moments[0], now, around):
            continue
        moment = moments[0]
        said = bool(group.clock or group.part or group.wait)
        doubt = NO_SUCH_DAY if moment is None else ""
        due = Due(moment, said, (start, end), text[start:end], tuple(spans), doubt)
        found.append((due, around))
        planned = (group, due) if around.agents and group.day else None
    return found


def _on_same_day(group: Group, before: Group, due: Due) -> Group:
    """Give «فردا ساعت ۱۰ زنگ بزنم، ساعت ۱۲ هم پیام بدم» its second day.

    :param group: what may be a clock time without a day
    :param before: what was said before it in the sentence for the agent to do
    :param due: the moment of ``before``
    """
    if group.day or group.wait or due.at is None or before.day is None:
        return group
    if group.clock and group.clock.past:
        return group
    later = due.at < _at_time(due.at.date(), group) or not due.time_said
    days = replace(before.day, days=(due.at.date(),))
    return replace(group, day=days) if later else group


def _moments(reading: Reading, group: Group) -> Iterable[datetime | None]:
    """Yield the moments that ``group`` may mean, best first; ``None``: no such day."""
    now = reading.now
    if group.wait and group.wait.wait is not None:
        return [now + group.wait.wait]
    days = group.day.days if group.day else _days_around(now.date())
    moments = [_at_time(day, group) if day else None for day in days]
    if group.day and group.day.rank != BARE_ORDINAL and len(days) == 1:
        return moments
    return [moment for moment in moments if moment is None or moment > now]


def _days_around(today: date) -> tuple[date, ...]:
    # Yesterday's «ساعت ۱ شب» is still ahead just after midnight.
    return tuple(today + timedelta(days=step) for step in (-1, 0, 1))


def _at_time(day: date, group: Group) -> datetime:
    if group.clock:
        later, hour, minute = clock.to_24_hours(group.clock, group.part)
        moment = datetime.combine(day, time(hour, minute))
        return moment + timedelta(days=later)
    hours = _PART_STARTS.get(group.part, _MORNING)
    return datetime.combine(day, time()) + timedelta(hours=hours)


def _counts(
    group: Group, moment: datetime | None, now: datetime, around: Surroundings
) -> bool:
    """Return whether a moment is a follow-up, from the clock and the words around."""
    firm = bool(group.day and group.day.firm)
    if not firm and (around.over or (around.since and not around.agents)):
        return False
    if moment is None or group.wait:
        return True
    wanted = around.agents or around.bare
    if not group.day:
        return bool(group.clock) or wanted
    if moment.date() < now.date():
        return False
    if moment > now and (group.clock or group.part or moment.date() > now.date()):
        return True
    if group.clock:
        return False
    if group.part and now.hour >= _PART_ENDS[group.part]:
        return False
    return wanted or (around.foreseen and not group.part) or group.day.rank == WRITTEN
