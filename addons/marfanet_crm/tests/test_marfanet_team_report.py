from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from odoo.addons.mail.tests.common import MailCase

from .common import MarfanetCrmCommon

# Saturday 7 Azar 1405 in Tehran; the week before is 30 Aban to 6 Azar.
SATURDAY = "2026-11-28 03:30:00"


class TestMarfanetTeamReport(MarfanetCrmCommon, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"email": "crm@example.com"})
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.persian_lead = new_test_user(
            cls.env,
            "behzad",
            "marfanet_crm.group_marfanet_lead",
            lang="fa_IR",
            email="behzad@example.com",
        )

    def _live_through_a_week(self):
        for moment, values in [
            ("2026-11-20 20:29:00", {}),  # Friday 23:59 of the week before
            ("2026-11-20 20:31:00", {"sentiment": "negative"}),  # Saturday 00:01
            ("2026-11-24 08:00:00", {"sentiment": "positive"}),
            ("2026-11-27 20:31:00", {}),  # the Saturday of the report itself
        ]:
            self._log_interaction(self.sara, date=moment, **values)
        with freeze_time("2026-11-23 08:00:00"):
            kept = self._add_task(self.sara, date_due="2026-11-23 10:00:00")
            kept.action_done()
            late = self._add_task(self.sara, date_due="2026-11-22 10:00:00")
            late.action_done()
        self._add_task(self.reza, date_due="2026-11-25 10:00:00")

    def _report_of(self, lead):
        with freeze_time(SATURDAY), self.mock_mail_gateway():
            self.env["marfanet.team.report"]._cron_send()
        return self._find_mail_mail_wemail(lead.email_formatted, "outgoing")

    def test_figures_cover_the_week_from_saturday_to_friday_in_tehran(self):
        self._live_through_a_week()
        report = self.env["marfanet.team.report"]
        with freeze_time(SATURDAY):
            figures = report._figures(
                self.env.company, *report._last_week(self.env.company)
            )
        sara, reza = figures["agents"]
        self.assertEqual((sara["user"], reza["user"]), (self.sara, self.reza))
        self.assertEqual(
            [sara[name] for name in ("interactions", "negative", "kept", "late")],
            [2, 1, 1, 1],
        )
        self.assertEqual((reza["interactions"], reza["missed"]), (0, 1))
        self.assertEqual(figures["before"]["interactions"], 1)

    def test_lead_gets_the_week_in_their_own_language(self):
        self._live_through_a_week()
        mail = self._report_of(self.persian_lead)
        self.assertIn("شنبه ۳۰ آبان ۱۴۰۵", mail.subject)
        self.assertIn("جمعه ۶ آذر ۱۴۰۵", mail.subject)
        self.assertIn('dir="rtl"', mail.body_html)
        self.assertIn("sara", mail.body_html)

    def test_agents_get_no_report(self):
        self.sara.email = "sara@example.com"
        self._live_through_a_week()
        with freeze_time(SATURDAY), self.mock_mail_gateway():
            self.env["marfanet.team.report"]._cron_send()
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "like", "sara@example.com")])
        )

    def test_a_week_without_work_is_not_reported(self):
        with freeze_time(SATURDAY), self.mock_mail_gateway():
            self.env["marfanet.team.report"]._cron_send()
        self.assertFalse(self._new_mails)

    def test_whoever_may_not_read_interactions_is_refused(self):
        with self.assertRaises(AccessError):
            self.env["marfanet.team.report"].with_user(
                self.outsider
            ).action_send_to_me()
