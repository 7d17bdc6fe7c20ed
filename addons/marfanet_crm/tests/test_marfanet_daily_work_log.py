import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .work_log_common import NOW, WorkLogCommon

#: Whatever there is to do, and whoever looks.
MOST_QUERIES = 15


@freeze_time(NOW)
class TestWorkLogQueue(WorkLogCommon):
    def _bucket(self, task, user=None, **context):
        """Return the bucket that holds a task; its card says the same."""
        answer = self._retrieve(user or self.sara, **context)
        found = [
            bucket["key"]
            for bucket in answer["buckets"]
            if task.id in bucket["task_ids"]
        ]
        self.assertEqual(answer["tasks"][str(task.id)]["bucket"], found[0])
        return found[0]

    def _due(self, *moment, **values):
        """Add a task that is due at a moment of UTC."""
        return self._add_task(self.sara, date_due=datetime(*moment), **values)

    def test_task_is_overdue_once_its_hour_has_passed(self):
        self.assertEqual(self._bucket(self._due(2026, 12, 1, 8, 29)), "overdue")
        self.assertEqual(self._bucket(self._due(2026, 12, 1, 8, 31)), "today")

    def test_task_of_a_day_is_overdue_once_the_day_is_over(self):
        due_today = self._due(2026, 12, 1, 5, 30, time_said=False)
        due_yesterday = self._due(2026, 11, 30, 5, 30, time_said=False)
        self.assertEqual(self._bucket(due_today), "today")
        self.assertEqual(self._bucket(due_yesterday), "overdue")

    def test_days_begin_at_the_agents_midnight(self):
        # Midnight in Tehran is 20:30 in UTC.
        last = self._due(2026, 12, 1, 20, 29)
        first = self._due(2026, 12, 1, 20, 30)
        self.assertEqual(self._bucket(last), "today")
        self.assertEqual(self._bucket(first), "tomorrow")
        self.assertEqual(self._bucket(first, tz="UTC"), "today")

    def test_week_ends_with_friday(self):
        thursday = self._due(2026, 12, 3, 8, 0)
        friday = self._due(2026, 12, 4, 20, 29)
        saturday = self._due(2026, 12, 4, 20, 30)
        self.assertEqual(self._bucket(thursday), "week")
        self.assertEqual(self._bucket(friday), "week")
        self.assertEqual(self._bucket(saturday), "later")

    def test_saturday_is_tomorrow_on_a_friday(self):
        with freeze_time("2026-12-04 08:30:00"):
            saturday = self._due(2026, 12, 5, 8, 0)
            sunday = self._due(2026, 12, 6, 8, 0)
            self.assertEqual(self._bucket(saturday), "tomorrow")
            self.assertEqual(self._bucket(sunday), "later")

    def test_task_without_a_date_comes_last(self):
        undated = self._add_task(self.sara, date_due=False)
        dated = self._due(2027, 12, 1, 8, 0)
        later = self._retrieve(self.sara)["buckets"][-1]
        self.assertEqual(later["key"], "later")
        self.assertEqual(later["task_ids"], [dated.id, undated.id])
        self.assertEqual(self._bucket(undated), "later")

    def test_queue_holds_only_what_the_agent_has_to_do(self):
        mine = self._due(2026, 12, 1, 9, 0)
        self._due(2026, 12, 1, 9, 0, state="done")
        self._due(2026, 12, 1, 9, 0, active=False)
        self._add_task(self.reza, date_due=NOW)
        self._due(2026, 12, 1, 9, 0).user_id = False
        self.assertEqual(list(self._retrieve(self.sara)["tasks"]), [str(mine.id)])

    def test_bucket_sends_its_first_cards_and_tells_how_many_more_there_are(self):
        tasks = self.env["marfanet.task"].create(
            [
                {
                    "name": "تماس",
                    "partner_id": self.representative.id,
                    "user_id": self.sara.id,
                    "date_due": NOW + timedelta(minutes=minute),
                }
                for minute in range(45, 0, -1)
            ]
        )
        today = self._retrieve(self.sara)["buckets"][1]
        self.assertEqual((today["count"], today["more"]), (45, True))
        self.assertEqual(today["task_ids"], tasks[:4:-1].ids)

    def test_lead_sees_the_whole_team_and_what_is_nobodys(self):
        mine = self._due(2026, 12, 1, 9, 0)
        other = self._add_task(self.reza, date_due=NOW + timedelta(hours=1))
        nobodys = self._due(2026, 12, 1, 10, 0)
        nobodys.user_id = False
        answer = self._retrieve(self.lead, team=True)
        self.assertEqual(
            set(answer["tasks"]), {str(task.id) for task in mine | other | nobodys}
        )
        self.assertEqual(answer["unassigned"], 1)
        self.assertEqual(answer["tasks"][str(mine.id)]["user_name"], self.sara.name)

    def test_agent_who_asks_for_the_team_gets_their_own_work(self):
        self._add_task(self.reza, date_due=NOW)
        answer = self._retrieve(self.sara, team=True)
        self.assertFalse(answer["team"] or answer["is_lead"])
        self.assertNotIn("team_rows", answer)
        self.assertFalse(answer["tasks"])

    def test_work_of_other_companies_is_not_shown(self):
        company = self.env["res.company"].create({"name": "شعبه‌ی دیگر"})
        elsewhere = self.env["marfanet.task"].create(
            {
                "name": "تماس",
                "partner_id": self.representative.id,
                "company_id": company.id,
                "user_id": False,
                "date_due": NOW,
            }
        )
        self.assertFalse(self._retrieve(self.lead, team=True)["tasks"])
        self.assertFalse(self._log(self.lead).task_cards(elsewhere.ids))

    def test_people_outside_the_crm_are_refused(self):
        task = self._due(2026, 12, 1, 9, 0)
        log = self._log(self.outsider)
        for call in (
            log.retrieve,
            lambda: log.task_cards(task.ids),
            lambda: log.reassign(task.ids, self.outsider.id),
            lambda: log.set_plan(task.ids, []),
            lambda: log.dismiss_alert("reassigned:1"),
            lambda: log.undo_done(task.id),
        ):
            with self.assertRaises(AccessError):
                call()


