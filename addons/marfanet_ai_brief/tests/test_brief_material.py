import re
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.tests import BaseCase

from odoo.addons.marfanet_ai.tools.question import Question, most_tokens

from ..tools.facts_contacts import unresolved
from ..tools.facts_hours import best_hours
from ..tools.facts_mood import mood_of
from ..tools.facts_reading import Money, Promise, Reading, Task, Texts
from ..tools.facts_relevance import rank
from ..tools.material import MOST_TOKENS, Answer, Objection, compose, tokens
from .facts_common import FactsCommon
from .test_facts_tools import NOW, contact

LONG = "الف‌ب پ " * 700


def reading(contacts, texts="وصل نشد", **values):
    """Return what was read of contacts that all have the same texts."""
    still_open = unresolved(contacts)
    return Reading(
        **{
            "partner": {
                "name": "علی رضایی",
                "plan": "طلایی",
                "panel_status": "active",
                "joined_on": date(2025, 3, 21),
            },
            "purpose": "support",
            "line": "",
            "words": (),
            "contacts": contacts,
            "ranked": rank(contacts, "support", {item.id for item in still_open}, {}),
            "open": still_open,
            "mood": mood_of(contacts),
            "texts": {item.id: Texts(texts, texts, texts) for item in contacts},
            "outcomes": {},
            "promises": [],
            "tasks": [],
            "money": None,
            "names": {2: "سارا"},
            **values,
        }
    )


def composed(read, *args, **values):
    return compose(read, best_hours([]), lambda moment: moment, *args, **values)


class TestMaterial(BaseCase):
    def test_numbers_lead_back_to_what_is_cited_newest_first(self):
        contacts = [contact(n, subject=f"موضوع {n}") for n in range(1, 8)]
        contacts.append(contact(8, subject="موضوع 8", sentiment="negative"))
        promise = Promise(1, "us", "کانفیگ", None, 7, NOW - timedelta(days=30))
        objection = Objection(8, NOW - timedelta(days=40), "گران", "تخفیف", "good")
        material = composed(reading(contacts, promises=[promise]), [objection])
        self.assertEqual(
            material.numbers,
            dict(enumerate([99, 98, 97, 96, 95, 94, 93, 92, 7, 8], 1)),
        )
        interactions = material.blocks["interactions"]
        told = re.findall(r"^\[(\d+)\]", interactions, re.MULTILINE)
        self.assertEqual(told, [str(number) for number in range(1, 9)])
        for number in range(1, 9):
            [line] = [
                line
                for line in interactions.splitlines()
                if line.startswith(f"[{number}]")
            ]
            self.assertIn(f" 2026-11-{21 - number} 08:00)", line)
        self.assertEqual(
            material.blocks["promises"], "[9] we promised: کانفیگ; due no date"
        )
        self.assertEqual(material.blocks["objections"], "[10] گران => تخفیف (good)")

    def test_what_only_ai_has_heard_of_is_told_as_such(self):
        promise = Promise(1, "us", "کانفیگ", None, 7, NOW, suggested=True)
        known = Promise(2, "us", "فاکتور", None, 7, NOW)
        tasks = [
            Task(1, "تماس", None, False, 2, suggested=True),
            Task(2, "ارسال", None, False, 2),
        ]
        contacts = [
            contact(7, sentiment="negative", mood_suggested=True),
            contact(8, sentiment="positive"),
        ]
        read = reading(contacts, promises=[promise, known], tasks=tasks)
        objections = [
            Objection(contacts[0].id, contacts[0].date, "گران", "", "", suggested=True),
            Objection(contacts[1].id, contacts[1].date, "کند", "", ""),
        ]
        blocks = composed(read, objections).blocks
        unsure = " (suggested by AI, not confirmed)"
        self.assertEqual(
            blocks["objections"].splitlines(), [f"[2] گران{unsure}", "[3] کند"]
        )
        self.assertIn(f"mood: negative{unsure}", blocks["interactions"])
        self.assertRegex(blocks["interactions"], r"mood: positive($|:|\n)")
        self.assertIn(
            f"positive; 1405/08/23 negative{unsure}", blocks["representative"]
        )
        unsure, sure = blocks["promises"].splitlines()
        self.assertTrue(unsure.endswith("no date (suggested by AI, not confirmed)"))
        self.assertTrue(sure.endswith("فاکتور; due no date"))
        unsure, sure = blocks["tasks"].splitlines()
        self.assertTrue(unsure.endswith("no date (suggested by AI, not confirmed)"))
        self.assertEqual(sure, "ارسال; due no date")

    def test_days_are_absolute_in_both_calendars(self):
        task = Task(1, "تماس", datetime(2026, 11, 24, 6, 30), True, 2)
        day = Task(2, "ارسال", datetime(2026, 11, 24, 6, 30), False, 2)
        money = Money(
            5e6, "debtor", 2e6, 3, date(2026, 11, 18), 1e6, date(2026, 11, 1), "IRT"
        )
        read = reading([contact(1)], tasks=[task, day], money=money)
        blocks = composed(read).blocks
        self.assertEqual(
            blocks["tasks"],
            "تماس; due 1405/09/03 (Tue 2026-11-24 06:30)\n"
            "ارسال; due 1405/09/03 (Tue 2026-11-24)",
        )
        self.assertIn(
            "account: owes us 5,000,000 IRT; 2,000,000 of it overdue since 1405/08/27"
            " (Wed 2026-11-18); last payment 1,000,000 on 1405/08/10 (Sun 2026-11-01)",
            blocks["representative"],
        )
        self.assertIn(
            "with us since: 1404/01/01 (Fri 2025-03-21)", blocks["representative"]
        )

    def test_long_texts_stay_within_the_bound_redacted_or_not(self):
        phones = "09121234567 " * 400
        mails = "a@b.ir " * 700
        marks = "<<<" * 2_000, "🙂" * 5_000, "\u202e" * 5_000
        for text in (LONG, phones, mails, *marks):
            with self.subTest(text[:8]):
                contacts = [
                    contact(n, subject=text[:300], status="open") for n in range(1, 500)
                ]
                promises = [
                    Promise(n, "them", text, date(2026, 11, 20), n, NOW)
                    for n in range(1, 13)
                ]
                tasks = [Task(n, text, NOW, True, 2) for n in range(8)]
                material = composed(
                    reading(contacts, text, promises=promises, tasks=tasks),
                    [Objection(n, NOW, text, text, "good") for n in range(1, 5)],
                    [Answer(text, text, 9, 10)] * 4,
                )
                question = Question("", material.blocks)
                for redact in (False, True):
                    sent = question.messages(redact=redact)
                    self.assertLessEqual(most_tokens(sent), MOST_TOKENS)
                self.assertIn("interactions", material.blocks)

    def test_what_matters_least_goes_first(self):
        contacts = [contact(n) for n in range(1, 16)]
        promise = Promise(1, "us", "کانفیگ", None, 7, NOW - timedelta(days=30))
        read = reading(contacts, promises=[promise])
        whole = composed(read)
        self.assertEqual(len(whole.numbers), 16)
        small = composed(read, most=900)
        self.assertLessEqual(tokens(small.blocks), 900)
        self.assertIn("promises", small.blocks)
        self.assertEqual(set(small.numbers.values()) & {99, 98, 97, 7}, {99, 98, 97, 7})
        self.assertLess(len(small.numbers), 16)

    def test_who_was_never_spoken_with_is_only_a_name(self):
        self.assertEqual(list(composed(reading([])).blocks), ["representative"])


