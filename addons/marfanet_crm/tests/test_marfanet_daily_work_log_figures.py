from datetime import datetime, timedelta

from freezegun import freeze_time

from .work_log_common import NOW, WorkLogCommon

# NOW is Tuesday 10 Azar, 12:00 in Tehran. The week began on Saturday 7 Azar, the month
# on 1 Azar (22 November), at 20:30 in UTC the day before.
WEEK = datetime(2026, 11, 27, 20, 30)
MONTH = datetime(2026, 11, 21, 20, 30)


@freeze_time(NOW)
class TestWorkLogFigures(WorkLogCommon):
    def _outcome_that(self, counts_as):
        return self.env["marfanet.outcome"].create(
            {"name": counts_as, "counts_as": counts_as}
        )

    def _figures(self, period, user=None, team=False):
        return self._retrieve(user or self.sara, team)["kpi"][period]

    def _pair(self, figure):
        return figure["value"], figure["before"]

    def _done(self, due, done, user=None, **values):
        """Add a task and do it at a moment."""
        with freeze_time(done - timedelta(days=1)):
            task = self._add_task(user or self.sara, date_due=due, **values)
            self.env.flush_all()
        with freeze_time(done):
            task.action_done()
        return task

    def test_contacts_count_in_the_period_in_which_they_were(self):
        moment = timedelta(minutes=1)
        for date in (
            NOW,  # today
            WEEK,  # this week, not today
            WEEK - moment,  # last week, but on its Friday: later than now in this one
            MONTH,  # last week on Sunday, and this month
            MONTH - moment,  # last week on Saturday, and the last minute of Aban
            MONTH - timedelta(days=30),  # the first minute of Aban
        ):
            self._log_interaction(self.sara, date=date)
        self._log_interaction(self.reza, date=NOW)
        values = {
            period: self._pair(self._figures(period)["interactions"])
            for period in ("today", "week", "month")
        }
        self.assertEqual(values, {"today": (1, 0), "week": (2, 2), "month": (4, 1)})

    def test_period_before_counts_up_to_the_same_point(self):
        day = timedelta(days=1)
        self._log_interaction(self.sara, date=NOW - day - timedelta(minutes=1))
        self._log_interaction(self.sara, date=NOW - day + timedelta(minutes=1))
        self.assertEqual(self._pair(self._figures("today")["interactions"]), (0, 1))

    def test_contacts_count_by_what_they_were(self):
        for values in (
            {"type": "call", "direction": "outgoing", "sentiment": "positive"},
            {"type": "call", "direction": "incoming", "sentiment": "negative"},
            {"type": "telegram", "purpose": "sales"},
            {"type": "call", "outcome_id": self._outcome_that("sale").id},
            {"type": "email", "outcome_id": self._outcome_that("resolved").id},
        ):
            self._log_interaction(self.sara, date=NOW, **values)
        figures = self._figures("today")
        names = ("calls", "interactions", "resolved", "sales_presented", "sales_won")
        self.assertEqual(
            {name: figures[name]["value"] for name in names},
            {
                "calls": 2,
                "interactions": 5,
                "resolved": 1,
                "sales_presented": 1,
                "sales_won": 1,
            },
        )
        by_type = {name: pair["value"] for name, pair in figures["by_type"].items()}
        self.assertEqual(
            by_type, {"call": 3, "telegram": 1, "email": 1, "meeting": 0, "other": 0}
        )
        mood = {name: pair["value"] for name, pair in figures["mood"].items()}
        self.assertEqual(mood, {"positive": 1, "neutral": 0, "negative": 1})

    def test_provided_outcomes_count(self):
        provided = {
            name: self.env.ref(f"marfanet_crm.marfanet_outcome_{name}").counts_as
            for name in ("resolved", "promised_payment", "sold", "busy")
        }
        self.assertEqual(
            provided,
            {
                "resolved": "resolved",
                "promised_payment": "promise",
                "sold": "sale",
                "busy": False,
            },
        )

    def test_share_kept_is_of_what_was_done_or_missed(self):
        hour = timedelta(hours=1)
        self._done(NOW, NOW - hour)
        self._done(NOW - 2 * hour, NOW - 3 * hour)
        self._done(NOW - 2 * hour, NOW - hour)
        self.assertEqual(self._figures("today")["kept_percent"]["value"], 67)
        self._add_task(self.sara, date_due=NOW - hour)
        self._add_task(self.sara, date_due=NOW + hour)  # still ahead
        self._add_task(self.reza, date_due=NOW - hour)
        self.assertEqual(self._figures("today")["kept_percent"]["value"], 50)

    def test_share_kept_of_nothing_is_unknown(self):
        kept = self._figures("today")["kept_percent"]
        self.assertEqual(self._pair(kept), (None, None))

    def test_tasks_done_and_open(self):
        yesterday = NOW - timedelta(days=1, minutes=1)
        self._done(NOW, NOW)
        self._done(yesterday, yesterday)
        self._done(NOW, NOW, self.reza)
        for days in (-1, 0, 2, 9, 60):
            self._add_task(self.sara, date_due=NOW + timedelta(days=days, minutes=1))
        figures = {name: self._figures(name) for name in ("today", "week", "month")}
        self.assertEqual(self._pair(figures["today"]["tasks_done"]), (1, 1))
        self.assertEqual(figures["week"]["tasks_done"]["value"], 2)
        opened = [figures[name]["tasks_open"]["value"] for name in figures]
        self.assertEqual(opened, [2, 3, 4])

    def test_days_to_follow_up_are_from_the_contact_on(self):
        interaction = self._log_interaction(self.sara, date=NOW - timedelta(days=4))
        with freeze_time(NOW - timedelta(days=3)):
            task = self._add_task(self.sara, interaction_id=interaction.id)
            self._add_task(self.sara).action_done()  # follows nothing up
            self.env.flush_all()
        self.env.cr.execute(
            "UPDATE marfanet_task SET create_date = %s WHERE id = %s",
            [NOW - timedelta(days=3), task.id],
        )
        self.env.invalidate_all()
        task.action_done()
        self.assertEqual(self._figures("today")["days_to_follow_up"]["value"], 3.0)

    def test_links_open_exactly_what_was_counted(self):
        self.test_contacts_count_by_what_they_were()
        self.test_share_kept_is_of_what_was_done_or_missed()
        for period in ("today", "week", "month"):
            figures = self._figures(period)
            counted = figures.pop("by_type") | figures.pop("mood") | figures
            for name, figure in counted.items():
                records = self.env[figure["model"]].with_user(self.sara)
                number = records.search_count(figure["domain"])
                if name == "kept_percent":
                    self.assertEqual(number, 4)
                elif name != "days_to_follow_up":
                    self.assertEqual(number, figure["value"], (period, name))

    def test_series_has_a_point_for_each_of_fourteen_days(self):
        self._log_interaction(self.sara, date=NOW, sentiment="positive")
        self._log_interaction(self.sara, date=NOW - timedelta(days=13))
        self._log_interaction(self.sara, date=NOW - timedelta(days=14))
        self._done(NOW, NOW)
        series = self._retrieve(self.sara)["kpi"]["series"]
        self.assertEqual(len(series), 14)
        self.assertEqual([day["interactions"] for day in series], [1] + [0] * 12 + [1])
        last = series[-1]
        self.assertEqual(
            (last["date"], last["tasks_done"], last["positive"]), ("2026-12-01", 1, 1)
        )

    def test_lead_reads_the_figures_of_the_team(self):
        self._log_interaction(self.sara, date=NOW)
        self._log_interaction(self.reza, date=NOW)
        self._done(NOW, NOW, self.reza)
        figures = self._figures("today", self.lead, team=True)
        self.assertEqual(figures["interactions"]["value"], 2)
        self.assertEqual(figures["tasks_done"]["value"], 1)
        own = self._figures("today", self.lead)
        self.assertEqual(own["interactions"]["value"], 0)

    def test_team_has_a_row_for_each_agent(self):
        hour = timedelta(hours=1)
        self._add_task(self.sara, date_due=NOW - hour)
        self._add_task(self.sara, date_due=NOW + hour)
        self._add_task(self.sara, date_due=NOW + timedelta(days=2))
        self._done(NOW, NOW - hour)
        self._log_interaction(self.reza, date=NOW)
        rows = self._retrieve(self.lead, team=True)["team_rows"]
        by_user = {row.pop("user_id"): row for row in rows}
        self.assertNotIn(self.outsider.id, by_user)
        sara, reza = by_user[self.sara.id], by_user[self.reza.id]
        self.assertEqual(
            [sara[name] for name in ("open", "overdue", "today", "done_today")],
            [3, 1, 1, 1],
        )
        self.assertEqual((sara["kept_percent"], sara["interactions_today"]), (50, 0))
        self.assertEqual((reza["open"], reza["interactions_today"]), (0, 1))
        self.assertIsNone(reza["kept_percent"])

    def test_team_shows_who_left_with_something_to_do(self):
        self._add_task(self.reza, date_due=NOW)
        self.reza.active = False
        rows = self._retrieve(self.lead, team=True)["team_rows"]
        self.assertIn(self.reza.id, [row["user_id"] for row in rows])
