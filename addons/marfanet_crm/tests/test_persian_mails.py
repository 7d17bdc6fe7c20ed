from datetime import date

from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

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
        names = {}
        for user in (self.english, self.persian):
            graphs = journal.with_env(self._env(user)).sudo()
            ((graph,),) = graphs._get_sale_purchase_graph_data().values()
            names[user] = [graph["values"][number]["label"] for number in (1, 3, 4)]
        # Weeks from Sunday on, as English has them
        self.assertEqual(
            names[self.english], ["17 – 23 Aban", "1 – 7 Azar", "8 – 14 Azar"]
        )
        self.persian.persian_calendar = "jalali"
        graphs = journal.with_env(self._env(self.persian)).sudo()
        ((graph,),) = graphs._get_sale_purchase_graph_data().values()
        self.assertEqual(
            [graph["values"][number]["label"] for number in (1, 3, 4)],
            ["۲۳ تا ۲۹ آبان", "۷ تا ۱۳ آذر", "۱۴ تا ۲۰ آذر"],
        )
        self.english.persian_calendar = "language"
        graphs = journal.with_env(self._env(self.english)).sudo()
        ((graph,),) = graphs._get_sale_purchase_graph_data().values()
        self.assertEqual(graph["values"][1]["label"], "8 - 14 Nov")
