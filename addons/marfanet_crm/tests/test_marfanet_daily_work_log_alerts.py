from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_res_partner_account import MarfanetAccountCommon
from .work_log_common import NOW, WorkLogCommon

DAY = timedelta(days=1)


@freeze_time(NOW)
class TestWorkLogAlerts(WorkLogCommon):
    def _alerts(self, user=None, team=False):
        return self._retrieve(user or self.sara, team)["alerts"]

    def _kinds(self, user=None, team=False):
        return [alert["kind"] for alert in self._alerts(user, team)]

    def _felt(self, mood, days, user=None, **values):
        return self._log_interaction(
            user or self.sara, date=NOW - days * DAY, sentiment=mood, **values
        )

    # --- MOOD

    def test_mood_that_turned_negative_is_told(self):
        self._felt("positive", 9)
        interaction = self._felt("negative", 1, subject="گلایه از سرعت")
        [alert] = self._alerts()
        self.assertEqual(
            (alert["kind"], alert["title"], alert["detail"]),
            ("negative_mood", "Mood turned negative", "گلایه از سرعت"),
        )
        self.assertEqual(
            (alert["model"], alert["res_id"]), (interaction._name, interaction.id)
        )
        self.assertEqual(alert["partner"], "علی رضایی")
        self.assertEqual(alert["date_label"], "Yesterday 12:00")

    def test_mood_that_was_negative_before_has_not_turned(self):
        self._felt("negative", 9)
        self._felt(False, 5)
        self._felt("negative", 1)
        self.assertEqual(self._kinds(), [])

    def test_mood_that_has_recovered_is_no_alert(self):
        self._felt("negative", 2)
        self._felt("neutral", 1)
        self.assertEqual(self._kinds(), [])

    def test_mood_of_a_week_ago_is_no_alert_any_more(self):
        self._felt("negative", 8)
        self.assertEqual(self._kinds(), [])

    def test_mood_concerns_who_spoke_and_whose_representative_it_is(self):
        self.representative.user_id = self.reza
        self._felt("negative", 1)
        self.assertEqual(self._kinds(self.sara), ["negative_mood"])
        self.assertEqual(self._kinds(self.reza), ["negative_mood"])
        self.assertEqual(self._kinds(self.lead), [])
        self.assertEqual(self._kinds(self.lead, team=True), ["negative_mood"])

    # --- HANDED OVER

    def test_task_that_was_handed_to_me_is_told(self):
        task = self._add_task(self.reza, name="تمدید پنل")
        task.with_user(self.lead).user_id = self.sara
        [alert] = self._alerts()
        self.assertEqual(
            (alert["kind"], alert["detail"], alert["res_id"]),
            ("reassigned", "تمدید پنل", task.id),
        )
        self.assertEqual(self._kinds(self.reza), [])

    def test_task_that_i_took_or_made_is_none(self):
        self._add_task(self.sara)
        task = self._add_task(self.sara, user_id=False)
        task.with_user(self.sara).action_assign_to_me()
        self.assertEqual(self._kinds(), [])

    def test_task_that_came_back_is_told_again(self):
        task = self._add_task(self.reza)
        task.with_user(self.lead).user_id = self.sara
        self._log(self.sara).dismiss_alert(self._alerts()[0]["key"])
        task.with_user(self.lead).user_id = self.reza
        with freeze_time(NOW + timedelta(minutes=5)):
            task.with_user(self.lead).user_id = self.sara
            self.assertEqual(self._kinds(), ["reassigned"])

    def test_saving_the_same_agent_again_hands_over_nothing(self):
        task = self._add_task(self.sara)
        task.with_user(self.lead).write({"user_id": self.sara.id})
        self.assertEqual(self._kinds(), [])

    def test_task_done_needs_no_alert(self):
        task = self._add_task(self.reza)
        task.with_user(self.lead).user_id = self.sara
        task.with_user(self.sara).action_done()
        self.assertEqual(self._kinds(), [])

    # --- REMINDERS

    def _remind(self, task, minutes_ago=5):
        lead_time = self.env["marfanet.reminder.lead"].search([], limit=1)
        moment = NOW - timedelta(minutes=minutes_ago)
        return self.env["marfanet.task.reminder"].create(
            {
                "task_id": task.id,
                "user_id": task.user_id.id,
                "lead_id": lead_time.id,
                "date": moment,
                "moment": moment,
                "state": "sent",
                "sent_on": moment,
            }
        )

    def test_reminder_that_fired_is_told_until_it_is_put_away(self):
        task = self._add_task(self.sara, name="تماس با علی", reminder_lead_ids=[])
        reminder = self._remind(task)
        [alert] = self._alerts()
        self.assertEqual(
            (alert["kind"], alert["detail"], alert["res_id"]),
            ("reminder", "تماس با علی", task.id),
        )
        self._log(self.sara).dismiss_alert(alert["key"])
        self.assertTrue(reminder.is_seen)
        self.assertEqual(self._kinds(), [])

    def test_colleagues_reminder_is_neither_shown_nor_put_away(self):
        task = self._add_task(self.sara, reminder_lead_ids=[])
        reminder = self._remind(task)
        self.assertEqual(self._kinds(self.reza), [])
        self._log(self.reza).dismiss_alert(f"reminder:{task.id}")
        self.assertFalse(reminder.is_seen)

    # --- PUTTING AWAY

    def test_what_was_put_away_does_not_come_back_for_that_agent(self):
        self.representative.user_id = self.reza
        self._felt("negative", 1)
        [alert] = self._alerts()
        log = self._log(self.sara)
        self.assertTrue(log.dismiss_alert(alert["key"]))
        self.assertTrue(log.dismiss_alert(alert["key"]))
        self.assertEqual(self._kinds(self.sara), [])
        self.assertEqual(self._kinds(self.reza), ["negative_mood"])

    def test_new_occasion_raises_a_new_alert(self):
        self._felt("negative", 2)
        self._log(self.sara).dismiss_alert(self._alerts()[0]["key"])
        self._felt("positive", 1)
        self._felt("negative", 0)
        self.assertEqual(self._kinds(), ["negative_mood"])

    def test_newest_alerts_are_first_and_not_too_many(self):
        for number in range(25):
            partner = self._add_partner(f"نماینده {number}")
            self._felt("negative", number / 10, partner_id=partner.id)
        alerts = self._alerts()
        self.assertEqual(len(alerts), 20)
        self.assertEqual(alerts[0]["partner"], "نماینده 0")

    def test_whatever_is_sent_as_a_key_is_no_error(self):
        log = self._log(self.sara)
        for key in (None, 1, "", "x" * 101, ["a"]):
            self.assertFalse(log.dismiss_alert(key))
        for key in ("reminder:", "reminder:x", "reminder:-1", "reminder:٣", "?"):
            self.assertTrue(log.dismiss_alert(key))

    def test_colleagues_dismissals_are_out_of_reach(self):
        self._felt("negative", 1)
        self._log(self.sara).dismiss_alert(self._alerts()[0]["key"])
        dismissals = self.env["marfanet.work.log.dismissal"]
        self.assertFalse(dismissals.with_user(self.reza).search([]))
        with self.assertRaises(AccessError):
            dismissals.with_user(self.reza).create(
                {"user_id": self.sara.id, "key": "negative_mood:1"}
            )


