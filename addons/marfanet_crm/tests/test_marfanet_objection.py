from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import MarfanetCrmCommon

PRICE = "قیمتش خیلی گرونه"
SPEED = "شب‌ها سرعت افت می‌کنه"


class TestMarfanetObjection(MarfanetCrmCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        outcomes = cls.env["marfanet.outcome"]
        cls.good = outcomes.create({"name": "خوب", "result": "good"})
        cls.bad = outcomes.create({"name": "بد", "result": "bad"})

    def _object(self, text, answer, outcome=None, user=None, **values):
        interaction = self._log_interaction(
            user or self.sara,
            outcome_id=outcome and outcome.id,
            objection_ids=[Command.create({"text": text, "answer": answer})],
            **values,
        )
        return interaction.objection_ids

    def _find(self, *args, user=None):
        objections = self.env["marfanet.objection"].with_user(user or self.reza)
        return objections.find_answers(*args)

    def test_colleague_finds_the_answer_that_went_well_in_any_spelling(self):
        self._object(PRICE, "همینه که هست", self.bad)
        best = self._object("قیمت گرونه", "ده درصد تخفیف دارید", self.good)
        self._object("گرونه واقعا", "۱۰٪ تخفیف", None)
        for text in ("گرونه", "قيمت گرونه", "گرون‌تر", "  گِرونه؟ "):
            with self.subTest(text=text):
                found = self._find(text)
                self.assertEqual(found[0]["answer"], "ده درصد تخفیف دارید")
                self.assertEqual(len(found), 3)
        found = found[0]
        self.assertEqual((found["id"], found["good"], found["used"]), (best.id, 1, 1))
        self.assertEqual(found["text"], "قیمت گرونه")
        self.assertEqual(found["agent"], self.sara.name)
        self.assertEqual(found["interaction_id"], best.interaction_id.id)

    def test_moment_is_said_in_the_calendar_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self._object(PRICE, "تخفیف", self.good, date="2025-11-29 21:30:00")
        objections = self.env["marfanet.objection"].with_user(self.reza)
        [found] = objections.with_context(lang="fa_IR").find_answers("گرونه")
        self.assertIn("۹ آذر ۱۴۰۴", found["date_label"])
        [found] = self._find("گرونه")
        self.assertIn("30 November 2025", found["date_label"])

    def test_same_answers_count_together(self):
        self._object(PRICE, "تخفیف مي‌دهيم.", self.good)
        self._object("گرونه", "تخفیف می‌دهیم", self.bad)
        [found] = self._find("گرونه")
        self.assertEqual((found["good"], found["used"]), (1, 2))

    def test_blank_text_gives_the_best_of_all(self):
        for outcome in (self.good, self.good, self.good, self.bad):
            self._object(SPEED, "سرور فنلاند", outcome)
        self._object(PRICE, "تخفیف", self.good)
        self._object(PRICE, False, self.good)
        for blank in ("", False, None, " ‌ "):
            answers = [found["answer"] for found in self._find(blank)]
            self.assertEqual(answers, ["سرور فنلاند", "تخفیف"])
        self.assertEqual(len(self._find("", False, 1)), 1)

    def test_what_failed_with_this_representative_comes_last(self):
        self._object(PRICE, "تخفیف", self.bad)
        other = self.representative.copy({"is_representative": True})
        for _n in range(4):
            self._object(PRICE, "تخفیف", self.good, partner_id=other.id)
        self._object(PRICE, "قسطی", self.bad, partner_id=other.id)
        answers = [found["answer"] for found in self._find("گرونه", other.id)]
        self.assertEqual(answers, ["تخفیف", "قسطی"])
        partner_id = self.representative.id
        answers = [found["answer"] for found in self._find("گرونه", partner_id)]
        self.assertEqual(answers, ["قسطی", "تخفیف"])

    def test_nothing_like_it_gives_nothing(self):
        self._object(PRICE, "تخفیف", self.good)
        self.assertEqual(self._find("پنل باز نمی‌شود"), [])

    def test_archived_contacts_and_objections_teach_nothing(self):
        self._object(PRICE, "تخفیف", self.good).interaction_id.active = False
        self._object(PRICE, "قسطی", self.good).active = False
        self.assertEqual(self._find("گرونه"), [])

    def test_answers_of_another_company_are_not_seen(self):
        foreign = self.env["res.company"].create({"name": "شعبه دیگر"})
        objection = self._object(PRICE, "تخفیف", self.good)
        self.env.flush_all()
        objection.interaction_id.sudo().company_id = foreign
        self.assertEqual(objection.company_id, foreign)
        self.assertEqual(self._find("گرونه"), [])
        self.assertEqual(self._find(""), [])
        self.sara.company_ids += foreign
        answers = self.env["marfanet.objection"].with_user(self.sara)
        answers = answers.with_context(allowed_company_ids=foreign.ids)
        self.assertEqual(len(answers.find_answers("گرونه")), 1)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_outsider_finds_nothing(self):
        with self.assertRaises(AccessError):
            self._find("گرونه", user=self.outsider)

    def test_whatever_is_sent_is_answered(self):
        self._object(PRICE, "تخفیف", self.good)
        odd = [
            *(None, True, 0, -1, 7.5, 2**70, float("nan"), [], {}, [[]], {"a": 1}),
            *("%", "_", "\\", "'; DROP TABLE marfanet_objection; --", "\0", "\ud800"),
            *("\u200c" * 900, "گرونه " * 5000, "%(x)s %s {0}", "۰۹۱۲" * 90, "😀" * 300),
        ]
        for value in odd:
            with self.subTest(value=str(value)[:20].encode("unicode_escape")):
                self.assertIsInstance(self._find(value, value, value), list)

    def test_search_takes_few_queries(self):
        for number in range(30):
            self._object(f"{PRICE} {number}", f"جواب {number}", self.good)
        self.env.flush_all()
        self._find("گرونه")
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            self.assertEqual(len(self._find("گرونه", False, 20)), 20)

    def test_objection_follows_its_interaction(self):
        objection = self._object(PRICE, "تخفیف", self.good)
        self.assertEqual(objection.user_id, self.sara)
        self.assertEqual(objection.partner_id, self.representative)
        self.assertEqual(objection.outcome_result, "good")
        objection.interaction_id.with_user(self.lead).user_id = self.reza
        self.assertEqual(objection.user_id, self.reza)

    def test_agent_puts_no_objection_into_another_agents_interaction(self):
        objection = self._object(PRICE, "تخفیف")
        other = self._log_interaction(self.reza)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            objection.interaction_id = other.with_user(self.sara)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            objection.copy({"interaction_id": other.id})

    def test_blank_objection_is_refused(self):
        with self.assertRaises(ValidationError):
            self._object("  ", "تخفیف")

    def test_lists_find_objections_in_any_spelling(self):
        objection = self._object(SPEED, "سرور فنلاند")
        found = self.env["marfanet.objection"].search(
            [("marfanet_search", "ilike", "سرعت افت ميكنه")]
        )
        self.assertEqual(found, objection.sudo())
