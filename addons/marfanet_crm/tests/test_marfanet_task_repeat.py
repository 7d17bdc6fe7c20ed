from datetime import date, datetime

from freezegun import freeze_time

from odoo.tests import Form

from odoo.addons.marfanet_persian.persian.calendar import from_jalali, to_jalali

from .common import MarfanetCrmCommon

# A Tuesday, 10 Azar 1405, noon in Tehran.
NOW = datetime(2026, 12, 1, 8, 30)


@freeze_time(NOW)
class TestRepeating(MarfanetCrmCommon):
    def _do(self, date_due, interval, unit, **values):
        """Do a repeating task and return the next occurrence."""
        task = self._add_task(
            self.sara,
            date_due=date_due,
            repeat_interval=interval,
            repeat_unit=unit,
            **values,
        )
        task.action_done()
        return task.next_task_ids

    def test_next_occurrence_is_like_the_one_that_was_done(self):
        interaction = self._log_interaction(self.sara)
        leads = self.env.ref("marfanet_crm.marfanet_reminder_lead_moment")
        following = self._do(
            NOW,
            1,
            "week",
            priority="2",
            interaction_id=interaction.id,
            reminder_lead_ids=leads.ids,
            time_said=False,
        )
        self.assertEqual(following.date_due, datetime(2026, 12, 8, 8, 30))
        self.assertEqual(
            (following.state, following.origin, following.date_done),
            ("todo", "recurring", False),
        )
        self.assertEqual(following.user_id, self.sara)
        self.assertEqual(following.priority, "2")
        self.assertEqual(following.interaction_id, interaction)
        self.assertEqual(following.reminder_lead_ids, leads)
        self.assertFalse(following.time_said)
        self.assertEqual(following.repeat_interval, 1)
        self.assertFalse(following.postpone_count)

    def test_next_occurrence_is_the_first_one_still_ahead(self):
        for due, interval, unit, expected in [
            ((2026, 11, 10, 6, 0), 1, "day", (2026, 12, 2, 6, 0)),
            ((2026, 11, 10, 9, 0), 1, "day", (2026, 12, 1, 9, 0)),
            ((2026, 11, 10, 6, 0), 2, "week", (2026, 12, 8, 6, 0)),
            # Done before it was due: the one after it, not the same again.
            ((2026, 12, 20, 6, 0), 3, "day", (2026, 12, 23, 6, 0)),
        ]:
            with self.subTest(due=due, interval=interval, unit=unit):
                following = self._do(datetime(*due), interval, unit)
                self.assertEqual(following.date_due, datetime(*expected))

    def test_months_are_jalali_and_remember_their_day(self):
        day = from_jalali(1405, 6, 31)
        task = self._add_task(
            self.sara,
            date_due=datetime(day.year, day.month, day.day, 6, 30),
            repeat_interval=1,
            repeat_unit="month",
        )
        days = []
        for _month in range(8):
            with freeze_time(task.date_due):
                task.action_done()
            task = task.next_task_ids
            days.append(to_jalali(task.date_due))
        self.assertEqual(
            days,
            [
                (1405, 7, 30),
                (1405, 8, 30),
                (1405, 9, 30),
                (1405, 10, 30),
                (1405, 11, 30),
                (1405, 12, 29),
                (1406, 1, 31),
                (1406, 2, 31),
            ],
        )

    def test_day_is_counted_on_the_agents_clock(self):
        # 1 Azar at 00:30 in Tehran is still the evening of 30 Aban by the server.
        evening = datetime(2026, 11, 21, 21, 0)
        following = self._do(evening, 1, "month")
        self.assertEqual(following.date_due, datetime(2026, 12, 21, 21, 0))

    def test_one_occurrence_put_off_does_not_move_the_series(self):
        task = self._add_task(
            self.sara, date_due=NOW, repeat_interval=1, repeat_unit="week"
        )
        task.action_postpone(date_due="2026-12-03 06:30:00")
        with freeze_time("2026-12-03 07:00:00"):
            task.action_done()
        self.assertEqual(task.next_task_ids.date_due, datetime(2026, 12, 8, 8, 30))

    def test_series_ends_after_its_last_day(self):
        self.assertTrue(self._do(NOW, 1, "day", repeat_until=date(2026, 12, 2)))
        self.assertFalse(self._do(NOW, 1, "day", repeat_until=date(2026, 12, 1)))

    def test_dismissing_ends_the_series(self):
        task = self._add_task(self.sara, date_due=NOW, repeat_interval=1)
        task.action_dismiss()
        self.assertFalse(task.next_task_ids)

    def test_done_once_more_it_is_not_repeated_once_more(self):
        task = self._add_task(self.sara, date_due=NOW, repeat_interval=1)
        task.action_done()
        task.action_reopen()
        task.action_done()
        self.assertEqual(len(task.next_task_ids), 1)
        task.next_task_ids.active = False
        task.action_reopen()
        task.action_done()
        self.assertFalse(task.next_task_ids)

    def test_undated_task_repeats_from_when_it_was_done(self):
        following = self._do(False, 2, "day")
        self.assertEqual(following.date_due, datetime(2026, 12, 3, 8, 30))
        self.assertFalse(following.time_said)

    def test_interaction_waits_as_long_as_the_series_goes_on(self):
        interaction = self._log_interaction(self.sara, status="follow_up")
        following = self._do(NOW, 1, "day", interaction_id=interaction.id)
        self.assertEqual(interaction.status, "follow_up")
        following.action_dismiss()
        self.assertEqual(interaction.status, "closed")

    def test_form_turns_repeating_on_and_off(self):
        form = Form(self._add_task(self.sara))
        form.is_repeating = True
        self.assertEqual(form.repeat_interval, 1)
        form.repeat_interval = 2
        task = form.save()
        self.assertEqual((task.repeat_interval, task.is_repeating), (2, True))
        form.is_repeating = False
        self.assertEqual(form.save().repeat_interval, 0)
