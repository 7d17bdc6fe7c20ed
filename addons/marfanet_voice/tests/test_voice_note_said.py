from datetime import date

import psycopg2

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common import PipelineCommon
from .idempotent import IdempotentStages
from .test_voice_note_reading import ANSWER

SAID = "گفت قیمت گران است و سرعت کم. شنبه پول را واریز می‌کند. فاکتور را می‌فرستیم."
PRICE = {"text": "قیمت بالاست", "quote": "قیمت گران است"}
SPEED = {"text": "سرعت کم است", "quote": "سرعت کم"}
PAY = {
    "who": "them",
    "text": "پول را واریز می‌کند",
    "quote": "شنبه پول را واریز می‌کند",
}
BILL = {"who": "us", "text": "فاکتور را می‌فرستیم", "quote": "فاکتور را می‌فرستیم"}
HEARD = {
    **ANSWER,
    "objections": [PRICE, SPEED],
    "promises": [PAY, BILL],
    "follow_ups": [],
}


class TestVoiceNoteSaid(IdempotentStages, PipelineCommon):
    """Promises and objections that a note tells of, proposed like its tasks."""

    def setUp(self):
        super().setUp()
        self._add_provider("language")
        self.ai.answer(HEARD)
        self.note = self._typed(SAID)
        self.interaction = self.note.interaction_id.with_user(self.sara)

    def _read_again(self, **changes):
        self.ai.answer({**HEARD, **changes})
        self.note.transcript += " همین."
        self._run_jobs()

    def _all(self, name):
        return self.note.with_context(active_test=False)[name].sorted(
            "voice_note_action"
        )

    def test_what_was_heard_is_proposed_with_its_words(self):
        pay, bill = self._all("promise_ids")
        self.assertEqual((pay.side, bill.side), ("them", "us"))
        self.assertEqual((pay.date_due, bill.date_due), (date(2025, 12, 6), False))
        self.assertEqual(pay.quote, PAY["quote"])
        self.assertEqual(pay.interaction_id, self.interaction)
        self.assertEqual(pay.user_id, self.sara)
        price, speed = self._all("objection_ids")
        self.assertEqual((price.text, speed.quote), (PRICE["text"], SPEED["quote"]))
        for said in (*self._all("promise_ids"), *self._all("objection_ids")):
            self.assertEqual(said.ai_review, "suggested")

    def test_second_is_known_where_the_recording_has_times(self):
        self.assertEqual(self._all("promise_ids")[0].quote_start, -1)
        self.ai.answer(HEARD)
        note = self._heard(SAID)
        self.assertGreater(note.promise_ids.sorted()[0].quote_start, 0)
        [review] = note.with_user(self.sara).marfanet_review()
        self.assertGreater(review["promises"][1]["start"], 0)

    def test_applying_twice_proposes_nothing_twice(self):
        self.it_behaves_like_an_idempotent_job(self.note, self.note._apply)
        # As if the job had died after its work, before its note changed state.
        self.note.sudo().write({"state": "analysed", "proposals": False})
        self.note._apply()
        self.assertEqual(len(self._all("promise_ids")), 2)
        self.assertEqual(len(self._all("objection_ids")), 2)

    def test_database_holds_one_record_for_a_proposal(self):
        for name in ("promise_ids", "objection_ids"):
            first, second = self._all(name)
            with self.subTest(name), mute_logger("odoo.sql_db"):
                with self.assertRaises(psycopg2.errors.UniqueViolation):
                    with self.env.cr.savepoint():
                        second.sudo().voice_note_action = first.voice_note_action
                        self.env.flush_all()

    def test_what_nobody_touched_follows_the_new_reading(self):
        promises, objections = self._all("promise_ids"), self._all("objection_ids")
        self._read_again(
            promises=[{**PAY, "text": "بدهی را واریز می‌کند"}, BILL],
            objections=[PRICE],
        )
        self.assertEqual(self._all("promise_ids"), promises)
        self.assertEqual(promises[0].text, "بدهی را واریز می‌کند")
        price, speed = self._all("objection_ids")
        self.assertEqual(price + speed, objections)
        self.assertEqual((speed.active, speed.ai_review), (False, "withdrawn"))
        self._read_again()
        self.assertEqual((speed.active, speed.ai_review), (True, "suggested"))

    def test_what_a_person_made_of_it_stays(self):
        pay, bill = self._all("promise_ids").with_user(self.sara)
        price, speed = self._all("objection_ids").with_user(self.sara)
        pay.date_due = date(2025, 12, 9)
        bill.with_user(self.reza).action_keep()
        price.answer = "تخفیف دارید"
        speed.action_archive()
        self._read_again(
            promises=[{**PAY, "text": "پول را می‌زند"}, {**BILL, "text": "فاکتور"}],
            objections=[
                {**PRICE, "text": "خیلی گران است"},
                {**SPEED, "text": "کند است"},
            ],
        )
        self.assertEqual(self._all("promise_ids"), (pay + bill).sudo())
        self.assertEqual(self._all("objection_ids"), (price + speed).sudo())
        self.assertEqual((pay.text, pay.ai_review), (PAY["text"], "edited"))
        self.assertEqual((bill.text, bill.state), (BILL["text"], "kept"))
        self.assertEqual(price.text, PRICE["text"])
        self.assertEqual((speed.text, speed.active), (SPEED["text"], False))
        self._read_again(promises=[], objections=[])
        self.assertTrue(pay.active and bill.active and price.active)

    def test_what_was_struck_out_does_not_come_back(self):
        self._all("promise_ids")[0].with_user(self.sara).unlink()
        self._all("objection_ids")[0].with_user(self.sara).unlink()
        self._read_again()
        self.assertEqual(self._all("promise_ids").mapped("text"), [BILL["text"]])
        self.assertEqual(self._all("objection_ids").mapped("text"), [SPEED["text"]])

    def test_same_sentence_without_its_words_is_the_same(self):
        self._read_again(objections=[{**PRICE, "quote": "این را کسی نگفت"}])
        self.assertEqual(len(self._all("objection_ids")), 2)

    def test_correction_by_a_person_is_theirs(self):
        price = self._all("objection_ids")[0].with_user(self.sara)
        price.answer = "تخفیف دارید"
        self.assertEqual(price.ai_review, "suggested")
        price.text = "برایش گران است"
        self.assertEqual(price.ai_review, "edited")

    def test_what_only_ai_heard_is_no_answer_of_the_team_until_confirmed(self):
        price = self._all("objection_ids")[0].with_user(self.sara)
        price.answer = "تخفیف دارید"
        team = self.env["marfanet.objection"].with_user(self.reza)
        self.assertEqual(team.find_answers("قیمت"), [])
        price.action_confirm_suggestion()
        [found] = team.find_answers("قیمت")
        self.assertEqual(found["id"], price.id)
        # Nor does what a person noted want any confirmation.
        noted = {"interaction_id": self.interaction.id, "text": "سرور", "answer": "بله"}
        team.with_user(self.sara).create(noted)
        self.assertEqual(len(team.find_answers("سرور")), 1)

    def test_nobody_sets_a_mark_of_ai(self):
        promise = self._all("promise_ids")[0].with_user(self.sara)
        for values in ({"ai_review": "confirmed"}, {"quote": "نگفت"}):
            with self.subTest(values), self.assertRaises(AccessError):
                promise.write(values)

    def test_no_context_sets_a_mark_of_ai(self):
        # Its next proposal would find the number taken, again and again.
        taken = {
            "default_voice_note_id": self.note.id,
            "default_voice_note_action": 9,
        }
        values = {"interaction_id": self.interaction.id, "text": "نگفت"}
        for context in (taken, {"default_ai_review": "confirmed"}):
            promises = self.env["marfanet.promise"].with_user(self.sara)
            with self.subTest(context), self.assertRaises(AccessError):
                promises.with_context(**context).create(values)

    def test_review_shows_what_is_proposed_and_what_was_dismissed(self):
        promise = self._all("promise_ids")[0].with_user(self.sara)
        promise.action_archive()
        self._read_again(objections=[PRICE])
        [review] = self.note.with_user(self.sara).marfanet_review()
        pay, bill = review["promises"]
        self.assertEqual((pay["active"], pay["waits"]), (False, False))
        self.assertEqual((bill["active"], bill["waits"]), (True, True))
        self.assertEqual((pay["side"], pay["due"]), ("them", "2025-12-06"))
        self.assertEqual(bill["quote"], BILL["quote"])
        [price] = review["objections"]
        self.assertEqual((price["text"], price["review"]), (PRICE["text"], "suggested"))
        self.assertTrue(price["may_write"])

    def test_accepting_all_takes_them_too(self):
        promise = self._all("promise_ids")[0].with_user(self.sara)
        promise.action_archive()
        self.assertEqual(self.interaction.action_accept_all(), {"left": 0})
        self.assertEqual(promise.ai_review, "suggested")
        taken = self.note.promise_ids + self._all("promise_ids")[1]
        self.assertEqual(set(taken.mapped("ai_review")), {"confirmed"})
        self.assertEqual(
            set(self._all("objection_ids").mapped("ai_review")), {"confirmed"}
        )

    def test_colleague_confirms_nothing(self):
        for said in (self._all("promise_ids")[0], self._all("objection_ids")[0]):
            with self.subTest(said._name), self.assertRaises(AccessError):
                said.with_user(self.reza).action_confirm_suggestion()

    def test_note_that_moves_takes_them_along(self):
        self.assertTrue(self.note.interaction_id.made_for_note)
        self._all("promise_ids")[0].with_user(self.sara).action_archive()
        old, other = self.note.interaction_id, self._log_interaction(self.sara)
        self.note._move_to(other)
        self.assertFalse(old.exists())
        for name in ("promise_ids", "objection_ids"):
            self.assertEqual(self._all(name).interaction_id, other)
            self.assertEqual(len(self._all(name)), 2)

    def test_what_a_person_noted_keeps_its_interaction(self):
        old = self.interaction
        promises = self.env["marfanet.promise"].with_user(self.sara)
        noted = promises.create({"interaction_id": old.id, "text": "به قلم خودم"})
        self.note._move_to(self._log_interaction(self.sara))
        self.assertEqual(noted.interaction_id, old)
        self.assertFalse(old.sudo().voice_note_ids)

    def test_order_in_the_note_changes_nothing_but_text(self):
        evil = {"text": "https://evil.example/x", "quote": ""}
        self._read_again(promises=[{**evil, "who": "us"}] * 30, objections=[evil] * 30)
        for name in ("promise_ids", "objection_ids"):
            proposed = self.note[name].filtered(lambda said: "…" in said.text)
            self.assertLessEqual(len(proposed), 10)
            self.assertNotIn("evil", " ".join(proposed.mapped("text")))
