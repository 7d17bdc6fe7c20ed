from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.base_import.models.base_import import ImportValidationError


@tagged("post_install", "-at_install")
class TestImportedDates(TransactionCase):
    """What the import dialog makes of dates, for readers of Jalali ones and others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.importer = new_test_user(
            cls.env,
            "importer",
            groups="base.group_user",
            lang="fa_IR",
            tz="Asia/Tehran",
            context={"no_reset_password": True},
        )

    def _read(self, text, field_type="date", *, jalali=True, **options):
        """Return what a cell becomes, or the complaint about it."""
        context = {"lang": "fa_IR", "tz": "Asia/Tehran"}
        if jalali:
            context["persian_calendar"] = "jalali"
        wizards = self.env["base_import.import"].with_user(self.importer)
        data = [["first", text]]
        wizards.with_context(**context)._parse_date_from_data(
            data, 1, "day", field_type, options
        )
        return data[0][1]

    def _complaint(self, *args, **options):
        with self.assertRaises(ImportValidationError) as refused:
            self._read(*args, **options)
        return str(refused.exception)

    def test_a_jalali_day_is_no_day_of_the_year_1405(self):
        formats = {"date_format": "%Y/%m/%d"}
        for text in ("1405/09/20", "۱۴۰۵/۹/۲۰", "١٤٠٥/٠٩/٢٠", " 1405/9/20 "):
            self.assertEqual(self._read(text, **formats), "2026-12-11", text)
        for text in ("1405-09-20", "1405.9.20", "20/9/1405", "۲۰-۰۹-۱۴۰۵"):
            self.assertEqual(self._read(text), "2026-12-11", text)

    def test_leap_days_and_the_days_around_nowruz(self):
        for text, day in (
            ("1403/12/30", "2025-03-20"),
            ("1404/12/29", "2026-03-20"),
            ("1405/01/01", "2026-03-21"),
            ("1405/02/31", "2026-05-21"),
        ):
            self.assertEqual(self._read(text), day, text)

    def test_a_day_that_its_month_does_not_have_is_refused(self):
        for text in ("1404/12/30", "1405/07/31", "1405/13/01"):
            self.assertIn(text, self._complaint(text, date_format="%Y/%m/%d"))

    def test_a_moment_keeps_its_time(self):
        for text, moment in (
            ("1405/09/01 00:05:00", "2026-11-22 00:05:00"),
            ("۱۴۰۵/۰۹/۰۱ ۱۶:۳۰", "2026-11-22 16:30:00"),
            ("1405-09-01T04:30:15", "2026-11-22 04:30:15"),
            ("1405/09/01", "2026-11-22 00:00:00"),
        ):
            self.assertEqual(self._read(text, "datetime"), moment, text)
            told = {"datetime_format": "%d.%m.%Y %H:%M:%S", "date_format": "%d.%m.%Y"}
            self.assertEqual(self._read(text, "datetime", **told), moment, text)
        self.assertIn("25:00", self._complaint("1405/09/01 25:00", "datetime"))

    def test_gregorian_days_are_read_as_odoo_reads_them(self):
        self.assertEqual(self._read("2026-12-11"), "2026-12-11")
        told = {"date_format": "%d/%m/%Y"}
        self.assertEqual(self._read("11/12/2026", **told), "2026-12-11")
        self.assertIn("Azar", self._complaint("20 Azar"))

    def test_whoever_does_not_read_jalali_dates_gets_odoos(self):
        told = {"date_format": "%Y/%m/%d", "jalali": False}
        self.assertEqual(self._read("1405/09/20", **told), "1405-09-20")
