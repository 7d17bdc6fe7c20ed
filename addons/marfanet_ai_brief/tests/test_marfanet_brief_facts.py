from dataclasses import replace

from odoo import fields

from ..tools.facts_relevance import rank
from .facts_common import FactsCommon


class TestMarfanetBriefFacts(FactsCommon):
    """What each fact says, in the reader's words."""

    def test_of_whom_nothing_is_known_each_fact_says_so(self):
        facts = self._facts()
        labels = {
            name: facts[name]["label"]
            for name in ("mood", "plan", "silence", "best_hours")
        }
        self.assertEqual(
            labels,
            {
                "mood": "No mood is known yet",
                "plan": "No plan and no status are known",
                "silence": "No contact yet",
                "best_hours": "Not enough data yet on the best hour (calls in working"
                " hours: 0)",
            },
        )
        self.assertEqual(facts["promises"], {"us": [], "them": []})
        self.assertFalse(
            facts["recent"]
            or facts["unresolved"]
            or facts["tasks"]
            or facts["money"]
            or facts["last_spoke"]
            or facts["silence"]["days"]
        )

    # --- WHAT WAS SAID

    def test_three_contacts_that_matter_are_told_with_why(self):
        old = self._log(
            "2026-06-01 08:00:00",
            subject="اتصال",
            summary="وي‌تو‌ری روی ایرانسل قطع بود.",
            status="closed",
        )
        angry = self._log(
            "2026-11-18 08:00:00",
            purpose="sales",
            summary="از قیمت ناراضی بود.",
            sentiment="negative",
            status="closed",
        )
        latest = self._log(
            "2026-11-20 08:30:00",
            purpose="sales",
            summary="گفت فکر می‌کند.",
            outcome_id=self.refused.id,
            status="closed",
        )
        for day in (11, 12, 13):
            self._log(f"2026-11-{day} 08:00:00", purpose="inbound", status="closed")
        recent = self._facts("support", "قطعی ایرانسل")["recent"]
        self.assertEqual([row["id"] for row in recent], [latest.id, angry.id, old.id])
        self.assertEqual(
            [row["why"] for row in recent],
            [
                "The latest conversation",
                "Was unhappy then",
                "About «ایرانسل» · The same purpose",
            ],
        )
        self.assertEqual(
            {name: recent[0][name] for name in ("outcome", "text", "date_label")},
            {
                "outcome": self.refused.name,
                "text": "گفت فکر می‌کند.",
                "date_label": "Yesterday 12:00",
            },
        )
        self.assertEqual(recent[0]["agent"], self.sara.name)
        self.assertEqual(recent[2]["text"], "اتصال: وي‌تو‌ری روی ایرانسل قطع بود.")

    def test_a_contact_without_words_is_told_by_what_came_of_it(self):
        self._log("2026-11-20 08:00:00", outcome_id=self.answered.id)
        [row] = self._facts()["recent"]
        self.assertEqual(row["text"], self.answered.name)

    def test_what_is_open_is_told_until_a_later_contact_closes_it(self):
        issue = self._log("2026-11-18 08:00:00", subject="اتصال", status="open")
        [row] = self._facts()["unresolved"]
        self.assertEqual(
            row,
            {
                "model": "marfanet.interaction",
                "id": issue.id,
                "label": "اتصال",
                "since_label": "Left open: 3 days ago",
                "suggested": False,
            },
        )
        self._log("2026-11-19 08:00:00", previous_id=issue.id, status="closed")
        self.assertFalse(self._facts()["unresolved"])

    def test_silence_counts_days_of_the_readers_calendar(self):
        self._log("2026-11-19 20:25:00")  # 23:55 on the 19th in Tehran
        self.assertEqual(
            self._facts()["silence"], {"days": 2, "label": "No contact for 2 days"}
        )
        self._log("2026-11-19 20:35:00")  # 0:05 on the 20th
        self.assertEqual(
            self._facts()["silence"],
            {"days": 1, "label": "The last contact was yesterday"},
        )
        self.assertEqual(self._facts(tz="UTC")["silence"]["days"], 2)

    def test_who_spoke_with_them_last_is_no_attempt(self):
        spoken = self._log("2026-11-18 08:00:00", direction="incoming")
        self._log("2026-11-20 08:00:00", outcome_id=self.no_answer.id)
        last = self._facts()["last_spoke"]
        self.assertEqual(
            (last["id"], last["who"], last["direction"], last["label"]),
            (
                spoken.id,
                self.sara.name,
                "incoming",
                f"{self.sara.name}: Call, Incoming, 3 days ago 11:30",
            ),
        )

    # --- WHAT IS AHEAD

    def test_open_promises_of_both_sides_are_told_late_ones_first(self):
        later = self._promise("فایل کانفیگ", due="2026-11-30")
        late = self._promise("بازگشت پول", due="2026-11-20")
        today = self._promise("پرداخت", side="them", due="2026-11-21")
        undated = self._promise("معرفی یک نفر", side="them")
        kept = self._promise("تماس", due="2026-11-12")
        kept.action_keep()
        promises = self._facts()["promises"]
        told = {
            side: [(row["id"], row["due_label"], row["late"]) for row in rows]
            for side, rows in promises.items()
        }
        self.assertEqual(
            told,
            {
                "us": [
                    (late.id, "Due: Yesterday", True),
                    (later.id, "Due: 30 Nov", False),
                ],
                "them": [
                    (today.id, "Due: Today", False),
                    (undated.id, "No date was set", False),
                ],
            },
        )
        self.assertEqual(promises["us"][0]["interaction_id"], late.interaction_id.id)

    def test_a_promise_of_a_contact_that_was_put_away_is_not_told(self):
        promise = self._promise("فایل کانفیگ")
        promise.interaction_id.active = False
        self.assertFalse(self._facts()["promises"]["us"])

    def test_what_ai_suggested_is_told_as_such(self):
        contact = self._log("2026-11-18 08:00:00", subject="اتصال", status="open")
        self._promise("فایل کانفیگ", interaction=contact)
        self._promise("پرداخت", side="them", interaction=contact)
        self._add_task(self.sara, name="ارسال")
        facts = self.env["marfanet.brief.facts"].with_user(self.sara)
        partner = self.representative.with_user(self.sara)
        reading = facts._read(partner, "support")

        def told(change):
            contacts = [replace(row, **change) for row in reading.contacts]
            changed = replace(
                reading,
                contacts=contacts,
                ranked=rank(contacts, "support", {contact.id}, {}),
                open=contacts,
                promises=[replace(row, **change) for row in reading.promises],
                tasks=[replace(row, **change) for row in reading.tasks],
            )
            said = facts._gather(partner, "support", reading=changed)
            rows = said["recent"] + said["unresolved"] + said["tasks"]
            rows += said["promises"]["us"] + said["promises"]["them"]
            return [row["suggested"] for row in rows]

        self.assertEqual(told({}), [False] * 5)
        self.assertEqual(told({"suggested": True}), [True] * 5)

    def test_tasks_are_told_with_whose_and_how_late_they_are(self):
        mine = self._add_task(self.sara, name="ارسال", date_due="2026-11-21 07:30:00")
        day = self._add_task(
            self.reza, name="تماس", date_due="2026-11-21 05:30:00", time_said=False
        )
        self._add_task(self.sara, state="done", date_due="2026-11-20 08:00:00")
        undated = self._add_task(self.sara, name="بعدا", date_due=False)
        self.assertEqual(
            self._facts()["tasks"],
            [
                {
                    "id": day.id,
                    "name": "تماس",
                    "due_label": "Today",
                    "late": False,
                    "mine": False,
                    "suggested": False,
                },
                {
                    "id": mine.id,
                    "name": "ارسال",
                    "due_label": "Today 11:00",
                    "late": True,
                    "mine": True,
                    "suggested": False,
                },
                {
                    "id": undated.id,
                    "name": "بعدا",
                    "due_label": "No date was set",
                    "late": False,
                    "mine": True,
                    "suggested": False,
                },
            ],
        )

    # --- FIGURES

    def test_mood_is_told_day_by_day_and_in_a_sentence(self):
        for day, mood in enumerate("positive positive negative negative".split(), 10):
            self._log(f"2026-11-{day} 08:00:00", sentiment=mood)
        mood = self._facts()["mood"]
        self.assertEqual([point["value"] for point in mood["points"]], [1, 1, -1, -1])
        self.assertEqual(mood["points"][0]["date"], "2026-11-10")
        self.assertEqual(mood["trend"], "")
        self.assertEqual(mood["label"], "Negative in 2 of the last 4")
        for day in (14, 15):
            self._log(f"2026-11-{day} 08:00:00", sentiment="negative")
        mood = self._facts()["mood"]
        self.assertEqual(mood["trend"], "down")
        self.assertEqual(mood["label"], "Getting worse: Negative in 4 of the last 4")

    def test_plan_and_status_are_told(self):
        plan = self.env["marfanet.panel.plan"].create({"name": "Gold"})
        self.representative.write(
            {
                "panel_plan_id": plan.id,
                "panel_status": "suspended",
                "joined_on": "2025-03-21",
            }
        )
        self.assertEqual(
            self._facts()["plan"],
            {
                "name": "Gold",
                "status": "suspended",
                "status_label": "Suspended",
                "username": "ali.rezaei",
                "joined_label": "With us since Friday, March 21, 2025",
                "label": "Gold, Suspended",
            },
        )

    def test_best_hours_are_those_of_the_readers_clock(self):
        for day in (14, 15, 16, 17):  # Saturday to Tuesday
            for hour in ("05:45", "10:45"):  # 9:15 and 14:15 in Tehran
                outcome = self.answered if hour == "10:45" else self.no_answer
                self._log(f"2026-11-{day} {hour}:00", outcome_id=outcome.id)
        best = self._facts()["best_hours"]
        self.assertEqual(
            best["hours"], [{"from": 13, "to": 15, "tried": 4, "answered": 4}]
        )
        self.assertEqual(best["sample"], 8)
        self.assertEqual(best["label"], "Answers best from 13 to 15 (4 of 4 calls)")
        self.representative.write({"call_hour_from": 9.5, "call_hour_to": 13})
        self.assertEqual(
            self._facts()["best_hours"]["label"],
            "Wishes to be called from 9:30 to 13:00 · No hour is better than another (4"
            " of 8 calls answered)",
        )

    # --- IN PERSIAN

    def test_persian_readers_get_jalali_days_and_persian_digits(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        # 23:50 on Friday 29 Aban in Tehran
        self._log("2026-11-20 20:20:00", status="open", summary="وصل نشد")
        self._promise("کانفیگ", due="2026-12-05")
        self.representative.joined_on = fields.Date.to_date("2025-03-21")
        facts = self._facts(lang="fa_IR")
        self.assertEqual(facts["recent"][0]["date_label"], "دیروز ۲۳:۵۰")
        self.assertEqual(facts["silence"]["days"], 1)
        self.assertIn("۱۴ آذر", facts["promises"]["us"][0]["due_label"])
        self.assertIn("جمعه ۱ فروردین ۱۴۰۴", facts["plan"]["joined_label"])
        self.assertTrue(facts["last_spoke"]["label"].endswith("، دیروز ۲۳:۵۰"))
        self.assertIn("۰", facts["best_hours"]["label"])
