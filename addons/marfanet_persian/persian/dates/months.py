"""Rules for points of months, weeks and years: «آخر ماه», «سوم ماه بعد»."""

from datetime import date, timedelta

from .. import calendar
from .fragments import BARE_ORDINAL, Fragment, Reading
from .written import in_gregorian_month, in_month, is_may, named_month

_THURSDAY, _TUESDAY = 5, 3
_POINTS = {"start": 1, "middle": 15, "end": 0}


def month_point(reading: Reading, at: int) -> Fragment | None:
    """«آخر ماه», «سر برج», «نیمه دی», «اول هفته بعد», «آخر سال»."""
    if reading.kind(at) not in _POINTS:
        return None
    point = reading.kind(at)
    half = _half(reading, at)
    month, last = named_month(reading, at + 1 + bool(half))
    if month:
        return in_month(reading, at, last, month, half or _POINTS[point])
    if reading.kind(at + 1) == "gregorian month" and is_may(reading, at + 1):
        return in_gregorian_month(reading, at, at + 1, at + 2, _POINTS[point])
    this = reading.kind(at + 1) == "this"
    unit_at = at + 1 + this
    if reading.is_unit(unit_at, "year"):
        return _point_of_year(reading, at, unit_at + 1, point)
    if not reading.is_unit(unit_at, "week", "month"):
        return None
    this |= reading.kind(unit_at + 1) == "this"
    turn_at = unit_at + 1
    following = reading.is_next(turn_at)
    past = reading.is_past(turn_at)
    last = turn_at + (following or past)
    every = "هر" in {reading[at - 1].text, reading[at - 2].text}
    if past or every or reading[last].text in {"ها", "های"}:
        return Fragment(at, last, past=True)
    if reading.is_unit(unit_at, "week"):
        days = (_point_of_week(reading, point, this, following),)
    else:
        days = _point_of_month(reading, point, this, following)
    return Fragment(at, last, days, firm=following)


def _half(reading: Reading, at: int) -> int:
    """Return the day on which «نیمه اول» or «نیمه دوم» of a month begins, or 0."""
    if reading[at].text != "نیمه":
        return 0
    return {"اول": 1, "دوم": 16}.get(reading[at + 1].text, 0)


def _point_of_week(reading: Reading, point: str, this: bool, following: bool) -> date:
    """Saturday, Tuesday or Thursday: of the week said, else the next that comes."""
    index = {"start": 0, "middle": _TUESDAY, "end": _THURSDAY}[point]
    day = calendar.week_start(reading.today) + timedelta(days=index)
    ahead = day >= reading.today if point == "end" else day > reading.today
    if following or not (this or ahead):
        day += timedelta(days=7)
    return day


def _point_of_month(
    reading: Reading, point: str, this: bool, following: bool
) -> tuple[date | None, ...]:
    if point == "start":
        # The first of this month is never ahead.
        return (day_in_months(reading, 1, 0 if this else 1),)
    if point == "end":
        length = calendar.month_length(*_said_month(reading, int(following)))
        return (day_in_months(reading, length, int(following)),)
    if this or following:
        return (day_in_months(reading, 15, int(following)),)
    return day_in_months(reading, 15, 0), day_in_months(reading, 15, 1)


def day_in_months(reading: Reading, day: int, count: int) -> date | None:
    """Return that day of the Jalali month ``count`` months from now."""
    return reading.day_of_month(*_said_month(reading, count), day)


def _said_month(reading: Reading, count: int) -> tuple[int, int]:
    return calendar.shift_month(*reading.jalali[:2], count)


def _point_of_year(reading: Reading, at: int, last: int, point: str) -> Fragment | None:
    following = reading.is_next(last) or reading[last].text in {"جدید", "نو"}
    past = reading.is_past(last)
    year = reading.jalali[0]
    if past or point == "middle":
        return Fragment(at, last + 1, past=True) if past else None
    if point == "start":
        return Fragment(at, last + following, (calendar.from_jalali(year + 1, 1, 1),))
    year += following
    day = calendar.from_jalali(year, 12, calendar.month_length(year, 12))
    return Fragment(at, last + following, (day,))