class TestBriefMaterial(FactsCommon):
    def setUp(self):
        super().setUp()
        for day in (18, 19, 20):
            self._log(
                f"2026-11-{day} 20:20:00",
                summary="روی ایرانسل وصل نشد",
                status="open",
                outcome_id=self.refused.id,
            )
        self._promise("کانفیگ تازه", due="2026-11-25")
        self._object("قیمت بالا است", "کیفیت را نشان دادم")
        self._add_task(self.sara, name="پیگیری", date_due="2026-11-22 06:30:00")

    def test_the_same_data_make_the_same_material_on_any_day(self):
        before = self._material()
        with freeze_time("2026-12-24 12:00:00"):
            self.assertEqual(self._material(), before)
        self._log("2026-11-21 07:00:00", summary="تازه")
        self.assertNotEqual(self._material(), before)

    def test_moments_are_on_the_readers_clock(self):
        self.assertIn(
            "1405/08/29 (Fri 2026-11-20 23:50)", self._material().blocks["interactions"]
        )

    def test_every_number_is_an_interaction_of_this_representative(self):
        other = self.representative.copy({"name": "زهرا", "admin_username": "zahra"})
        self._object("قیمت بالا است", "جواب دیگر", partner_id=other.id)
        numbers = self._material(line="قیمت").numbers
        cited = self.env["marfanet.interaction"].browse(numbers.values())
        self.assertEqual(cited.partner_id, self.representative)
        self.assertEqual(sorted(numbers), list(range(1, len(numbers) + 1)))

    def test_objections_are_told_with_what_was_answered(self):
        self.assertIn(
            "قیمت بالا است => کیفیت را نشان دادم",
            self._material().blocks["objections"],
        )

    def test_a_reading_serves_facts_and_material(self):
        partner = self.representative.with_user(self.sara)
        facts = self.env["marfanet.brief.facts"].with_env(partner.env)
        read = facts._read(partner, "support", "ایرانسل")
        self.assertEqual(
            facts._material(partner, reading=read),
            facts._material(partner, "support", "ایرانسل"),
        )
        self.assertEqual(
            facts._gather(partner, reading=read),
            facts._gather(partner, "support", "ایرانسل"),
        )
