from datetime import date, datetime

from freezegun import freeze_time

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged


# Ten past midnight of 8 Azar 1405 in Tehran.
@freeze_time("2026-11-28 20:40:00")
@tagged("post_install", "-at_install")
class TestRelativeDates(TransactionCase):
    """Bounds that domains count from today, in the zone of whoever asks."""

    def _read(self, model, field, value):
        records = self.env[model].with_context(tz="Asia/Tehran")
        domain = Domain(field, ">=", value).optimize_full(records)
        return domain.value

    def _day(self, value):
        return self._read("res.currency.rate", "name", value)

    def test_months_and_years_are_jalali(self):
        for value, day in (
            ("today =jalali_month", date(2026, 11, 22)),  # 1 Azar 1405
            ("today =jalali_month -1jalali_months", date(2026, 10, 23)),
            ("today =jalali_month -12jalali_months", date(2025, 11, 22)),
            ("today =jalali_month +1jalali_months", date(2026, 12, 22)),
            ("today =jalali_year", date(2026, 3, 21)),
        ):
            self.assertEqual(self._day(value), day, value)

    def test_months_of_nowruz(self):
        with freeze_time("2026-03-20 20:40:00"):  # 1 Farvardin 1405
            self.assertEqual(self._day("today =jalali_year"), date(2026, 3, 21))
            before = "today =jalali_month -1jalali_months"
            self.assertEqual(self._day(before), date(2026, 2, 20))  # 1 Esfand 1404

    def test_a_moment_begins_with_midnight_in_the_reader_s_zone(self):
        moment = self._read("res.partner", "create_date", "today =jalali_month")
        self.assertEqual(moment, datetime(2026, 11, 21, 20, 30))

    def test_records_are_found_by_them(self):
        partners = self.env["res.partner"].with_context(tz="Asia/Tehran")
        new, old = partners.create([{"name": "of Azar"}, {"name": "of Aban"}])
        partners.flush_model()
        for partner, moment in ((new, "21 20:31"), (old, "21 20:29")):
            self.env.cr.execute(
                "UPDATE res_partner SET create_date = %s WHERE id = %s",
                [f"2026-11-{moment}:00", partner.id],
            )
        partners.invalidate_model()
        of_month = [
            ("id", "in", (new + old).ids),
            ("create_date", ">=", "today =jalali_month"),
            ("create_date", "<", "today +1d"),
        ]
        self.assertEqual(partners.search(of_month), new)
        self.assertEqual((new + old).filtered_domain(of_month), new)

    def test_odoos_own_terms_mean_what_they_meant(self):
        self.assertEqual(self._day("today =1d"), date(2026, 11, 1))
        self.assertEqual(self._day("today +1m"), date(2026, 12, 29))
        with self.assertRaises(ValueError):
            self._day("today =jalali_week")
