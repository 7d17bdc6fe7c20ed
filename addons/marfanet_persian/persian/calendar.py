"""Jalali months, weeks and formatting, on plain ``datetime`` values.

Days go in and out as Gregorian ``datetime.date``; the Jalali side is only ever three
numbers, so that no other calendar's object travels through the program.
"""

from datetime import date, datetime, timedelta

import jdatetime

from .figures import to_persian_digits

MONTH_NAMES = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
#: From Saturday, the first day of the Iranian week.
WEEKDAY_NAMES = (
    "شنبه",
    "یکشنبه",
    "دوشنبه",
    "سه‌شنبه",
    "چهارشنبه",
    "پنجشنبه",
    "جمعه",
)


def to_jalali(day: date) -> tuple[int, int, int]:
    """Return the Jalali year, month (1-12) and day (1-31) of ``day``."""
    if isinstance(day, datetime):
        day = day.date()
    jalali = jdatetime.date.fromgregorian(date=day)
    return jalali.year, jalali.month, jalali.day


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Jalali one.

    :raises ValueError: when that month of that year has no such day
    """
    return jdatetime.date(year, month, day).togregorian()


def is_leap_year(year: int) -> bool:
    """Return whether Esfand of that Jalali year has 30 days."""
    return jdatetime.date(year, 1, 1).isleap()


def month_length(year: int, month: int) -> int:
    """Return the number of days (29-31) of a Jalali month."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap_year(year) else 29


def shift_month(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the Jalali year and month ``count`` months on (back when negative)."""
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def add_months(day: date, count: int) -> date:
    """Return the date ``count`` Jalali months on, cut to that month's length.

    31 Shahrivar and one month is 30 Mehr; a negative count goes back.
    """
    year, month, number = to_jalali(day)
    year, month = shift_month(year, month, count)
    return from_jalali(year, month, min(number, month_length(year, month)))


def weekday_index(day: date) -> int:
    """Return 0 for Saturday to 6 for Friday."""
    return (day.weekday() + 2) % 7


def week_start(day: date) -> date:
    """Return the Saturday of the week of ``day``."""
    return day - timedelta(days=weekday_index(day))


#: Months in the periods that one groups days by.
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def period_start(day: date, period: str) -> date:
    """Return the first day of the Jalali ``month``, ``quarter`` or ``year`` of a day.

    Quarters are the seasons: they begin with Farvardin, Tir, Mehr and Dey.
    """
    year, month, _number = to_jalali(day)
    return from_jalali(year, month - (month - 1) % MONTHS_IN[period], 1)


def next_period(start: date, period: str, count: int = 1) -> date:
    """Return the first day of the period ``count`` later than that of ``start``."""
    return add_months(start, MONTHS_IN[period] * count)


def format_jalali(
    value: date, style: str = "long", *, latin_digits: bool = False
) -> str:
    """Return ``value`` as a Persian reader expects it.

    :param value: a date, or a naive datetime in the reader's own clock, whose time is
        then shown too (24 hours, to the minute)
    :param style: ``long`` («سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۷:۰۰») or ``numeric``
        («۱۴۰۵/۰۹/۱۰ ۱۷:۰۰»)
    :param latin_digits: write 0-9 in place of ۰-۹
    :raises ValueError: on another style
    """
    year, month, day = to_jalali(value)
    clock = f"{value:%H:%M}" if isinstance(value, datetime) else ""
    if style == "long":
        name = WEEKDAY_NAMES[weekday_index(value)]
        text = f"{name} {day} {MONTH_NAMES[month - 1]} {year}"
        text += f"، ساعت {clock}" if clock else ""
    elif style == "numeric":
        text = f"{year}/{month:02}/{day:02}" + (f" {clock}" if clock else "")
    else:
        raise ValueError(f"unknown style: {style!r}")
    return text if latin_digits else to_persian_digits(text)
