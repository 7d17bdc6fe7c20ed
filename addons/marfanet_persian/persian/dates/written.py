"""Rules for written dates: numbers, or a day and the name of its month."""

from calendar import monthrange
from datetime import date

from .. import calendar
from ..verbs import ACTION_NOUNS, VERB_FORMS
from .fragments import WRITTEN, Fragment, Reading

_DATE_MARKS = {"/", "-", ".", "٫", "−", "–"}
_VERSIONS = {"نسخه", "ورژن", "version", "v", "نگارش"}
_DAY_ENDS = {"th", "st", "nd", "rd", "of"}
# 3 digits of a spoken year: «چهارصد و پنج» is 1405.
_SHORT_YEARS = range(400, 421)
# More than a month has, yet clearly meant as a day: a person is to look.
_LARGEST_DAY = 39


def numeric(reading: Reading, at: int) -> Fragment | None:
    """۱۴۰۵/۰۹/۲۰, 1405-9-20, ۲۰/۹/۱۴۰۵, 2026-12-05; also with dots."""
    numbers = [reading[at + step] for step in (0, 2, 4)]
    marks = [reading[at + step] for step in (1, 3)]
    if any(number.kind != "number" or not number.digits for number in numbers):
        return None
    if marks[0].text != marks[1].text or marks[0].text not in _DATE_MARKS:
        return None
    if marks[0].text != "/" and any(item.spaced for item in (*marks, *numbers[1:])):
        return None
    if _goes_on(reading, at - 1, -1) or _goes_on(reading, at + 5, 1):
        return None
    if reading[at - 1].text in _VERSIONS:
        return None
    year, month, day = (int(number.value) for number in numbers)
    if marks[0].text == "/" and all(len(number.text) == 2 for number in numbers):
        # «۰۵/۱۰/۰۱»: only a year that is near makes such a run a date.
        near = 1400 + year - reading.jalali[0]
        year += 1400 if near in {0, 1} else 0
    if day > 1000:
        year, day = day, year
    if 1300 <= year < 1500:
        found = reading.day_of_month(year, month, day)
    elif 1900 <= year < 2200:
        found = _gregorian(year, month, day)
    else:
        return None
    return Fragment(at, at + 5, (found,), WRITTEN, firm=True)


def _goes_on(reading: Reading, at: int, step: int) -> bool:
    """Whether the numbers are only part of a longer run, such as a card number."""
    outer, second = reading[at + step], reading[at + 1]
    mark = reading[at].text in _DATE_MARKS and not reading[at].spaced
    return mark and outer.kind == "number" and not second.spaced


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_and_month(reading: Reading, at: int) -> Fragment | None:
    """«۱۵ آذر», «سوم دی‌ماه ۱۴۰۵», «۱۵ برج ۹», «۱۵ آذر سال بعد»."""
    day = reading[at]
    if day.kind != "number" or not 1 <= int(day.value) <= _LARGEST_DAY:
        return None
    month, last = named_month(reading, at + 1)
    if not month:
        return None
    return in_month(reading, at, last, month, int(day.value))


def named_month(reading: Reading, at: int) -> tuple[int, int]:
    """Return the month (1-12) named at ``at`` and the index after it, or 0."""
    item, number = reading[at], reading[at + 1]
    if item.kind == "month":
        return int(item.value), at + 2 if reading[at + 1].text == "ماه" else at + 1
    numbered = item.text == "برج" and number.kind == "number"
    if numbered and 1 <= int(number.value) <= 12:
        return int(number.value), at + 2
    return 0, at


def in_month(reading: Reading, first: int, last: int, month: int, day: int) -> Fragment:
    """Return a day of a Jalali month, in the year said next or the next that comes.

    :param day: day of the month, or 0 for its last one
    """
    year, end = _year(reading, last)
    past = reading.is_past(end) or reading[end].text == "پارسال"
    firm = year > 0
    if not year:
        year, now_month, now_day = reading.jalali
        wanted = day or calendar.month_length(year, month)
        if (month, wanted) < (now_month, now_day):
            year += 1
    day = day or calendar.month_length(year, month)
    found = reading.day_of_month(year, month, day)
    return Fragment(first, end + past, (found,), WRITTEN, past=past, firm=firm)


def _year(reading: Reading, at: int) -> tuple[int, int]:
    """Return the Jalali year said at ``at`` and the index after it, or 0."""
    this_year = reading.jalali[0]
    if reading[at].text == "امسال":
        return this_year, at + 1
    if reading.is_unit(at, "year"):
        if reading.is_next(at + 1):
            return this_year + 1, at + 2
        year = _year_number(reading, at + 1)
        return (year, at + 2) if year else (0, at)
    year = _year_number(reading, at)
    return (year, at + 1) if year else (0, at)


def _year_number(reading: Reading, at: int) -> int:
    item = reading[at]
    if item.kind != "number":
        return 0
    value = int(item.value)
    if 1300 <= value < 1500:
        return value
    if value in _SHORT_YEARS and not item.digits:
        return 1000 + value
    # «۱۵ آذر ۰۵»
    short = item.digits and len(item.text) == 2 and item.text[0] == "0"
    return 1400 + value if short else 0


def gregorian_month(reading: Reading, at: int) -> Fragment | None:
    """«5 دسامبر», «۵ دسامبر ۲۰۲۶», «December 5», «5th of December 2026»."""
    item = reading[at]
    if item.kind == "number":
        day, month_at = item, at + 1
        while reading[month_at].text in _DAY_ENDS:
            month_at += 1
        last = month_at + 1
    else:
        month_at = at
        day_at = at + 2 if reading[at + 1].text == "." else at + 1
        day, last = reading[day_at], day_at + 1
        if reading[last].text in _DAY_ENDS:
            last += 1
    month = reading[month_at]
    if month.kind != "gregorian month" or day.kind != "number":
        return None
    if not 1 <= int(day.value) <= _LARGEST_DAY:
        return None
    last += reading.is_unit(last, "month")
    year, last = _gregorian_year(reading, last)
    if not year and not is_may(reading, month_at):
        return None
    return in_gregorian_month(reading, at, month_at, last, int(day.value), year)


def is_may(reading: Reading, at: int) -> bool:
    """Whether «می» is the month; far more often it begins a verb.

    It is when an hour, a thing to do, a mark or nothing follows. Other months are.
    """
    after = reading[at + 1]
    if reading[at].text not in {"می", "مه"} or after.kind == "mark":
        return True
    if not after.spaced or f"می{after.text}" in VERB_FORMS:
        return False
    return after.kind != "word" or after.text in ACTION_NOUNS


def in_gregorian_month(
    reading: Reading, first: int, month_at: int, last: int, day: int, year: int = 0
) -> Fragment:
    """Return a day of the Gregorian month at ``month_at``, next time that it comes.

    :param day: day of the month, or 0 for its last one
    :param year: the year said, or 0
    """
    month = int(reading[month_at].value)
    firm = year > 0
    wanted = day or monthrange(year or reading.today.year, month)[1]
    if not year:
        today = reading.today
        year = today.year + ((month, wanted) < (today.month, today.day))
    found = _gregorian(year, month, day or monthrange(year, month)[1])
    return Fragment(first, last, (found,), WRITTEN, firm=firm)


def _gregorian_year(reading: Reading, at: int) -> tuple[int, int]:
    comma = reading[at].text in {",", "،"}
    year_at = at + comma + reading.is_unit(at + comma, "year")
    item = reading[year_at]
    if item.kind == "number" and 1900 <= int(item.value) < 2200:
        return int(item.value), year_at + 1
    return 0, at


RULES = (numeric, day_and_month, gregorian_month)