def day_of_said_month(reading: Reading, at: int) -> Fragment | None:
    """«سوم ماه بعد», «۲۵ ام این ماه», «بیستم برج», «ماه بعد بیستم»."""
    if reading.is_unit(at, "month") and reading.is_next(at + 1):
        return _month_then_day(reading, at)
    item = reading[at]
    if item.kind != "number" or not 1 <= int(item.value) <= 31:
        return None
    day = int(item.value)
    this = reading.kind(at + 1) == "this"
    unit_at = at + 1 + this
    if not reading.is_unit(unit_at, "month"):
        return None
    turn_at = unit_at + 1
    following = reading.is_next(turn_at)
    # «۳ ماه بعد» is three months on; nobody counts thirteen months.
    if not (item.ordinal or this or (following and day > 12)):
        return None
    if reading.is_past(turn_at):
        return Fragment(at, turn_at + 1, past=True)
    if reading.kind(turn_at) == "this":
        this, turn_at = True, turn_at + 1
    if this or following:
        days = (day_in_months(reading, day, int(following)),)
        return Fragment(at, turn_at + following, days, firm=following)
    return Fragment(at, turn_at, this_or_next_month(reading, day), BARE_ORDINAL)


def _month_then_day(reading: Reading, at: int) -> Fragment | None:
    point = reading.kind(at + 2)
    if point in _POINTS and reading.is_unit(at + 3, "month"):
        # «ماه بعد اول ماه»
        day = _POINTS[point] or calendar.month_length(*_said_month(reading, 1))
        return Fragment(at, at + 4, (day_in_months(reading, day, 1),), firm=True)
    day_at = at + 2 + reading.is_unit(at + 2, "day")
    item = reading[day_at]
    if item.kind != "number" or not item.ordinal or not 1 <= int(item.value) <= 31:
        return None
    days = (day_in_months(reading, int(item.value), 1),)
    return Fragment(at, day_at + 1, days, firm=True)


def this_or_next_month(reading: Reading, day: int) -> tuple[date | None, ...]:
    this = day_in_months(reading, day, 0)
    # A 31st that this month does not have is for a person: which month was meant?
    return (this, day_in_months(reading, day, 1)) if this else (None,)


def nth_weekday(reading: Reading, at: int) -> Fragment | None:
    """«اولین شنبه ماه بعد», «دومین سه‌شنبه دی», «آخرین پنجشنبه ماه»."""
    if reading.kind(at) != "nth" or reading.kind(at + 1) != "weekday":
        return None
    months, last = _months(reading, at + 2)
    nth, index = int(reading[at].value), int(reading[at + 1].value)
    days = tuple(_nth_of_month(month, nth, index) for month in months)
    return _first_ahead(reading, at, last, days) if days else None


def week_of_month(reading: Reading, at: int) -> Fragment | None:
    """«هفته اول دی», «هفته دوم ماه بعد», «هفته آخر ماه»: the day that it begins.

    Weeks of a month are counted in sevens from its first day.
    """
    which = reading[at + 1]
    if not reading.is_unit(at, "week"):
        return None
    week = {"start": 1, "end": 0}.get(which.kind, 0)
    if which.kind == "number" and which.ordinal and 2 <= int(which.value) <= 4:
        week = int(which.value)
    elif which.kind not in {"start", "end"} or which.text == "سر":
        return None
    months, last = _months(reading, at + 2)
    days = tuple(
        calendar.from_jalali(
            *month, 7 * week - 6 if week else calendar.month_length(*month) - 6
        )
        for month in months
    )
    return _first_ahead(reading, at, last, days) if days else None


def _months(reading: Reading, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the Jalali months that the words at ``at`` may mean, and their end.

    «ماه» alone may be this month or the next, a named month this year's or the next's.
    """
    year = reading.jalali[0]
    month, last = named_month(reading, at)
    if month:
        return [(year, month), (year + 1, month)], last
    this = reading.kind(at) == "this"
    if not reading.is_unit(at + this, "month"):
        return [], at
    last = at + this + 1
    if reading.is_next(last):
        return [_said_month(reading, 1)], last + 1
    if reading.is_past(last):
        return [], at
    return [_said_month(reading, 0), _said_month(reading, 1)], last


def _nth_of_month(month: tuple[int, int], nth: int, index: int) -> date:
    """Return the ``nth`` (from 1, or -1 for the last) such weekday of a month."""
    day = calendar.from_jalali(*month, 1 if nth > 0 else calendar.month_length(*month))
    if nth < 0:
        return day - timedelta(days=(calendar.weekday_index(day) - index) % 7)
    ahead = (index - calendar.weekday_index(day)) % 7
    return day + timedelta(days=ahead + 7 * (nth - 1))


def _first_ahead(
    reading: Reading, first: int, last: int, days: tuple[date, ...]
) -> Fragment:
    ahead = [day for day in days if day > reading.today] or list(days)
    return Fragment(first, last, (ahead[0],), firm=True)


RULES = (nth_weekday, week_of_month, month_point, day_of_said_month)
