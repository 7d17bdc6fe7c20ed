import re
import sys
from datetime import date, datetime

import babel.dates

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import format_amount, format_date, format_datetime, format_time, misc
from odoo.tools.misc import formatLang

from ..tools.odoo_formats import FORMATS

DAY = date(2026, 11, 21)
# 00:05 of the next day in Tehran
NEAR_MIDNIGHT = datetime(2026, 11, 21, 20, 35)


@tagged("post_install", "-at_install")
class TestOdooFormats(TransactionCase):
    """What Odoo writes itself, for each kind of reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.persian = cls._reader("persian", "fa_IR")
        cls.english = cls._reader("english", "en_US")

    @classmethod
    def _reader(cls, login, lang):
        return new_test_user(
            cls.env,
            login,
            lang=lang,
            tz="Asia/Tehran",
            context={"no_reset_password": True},
        )

    def _env(self, user, **context):
        context = {"lang": user.lang, "tz": user.tz, **context}
        return user.with_user(user).with_context(**context).env

    def _written(self, env):
        return (
            format_date(env, DAY),
            format_datetime(env, NEAR_MIDNIGHT, dt_format="y-MM-dd HH:mm"),
            format_time(env, NEAR_MIDNIGHT, time_format="HH:mm"),
            formatLang(env, 1234.5, digits=1),
            format_amount(env, 1234.5, env.ref("base.EUR")),
        )

    def test_a_persian_reader_gets_jalali_and_persian_digits(self):
        self.assertEqual(
            self._written(self._env(self.persian)),
            ("۱۴۰۵/۰۸/۳۰", "۱۴۰۵-۰۹-۰۱ ۰۰:۰۵", "۰۰:۰۵", "۱٬۲۳۴٫۵", "۱٬۲۳۴٫۵۰\xa0€"),
        )

    def test_an_english_reader_gets_what_odoo_writes(self):
        self.assertEqual(
            self._written(self._env(self.english)),
            ("11/21/2026", "2026-11-22 00:05", "00:05", "1,234.5", "1,234.50\xa0€"),
        )

    def test_a_persian_reader_may_choose_gregorian_and_latin(self):
        self.persian.persian_calendar = "gregorian"
        self.assertEqual(format_date(self._env(self.persian), DAY), "۲۰۲۶/۱۱/۲۱")
        self.persian.persian_digits = "latin"
        self.assertEqual(
            self._written(self._env(self.persian)),
            ("2026/11/21", "2026-11-22 00:05", "00:05", "1,234.5", "1,234.50\xa0€"),
        )

    def test_an_english_reader_may_choose_jalali(self):
        self.english.persian_calendar = "jalali"
        env = self._env(self.english)
        self.assertEqual(format_date(env, DAY), "08/30/1405")
        self.assertEqual(format_date(env, DAY, date_format="d MMMM y"), "30 Aban 1405")
        self.assertEqual(formatLang(env, 1234.5, digits=1), "1,234.5")

    def test_the_language_of_a_text_for_others_decides(self):
        self.english.persian_calendar = "jalali"
        self.persian.persian_calendar = "gregorian"
        english, persian = self._env(self.english), self._env(self.persian)
        self.assertEqual(format_date(english, DAY, lang_code="fa_IR"), "۱۴۰۵/۰۸/۳۰")
        self.assertEqual(format_date(persian, DAY, lang_code="en_US"), "11/21/2026")
        self.assertEqual(format_date(persian, DAY, "en_US"), "11/21/2026")

    def test_what_is_edited_in_the_page_is_odoos(self):
        env = self._env(self.persian, inherit_branding=True)
        self.assertEqual(format_date(env, DAY), "2026/11/21")

    def test_every_module_that_was_loaded_uses_the_replaced_functions(self):
        """Fails when Odoo formats by another function, or a module escaped."""
        for name in FORMATS:
            original = getattr(misc, name).__wrapped__
            for module_name, module in list(sys.modules.items()):
                if module_name.partition(".")[0] == "odoo":
                    held = any(value is original for value in vars(module).values())
                    self.assertFalse(held, f"{module_name} has Odoo's own {name}")

    def test_babel_writes_dates_by_the_replaced_method(self):
        """Fails when Babel formats past ``DateTimePattern.apply``."""
        self.assertEqual(
            babel.dates.DateTimePattern.apply.__module__,
            "odoo.addons.marfanet_persian.tools.babel_calendar",
        )
        self.assertEqual(
            babel.dates.format_date(DAY, "d MMMM y", locale="fa"), "21 نوامبر 2026"
        )

    # --- QWEB

    def _render(self, env, template, **values):
        view = self.env["ir.ui.view"].create(
            {"type": "qweb", "arch": f"<t t-name='x'>{template}</t>", "key": "x.y"}
        )
        return str(env["ir.qweb"]._render(view.id, values))

    def test_fields_and_widgets_of_reports(self):
        partner = self.env["res.partner"].create({"name": "a", "color": 1234})
        partner.flush_recordset()
        self.env.cr.execute("UPDATE res_partner SET create_date = %s", [NEAR_MIDNIGHT])
        partner.invalidate_recordset()
        template = """
            <i t-field="partner.create_date" t-options="{'format': 'd MMMM y HH:mm'}"/>
            <i t-field="partner.create_date" t-options="{'widget': 'date'}"/>
            <i t-field="partner.color"/>
            <i t-out="9.5" t-options="{'widget': 'time', 'format': 'HH:mm'}"/>
            <i t-out="9.5" t-options="{'widget': 'float_time'}"/>
            <i t-out="1234.5" t-options="{'widget': 'float', 'precision': 1}"/>
        """
        for user, expected in (
            (self.persian, "۱ آذر ۱۴۰۵ ۰۰:۰۵|۱۴۰۵/۰۹/۰۱|۱٬۲۳۴|۰۹:۳۰|۰۹:۳۰|۱٬۲۳۴٫۵"),
            (
                self.english,
                "22 November 2026 00:05|11/22/2026|1,234|09:30|09:30|1,234.5",
            ),
        ):
            env = self._env(user)
            # sudo: reports read what their readers may not; rights are not the matter.
            found = self._render(env, template, partner=partner.with_env(env).sudo())
            self.assertEqual(re.findall(r">([^<]+)</i>", found), expected.split("|"))

    # --- NAMES OF RECORDS

    def test_records_that_are_called_by_a_date(self):
        rate = self.env["res.currency.rate"].create(
            {"currency_id": self.env.ref("base.EUR").id, "name": DAY, "rate": 2}
        )
        client = self._env(self.persian, persian_calendar="jalali")
        self.assertEqual(rate.with_env(client).display_name, "۱۴۰۵/۰۸/۳۰")
        rate.invalidate_recordset()
        integrator = self._env(self.persian)
        self.assertEqual(rate.with_env(integrator).display_name, "2026-11-21")

    def test_versions_of_a_servers_code_are_called_by_their_moment(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "x",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "state": "code",
                "code": "1",
            }
        )
        action.code = "2"
        versions = self.env["ir.actions.server.history"]
        version = versions.search([("action_id", "=", action.id)], limit=1)
        version.flush_recordset()
        self.env.cr.execute(
            "UPDATE ir_actions_server_history SET create_date = %s", [NEAR_MIDNIGHT]
        )
        for user, expected in (
            (self.persian, "۱ آذر ۱۴۰۵"),
            (self.english, "Nov 22, 2026"),
        ):
            version.invalidate_recordset()
            # sudo: administrators' own; whose rights is not the matter.
            name = version.with_env(self._env(user)).sudo().display_name
            self.assertIn(expected, name)
