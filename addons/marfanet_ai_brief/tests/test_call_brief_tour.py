from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCallBriefTour(HttpCase):
    """From the work log to the brief and to the log of the call, without any AI."""

    def test_agent_prepares_a_call_and_logs_it(self):
        sara = new_test_user(
            self.env,
            "sara",
            "marfanet_crm.group_marfanet_agent",
            password="sara-password",
            tz="UTC",
            tour_enabled=False,
        )
        self.env["marfanet.ai.provider"].search([]).active = False
        partner = self.env["res.partner"].create(
            {"name": "علی رضایی", "is_representative": True}
        )
        now = fields.Datetime.now()
        before = self.env["marfanet.interaction"].create(
            {
                "partner_id": partner.id,
                "user_id": sara.id,
                "date": now - timedelta(days=5),
                "purpose": "sales",
                "summary": "He asked for the price",
                "promise_ids": [
                    fields.Command.create({"side": "them", "text": "He will decide"})
                ],
            }
        )
        task = self.env["marfanet.task"].create(
            {
                "name": "Present the panel",
                "partner_id": partner.id,
                "interaction_id": before.id,
                "user_id": sara.id,
                "date_due": now - timedelta(days=1),
            }
        )
        self.start_tour("/odoo/work-log", "marfanet_call_brief", login="sara")
        logged = task.result_interaction_ids
        self.assertEqual(logged.summary, "He takes the panel")
        self.assertEqual(task.state, "done")
        # What was read before the call is known of the call.
        self.assertEqual(logged.brief_kind, "facts")
