from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestDailyWorkLogTour(HttpCase):
    """A day of an agent's in the browser; any error in its console fails it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sara = new_test_user(
            cls.env,
            "sara",
            "marfanet_crm.group_marfanet_agent",
            password="sara-password",
            tz="UTC",
            tour_enabled=False,
        )
        cls.partner = cls.env["res.partner"].create(
            {"name": "علی رضایی", "is_representative": True, "phone": "09121234567"}
        )
        now = fields.Datetime.now()
        midnight = datetime.combine(now, datetime.min.time())
        # Late whatever the time of day; those of today by their day alone.
        cls.invoice, cls.panel, cls.routine = cls.env["marfanet.task"].create(
            [
                {
                    "name": name,
                    "partner_id": cls.partner.id,
                    "user_id": cls.sara.id,
                    "date_due": due,
                    "time_said": False,
                }
                for name, due in (
                    ("Explain the invoice", midnight - timedelta(days=1)),
                    ("Present the panel", midnight + timedelta(hours=9)),
                    ("Ask how it goes", midnight + timedelta(hours=10)),
                )
            ]
        )

    def _work(self, tour):
        self.start_tour("/odoo/work-log", tour, login="sara")

    def test_agent_works_the_day_by_mouse(self):
        self._work("marfanet_work_log_by_mouse")
        result = self.invoice.result_interaction_ids
        self.assertEqual(result.summary, "He will pay")
        self.assertEqual(self.invoice.state, "done")
        self.assertEqual(result.task_ids.name, "See whether it was paid")
        self.assertEqual(self.panel.postpone_count, 1)
        self.assertEqual(self.routine.state, "todo")

    def test_agent_works_the_day_by_keyboard(self):
        self._work("marfanet_work_log_by_keyboard")
        self.assertEqual(self.invoice.result_interaction_ids.summary, "He will pay")
        self.assertEqual(self.panel.state, "todo")
        interactions = self.env["marfanet.interaction"].search(
            [("partner_id", "=", self.partner.id)]
        )
        # Undone, the task is to do again; that they spoke stays in the history.
        self.assertEqual(
            set(interactions.mapped("summary")), {"He will pay", "She likes it"}
        )
        self.assertEqual(self.panel.postpone_count, 1)
