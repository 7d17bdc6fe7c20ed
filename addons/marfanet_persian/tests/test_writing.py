from datetime import date, datetime, time

from odoo.tests import BaseCase

from ..tools.reading import PLAIN, Reader
from ..tools.writing import Writer

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 17, 5)


class TestWriting(BaseCase):
    def setUp(self):
        super().setUp()
        self.persian = Writer("fa_IR", Reader("jalali", "persian"))
        self.gregorian = Writer("fa_IR", Reader("gregorian", "persian"))
        self.english = Writer("en_US", PLAIN, "MM/dd/yyyy")
        self.jalali = Writer("en_US", Reader("jalali", "latin"), "MM/dd/yyyy")

    def test_days_in_each_style(self):
        styles = "long medium short numeric month weekday".split() + ["QQQ y"]
        persian = "شنبه ۳۰ آبان ۱۴۰۵|۳۰ آبان ۱۴۰۵|۳۰ آبان|۱۴۰۵/۰۸/۳۰|آبان ۱۴۰۵|شنبه"
        gregorian = "شنبه ۲۱ نوامبر ۲۰۲۶|۲۱ نوامبر ۲۰۲۶|۲۱ نوامبر|۲۰۲۶/۱۱/۲۱"
        english = "Saturday, November 21, 2026|21 Nov 2026|21 Nov|11/21/2026"
        jalali = "Saturday, Aban 30, 1405|30 Aban 1405|30 Aban|08/30/1405|Aban 1405"
        for writer, expected in (
            (self.persian, f"{persian}|پاییز ۱۴۰۵"),
            (self.gregorian, f"{gregorian}|نوامبر ۲۰۲۶|شنبه|س‌م۴ ۲۰۲۶"),
            (self.english, f"{english}|November 2026|Saturday|Q4 2026"),
            (self.jalali, f"{jalali}|Saturday|Q3 1405"),
        ):
            found = [writer.day(DAY, style) for style in styles]
            self.assertEqual(found, expected.split("|"))

    def test_moments_say_day_and_time(self):
        self.assertEqual(self.persian.local(MOMENT), "شنبه ۳۰ آبان ۱۴۰۵، ساعت ۱۷:۰۵")
        self.assertEqual(
            self.gregorian.local(MOMENT, "medium"), "۲۱ نوامبر ۲۰۲۶، ساعت ۱۷:۰۵"
        )
        self.assertEqual(
            self.english.local(MOMENT), "Saturday, November 21, 2026 at 17:05"
        )
        self.assertEqual(self.english.local(MOMENT, "medium"), "21 Nov 2026, 17:05")
        self.assertEqual(self.jalali.local(MOMENT, "numeric"), "08/30/1405 17:05")
        self.assertEqual(self.persian.stamp(MOMENT), "۱۴۰۵/۰۸/۳۰ ۱۷:۰۵:۰۰")

    def test_times_of_day(self):
        self.assertEqual(self.persian.time(MOMENT), "۱۷:۰۵")
        self.assertEqual(self.english.time(time(9, 30)), "09:30")

    def test_ranges_say_only_what_differs(self):
        for first, last, expected in (
            (date(2026, 11, 14), date(2026, 11, 20), "۲۳ تا ۲۹ آبان ۱۴۰۵"),
            (date(2026, 11, 21), date(2026, 11, 27), "۳۰ آبان تا ۶ آذر ۱۴۰۵"),
            (date(2025, 3, 15), date(2025, 3, 21), "۲۵ اسفند ۱۴۰۳ تا ۱ فروردین ۱۴۰۴"),
            (DAY, DAY, "۳۰ آبان ۱۴۰۵"),
        ):
            self.assertEqual(self.persian.days(first, last), expected)
        first, last = date(2025, 3, 15), date(2025, 3, 21)
        self.assertEqual(
            self.persian.days(first, last, with_year=False), "۲۵ اسفند تا ۱ فروردین"
        )
        self.assertEqual(
            self.english.days(date(2026, 11, 28), date(2026, 12, 4)),
            "28 Nov – 4 Dec 2026",
        )

    def test_leap_days(self):
        self.assertEqual(self.persian.day(date(2025, 3, 20), "numeric"), "۱۴۰۳/۱۲/۳۰")
        self.assertEqual(self.persian.day(date(2030, 3, 20), "numeric"), "۱۴۰۸/۱۲/۳۰")
        self.assertEqual(self.persian.day(date(2026, 3, 20), "numeric"), "۱۴۰۴/۱۲/۲۹")

    def test_other_fields_of_babels_patterns(self):
        for day, pattern, expected in (
            (date(2026, 3, 21), "D w W F e", "1 1 1 1 1"),
            (date(2026, 3, 28), "D w W F e", "8 2 2 2 1"),
            (date(2026, 3, 20), "D w W F Y", "365 53 5 5 1404"),
            (date(2026, 11, 21), "yy q GGGG", "05 3 AP"),
        ):
            writer = Writer("fa_IR", Reader("jalali", "latin"))
            if "G" in pattern:
                writer = self.jalali
            self.assertEqual(writer.day(day, pattern), expected)

    def test_years_before_the_calendar_stay_gregorian(self):
        self.assertEqual(self.persian.day(date(600, 1, 1), "numeric"), "۶۰۰/۰۱/۰۱")
        self.assertEqual(self.persian.month_of(date(600, 1, 1)), (600, 1))

    def test_months_by_number(self):
        self.assertEqual(self.persian.month_of(DAY), (1405, 8))
        self.assertEqual(self.persian.month_name(8), "آبان")
        self.assertEqual(self.jalali.month_name(8), "Aban")
        self.assertEqual(self.english.month_of(DAY), (2026, 11))
        self.assertEqual(self.english.month_name(11), "November")

    def test_numbers(self):
        self.assertEqual(self.persian.number(12345.5), "۱۲٬۳۴۵٫۵")
        self.assertEqual(self.english.number(12345.5), "12,345.5")
        self.assertEqual(Writer("fa_IR", PLAIN).number(12345), "12,345")

    def test_toman_in_digits_and_in_words(self):
        self.assertEqual(self.persian.toman(2_300_000), "۲٬۳۰۰٬۰۰۰ تومان")
        self.assertEqual(
            self.persian.toman_in_words(2_300_000), "دو میلیون و سیصد هزار تومان"
        )
        self.assertEqual(self.english.toman_in_words(2_300_000), "2,300,000 Toman")
        self.assertEqual(self.persian.in_words(2_000, "ریال"), "دو هزار ریال")
        self.assertEqual(self.english.in_words(2_000, "ریال"), "")
        self.assertEqual(self.persian.toman_in_words(10**16)[-5:], "تومان")
