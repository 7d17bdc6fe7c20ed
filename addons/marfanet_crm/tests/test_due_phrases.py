from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import MarfanetCrmCommon


@freeze_time(datetime(2026, 11, 26, 21, 0))  # Friday 6 Azar 1405, 00:30 in Tehran
class TestDuePhrases(MarfanetCrmCommon):
    def _read(self, phrase, **context):
        model = self.env["marfanet.task"].with_user(self.sara)
        return model.with_context(**context).read_due_phrase(phrase)

    def test_phrase_is_read_on_the_callers_clock(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.assertEqual(
            self._read("دوشنبه ۱۰ صبح", lang="fa_IR"),
            {
                "date": "2026-11-30 06:30:00",
                "time_said": True,
                "label": "دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
            },
        )
        self.assertEqual(
            self._read("فردا", tz="Europe/London")["date"], "2026-11-27 09:00:00"
        )
        self.sara.tz = False
        self.assertEqual(self._read("فردا")["date"], "2026-11-28 05:30:00", "Tehran")

    def test_label_is_jalali_for_persian_readers_only(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.assertEqual(self._read("شنبه", lang="fa_IR")["label"], "شنبه ۷ آذر ۱۴۰۵")
        read = self._read("شنبه")
        self.assertEqual(read["label"], "Saturday, November 28, 2026")
        self.assertFalse(read["time_said"])
        self.assertEqual(
            self._read("شنبه ساعت ۹")["label"], "Saturday, November 28, 2026 at 09:00"
        )

    def test_what_names_no_date_is_false(self):
        for phrase in ("", "سلام", "دیروز", "۳۱ مهر", "x" * 10_000, "\x00", "۹۹۹۹"):
            with self.subTest(phrase[:20]):
                self.assertIs(self._read(phrase), False)

    def test_garbage_never_raises(self):
        for phrase in (
            None,
            7,
            ["فردا"],
            {"a": 1},
            "۹۹۹۹۹۹۹۹۹ روز دیگه",
            "۹۹۹۹۹ سال دیگه",
            "999999999 ماه دیگه",
            "۱ فروردین ۹۳۷۸",
            "9999-12-31 شب",
            "ساعت ۹۹:۹۹",
        ):
            with self.subTest(phrase):
                self.assertIn(type(self._read(phrase)), (bool, dict))

    def test_people_outside_the_team_are_read_nothing(self):
        with self.assertRaises(AccessError):
            self.env["marfanet.task"].with_user(self.outsider).read_due_phrase("فردا")
