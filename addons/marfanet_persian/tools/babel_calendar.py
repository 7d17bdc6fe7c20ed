"""Babel's date patterns in the Jalali calendar, for whoever reads (see ``reading``).

Babel (2.10 to 2.17) has no calendar but the Gregorian one. All that it writes passes
``DateTimePattern.apply``; that is the one method replaced here.
"""

from datetime import date, timedelta

import babel.dates

from ..persian.calendar import (
    MONTH_NAMES,
    from_jalali,
    to_jalali,
    weekday_index,
)
from .reading import current_reader

#: As the Unicode CLDR spells them in English (calendar "persian").
MONTH_NAMES_LATIN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")


def month_name(month: int, language: str) -> str:
    """Return the name of a Jalali month (1-12) in the letters of a language."""
    return (MONTH_NAMES if language == "fa" else MONTH_NAMES_LATIN)[month - 1]


def quarter_name(quarter: int, language: str) -> str:
    """Return the name of a Jalali quarter (1-4): «پاییز», Q3."""
    return SEASONS[quarter - 1] if language == "fa" else f"Q{quarter}"


class JalaliFormat(babel.dates.DateTimeFormat):
    """The fields of a date, as Babel's patterns name them, in the Jalali calendar."""

    def __init__(self, value, *args):
        super().__init__(value, *args)
        self.year, self.month, self.day = to_jalali(self.value)

    def __getitem__(self, name):
        if name[0] == "d":
            return self.format(self.day, len(name))
        return super().__getitem__(name)

    def format_era(self, char, num):
        return "ه‍.ش." if self.locale.language == "fa" else "AP"

    def format_year(self, char, num):
        # A week's year ("Y") is that of its last day: weeks from 1 Farvardin on.
        last = self._week_end() if char == "Y" else self.value
        year = self.format(to_jalali(last)[0], num)
        return year[-2:] if num == 2 else year

    def format_quarter(self, char, num):
        quarter = (self.month - 1) // 3 + 1
        if num <= 2:
            return self.format(quarter, num)
        return quarter_name(quarter, self.locale.language)

    def format_month(self, char, num):
        if num <= 2:
            return self.format(self.month, num)
        return month_name(self.month, self.locale.language)

    def format_week(self, char, num):
        if char == "W":
            first = weekday_index(self._as_date() - timedelta(days=self.day - 1))
            return self.format((first + self.day - 1) // 7 + 1, num)
        last = self._week_end()
        return self.format(
            (last - from_jalali(to_jalali(last)[0], 1, 1)).days // 7 + 1, num
        )

    def format_day_of_week_in_month(self):
        return self.format((self.day - 1) // 7 + 1, 1)

    def get_day_of_year(self, date=None):
        return (self._as_date() - from_jalali(self.year, 1, 1)).days + 1

    def _as_date(self) -> date:
        return date(self.value.year, self.value.month, self.value.day)

    def _week_end(self) -> date:
        day = self._as_date()
        return day + timedelta(days=6 - weekday_index(day))


_apply = babel.dates.DateTimePattern.apply


def _apply_for_reader(self, datetime, locale, *args):
    reader = current_reader()
    if reader.is_plain:
        return _apply(self, datetime, locale, *args)
    if reader.calendar == "gregorian" or not isinstance(datetime, date):
        return reader.write_figures(_apply(self, datetime, locale, *args))
    try:
        fields = JalaliFormat(datetime, locale, *args)
    except ValueError:  # before the calendar's first year
        return reader.write_figures(_apply(self, datetime, locale, *args))
    return reader.write_figures(self.format % fields)


babel.dates.DateTimePattern.apply = _apply_for_reader
