from datetime import date, timedelta

import jdatetime

from odoo.tests import TransactionCase

from ..tools.period_sql import PARTS


class TestPeriodSql(TransactionCase):
    def _rows(self, expression, first, last):
        self.env.cr.execute(
            f"SELECT day::date, {expression} FROM generate_series(%s::timestamp, %s,"
            " '1 day') AS day",
            [first, last],
        )
        return self.env.cr.fetchall()

    def _starts(self, function):
        columns = ", ".join(
            f"{function}('{period}', day)::date"
            for period in ("month", "quarter", "year")
        )
        # From before the years that are looked up to after them.
        return self._rows(columns, date(1920, 3, 1), date(2123, 4, 1))

    def test_periods_agree_with_jdatetime_for_every_day_of_two_centuries(self):
        for function in ("marfanet_jalali_start", "marfanet_jalali_reckon"):
            for day, month, quarter, year in self._starts(function):
                jalali = jdatetime.date.fromgregorian(date=day)
                first = jdatetime.date(jalali.year, jalali.month, 1)
                season = first.replace(month=first.month - (first.month - 1) % 3)
                expected = (
                    first.togregorian(),
                    season.togregorian(),
                    jdatetime.date(jalali.year, 1, 1).togregorian(),
                )
                if (month, quarter, year) != expected:
                    self.fail(f"{function} of {day}: {month}, {quarter}, {year}")

    def test_parts_agree_with_jdatetime_for_every_day_of_two_centuries(self):
        columns = ", ".join(f"marfanet_jalali_part('{part}', day)" for part in PARTS)
        # From before the years that are looked up to after them.
        for day, *parts in self._rows(columns, date(1920, 3, 1), date(2123, 4, 1)):
            jalali = jdatetime.date.fromgregorian(date=day)
            expected = [
                jalali.year,
                (jalali.month - 1) // 3 + 1,
                jalali.month,
                jalali.yday(),
                jalali.day,
            ]
            if parts != expected:
                self.fail(f"{day}: {parts} instead of {expected}")

    def test_the_planner_makes_look_ups_of_them(self):
        """Fails when PostgreSQL calls the functions, row by row: four times as slow."""
        moment = "timezone('Asia/Tehran', timezone('UTC', create_date))"
        for name, period in (("start", "month"), ("part", "month_number")):
            self.env.cr.execute(
                f"EXPLAIN VERBOSE SELECT marfanet_jalali_{name}('{period}', {moment})"
                " FROM res_partner"
            )
            plan = "".join(line for (line,) in self.env.cr.fetchall())
            self.assertIn("width_bucket", plan)
            self.assertNotIn(f"marfanet_jalali_{name}(", plan)
            self.assertNotIn("marfanet_jalali_bounds(", plan)

    def test_the_last_moment_of_a_leap_year_is_in_it(self):
        self.env.cr.execute(
            "SELECT marfanet_jalali_start('year', '2025-03-20 23:59:59.999'),"
            " marfanet_jalali_start('year', '2025-03-21')"
        )
        in_1403, in_1404 = self.env.cr.fetchone()
        self.assertEqual(in_1403.date(), date(2024, 3, 20))
        self.assertEqual(in_1404.date(), date(2025, 3, 21))

    def test_far_years_and_no_moment_have_a_period_too(self):
        self.env.cr.execute(
            "SELECT marfanet_jalali_start('month', '1650-01-01'),"
            " marfanet_jalali_start('month', '2900-01-01'),"
            " marfanet_jalali_start('month', NULL)"
        )
        past, future, none = self.env.cr.fetchone()
        self.assertEqual(jdatetime.date.fromgregorian(date=past.date()).day, 1)
        self.assertEqual(jdatetime.date.fromgregorian(date=future.date()).day, 1)
        self.assertLess(future.date(), date(2900, 1, 1) + timedelta(days=1))
        self.assertIsNone(none)