@freeze_time(NOW)
class TestWorkLogCards(WorkLogCommon):
    def _card(self, task, user=None, **context):
        cards = self._log(user or self.sara, **context).task_cards(task.ids)
        return cards[str(task.id)]

    def test_card_says_what_for_whom_when_and_why(self):
        self.representative.write(
            {"phone": "09121234567", "panel_status": "active", "call_hour_to": 14}
        )
        interaction = self._log_interaction(
            self.sara,
            purpose="sales",
            subject="پنل بیست‌تایی",
            sentiment="negative",
            date=NOW - timedelta(days=3),
        )
        task = self._add_task(
            self.sara,
            name="ارسال پیش‌فاکتور",
            interaction_id=interaction.id,
            date_due=datetime(2026, 12, 2, 6, 30),
            priority="1",
            repeat_interval=1,
        )
        card = self._card(task, lang="en_US")
        self.assertEqual(card["name"], "ارسال پیش‌فاکتور")
        self.assertEqual(
            (card["purpose"], card["purpose_label"], card["subject"]),
            ("sales", "Sales", "پنل بیست‌تایی"),
        )
        self.assertEqual(card["due"], "2026-12-02 06:30:00")
        self.assertEqual(card["due_label"], "Tomorrow 10:00")
        self.assertEqual(card["due_jalali"], "1405/09/11")
        self.assertEqual((card["priority"], card["repeat"]), ("1", True))
        partner = card["partner"]
        self.assertEqual((partner["name"], partner["status"]), ("علی رضایی", "active"))
        self.assertEqual((partner["mood"], partner["silent_days"]), ("negative", 3))
        self.assertEqual(partner["call_to"], 14)
        self.assertTrue(card["contact_links"]["call"])

    def test_persian_reader_gets_persian_words_and_digits(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        task = self._add_task(
            self.sara, date_due=datetime(2026, 12, 3, 5, 30), time_said=False
        )
        card = self._card(task, lang="fa_IR")
        self.assertEqual(card["due_label"], "پنجشنبه")
        self.assertEqual(card["due_jalali"], "۱۴۰۵/۰۹/۱۲")
        answer = self._retrieve(self.sara, lang="fa_IR")
        self.assertEqual(answer["today"], "سه‌شنبه ۱۰ آذر ۱۴۰۵")

    def test_representative_with_whom_nobody_spoke_is_not_silent(self):
        card = self._card(self._add_task(self.sara))
        self.assertIs(card["partner"]["silent_days"], False)

    def test_cards_tell_who_may_change_the_task(self):
        task = self._add_task(self.sara)
        self.assertTrue(self._card(task, self.sara)["can_write"])
        self.assertFalse(self._card(task, self.reza)["can_write"])
        self.assertTrue(self._card(task, self.lead)["can_write"])

    def test_task_that_is_gone_has_no_card(self):
        task = self._add_task(self.sara)
        gone = task.id
        task.sudo().unlink()
        self.assertEqual(self._log(self.sara).task_cards([gone]), {})

    def test_what_is_no_id_has_no_card(self):
        task = self._add_task(self.sara)
        log = self._log(self.sara)
        for ids in (None, "1", {"id": 1}, [None, "1", 2**40, -1, True, [task.id]]):
            self.assertEqual(log.task_cards(ids), {})

    def test_representative_who_was_archived_keeps_the_card(self):
        task = self._add_task(self.sara)
        self.representative.active = False
        self.assertEqual(self._card(task)["partner"]["name"], "علی رضایی")

    def test_answer_is_plain_json(self):
        self._add_task(self.sara, date_due=NOW)
        self._log_interaction(self.sara, sentiment="negative")
        json.dumps(self._retrieve(self.sara))
        json.dumps(self._retrieve(self.lead, team=True))


@freeze_time(NOW)
class TestWorkLogQueries(WorkLogCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = new_test_user(cls.env, "chief", "marfanet_crm.group_marfanet_lead")

    def _fill(self, times):
        partners = self.env["res.partner"].create(
            [
                {"name": f"نماینده {number}", "is_representative": True}
                for number in range(3 * times)
            ]
        )
        interactions = self.env["marfanet.interaction"].create(
            [
                {
                    "partner_id": partner.id,
                    "user_id": self.sara.id,
                    "sentiment": "negative",
                    "date": NOW - timedelta(hours=number),
                }
                for number, partner in enumerate(partners)
            ]
        )
        self.env["marfanet.task"].create(
            [
                {
                    "name": "تماس",
                    "partner_id": interaction.partner_id.id,
                    "interaction_id": interaction.id,
                    "user_id": user.id,
                    "date_due": NOW + timedelta(days=days),
                }
                for interaction in interactions
                for user in (self.sara, self.reza)
                for days in (-2, 0, 1, 3, 9)
            ]
        )

    def _count_queries(self, user, team):
        self._retrieve(user, team)  # what every server has learnt by then
        log = self._log(user)
        before = self.env.cr.sql_log_count
        log.retrieve(team)
        return self.env.cr.sql_log_count - before

    def test_queries_stay_the_same_with_ten_times_the_data(self):
        self._fill(1)
        counts = [
            self._count_queries(user, team)
            for user, team in [(self.sara, False), (self.chief, True)]
        ]
        self._fill(10)
        for (user, team), count in zip(
            [(self.sara, False), (self.chief, True)], counts, strict=True
        ):
            self.assertLessEqual(self._count_queries(user, team), count)
        self.assertLessEqual(max(counts), MOST_QUERIES)
