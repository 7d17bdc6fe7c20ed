from odoo.exceptions import UserError, ValidationError

from .common import MarfanetCrmCommon

MONDAY = "2026-11-23 06:30:00"
TUESDAY = "2026-11-24 06:30:00"


class TestMarfanetInteractionFollowUp(MarfanetCrmCommon):
    def _log_with_follow_up(self, user=None, **values):
        values = {"follow_up_date": MONDAY, "follow_up_time_said": True, **values}
        return self._log_interaction(user or self.sara, **values)

    def test_follow_up_date_makes_the_agents_task(self):
        interaction = self._log_with_follow_up(next_step="ارسال فاکتور")
        task = interaction.follow_up_task_id
        self.assertEqual(interaction.task_ids, task)
        self.assertEqual((task.name, task.user_id), ("ارسال فاکتور", self.sara))
        self.assertEqual(str(task.date_due), MONDAY)
        self.assertTrue(task.time_said)
        self.assertEqual(task.partner_id, self.representative)
        self.assertEqual(interaction.status, "follow_up")

    def test_task_is_called_by_subject_or_purpose_if_no_step_is_named(self):
        for values, name in [
            ({"subject": "اتصال V2Ray"}, "Follow-up: اتصال V2Ray"),
            ({"purpose": "sales"}, "Follow-up: Sales"),
            ({"purpose": "follow_up"}, "Follow-up"),
        ]:
            with self.subTest(values):
                interaction = self._log_with_follow_up(**values)
                self.assertEqual(interaction.follow_up_task_id.name, name)

    def test_changed_date_moves_the_one_task(self):
        interaction = self._log_with_follow_up()
        task = interaction.follow_up_task_id
        interaction.write({"follow_up_date": TUESDAY, "follow_up_time_said": False})
        self.assertEqual(interaction.task_ids, task)
        self.assertEqual(str(task.date_due), TUESDAY)
        self.assertFalse(task.time_said)

    def test_cleared_date_dismisses_the_task_and_a_new_one_takes_it_up(self):
        interaction = self._log_with_follow_up()
        task = interaction.follow_up_task_id
        interaction.follow_up_date = False
        self.assertEqual(task.state, "dismissed")
        interaction.follow_up_date = TUESDAY
        self.assertEqual(interaction.task_ids, task)
        self.assertEqual((task.state, str(task.date_due)), ("todo", TUESDAY))

    def test_task_that_was_done_stays_so(self):
        interaction = self._log_with_follow_up()
        done = interaction.follow_up_task_id
        done.action_done()
        self.assertEqual(interaction.status, "closed")
        interaction.follow_up_date = False
        self.assertEqual(done.state, "done")
        interaction.follow_up_date = TUESDAY
        self.assertEqual((done.state, str(done.date_due)), ("done", MONDAY))
        self.assertEqual(interaction.follow_up_task_id, interaction.task_ids - done)
        self.assertEqual(interaction.status, "follow_up")

    def test_postponed_task_is_left_alone_by_other_changes(self):
        interaction = self._log_with_follow_up()
        interaction.follow_up_task_id.date_due = TUESDAY
        interaction.write({"summary": "وصل شد", "follow_up_date": MONDAY})
        self.assertEqual(str(interaction.follow_up_task_id.date_due), TUESDAY)

    def test_title_follows_the_next_step_until_somebody_renames_the_task(self):
        interaction = self._log_with_follow_up(next_step="ارسال فاکتور")
        task = interaction.follow_up_task_id
        interaction.next_step = "ارسال پیش‌فاکتور"
        self.assertEqual(task.name, "ارسال پیش‌فاکتور")
        task.name = "تماس با مدیر"
        interaction.next_step = "هیچ"
        self.assertEqual(task.name, "تماس با مدیر")

    def test_follow_up_handed_to_a_colleague_is_theirs_to_move(self):
        interaction = self._log_with_follow_up()
        task = interaction.follow_up_task_id
        task.with_user(self.lead).user_id = self.reza
        for date in (TUESDAY, False):
            with self.subTest(date), self.assertRaisesRegex(UserError, "now with reza"):
                interaction.follow_up_date = date
        interaction.with_user(self.lead).follow_up_date = TUESDAY
        self.assertEqual(str(task.date_due), TUESDAY)

    def test_task_of_another_contact_is_no_follow_up_of_this_one(self):
        task = self._log_with_follow_up().follow_up_task_id
        with self.assertRaises(ValidationError):
            self._log_interaction(self.sara, follow_up_task_id=task.id)

    def test_status_that_was_told_stays(self):
        interaction = self._log_with_follow_up(status="closed")
        self.assertEqual(interaction.status, "closed")
        interaction.write({"follow_up_date": False, "status": "follow_up"})
        self.assertEqual(interaction.status, "follow_up")

    def test_corrected_representative_takes_the_tasks_along(self):
        other = self.env["res.partner"].create(
            {"name": "زهرا موسوی", "is_representative": True}
        )
        interaction = self._log_with_follow_up()
        self._add_task(self.sara, interaction_id=interaction.id)
        interaction.task_ids[0].with_user(self.lead).user_id = self.reza
        interaction.with_user(self.lead).partner_id = other
        self.assertEqual(interaction.task_ids.partner_id, other)

    def test_copy_makes_no_second_follow_up(self):
        copy = self._log_with_follow_up().copy()
        self.assertFalse(copy.follow_up_date)
        self.assertFalse(copy.task_ids)

    def test_linking_the_tasks_of_many_costs_no_query_each(self):
        def queries(count):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._plain_env()["marfanet.interaction"].create(
                [
                    {
                        "partner_id": self.representative.id,
                        "follow_up_date": MONDAY,
                        # Always the same, so that each time as many facts change.
                        "date": MONDAY,
                    }
                    for _number in range(count)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertEqual(queries(40), queries(2))