@tagged("post_install", "-at_install")
class TestBrokenPromises(MarfanetAccountCommon, WorkLogCommon):
    def _promise(self, days_ago, follow_up_in=1, user=None):
        outcome = self.env.ref("marfanet_crm.marfanet_outcome_promised_payment")
        # Not by PostgreSQL's clock, which does not stand still here.
        date = fields.Datetime.now() - days_ago * DAY
        return self._log_interaction(
            user or self.sara,
            outcome_id=outcome.id,
            date=date,
            follow_up_date=date + follow_up_in * DAY,
            subject="تسویه‌ی آبان",
        )

    def _promises(self, user=None, team=False):
        alerts = self._retrieve(user or self.sara, team)["alerts"]
        return [alert for alert in alerts if alert["kind"] == "broken_promise"]

    def test_promise_that_passed_unpaid_is_told(self):
        self._invoice(500, "2026-11-10")
        interaction = self._promise(5)
        [alert] = self._promises()
        self.assertEqual(
            (alert["res_id"], alert["detail"]), (interaction.id, "تسویه‌ی آبان")
        )
        self.assertEqual(self._promises(self.reza), [])
        self.assertEqual(len(self._promises(self.lead, team=True)), 1)

    def test_promise_for_a_day_to_come_is_none(self):
        self._invoice(500, "2026-11-10")
        self._promise(5, follow_up_in=6)
        self.assertEqual(self._promises(), [])

    def test_promise_that_was_paid_is_none(self):
        invoice = self._invoice(500, "2026-11-10")
        self._promise(5)
        self._pay(500, "2026-11-20", invoice)
        self.assertEqual(self._promises(), [])

    def test_part_of_it_paid_since_is_not_broken(self):
        invoice = self._invoice(500, "2026-11-10")
        self._promise(5)
        self._pay(200, "2026-11-20", invoice)
        self.assertEqual(self._promises(), [])

    def test_payment_before_the_promise_does_not_keep_it(self):
        invoice = self._invoice(500, "2026-11-10")
        self._pay(200, "2026-11-12", invoice)
        self._promise(5)
        self.assertEqual(len(self._promises()), 1)

    def test_newer_promise_stands_for_the_older_one(self):
        self._invoice(500, "2026-11-10")
        self._promise(9)
        newer = self._promise(1, follow_up_in=4)
        self.assertEqual(self._promises(), [])
        newer.follow_up_date = fields.Datetime.now() - timedelta(hours=20)
        self.assertEqual([alert["res_id"] for alert in self._promises()], [newer.id])

    def test_debt_shows_on_the_card_and_in_the_plan(self):
        self._invoice(500, "2026-11-11")
        task = self._add_task(self.sara, date_due="2026-11-21 10:00:00")
        answer = self._retrieve(self.sara)
        partner = answer["tasks"][str(task.id)]["partner"]
        self.assertEqual((partner["state"], partner["overdue_days"]), ("debtor", 10))
        self.assertIn("500", partner["balance"])
        self.assertIn(
            "Payment overdue for 10 days", answer["plan"]["reasons"][str(task.id)]
        )
