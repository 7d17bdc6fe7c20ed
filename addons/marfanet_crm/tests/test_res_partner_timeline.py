from datetime import datetime, timedelta

from freezegun import freeze_time
from markupsafe import Markup

from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .common import MarfanetCrmCommon

NOW = "2026-11-21 08:00:00"
#: How many queries a page may take, whatever there is.
MOST_QUERIES = 12


@freeze_time(NOW)
class TestResPartnerTimeline(MarfanetCrmCommon):
    def setUp(self):
        super().setUp()
        self.partner = self.representative.with_user(self.sara)

    def _note(self, body="یادداشت", **values):
        return self.partner.message_post(body=body, message_type="comment", **values)

    def _many_interactions(self, count):
        """Log that many by SQL, two each moment, among five times as many."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO marfanet_interaction
                       (partner_id, user_id, company_id, date, active, type, direction,
                        purpose, status, summary, sentiment)
                SELECT CASE WHEN n %% 6 = 0 THEN %s ELSE (%s::int[])[1 + n %% 300] END,
                       %s, %s,
                       '2026-11-01'::timestamp - (n / 12) * interval '1 minute',
                       TRUE, 'call', 'outgoing', 'support', 'open', 'وصل شد',
                       CASE WHEN n %% 3 = 0 THEN 'neutral' END
                  FROM generate_series(1, %s) AS n
                RETURNING id
                """,
                self.representative.id,
                self._others().ids,
                self.sara.id,
                self.env.company.id,
                6 * count,
            )
        )
        self.env.cr.execute("ANALYZE marfanet_interaction")
        self.env.invalidate_all()

    def _others(self):
        return self.env["res.partner"].create(
            [{"name": f"نماینده {number}"} for number in range(300)]
        )

    def _many_tasks_and_notes(self, count):
        """Add that many closed tasks and notes by SQL, and as many of others."""
        self.env.flush_all()
        values = {
            "partner": self.representative.id,
            "user": self.sara.id,
            "company": self.env.company.id,
            "count": 2 * count,
            "others": self._others().ids,
        }
        self.env.execute_query(
            SQL(
                """
                INSERT INTO marfanet_task
                       (name, partner_id, user_id, company_id, active, priority, origin,
                        repeat_unit, state, date_done, write_date)
                SELECT 'تماس', CASE WHEN n %% 2 = 0 THEN %(partner)s
                            ELSE (%(others)s::int[])[n %% 40] END,
                       %(user)s, %(company)s, TRUE, '0', 'person', 'week',
                       CASE WHEN n %% 10 = 1 THEN 'todo' ELSE 'done' END,
                       '2026-11-01'::timestamp - n * interval '1 minute', now()
                  FROM generate_series(1, %(count)s) AS n
                RETURNING id
                """,
                **values,
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO mail_message (model, res_id, message_type, body, date)
                SELECT 'res.partner',
                       CASE WHEN n %% 2 = 0 THEN %(partner)s
                            ELSE (%(others)s::int[])[n %% 40] END,
                       'comment', 'یادداشت',
                       '2026-11-01'::timestamp - n * interval '1 minute'
                  FROM generate_series(1, %(count)s) AS n
                RETURNING id
                """,
                **values,
            )
        )
        for table in ("marfanet_task", "mail_message"):
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        self.env.invalidate_all()

    def _pages(self, limit, **arguments):
        """Return the keys of all entries, page by page."""
        before, keys = False, []
        while True:
            page = self.partner.marfanet_timeline(
                before=before, limit=limit, **arguments
            )
            self.assertLessEqual(len(page["entries"]), limit)
            keys += [(entry["kind"], entry["id"]) for entry in page["entries"]]
            before = page["next"]
            if not before:
                return keys

    def _queries(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        return self.env.cr.sql_log_count - before

    # --- WHAT IS IN IT

    def test_everything_is_in_one_line_newest_first(self):
        call = self._log_interaction(self.sara, date="2026-11-19 08:00:00")
        done = self._add_task(self.sara, state="done")
        done.sudo().date_done = "2026-11-20 08:00:00"
        note = self._note()
        todo = self._add_task(self.sara, date_due="2026-11-30 08:00:00")
        timeline = self.partner.marfanet_timeline()
        self.assertEqual(
            [(entry["kind"], entry["id"]) for entry in timeline["entries"]],
            [("message", note.id), ("task", done.id), ("interaction", call.id)],
        )
        self.assertEqual([entry["id"] for entry in timeline["pinned"]], [todo.id])
        self.assertFalse(timeline["next"])

    def test_tasks_to_do_stand_on_top_soonest_first(self):
        undated = self._add_task(self.sara, date_due=False)
        later = self._add_task(self.reza, date_due="2026-11-30 08:00:00")
        overdue = self._add_task(self.sara, date_due="2026-11-20 08:00:00")
        pinned = self.partner.marfanet_timeline()["pinned"]
        self.assertEqual(
            [(entry["id"], entry["overdue"], entry["may_write"]) for entry in pinned],
            [
                (overdue.id, True, True),
                (later.id, False, False),
                (undated.id, False, True),
            ],
        )

    def test_day_without_an_hour_is_overdue_when_it_is_over(self):
        task = self._add_task(
            self.sara, date_due="2026-11-21 05:30:00", time_said=False
        )
        self.assertFalse(self.partner.marfanet_timeline()["pinned"][0]["overdue"])
        task.time_said = True
        self.assertTrue(self.partner.marfanet_timeline()["pinned"][0]["overdue"])

    def test_interaction_shows_what_came_of_it(self):
        self._log_interaction(
            self.sara,
            subject="اتصال V2Ray",
            summary="وصل شد",
            feedback="کند است",
            sentiment="negative",
            outcome_id=self.env.ref("marfanet_crm.marfanet_outcome_resolved").id,
            status="follow_up",
            duration=0,
            duration_known=True,
        )
        (entry,) = self.partner.marfanet_timeline()["entries"]
        self.assertEqual(entry["title"], "اتصال V2Ray")
        self.assertEqual((entry["text"], entry["quote"]), ("وصل شد", "کند است"))
        self.assertEqual(entry["minutes"], "0 min")
        self.assertEqual(entry["person"]["name"], self.sara.name)
        self.assertEqual(
            {badge["label"]: badge["tone"] for badge in entry["badges"]},
            {"Resolved": "info", "Negative": "danger", "Follow-up needed": "warning"},
        )

    def test_days_and_hours_are_in_the_readers_calendar(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        # Half past one on Saturday in Tehran
        self._log_interaction(self.sara, date="2026-11-20 22:00:00")
        (entry,) = self.partner.with_context(lang="fa_IR").marfanet_timeline()[
            "entries"
        ]
        self.assertIn("شنبه ۳۰ آبان ۱۴۰۵", entry["day_label"])
        self.assertEqual(entry["time"], "۰۱:۳۰")
        (entry,) = self.partner.with_context(lang="en_US").marfanet_timeline()[
            "entries"
        ]
        self.assertEqual(entry["day_label"], "Today, Saturday, 21 November 2026")
        self.assertEqual(entry["time"], "01:30")

    def test_what_odoo_notes_down_about_changes_stays_out(self):
        self.partner.sudo().message_post(body="changed", message_type="notification")
        self.assertFalse(self.partner.marfanet_timeline()["entries"])

    def test_archived_interactions_and_other_peoples_stay_out(self):
        other = self.representative.copy({"name": "زهرا موسوی"})
        self._log_interaction(self.sara, partner_id=other.id)
        self._log_interaction(self.sara).active = False
        self.assertFalse(self.partner.marfanet_timeline()["entries"])

    def test_script_in_a_message_is_gone(self):
        self.partner.sudo().message_post(
            body=Markup('<p onclick="alert(1)">سلام<script>alert(1)</script></p>'),
            message_type="comment",
        )
        (entry,) = self.partner.marfanet_timeline()["entries"]
        self.assertNotIn("alert", entry["html"])
        self.assertIn("سلام", entry["html"])

    def test_far_dates_are_shown_too(self):
        self._add_task(self.sara, date_due="2199-12-30 23:59:59")
        self._add_task(self.sara, date_due="2000-01-01 00:00:00")
        self.env["res.lang"]._activate_lang("fa_IR")
        for lang in ("fa_IR", "en_US"):
            timeline = self.partner.with_context(lang=lang).marfanet_timeline()
            self.assertEqual(len(timeline["pinned"]), 2)

    # --- PAGES

    def test_pages_leave_nothing_out_and_repeat_nothing(self):
        moment = datetime(2026, 11, 20, 8)
        expected = set()
        for number in range(12):
            date = moment - timedelta(days=number // 6)
            call = self._log_interaction(self.sara, date=date)
            task = self._add_task(self.sara, state="done")
            task.sudo().date_done = date
            note = self._note(f"یادداشت {number}")
            note.sudo().date = date
            expected |= {
                ("interaction", call.id),
                ("task", task.id),
                ("message", note.id),
            }
        self.env.flush_all()
        whole = self._pages(100)
        self.assertEqual(set(whole), expected)
        for limit in (1, 2, 5, 7):
            self.assertEqual(self._pages(limit), whole)

    def test_moments_less_than_a_second_apart_are_kept_apart(self):
        for number in range(4):
            call = self._log_interaction(self.sara)
            self.env.flush_all()
            self.env.execute_query(
                SQL(
                    "UPDATE marfanet_interaction SET date = %s WHERE id = %s"
                    " RETURNING id",
                    datetime(2026, 11, 20, 8, 0, 0, 999 - number),
                    call.id,
                )
            )
        self.env.invalidate_all()
        self.assertEqual(len(set(self._pages(1))), 4)

    def test_what_was_just_changed_is_in_its_new_place(self):
        first = self._log_interaction(self.sara, date="2026-11-10 08:00:00")
        second = self._log_interaction(self.sara, date="2026-11-11 08:00:00")
        self.env.flush_all()
        first.date = "2026-11-12 08:00:00"
        page = self.partner.marfanet_timeline(limit=1)
        self.assertEqual(page["entries"][0]["id"], first.id)
        page = self.partner.marfanet_timeline(limit=1, before=page["next"])
        self.assertEqual(page["entries"][0]["id"], second.id)

    def test_entry_logged_while_reading_moves_no_other(self):
        for day in (10, 11, 12, 13):
            self._log_interaction(self.sara, date=f"2026-11-{day} 08:00:00")
        first = self.partner.marfanet_timeline(limit=2)
        self._log_interaction(self.sara, date="2026-11-20 08:00:00")
        second = self.partner.marfanet_timeline(before=first["next"], limit=2)
        days = [e["date"][8:10] for e in first["entries"] + second["entries"]]
        self.assertEqual(days, ["13", "12", "11", "10"])
        self.assertFalse(second["pinned"])

    def test_kinds_choose_what_is_shown(self):
        self._log_interaction(self.sara)
        self._add_task(self.sara)
        self._note()
        known = {kind["kind"] for kind in self.partner.marfanet_timeline()["kinds"]}
        self.assertLessEqual({"interaction", "task", "message"}, known)
        timeline = self.partner.marfanet_timeline(kinds=["message", "gone"])
        self.assertEqual([e["kind"] for e in timeline["entries"]], ["message"])
        self.assertFalse(timeline["pinned"])
        timeline = self.partner.marfanet_timeline(kinds=["task"])
        self.assertEqual((len(timeline["entries"]), len(timeline["pinned"])), (0, 1))

    # --- WHO, AND WITH WHAT

    def test_people_outside_the_team_are_refused(self):
        with self.assertRaises(AccessError):
            self.representative.with_user(self.outsider).marfanet_timeline()

    def test_interactions_of_another_company_stay_unseen(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        self.env["marfanet.interaction"].create(
            {"partner_id": self.representative.id, "company_id": company.id}
        )
        self.assertFalse(self.partner.marfanet_timeline()["entries"])

    def test_agents_note_on_representatives_only(self):
        self._note()
        with self.assertRaises(AccessError):
            self.contact.with_user(self.sara).message_post(body="یادداشت")
        with self.assertRaises(AccessError):
            self.representative.with_user(self.outsider).message_post(body="یادداشت")

    def test_senseless_arguments_are_refused_in_words(self):
        for before in (
            "x",
            7,
            ["2026-11-20", "task"],
            ["2026-11-20", "task", "1"],
            ["2026-11-20", "task", True],
            ["2026-11-20", "task", 2**40],
            ["2026-11-20", "ta\0sk", 1],
            ["2026-11-20T00:00:00+03:30", "task", 1],
            [[], {}, 1],
            {"a": 1, "b": 2, "c": 3},
        ):
            with self.subTest(before=before), self.assertRaises(UserError):
                self.partner.marfanet_timeline(before=before)
        for limit in ("30", None, True, 2.5, []):
            with self.subTest(limit=limit), self.assertRaises(UserError):
                self.partner.marfanet_timeline(limit=limit)
        with self.assertRaises(UserError):
            self.partner.marfanet_timeline(kinds="task")
        self._log_interaction(self.sara)
        for limit in (-5, 0, 10**9):
            timeline = self.partner.marfanet_timeline(limit=limit)
            self.assertEqual(len(timeline["entries"]), 1)

    # --- WHAT IT COSTS

    def test_ten_thousand_interactions_cost_no_more_queries(self):
        self._log_interaction(self.sara, sentiment="positive")
        self._add_task(self.sara, state="done")
        self._add_task(self.sara)
        self._note()
        self.partner.marfanet_timeline()  # also loads what is cached for good
        few = self._queries(self.partner.marfanet_timeline)
        self._many_interactions(10_000)
        many = self._queries(self.partner.marfanet_timeline)
        self.assertLessEqual(many, MOST_QUERIES)
        self.assertEqual(many, few)

    def test_every_source_reads_its_page_from_an_index(self):
        self._many_interactions(10_000)
        self._many_tasks_and_notes(10_000)
        plans = []
        execute_query = type(self.env).execute_query

        def explain(env, query):
            if "LIMIT" in query.code and "res_company" not in query.code:
                rows = execute_query(env, SQL("EXPLAIN %s", query))
                plans.append("\n".join(row[0] for row in rows))
            return execute_query(env, query)

        self.patch(type(self.env), "execute_query", explain)
        first = self.partner.marfanet_timeline()
        self.partner.marfanet_timeline(before=first["next"])
        for index in (
            "marfanet_interaction_partner_date_index",
            "marfanet_task_partner_todo_index",
            "marfanet_task_partner_over_index",
            "mail_message_partner_timeline_index",
        ):
            used = [plan for plan in plans if index in plan]
            self.assertEqual(len(used), 1 if "todo" in index else 2, plans)
            for plan in used:
                self.assertNotIn("Sort", plan)
