from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import new_test_user, tagged
from odoo.tools import html2plaintext

from odoo.addons.mail.tests.common import MailCommon

DAY = date(2026, 11, 21)


@tagged("post_install", "-at_install")
class TestPersianMails(MailCommon):
    """Mails are written as their language is read, whatever their sender chose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.english = cls._sender("english_sender", "en_US", "jalali")
        cls.persian = cls._sender("persian_sender", "fa_IR", "gregorian")
        cls.contact = cls.env["res.partner"].create(
            {"name": "Reader", "email": "reader@example.com"}
        )

    @classmethod
    def _sender(cls, login, lang, calendar):
        user = new_test_user(
            cls.env, login, groups="base.group_user,base.group_partner_manager"
        )
        user.write({"lang": lang, "persian_calendar": calendar, "tz": "Asia/Tehran"})
        return user

    def _env(self, user):
        context = {"lang": user.lang, "tz": user.tz, "persian_calendar": "jalali"}
        return self.env(user=user, context=context)

    def _rendered(self, sender, lang):
        # sudo: senders may use a template, only administrators write one.
        template = self.env["mail.template"].create(
            {
                "name": "Dated",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "subject": "{{ format_date(datetime.date(2026, 11, 21)) }}",
                "lang": lang,
            }
        )
        rendered = (
            template.with_env(self._env(sender))
            .sudo()
            ._generate_template(self.contact.ids, ["subject"])
        )
        return rendered[self.contact.id]["subject"]

    def test_the_language_of_the_recipient_decides(self):
        self.assertEqual(self._rendered(self.english, "fa_IR"), "۱۴۰۵/۰۸/۳۰")
        self.assertEqual(self._rendered(self.persian, "fa_IR"), "۱۴۰۵/۰۸/۳۰")
        self.assertEqual(self._rendered(self.english, "en_US"), "11/21/2026")
        self.assertEqual(self._rendered(self.persian, "en_US"), "11/21/2026")

    def test_changes_told_by_mail_have_the_date_of_their_language(self):
        subtype = self.env.ref("mail.mt_note")
        message = self.contact.message_post(body="x", subtype_id=subtype.id)
        field = self.env["ir.model.fields"]._get("res.partner.bank", "create_date")
        self.env["mail.tracking.value"].create(
            {
                "field_id": field.id,
                "mail_message_id": message.id,
                "new_value_datetime": "2026-11-21 20:35:00",
                "old_value_datetime": "2025-03-20 20:00:00",
            }
        )
        for sender, lang, expected in (
            (self.english, "fa_IR", ("۱۴۰۳/۱۲/۳۰ ۲۳:۳۰", "۱۴۰۵/۰۹/۰۱ ۰۰:۰۵")),
            (self.english, "en_US", ("2025-03-20 20:00:00Z", "2026-11-21 20:35:00Z")),
        ):
            contact = self.contact.with_env(self._env(sender)).sudo()
            values = contact._notify_by_email_prepare_rendering_context(
                message.sudo(), force_email_lang=lang
            )
            ((_name, *dates),) = values["tracking_values"]
            self.assertEqual(tuple(dates), expected)

    def test_bank_journals_draw_their_graph_in_the_readers_calendar(self):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        graphs = journal.with_env(self._env(self.english)).sudo()
        ((graph,),) = graphs._get_bank_cash_graph_data().values()
        names = {value["name"].split()[-1] for value in graph["values"]}
        self.assertTrue(all(name.startswith("14") for name in names), names)

    @freeze_time("2026-11-21 08:00:00")
    def test_sales_journals_name_their_weeks_in_the_readers_calendar(self):
        journal = self.env["account.journal"].search([("type", "=", "sale")], limit=1)

        def get_weeks(user, calendar):
            user.persian_calendar = calendar
            graphs = journal.with_env(self._env(user)).sudo()
            ((graph,),) = graphs._get_sale_purchase_graph_data().values()
            return [graph["values"][number]["label"] for number in (1, 3, 4)]

        for user, calendar, weeks in (
            (self.persian, "language", "۲۳ تا ۲۹ آبان|۷ تا ۱۳ آذر|۱۴ تا ۲۰ آذر"),
            # English weeks begin on Sunday.
            (self.english, "jalali", "17 – 23 Aban|1 – 7 Azar|8 – 14 Azar"),
            (self.english, "language", "8 - 14 Nov|22 - 28 Nov|29 Nov - 5 Dec"),
        ):
            self.assertEqual(get_weeks(user, calendar), weeks.split("|"))

    def test_the_unit_of_a_journals_sum_comes_last_for_a_persian_reader(self):
        journal = self.env["account.journal"].search([("type", "=", "sale")], limit=1)
        for user, pattern in (
            (self.persian, "\u2067[^\u2067]+\u2069"),
            (self.english, "[^\u2067\u2069]+"),
        ):
            journals = journal.with_env(self._env(user)).sudo()
            (data,) = journals._get_journal_dashboard_data_batched().values()
            for name in ("sum_draft", "sum_waiting", "sum_late", "to_check_balance"):
                self.assertRegex(data[name], f"^{pattern}$")

    # --- GIVEN ACTIVITIES

    def _mail_of_an_activity(self, sender, lang):
        assigned = self._sender(f"assigned_{lang}", lang, "language")
        contact = self.contact.with_env(self._env(sender))
        contact.name = "Report: 2026/11/21"
        with self.mock_mail_gateway():
            contact.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=DAY,
                summary="x",
                user_id=assigned.id,
            )
        (mail,) = self._new_mails.filtered(
            lambda mail: assigned.partner_id in mail.recipient_ids
        )
        return html2plaintext(mail.body_html)

    def test_the_deadline_of_a_given_activity_is_told_in_its_language(self):
        """In the header of the mail, by ``strftime``, and in its text."""
        body = self._mail_of_an_activity(self.persian, "fa_IR")
        self.assertEqual(body.count("۱۴۰۵/۰۸/۳۰"), 2, body)
        self.assertIn("Report: 2026/11/21", body)
        body = self._mail_of_an_activity(self.english, "en_US")
        self.assertEqual(body.count("11/21/2026"), 2, body)

    def test_its_header_is_in_the_language_of_the_persian_it_is_given_to(self):
        header = self._mail_of_an_activity(self.english, "fa_IR").partition("۱۴۰۵")[0]
        self.assertNotIn("Deadline", header)

    def test_persian_mails_are_sent_from_right_to_left(self):
        for text, start in (("سلام", '<div dir="rtl">'), ("Hello", "<p>")):
            mail = self.env["mail.mail"].create({"body_html": f"<p>{text}</p>"})
            self.assertEqual(mail.body_html, f"<p>{text}</p>")
            self.assertTrue(mail._prepare_outgoing_body().startswith(start))

    # --- DIGESTS AND CODES

    def _digest(self, lang):
        user = self._sender(f"digested_{lang}", lang, "language")
        digest = self.env.ref("digest.digest_digest_default").with_context(lang=lang)
        figures = {"value": "1.5k", "margin": 12.5, "col_subtitle": "7 days"}
        kpi = {"kpi_name": "x", "kpi_fullname": "Level 2", "kpi_action": False}
        with (
            self.mock_mail_gateway(),
            patch.object(
                type(digest), "_compute_kpis", lambda *_: [{**kpi, "kpi_col1": figures}]
            ),
            patch.object(type(digest), "_compute_tips", lambda *_args, **_kwargs: []),
        ):
            digest._action_send_to_user(user)
        return html2plaintext(self._new_mails.body_html)

    @freeze_time("2026-11-21 08:00:00")
    def test_a_digest_has_the_day_and_the_figures_of_its_language(self):
        persian = self._digest("fa_IR")
        for text in ("شنبه ۳۰ آبان ۱۴۰۵", "۱٫۵k", "۷ days", "⬆ ۱۲٫۵۰ %", "Level 2"):
            self.assertIn(text, persian)
        english = self._digest("en_US")
        for text in ("November 21, 2026", "1.5k", "7 days", "⬆ 12.50 %"):
            self.assertIn(text, english)

    def test_how_long_a_code_holds_is_told_in_figures(self):
        for user, expected in ((self.persian, "۱ ساعت"), (self.english, "1 hour")):
            code, time_left = user._get_totp_mail_code()
            self.assertTrue(code.isascii() and code.isdigit())
            self.assertEqual(time_left, expected)
