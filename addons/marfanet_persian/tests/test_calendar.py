import random
from datetime import date, datetime, timedelta

import jdatetime

from odoo.tests import BaseCase

from ..persian import calendar


class TestCalendar(BaseCase):
    def test_conversion_agrees_with_jdatetime_both_ways(self):
        for days in range(0, 55_000, 7):
            day = date(1950, 1, 1) + timedelta(days=days)
            jalali = jdatetime.date.fromgregorian(date=day)
            found = calendar.to_jalali(day)
            self.assertEqual(found, (jalali.year, jalali.month, jalali.day))
            self.assertEqual(calendar.from_jalali(*found), day)

    def test_a_datetime_converts_as_its_date(self):
        self.assertEqual(calendar.to_jalali(datetime(2026, 11, 28, 23)), (1405, 9, 7))

    def test_a_day_that_does_not_exist_is_refused(self):
        for day in ((1405, 12, 30), (1405, 9, 31), (1405, 13, 1), (1405, 1, 0)):
            with self.subTest(day=day), self.assertRaises(ValueError):
                calendar.from_jalali(*day)

    def test_month_lengths_fill_the_year(self):
        for year in range(1390, 1420):
            months = [calendar.month_length(year, month) for month in range(1, 13)]
            first = calendar.from_jalali(year, 1, 1)
            self.assertEqual(
                sum(months), (calendar.from_jalali(year + 1, 1, 1) - first).days
            )

    def test_esfand_has_thirty_days_in_leap_years_only(self):
        self.assertEqual(calendar.month_length(1403, 12), 30)
        self.assertEqual(calendar.month_length(1405, 12), 29)
        self.assertEqual(calendar.month_length(1408, 12), 30)

    def test_adding_months_cuts_the_day_to_the_month(self):
        cases = (
            ((1405, 6, 31), 1, (1405, 7, 30)),
            ((1405, 11, 30), 1, (1405, 12, 29)),
            ((1403, 11, 30), 1, (1403, 12, 30)),
            ((1405, 12, 29), 1, (1406, 1, 29)),
            ((1403, 12, 30), 12, (1404, 12, 29)),
            ((1405, 1, 31), -1, (1404, 12, 29)),
            ((1405, 9, 7), 0, (1405, 9, 7)),
        )
        for start, count, expected in cases:
            with self.subTest(start=start, count=count):
                day = calendar.add_months(calendar.from_jalali(*start), count)
                self.assertEqual(calendar.to_jalali(day), expected)

    def test_adding_months_keeps_the_day_or_ends_on_the_last(self):
        dice = random.Random(1405)
        for _ in range(500):
            day = date(2000, 1, 1) + timedelta(days=dice.randrange(20_000))
            count = dice.randrange(-40, 40)
            year, month, number = calendar.to_jalali(day)
            later = calendar.to_jalali(calendar.add_months(day, count))
            months = (later[0] - year) * 12 + later[1] - month
            self.assertEqual(months, count)
            self.assertEqual(later[2], min(number, calendar.month_length(*later[:2])))

    def test_the_week_starts_on_saturday(self):
        saturday = date(2026, 11, 28)
        for index in range(7):
            day = saturday + timedelta(days=index)
            self.assertEqual(calendar.weekday_index(day), index)
            self.assertEqual(calendar.week_start(day), saturday)

    def test_format_writes_the_weekday_and_persian_digits(self):
        day = date(2026, 12, 1)
        self.assertEqual(calendar.format_jalali(day), "سه‌شنبه ۱۰ آذر ۱۴۰۵")
        self.assertEqual(calendar.format_jalali(day, "numeric"), "۱۴۰۵/۰۹/۱۰")
        self.assertEqual(
            calendar.format_jalali(day, "numeric", latin_digits=True), "1405/09/10"
        )

    def test_format_adds_the_time_of_a_datetime(self):
        moment = datetime(2026, 12, 1, 17, 5)
        self.assertEqual(
            calendar.format_jalali(moment), "سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۷:۰۵"
        )
        self.assertEqual(calendar.format_jalali(moment, "numeric"), "۱۴۰۵/۰۹/۱۰ ۱۷:۰۵")

    def test_format_refuses_an_unknown_style(self):
        with self.assertRaises(ValueError):
            calendar.format_jalali(date(2026, 12, 1), "short")
