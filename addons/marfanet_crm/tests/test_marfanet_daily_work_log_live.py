import json
from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.mail.tests.common import MailCase

from .work_log_common import NOW, WorkLogCommon


@freeze_time(NOW)
class TestWorkLogLive(WorkLogCommon, MailCase):
    def _commit(self):
        """Send what waits for the end of the transaction."""
        self.env.cr.precommit.run()

    def _sent(self):
        """Return what was sent to open work logs: (type, channel's id, task ids)."""
        self._commit()
        messages = self.env["bus.bus"].sudo().search([], order="id")
        found = []
        for message in messages:
            body = json.loads(message.message)
            if body["type"].startswith("marfanet_work_log"):
                channel = json.loads(message.channel)
                found.append((body["type"], channel[2], body["payload"]["task_ids"]))
        messages.unlink()
        return found

    def _expect(self, tasks, *users):
        leads = self.env.ref("marfanet_crm.group_marfanet_lead")
        self.assertCountEqual(
            self._sent(),
            [
                *(
                    ("marfanet_work_log", user.partner_id.id, sorted(tasks.ids))
                    for user in users
                ),
                ("marfanet_work_log_team", leads.id, sorted(tasks.ids)),
            ],
        )

    def setUp(self):
        super().setUp()
        self._commit()
        self.env["bus.bus"].sudo().search([]).unlink()

    def test_new_task_is_told_to_its_agent_and_the_leads(self):
        task = self._add_task(self.sara)
        self._expect(task, self.sara)

    def test_whoever_had_the_task_is_told_too(self):
        task = self._add_task(self.sara)
        self._sent()
        task.with_user(self.lead).user_id = self.reza
        self._expect(task, self.sara, self.reza)

    def test_five_hundred_tasks_make_one_message_each(self):
        tasks = self.env["marfanet.task"].create(
            [
                {
                    "name": "تماس",
                    "partner_id": self.representative.id,
                    "user_id": self.sara.id,
                    "date_due": NOW,
                }
            ]
            * 500
        )
        self._expect(tasks, self.sara)
        tasks.write({"date_due": NOW + timedelta(days=1), "priority": "1"})
        self._expect(tasks, self.sara)

    def test_telling_costs_the_same_however_many_tasks(self):
        def queries(number):
            tasks = self.env["marfanet.task"].create(
                [
                    {
                        "name": "تماس",
                        "partner_id": self.representative.id,
                        "user_id": self.sara.id,
                    }
                ]
                * number
            )
            self.env.flush_all()
            self._commit()
            before = self.env.cr.sql_log_count
            tasks.write({"priority": "1"})
            tasks.flush_recordset()
            self._commit()
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertLessEqual(queries(300) - queries(3), 3)

    def test_nobodys_task_is_told_to_the_leads(self):
        task = self._add_task(self.sara, user_id=False)
        self._expect(task)

    def test_deleted_task_is_told(self):
        task = self._add_task(self.sara)
        self._sent()
        told = self.env["marfanet.task"].browse(task.ids)
        task.sudo().unlink()
        self._expect(told, self.sara)

    def test_what_no_work_log_shows_is_not_told(self):
        task = self._add_task(self.sara)
        self._sent()
        task.repeat_until = "2027-01-01"
        self.assertEqual(self._sent(), [])


@freeze_time(NOW)
class TestWorkLogReassign(WorkLogCommon):
    def test_lead_hands_out_tasks(self):
        tasks = self._add_task(self.sara) | self._add_task(self.sara)
        cards = self._log(self.lead).reassign(tasks.ids, self.reza.id)
        self.assertEqual(tasks.user_id, self.reza)
        self.assertEqual({card["user_id"] for card in cards.values()}, {self.reza.id})

    def test_lead_takes_a_task_from_everybody(self):
        task = self._add_task(self.sara)
        self._log(self.lead).reassign(task.ids, False)
        self.assertFalse(task.user_id)

    def test_agent_hands_out_nothing(self):
        task = self._add_task(self.sara)
        with self.assertRaises(AccessError):
            self._log(self.sara).reassign(task.ids, self.reza.id)
        self.assertEqual(task.user_id, self.sara)

    def test_tasks_go_to_the_team_only(self):
        task = self._add_task(self.sara)
        for user_id in (self.outsider.id, 2**31 - 1, "1", True):
            with self.assertRaises(UserError):
                self._log(self.lead).reassign(task.ids, user_id)
        self.assertEqual(task.user_id, self.sara)


