from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

from ..tools.sections import SECTIONS


class TestBriefFeedback(MarfanetCrmCommon):
    """What readers say of a brief."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brief = cls._make_brief(cls.sara)
        cls.feedback = cls.env["marfanet.brief.feedback"]
        cls.mine = cls.feedback.with_user(cls.sara)

    @classmethod
    def _make_brief(cls, user, **values):
        return cls.env["marfanet.call.brief"].create(
            {
                "partner_id": cls.representative.id,
                "purpose": "sales",
                "line": "پنل تازه",
                "input_hash": f"of {user.login}",
                "company_id": cls.env.company.id,
                "user_id": user.id,
                "lines": [
                    {"n": 1, "section": "tone", "text": "آرام"},
                    {"n": 2, "section": "tone", "text": "کوتاه"},
                    {
                        "n": 3,
                        "section": "principles",
                        "text": "قول کوچک",
                        "principle": "commitment",
                    },
                ],
                "provider_name": "محلی",
                "model": "small",
                "made_on": fields.Datetime.now(),
                **values,
            }
        )

    def test_a_reader_says_whether_a_section_was_of_use(self):
        kept = self.mine.rate(self.brief.id, "tone", False, "  خیلی خشک\x00  ")
        self.assertEqual(kept, {"useful": False, "reason": "خیلی خشک"})
        said = self.mine.search([])
        self.assertEqual(
            (said.user_id, said.section, said.useful, said.reason, said.text),
            (self.sara, "tone", False, "خیلی خشک", "آرام\nکوتاه"),
        )
        self.assertEqual(
            (said.purpose, said.partner_id, said.model),
            ("sales", self.representative, "small"),
        )

    def test_saying_it_again_changes_it(self):
        self.mine.rate(self.brief.id, "tone", False, "خشک")
        self.mine.rate(self.brief.id, "tone", True)
        said = self.mine.search([])
        self.assertEqual((len(said), said.useful, said.reason), (1, True, False))
        self.assertEqual(said.useful_share, 1)
        self.mine.rate(self.brief.id, "summary", True)
        self.assertEqual(len(self.mine.search([])), 2)

    def test_principles_that_were_used_are_kept(self):
        principle = self.env["marfanet.brief.principle"].search(
            [("key", "=", "commitment")]
        ) or self.env["marfanet.brief.principle"].create(
            {
                "key": "commitment",
                "name": "تعهد",
                "when_to_use": "x",
                "when_not_to_use": "x",
                "example": "x",
            }
        )
        self.mine.rate(self.brief.id, "principles", True)
        self.assertEqual(self.mine.search([]).principle_ids, principle)

    def test_it_outlives_the_brief(self):
        self.mine.rate(self.brief.id, "tone", True)
        self.brief.unlink()
        said = self.mine.search([])
        self.assertFalse(said.brief_id)
        self.assertEqual((said.section, said.text), ("tone", "آرام\nکوتاه"))

    def test_every_section_of_a_brief_can_be_rated(self):
        for section in SECTIONS:
            self.mine.rate(self.brief.id, section, True)
        self.assertEqual(len(self.mine.search([])), len(SECTIONS))

    def test_what_cannot_be_understood_is_refused(self):
        for section, useful in (("nothing", True), ("tone", 1), (["tone"], True)):
            with self.subTest(section=section), self.assertRaises(ValidationError):
                self.mine.rate(self.brief.id, section, useful)
        for brief_id in (0, 10**9, "1", None, True, [self.brief.id]):
            with self.subTest(brief_id=brief_id), self.assertRaises(AccessError):
                self.mine.rate(brief_id, "tone", True)
        self.mine.rate(self.brief.id, "tone", True, {"not": "a text"})
        self.mine.rate(self.brief.id, "summary", True, "آ" * 3000)
        self.assertEqual(
            [len(said.reason or "") for said in self.mine.search([], order="id")],
            [0, 500],
        )

    def test_two_clicks_at_once_are_tried_again_and_not_stored_twice(self):
        self.mine.rate(self.brief.id, "tone", True)
        said = self.mine.search([])
        values = said.sudo().copy_data()[0]
        with mute_logger("odoo.sql_db"), self.assertRaises(ConcurrencyError) as caught:
            self.feedback._keep(values)
        self.assertIsInstance(caught.exception.__cause__, UniqueViolation)

    # --- WHO

    def test_a_brief_of_somebody_else_is_rated_by_who_has_opened_it(self):
        reza = self.feedback.with_user(self.reza)
        with self.assertRaises(AccessError):
            reza.rate(self.brief.id, "tone", True)
        self.env["marfanet.brief.opening"].create(
            {
                "user_id": self.reza.id,
                "partner_id": self.representative.id,
                "company_id": self.env.company.id,
                "purpose": "sales",
                "brief_id": self.brief.id,
                "with_ai": True,
                "date": fields.Datetime.now(),
            }
        )
        reza.rate(self.brief.id, "tone", True)
        self.assertEqual(reza.search([]).user_id, self.reza)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_speaks_for_another_nor_reads_them_but_leads(self):
        self.mine.rate(self.brief.id, "tone", True)
        said = self.mine.search([])
        self.assertFalse(self.feedback.with_user(self.reza).search([]))
        self.assertEqual(self.feedback.with_user(self.lead).search([]), said)
        with self.assertRaises(AccessError):
            said.with_user(self.sara).useful = False
        with self.assertRaises(AccessError):
            said.with_user(self.lead).reason = "نه"
        with self.assertRaises(AccessError):
            self.mine.create(said.sudo().copy_data()[0])
        with self.assertRaises(AccessError):
            self.feedback.with_user(self.outsider).rate(self.brief.id, "tone", True)

    def test_leads_of_another_company_see_nothing(self):
        self.mine.rate(self.brief.id, "tone", True)
        other = self.env["res.company"].create({"name": "شعبه دیگر"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "marfanet_crm.group_marfanet_lead",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.feedback.with_user(stranger).search([]))
