"""The one way in which our addons write dates, numbers and money for a person."""

from contextlib import suppress
from datetime import date, datetime, time
from functools import lru_cache

import babel.dates

from odoo.tools import babel_locale_parse, get_lang, posix_to_ldml

from ..persian import figures
from ..persian.calendar import to_jalali
from .babel_calendar import month_name
from .reading import Reader, reader_of, reader_of_user, reading


class Writer:
    """Writes as one person reads: language, calendar, digits and clock.

    :param lang: code of the language, ``fa_IR``
    :param reader: their calendar and digits
    :param numeric: Babel pattern of a date in digits
    """

    def __init__(self, lang: str, reader: Reader, numeric: str = "y/MM/dd"):
        self.lang = lang
        self.reader = reader
        self._locale = babel_locale_parse(lang)
        self._patterns = {
            "numeric": numeric,
            "short": "d MMM",
            "medium": "d MMM y",
            "long": "full",
            "month": "MMMM y",
            "weekday": "EEEE",
        }
        self.is_persian = self._locale.language == "fa"
        self.is_jalali = reader.calendar == "jalali"

    def for_reader(self, reader: Reader) -> "Writer":
        """Return who writes the same for a person with other choices."""
        return _writer(self.lang, reader, self._patterns["numeric"])

    # --- DATES

    def day(self, day: date, style: str = "long") -> str:
        """Return a day in the reader's calendar.

        :param day: a date, or the date of a datetime in the reader's own clock
        :param style: ``long`` («سه‌شنبه ۱۰ آذر ۱۴۰۵»), ``medium`` («۱۰ آذر ۱۴۰۵»),
            ``short`` («۱۰ آذر»), ``numeric`` («۱۴۰۵/۰۹/۱۰»), ``month`` («آذر ۱۴۰۵»),
            ``weekday`` («سه‌شنبه»), or a Babel pattern
        """
        with reading(self.reader):
            return babel.dates.format_date(
                day, self._patterns.get(style, style), locale=self._locale
            )

    def local(self, moment: datetime, style: str = "long") -> str:
        """Return a naive datetime of the reader's own clock: day and time.

        :param style: as for ``day``; ``long`` is «سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۷:۰۰»,
            ``numeric`` «۱۴۰۵/۰۹/۱۰ ۱۷:۰۰»
        """
        day, clock = self.day(moment, style), self.time(moment)
        if style == "numeric":
            return f"{day} {clock}"
        if style == "long" or self.is_persian:
            pattern = self._locale.datetime_formats["full"].replace("'", "")
            return pattern.format(clock, day)
        return f"{day}, {clock}"

    def stamp(self, value: date) -> str:
        """Return a date, or a naive local datetime to the second, in digits."""
        text = self.day(value, "numeric")
        if isinstance(value, datetime):
            text += self.figures(f" {value:%H:%M:%S}")
        return text

    def time(self, clock: time | datetime) -> str:
        """Return a time of day: «۱۷:۰۵»."""
        return self.figures(f"{clock:%H:%M}")

    def days(self, first: date, last: date, with_year: bool = True) -> str:
        """Return the days from ``first`` to ``last``: «۲۳ تا ۲۹ آبان ۱۴۰۵»."""
        same_year, same_month = self._share(first, last)
        style = "medium" if with_year else "short"
        if first == last:
            return self.day(first, style)
        pattern = "d" if same_month else "short" if same_year else style
        return self._between(self.day(first, pattern), self.day(last, style))

    def month_name(self, month: int) -> str:
        """Return the name of the reader's month 1-12."""
        if self.is_jalali:
            return month_name(month, self._locale.language)
        return babel.dates.get_month_names("wide", "stand-alone", self._locale)[month]

    def month_of(self, day: date) -> tuple[int, int]:
        """Return the year and the month (1-12) of a day in the reader's calendar."""
        if self.is_jalali:
            with suppress(ValueError):  # before the calendar's first year
                return to_jalali(day)[:2]
        return day.year, day.month

    # --- NUMBERS

    def figures(self, text: object) -> str:
        """Return a text with its numbers in the reader's digits and signs."""
        return self.reader.write_figures(str(text))

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number with its thousands apart: «۱۲٬۳۴۵», «۸۱٫۵»."""
        return self.figures(figures.write_number(value, decimals))

    def toman(self, amount: float) -> str:
        """Return an amount of Toman in digits: «۲٬۳۰۰٬۰۰۰ تومان»."""
        unit = "تومان" if self.is_persian else "Toman"
        return f"{self.number(round(amount))} {unit}"

    def toman_in_words(self, amount: float) -> str:
        """Return an amount of Toman as said: «دو میلیون و سیصد هزار تومان».

        In digits for those who do not read Persian, and beyond what has a name.
        """
        return self.in_words(amount, "تومان") or self.toman(amount)

    def in_words(self, amount: float, unit: str) -> str:
        """Return an amount as said, with its unit: «دو هزار ریال».

        Nothing for those who do not read Persian, and beyond what has a name.
        """
        whole = round(amount)
        if not self.is_persian or abs(whole) > figures.MAX_IN_WORDS:
            return ""
        return f"{figures.in_words(whole)} {unit}"

    def _between(self, first: str, last: str) -> str:
        return f"{first} تا {last}" if self.is_persian else f"{first} – {last}"

    def _share(self, first: date, last: date) -> tuple[bool, bool]:
        """Return whether two days are of one year, and of one month."""
        year, month = self.month_of(first)
        last_year, last_month = self.month_of(last)
        return year == last_year, (year, month) == (last_year, last_month)


def writer_of(env, user=None) -> Writer:
    """Return who writes for the person that ``env`` works for.

    :param user: whom to write for instead, in that user's own language
    """
    lang_data = get_lang(env, user and user.sudo().lang)
    reader = reader_of_user(user) if user else reader_of(env, lang_data.code)
    numeric = posix_to_ldml(
        lang_data.date_format, locale=babel_locale_parse(lang_data.code)
    )
    return _writer(lang_data.code, reader, numeric)


_writer = lru_cache(maxsize=64)(Writer)
