import json
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import api
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from .common import MarfanetCrmCommon

# A Tuesday, 10 Azar 1405, noon in Tehran.
NOW = datetime(2026, 12, 1, 8, 30)
HOUR = timedelta(hours=1)
DUE = NOW + 48 * HOUR


class ReminderCommon(MarfanetCrmCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls.env.ref("marfanet_crm.marfanet_reminder_lead_day")
        cls.hour = cls.env.ref("marfanet_crm.marfanet_reminder_lead_hour")
        # Of a developer's database: only ours are sent and heard.
        cls.env["marfanet.task.reminder"].search([]).unlink()
        cls.env["bus.bus"].search([]).unlink()

    def _add_task(self, user, **values):
        with freeze_time(NOW):
            return super()._add_task(user, **{"date_due": DUE, **values})

    def _planned(self, task):
        reminders = task.sudo().reminder_ids
        return {
            (reminder.lead_id.minutes, reminder.date)
            for reminder in reminders
            if reminder.state == "planned"
        }

    def _send(self, at):
        """Run what the scheduler runs, at a moment; return the new messages."""
        self.env.flush_all()
        Message = self.env["mail.message"]
        before = Message.search([("model", "=", "marfanet.task")])
        with freeze_time(at), self.enter_registry_test_mode():
            with self.registry.cursor() as cr:
                env = api.Environment(cr, api.SUPERUSER_ID, {})
                env["marfanet.task.reminder"]._cron_send()
        return Message.search([("model", "=", "marfanet.task")]) - before

    def _bus(self, kind):
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([], order="id")
        return [
            (json.loads(message.channel)[1:], content["payload"])
            for message in messages
            for content in [json.loads(message.message)]
            if content["type"] == kind
        ]


class TestPlanning(ReminderCommon):
    def test_dated_task_is_planned_a_day_and_an_hour_before(self):
        task = self._add_task(self.sara)
        self.assertEqual(
            self._planned(task), {(1440, DUE - 24 * HOUR), (60, DUE - HOUR)}
        )
        self.assertEqual(task.sudo().reminder_ids.user_id, self.sara)

    def test_moments_that_are_past_are_not_planned(self):
        task = self._add_task(self.sara, date_due=NOW + 2 * HOUR)
        self.assertEqual(self._planned(task), {(60, NOW + HOUR)})

    def test_nobody_is_reminded_without_a_date_or_an_agent(self):
        self.assertFalse(self._planned(self._add_task(self.sara, date_due=False)))
        task = self._add_task(self.lead, user_id=False)
        self.assertFalse(self._planned(task))
        with freeze_time(NOW):
            task.with_user(self.reza).action_assign_to_me()
        self.assertEqual(len(self._planned(task)), 2)

    @freeze_time(NOW)
    def test_plan_keeps_in_step_with_the_task(self):
        task = self._add_task(self.sara)
        task.action_done()
        self.assertFalse(self._planned(task))
        task.action_reopen()
        self.assertEqual(len(self._planned(task)), 2)
        task.active = False
        self.assertFalse(self._planned(task))
        task.active = True
        task.date_due = DUE + 24 * HOUR
        self.assertEqual(self._planned(task), {(1440, DUE), (60, DUE + 23 * HOUR)})
        task.reminder_lead_ids = [Command.unlink(self.day.id)]
        self.assertEqual(self._planned(task), {(60, DUE + 23 * HOUR)})
        task.with_user(self.lead).user_id = self.reza
        planned = task.sudo().reminder_ids.filtered(lambda r: r.state == "planned")
        self.assertEqual(planned.user_id, self.reza)
        task.with_user(self.reza).action_dismiss()
        self.assertFalse(self._planned(task))

    @freeze_time(NOW)
    def test_changed_lead_time_moves_what_it_planned(self):
        task = self._add_task(self.sara)
        self.hour.with_user(self.lead).minutes = 30
        self.assertIn((30, DUE - HOUR / 2), self._planned(task))

    def test_agents_see_their_own_reminders_and_write_none(self):
        reminders = self._add_task(self.sara).sudo().reminder_ids
        Reminder = self.env["marfanet.task.reminder"]
        domain = [("id", "in", reminders.ids)]
        self.assertEqual(Reminder.with_user(self.sara).search(domain), reminders)
        self.assertFalse(Reminder.with_user(self.reza).search(domain))
        self.assertEqual(Reminder.with_user(self.lead).search(domain), reminders)
        for user in (self.sara, self.lead):
            with self.subTest(user.login), self.assertRaises(AccessError):
                reminders.with_user(user).write({"state": "sent"})
        with self.assertRaises(AccessError):
            Reminder.with_user(self.outsider).search(domain)


class TestSending(ReminderCommon):
    def test_reminder_reaches_the_inbox_whatever_the_preference(self):
        self.sara.write({"notification_type": "email", "lang": "en_US"})
        task = self._add_task(self.sara, name="Call about the renewal")
        self.assertFalse(self._send(DUE - 24 * HOUR - HOUR / 60))
        message = self._send(DUE - 24 * HOUR)
        self.assertEqual(len(message), 1)
        self.assertEqual((message.model, message.res_id), ("marfanet.task", task.id))
        self.assertEqual(message.subject, "Reminder: Call about the renewal")
        self.assertIn("Due: Thu 3 Dec 2026, 12:00", message.body)
        self.assertIn("علی رضایی", message.body)
        notification = message.notification_ids
        self.assertEqual(notification.res_partner_id, self.sara.partner_id)
        self.assertEqual(notification.notification_type, "inbox")
        self.assertFalse(
            self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        )
        self.assertFalse(self._send(DUE - 24 * HOUR), "It is sent once.")

    def test_page_of_the_agent_hears_of_it_in_their_words(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.sara.lang = "fa_IR"
        task = self._add_task(self.sara)
        self._send(DUE - HOUR)
        [(channel, payload)] = self._bus("marfanet_task_reminder")
        self.assertEqual(channel, ["res.partner", self.sara.partner_id.id])
        self.assertEqual(payload["task_id"], task.id)
        self.assertEqual(payload["title"], "تماس")
        self.assertEqual(payload["partner"], "علی رضایی")
        self.assertIn("پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۲:۰۰", payload["when"])

    def test_several_due_at_once_are_one_message(self):
        task = self._add_task(self.sara)
        self.assertEqual(len(self._send(DUE)), 1)
        self.assertEqual(set(task.sudo().reminder_ids.mapped("state")), {"sent"})

    def test_what_was_missed_is_sent_on_return(self):
        task = self._add_task(self.sara)
        # Not even a change of hands while the server was busy loses it.
        with freeze_time(DUE):
            task.with_user(self.lead).user_id = self.reza
        message = self._send(DUE + 72 * HOUR)
        self.assertEqual(message.notified_partner_ids, self.reza.partner_id)
        self.assertIn("Was due", message.body)

    def test_done_task_reminds_nobody(self):
        self._add_task(self.sara).action_done()
        self.assertFalse(self._send(DUE))

    def test_failing_reminder_holds_no_other_back(self):
        broken = self._add_task(self.sara, name="broken")
        self._add_task(self.reza, name="fine")
        task_class = self.env.registry["marfanet.task"]
        notify = task_class.message_notify

        def fail_for_one(task, **values):
            if task.name == "broken":
                raise ValueError("no way")
            return notify(task, **values)

        with patch.object(task_class, "message_notify", fail_for_one):
            with self.assertLogs(
                "odoo.addons.marfanet_crm.models.marfanet_task_reminder", "ERROR"
            ) as logs:
                sent = self._send(DUE)
        self.assertIn(f"Task {broken.id}", logs.output[0])
        self.assertEqual(sent.subject, "Reminder: fine")
        self.assertEqual(self.env["marfanet.task"].browse(sent.res_id).name, "fine")
        self.assertFalse(self._send(DUE + HOUR / 60), "Not again every minute.")
        self.assertEqual(self._send(DUE + HOUR).res_id, broken.id)

    def test_left_colleagues_are_not_reminded(self):
        task = self._add_task(self.sara)
        self.sara.active = False
        self.assertFalse(self._send(DUE))
        self.assertEqual(set(task.sudo().reminder_ids.mapped("state")), {"cancelled"})

    def test_snoozed_one_comes_again_in_an_hour(self):
        task = self._add_task(self.sara)
        self._send(DUE)
        with freeze_time(DUE + HOUR / 60):
            self.assertIs(task.with_user(self.sara).action_snooze(), True)
        self.assertFalse(self._send(DUE + HOUR))
        self.assertEqual(len(self._send(DUE + HOUR + HOUR / 60)), 1)

    def test_nobody_snoozes_for_a_colleague(self):
        task = self._add_task(self.sara)
        self._send(DUE)
        task.with_user(self.reza).action_snooze()
        self.assertFalse(self._planned(task))

    def test_pages_put_it_away_when_the_task_is_done(self):
        task = self._add_task(self.sara)
        self._send(DUE - HOUR)
        task.action_done()
        # A sent reminder stays sent; what is over is told to the pages.
        self.assertEqual(
            self._bus("marfanet_task_reminder_over"),
            [
                (
                    ["res.partner", self.sara.partner_id.id],
                    {"task_ids": [task.id]},
                )
            ],
        )

    def test_opening_page_shows_what_came_while_none_was_open(self):
        task = self._add_task(self.sara)
        Reminder = self.env["marfanet.task.reminder"].with_user(self.sara)
        self.assertFalse(Reminder._unseen())
        self._send(DUE)
        with freeze_time(DUE + HOUR):
            [unseen] = Reminder._unseen()
            self.assertEqual(unseen["task_id"], task.id)
            self.assertFalse(Reminder.with_user(self.lead)._unseen())
            Reminder.with_user(self.reza).mark_seen(task.ids)
            self.assertTrue(Reminder._unseen())
            Reminder.mark_seen(task.ids)
            self.assertFalse(Reminder._unseen())


@tagged("post_install", "-at_install")  # mail notifies nobody before that
class TestReassigning(ReminderCommon):
    def test_whom_a_task_was_given_to_learns_of_it_in_odoo(self):
        self.reza.notification_type = "email"
        task = self._add_task(self.sara)
        # As outside of tests, with all that mail does.
        task.with_env(self.env(user=self.lead, context={})).user_id = self.reza
        notification = task.sudo().message_ids.notification_ids | self.env[
            "mail.notification"
        ].search([("res_partner_id", "=", self.reza.partner_id.id)])
        self.assertEqual(notification.notification_type, "inbox")


@tagged("post_install", "-at_install")
class TestSendingAtOnce(BaseCase):
    """Two workers with transactions of their own, on data that both can see."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr, freeze_time(NOW):
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            self.last_heard = env["bus.bus"].search([], limit=1, order="id desc").id
            partner = env["res.partner"].create(
                {"name": "at once", "is_representative": True}
            )
            task = env["marfanet.task"].create(
                {
                    "name": "at once",
                    "partner_id": partner.id,
                    "user_id": env.ref("base.user_admin").id,
                    "date_due": DUE,
                }
            )
            self.task_id, self.partner_id = task.id, partner.id
        self.addCleanup(self._clean_up)

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            env["bus.bus"].search([("id", ">", self.last_heard or 0)]).unlink()
            env["marfanet.task"].browse(self.task_id).unlink()
            env["res.partner"].browse(self.partner_id).unlink()

    def _lock_due(self, cr):
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        reminders = env["marfanet.task.reminder"]._lock_due([0, *self._other_ids(cr)])
        return reminders.filtered(lambda reminder: reminder.task_id.id == self.task_id)

    def _other_ids(self, cr):
        cr.execute(
            SQL(
                "SELECT DISTINCT task_id FROM marfanet_task_reminder"
                " WHERE state = 'planned' AND task_id != %s",
                self.task_id,
            )
        )
        return [row[0] for row in cr.fetchall()]

    @freeze_time(DUE)
    def test_second_worker_leaves_what_the_first_has_in_hand(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            reminders = self._lock_due(first)
            self.assertEqual(len(reminders), 2)
            self.assertFalse(self._lock_due(second))
            reminders._send()
            first.commit()
            second.rollback()
            self.assertFalse(self._lock_due(second))
            messages = self._count_messages(second)
        self.assertEqual(messages, 1)

    @freeze_time(DUE)
    def test_worker_with_an_older_view_sends_nothing_twice(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._count_messages(second)  # from here on it sees the past
            self._lock_due(first)._send()
            first.commit()
            with mute_logger("odoo.sql_db"):
                self.assertFalse(self._lock_due(second))

    def _count_messages(self, cr):
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        return env["mail.message"].search_count(
            [("model", "=", "marfanet.task"), ("res_id", "=", self.task_id)]
        )
