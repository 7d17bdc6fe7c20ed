from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestLogTour(HttpCase):
    def test_agent_logs_a_call_with_its_follow_up(self):
        sara = new_test_user(
            self.env,
            "sara",
            "marfanet_crm.group_marfanet_agent",
            password="sara-password",
            tz="Asia/Tehran",
            tour_enabled=False,
        )
        partner = self.env["res.partner"].create(
            {"name": "علی رضایی", "is_representative": True}
        )
        first = (
            self.env["marfanet.interaction"]
            .with_user(sara)
            .create({"partner_id": partner.id, "purpose": "sales"})
        )
        self.start_tour(
            f"/odoo/marfanet-interactions/{first.id}",
            "marfanet_log_a_call",
            login="sara",
        )
        logged = first.next_ids
        self.assertEqual(logged.user_id, sara)
        self.assertEqual(
            logged.outcome_id,
            self.env.ref("marfanet_crm.marfanet_outcome_no_answer"),
        )
        self.assertFalse(logged.duration_known)
        task = logged.follow_up_task_id
        self.assertEqual((task.name, task.user_id), ("پیگیری واریز", sara))
        self.assertEqual(f"{task.date_due:%a %H:%M}", "Mon 06:30", "10:00 in Tehran")
        self.assertTrue(task.time_said)