@freeze_time(NOW)
class TestWorkLogUndo(WorkLogCommon):
    def test_task_just_done_is_put_back(self):
        task = self._add_task(self.sara, date_due=NOW)
        task.action_done()
        cards = self._log(self.sara).undo_done(task.id)
        self.assertEqual(cards[str(task.id)]["state"], "todo")
        self.assertEqual((task.state, task.date_done), ("todo", False))

    def test_log_by_which_it_was_done_stays_without_it(self):
        task = self._add_task(self.sara, date_due=NOW)
        interaction = self._log_interaction(self.sara, settled_task_id=task.id)
        self.assertEqual(task.state, "done")
        self._log(self.sara).undo_done(task.id)
        self.assertEqual(task.state, "todo")
        self.assertTrue(interaction.exists())
        self.assertFalse(interaction.settled_task_id)

    def test_next_occurrence_goes_with_it(self):
        task = self._add_task(self.sara, date_due=NOW, repeat_interval=1)
        task.action_done()
        following = task.next_task_ids
        self._log(self.sara).undo_done(task.id)
        self.assertFalse(following.exists())
        task.action_done()
        self.assertEqual(len(task.next_task_ids), 1)

    def test_interaction_that_it_closed_is_open_again(self):
        interaction = self._log_interaction(self.sara, status="follow_up")
        task = self._add_task(self.sara, interaction_id=interaction.id, date_due=NOW)
        task.action_done()
        self.assertEqual(interaction.status, "closed")
        self._log(self.sara).undo_done(task.id)
        self.assertEqual(interaction.status, "follow_up")

    def test_undo_is_for_a_moment_only(self):
        task = self._add_task(self.sara, date_due=NOW)
        task.action_done()
        with freeze_time(NOW + timedelta(minutes=2)), self.assertRaises(UserError):
            self._log(self.sara).undo_done(task.id)
        self.assertEqual(task.state, "done")

    def test_colleagues_work_is_not_undone(self):
        task = self._add_task(self.sara, date_due=NOW)
        task.action_done()
        with self.assertRaises(AccessError):
            self._log(self.reza).undo_done(task.id)
        with self.assertRaises(UserError):
            self._log(self.lead).undo_done(task.id)
        self.assertEqual(task.state, "done")

    def test_what_is_no_task_cannot_be_undone(self):
        for task_id in (False, "1", 2**31 - 1, [1]):
            with self.assertRaises(UserError):
                self._log(self.sara).undo_done(task_id)


@tagged("post_install", "-at_install")
class TestWorkLogHome(HttpCase, WorkLogCommon):
    def _home(self, login):
        self.authenticate(login, login)
        return self.make_jsonrpc_request("/web/session/get_session_info")[
            "home_action_id"
        ]

    def test_agent_starts_with_the_daily_work_log(self):
        action = self.env.ref("marfanet_crm.marfanet_daily_work_log_action")
        self.assertEqual(self._home("sara"), action.id)

    def test_ones_own_home_is_kept(self):
        tasks = self.env.ref("marfanet_crm.marfanet_task_action")
        self.sara.sudo().action_id = tasks.id
        self.assertEqual(self._home("sara"), tasks.id)

    def test_people_outside_the_crm_and_administrators_keep_odoos(self):
        self.lead.sudo().group_ids |= self.env.ref("base.group_system")
        self.assertFalse(self._home("lead"))
        self.assertFalse(self._home("outsider"))
