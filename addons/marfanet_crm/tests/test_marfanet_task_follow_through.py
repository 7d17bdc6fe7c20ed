from freezegun import freeze_time

from .common import MarfanetCrmCommon

# Saturday in Tehran, 13:30.
NOW = "2026-11-21 10:00:00"


@freeze_time(NOW)
class TestMarfanetTaskFollowThrough(MarfanetCrmCommon):
    def setUp(self):
        super().setUp()
        soon, gone = "2026-11-21 12:00:00", "2026-11-21 08:00:00"
        self.tasks = {
            "kept": self._add_task(self.sara, date_due=soon),
            "late": self._add_task(self.sara, date_due=gone),
            "missed": self._add_task(self.sara, date_due=gone),
            "ahead": self._add_task(self.sara, date_due=soon),
            "dismissed": self._add_task(self.sara, date_due=gone),
        }
        self.tasks["kept"].action_done()
        self.tasks["late"].action_done()
        self.tasks["dismissed"].action_dismiss()
        self.of_the_day = self._add_task(self.sara, date_due=gone, time_said=False)
        self.undated = self._add_task(self.sara, date_due=False)
        self.Task = self.env["marfanet.task"].with_user(self.sara)
        self.ours = [("partner_id", "=", self.representative.id)]

    def test_each_task_knows_how_it_went(self):
        for name, task in self.tasks.items():
            self.assertEqual(task.follow_through, name)
        for task in (self.of_the_day, self.undated):
            self.assertEqual(task.follow_through, "ahead")

    def test_analysis_groups_as_the_tasks_say(self):
        groups = self.Task._read_group(
            self.ours, ["follow_through"], ["id:recordset"], order="follow_through"
        )
        self.assertEqual(len(groups), 5)
        for name, tasks in groups:
            self.assertEqual(set(tasks.mapped("follow_through")), {name})

    def test_a_group_opens_as_the_list_of_its_tasks(self):
        found = self.Task.search([*self.ours, ("follow_through", "=", "missed")])
        self.assertEqual(found, self.tasks["missed"])
        others = self.Task.search([*self.ours, ("follow_through", "!=", "missed")])
        self.assertEqual(len(others), 6)
        self.assertNotIn(self.tasks["missed"], others)
