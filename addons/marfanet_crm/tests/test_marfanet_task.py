from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import MarfanetCrmCommon

# A Tuesday, 10 Azar 1405, noon in Tehran.
NOW = datetime(2026, 12, 1, 8, 30)
HOUR = timedelta(hours=1)


class TestMarfanetTask(MarfanetCrmCommon):
    def _settle_by_log(self, task, user):
        interaction = self._log_interaction(user, settled_task_id=task.id)
        # The log itself may already have settled it.
        if task.state != "done":
            task.with_user(user)._settle(interaction)
        return interaction

    def test_new_task_is_to_do_and_the_agents_own(self):
        task = self._add_task(self.sara)
        self.assertEqual((task.state, task.user_id), ("todo", self.sara))

    def test_task_goes_through_its_states(self):
        task = self._add_task(self.sara)
        for action, state in [
            (task.action_done, "done"),
            (task.action_reopen, "todo"),
            (task.action_dismiss, "dismissed"),
        ]:
            self.assertIs(action(), True)
            self.assertEqual(task.state, state)

    def test_task_for_other_contact_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "is not a representative"):
            self._add_task(self.sara, partner_id=self.contact.id)

    def test_task_from_an_interaction_with_somebody_else_is_refused(self):
        other = self.representative.copy({"name": "زهرا موسوی"})
        interaction = self._log_interaction(self.sara)
        with self.assertRaisesRegex(ValidationError, "its interaction was with"):
            self._add_task(
                self.sara, partner_id=other.id, interaction_id=interaction.id
            )

    def test_due_date_beyond_the_calendar_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._add_task(self.sara, date_due="9999-01-01 00:00:00")

    def test_written_state_is_kept_like_a_pressed_button(self):
        task = self._add_task(self.sara)
        with freeze_time(NOW):
            task.write({"state": "done"})
        self.assertEqual((task.date_done, task.done_by_id), (NOW, self.sara))
        task.write({"state": "todo"})
        self.assertFalse(task.date_done or task.done_by_id)

    def test_done_task_keeps_who_was_first(self):
        task = self._add_task(self.sara)
        with freeze_time(NOW):
            task.action_done()
        with freeze_time(NOW + HOUR):
            task.with_user(self.lead).action_done()
            task.with_user(self.lead).write({"state": "done", "name": "دوباره"})
        self.assertEqual((task.date_done, task.done_by_id), (NOW, self.sara))
        self.assertEqual(task.name, "دوباره")

    def test_done_task_is_not_dismissed(self):
        task = self._add_task(self.sara)
        task.action_done()
        task.action_dismiss()
        self.assertEqual(task.state, "done")
        with self.assertRaisesRegex(UserError, "Reopen it first"):
            task.state = "dismissed"

    def test_task_made_done_has_its_bookkeeping(self):
        with freeze_time(NOW):
            task = self._add_task(self.sara, state="done")
        self.assertEqual((task.date_done, task.done_by_id), (NOW, self.sara))

    def test_copy_of_a_done_task_is_to_do(self):
        task = self._add_task(self.sara)
        task.action_done()
        copy = task.copy()
        self.assertEqual((copy.state, copy.date_done), ("todo", False))

    def test_agents_do_not_write_the_bookkeeping_themselves(self):
        task = self._add_task(self.sara)
        for values in (
            {"done_by_id": self.reza.id},
            {"date_done": NOW},
            {"postpone_count": 0},
            {"previous_task_id": self._add_task(self.reza).id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                task.write(values)
        with self.assertRaises(AccessError):
            self._add_task(self.sara, state="done", done_by_id=self.reza.id)
        with self.assertRaises(AccessError):
            task.with_context(default_done_by_id=self.reza.id).create(
                {"name": "تماس", "partner_id": self.representative.id}
            )
        task.with_user(self.env.ref("base.user_admin")).date_done = NOW
        self.assertEqual(task.date_done, NOW)

    def test_done_and_log_opens_the_log_of_the_task(self):
        interaction = self._log_interaction(self.sara)
        task = self._add_task(self.sara, interaction_id=interaction.id)
        action = task.action_done_and_log()
        self.assertEqual(action["res_model"], "marfanet.interaction")
        context = action["context"]
        self.assertEqual(context["default_settled_task_id"], task.id)
        self.assertEqual(context["default_partner_id"], self.representative.id)
        self.assertEqual(context["default_previous_id"], interaction.id)
        self.assertEqual(context["default_purpose"], "follow_up")
        self.assertEqual(task.state, "todo", "It is done when the log is saved.")

    def test_second_settling_says_who_was_first_and_what_to_do(self):
        task = self._add_task(self.sara, user_id=False)
        with freeze_time(NOW):
            self._settle_by_log(task, self.sara)
        self.assertEqual(task.done_by_id, self.sara)
        other = self._log_interaction(self.reza)
        with self.assertRaisesRegex(
            UserError, "already done by sara.*1 Dec 2026, 12:00.*remove the task"
        ):
            task.with_user(self.reza)._settle(other)
        with self.assertRaisesRegex(UserError, "already done by sara"):
            task.with_user(self.reza).action_done_and_log()

    def test_colleagues_do_not_end_each_others_tasks(self):
        task = self._add_task(self.sara)
        reza_task = task.with_user(self.reza)
        for act in (
            reza_task.action_done,
            reza_task.action_done_and_log,
            reza_task.action_dismiss,
            reza_task.action_postpone_tomorrow,
            reza_task.action_assign_to_me,
        ):
            with self.subTest(act.__name__), self.assertRaises(AccessError):
                act()
        task.action_done()
        with self.assertRaises(AccessError):
            reza_task.action_done()

    def test_task_with_a_result_is_not_reopened(self):
        task = self._add_task(self.sara)
        self._settle_by_log(task, self.sara)
        with self.assertRaisesRegex(UserError, "Give that contact a follow-up"):
            task.action_reopen()
        self.assertEqual(task.state, "done")

    def test_last_task_closes_the_interaction_it_came_from(self):
        interaction = self._log_interaction(self.sara, status="follow_up")
        tasks = [
            self._add_task(self.lead, user_id=user.id, interaction_id=interaction.id)
            for user in (self.sara, self.reza)
        ]
        tasks[0].with_user(self.sara).action_done()
        self.assertEqual(interaction.status, "follow_up")
        # Reza may not write what Sara logged; that it is closed is the task's doing.
        tasks[1].with_user(self.reza).action_dismiss()
        self.assertEqual(interaction.status, "closed")

    def test_open_interaction_stays_open(self):
        interaction = self._log_interaction(self.sara, status="open")
        self._add_task(self.sara, interaction_id=interaction.id).action_done()
        self.assertEqual(interaction.status, "open")

    def test_agent_takes_an_unassigned_task(self):
        task = self._add_task(self.lead, user_id=False).with_user(self.reza)
        task.action_assign_to_me()
        self.assertEqual(task.user_id, self.reza)

    def test_task_stays_with_its_company_and_its_representative(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        (self.sara + self.lead).company_ids += company
        other = self.representative.copy({"name": "زهرا موسوی"})
        admin = self.env.ref("base.user_admin")
        task = self._add_task(self.sara)
        with self.assertRaisesRegex(AccessError, "stays with its company"):
            task.with_user(self.lead).company_id = company
        with self.assertRaisesRegex(AccessError, "stays with its representative"):
            task.partner_id = other
        # What is written back as it was moves nothing.
        task.write({"company_id": task.company_id.id, "partner_id": task.partner_id.id})
        task.with_user(self.lead).partner_id = other
        self.assertEqual(task.partner_id, other)
        admin.company_ids += company
        task.with_user(admin).company_id = company
        self.assertEqual(task.company_id, company)

    def test_interaction_stays_with_its_company_and_its_representative(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        self.sara.company_ids += company
        other = self.representative.copy({"name": "زهرا موسوی"})
        interaction = self._log_interaction(self.sara)
        for values in ({"company_id": company.id}, {"partner_id": other.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                interaction.write(values)

    def test_chain_shows_where_it_came_from_and_what_came_of_it(self):
        origin = self._log_interaction(self.sara, subject="V2Ray")
        task = self._add_task(self.sara, interaction_id=origin.id)
        self.assertEqual(
            [(link["role"], link["title"]) for link in task.chain],
            [("origin", "V2Ray"), ("current", "تماس")],
        )
        result = self._settle_by_log(task, self.sara)
        follower = self._add_task(self.sara, interaction_id=result.id)
        task.invalidate_recordset()
        self.assertEqual(
            [(link["role"], link["id"]) for link in task.chain],
            [
                ("origin", origin.id),
                ("current", task.id),
                ("result", result.id),
                ("next", follower.id),
            ],
        )

    def test_creating_many_asks_no_more_than_creating_one(self):
        self.sara.tz = "Asia/Tehran"

        def queries(count):
            values = {
                "name": "تماس",
                "partner_id": self.representative.id,
                "user_id": self.reza.id,
                "date_due": NOW + 48 * HOUR,
            }
            # As outside of tests: with all that mail does for a new record.
            Task = self.env(user=self.lead, context={})["marfanet.task"]
            before = self.env.cr.sql_log_count
            tasks = Task.create([values] * count)
            self.env.flush_all()
            made = self.env.cr.sql_log_count - before
            self.assertNotIn("tracking_disable", tasks.env.context)
            self.assertEqual(len(tasks.sudo().reminder_ids), 2 * count)
            self.assertFalse(tasks.message_ids or tasks.message_follower_ids)
            return made

        with freeze_time(NOW):
            queries(1)  # the first time also loads what is cached for good
            few, many = queries(5), queries(500)
        # 500 tasks and 1000 reminders take more than one INSERT each, no more.
        self.assertLess(many - few, 40)


class TestPostponing(MarfanetCrmCommon):
    def _end_transaction(self):
        """Do what mail puts off until the transaction is committed."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_postponing_keeps_the_first_date_and_counts(self):
        with freeze_time(NOW):
            task = self._add_task(self.sara, date_due=NOW + HOUR)
            task.action_postpone(date_due="2026-12-03 06:30:00")
            task.write({"date_due": "2026-12-05 06:30:00"})
            task.write({"date_due": "2026-12-04 06:30:00"})
        self.assertEqual(task.date_first_due, NOW + HOUR)
        self.assertEqual(task.postpone_count, 2, "Moved to earlier is not postponed.")

    def test_chatter_shows_from_when_to_when(self):
        # As outside of tests: changes are tracked.
        task = self._add_task(self.sara, date_due=NOW)
        task = task.with_env(task.env(context={}))
        self._end_transaction()
        task.date_due = NOW + HOUR
        self._end_transaction()
        value = task.message_ids.sudo().tracking_value_ids
        self.assertEqual(
            (value.old_value_datetime, value.new_value_datetime), (NOW, NOW + HOUR)
        )

    @freeze_time(NOW)
    def test_quick_postponing_keeps_the_hour_of_the_agents_clock(self):
        # Two days late, at 21:15 in Tehran.
        late = datetime(2026, 11, 29, 17, 45)
        task = self._add_task(self.sara, date_due=late)
        task.action_postpone_tomorrow()
        self.assertEqual(task.date_due, datetime(2026, 12, 2, 17, 45))
        task.action_postpone_next_week()
        self.assertEqual(task.date_due, datetime(2026, 12, 8, 17, 45))
        # By the server's clock that would be the evening before.
        night = self._add_task(self.sara, date_due=datetime(2026, 11, 29, 21, 0))
        night.action_postpone_tomorrow()
        self.assertEqual(night.date_due, datetime(2026, 12, 1, 21, 0))
        undated = self._add_task(self.sara)
        undated.action_postpone_tomorrow()
        self.assertEqual(undated.date_due, datetime(2026, 12, 2, 5, 30))

    @freeze_time(NOW)
    def test_what_cannot_be_postponed_says_why(self):
        task = self._add_task(self.sara, date_due=NOW)
        for arguments, reason in [
            ({}, "until when"),
            ({"date_due": "soon"}, "until when"),
            ({"date_due": 5}, "until when"),
            ({"date_due": "2020-01-01 00:00:00"}, "still ahead"),
        ]:
            with self.subTest(arguments), self.assertRaisesRegex(UserError, reason):
                task.action_postpone(**arguments)
        task.action_done()
        with self.assertRaisesRegex(UserError, "no longer to do"):
            task.action_postpone_tomorrow()

    @freeze_time(NOW)
    def test_postponing_by_a_phrase(self):
        task = self._add_task(self.sara, date_due=NOW, time_said=False)
        task.action_postpone(phrase="دوشنبه ۱۰ صبح")
        self.assertEqual(task.date_due, datetime(2026, 12, 7, 6, 30))
        self.assertTrue(task.time_said)
        with self.assertRaisesRegex(UserError, "No date could be read"):
            task.action_postpone(phrase="سلام")


class TestPunctuality(MarfanetCrmCommon):
    def test_kept_or_late_by_the_moment_or_by_the_end_of_the_day(self):
        # The day is named at 09:00 in Tehran; the day there ends at 20:30 UTC.
        due = datetime(2026, 12, 1, 5, 30)
        for time_said, done, expected in [
            (True, due, "kept"),
            (True, due + HOUR, "late"),
            (False, datetime(2026, 12, 1, 20, 29), "kept"),
            (False, datetime(2026, 12, 1, 20, 31), "late"),
        ]:
            with self.subTest(done=done, time_said=time_said), freeze_time(done):
                task = self._add_task(self.sara, date_due=due, time_said=time_said)
                self.assertFalse(task.punctuality)
                task.action_done()
                self.assertEqual(task.punctuality, expected)
                hours = (done - due).total_seconds() / 3600
                self.assertAlmostEqual(task.delay_hours, hours)

    def test_hours_to_completion_count_from_the_making(self):
        task = self._add_task(self.sara)
        with freeze_time(task.create_date + 3 * HOUR):
            task.action_done()
        self.assertAlmostEqual(task.completion_hours, 3, places=2)
        task.action_reopen()
        self.assertEqual(task.completion_hours, 0)

    @freeze_time(NOW)
    def test_overdue_is_found_as_it_is_shown(self):
        morning = datetime(2026, 12, 1, 5, 30)
        late = self._add_task(self.sara, date_due=morning)
        this_day = self._add_task(self.sara, date_due=morning, time_said=False)
        yesterday = self._add_task(
            self.sara, date_due=morning - 24 * HOUR, time_said=False
        )
        ahead = self._add_task(self.sara, date_due=NOW + HOUR)
        undated = self._add_task(self.sara)
        done = self._add_task(self.sara, date_due=morning, state="done")
        tasks = late + this_day + yesterday + ahead + undated + done
        self.assertEqual(tasks.filtered("is_overdue"), late + yesterday)
        domain = [("id", "in", tasks.ids)]
        for value, found in [
            (True, late + yesterday),
            (False, this_day + ahead + undated + done),
        ]:
            self.assertCountEqual(
                tasks.search([*domain, ("is_overdue", "=", value)]), found
            )
