from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .brief_common import BriefCommon


@tagged("post_install", "-at_install")
class TestBriefOpen(BriefCommon):
    def test_without_ai_facts_and_advice_are_there_and_said_to_be_so(self):
        self.provider.active = False
        opened = self._open()
        self.assertEqual(opened["partner"]["id"], self.representative.id)
        self.assertEqual(opened["facts"]["recent"][0]["id"], self.interaction.id)
        self.assertTrue(opened["advice"]["principles"])
        self.assertIn("Without AI", opened["advice"]["label"])
        self.assertFalse(opened["ai"]["available"])
        self.assertIn("No AI service is set up", opened["ai"]["label"])
        self.assertIs(opened["brief"], False)

    def test_ai_that_is_there_is_said_to_be(self):
        opened = self._open()
        self.assertEqual(opened["ai"], {"available": True, "label": ""})

    def test_ai_without_budget_is_said_not_to_be_there(self):
        self.provider.price_input = 1.0
        self.env["marfanet.ai.budget"].create({"level": "company", "amount": 0})
        opened = self._open()
        self.assertFalse(opened["ai"]["available"])
        self.assertIn("budget", opened["ai"]["label"])

    def test_purpose_is_known_only_if_somebody_said_so(self):
        self.assertTrue(self._open()["purpose_known"])
        for said in (False, "", "robbery", 7):
            opened = self._open(purpose=said)
            self.assertEqual(
                (opened["purpose"], opened["purpose_known"]), ("support", False)
            )
        self.assertEqual(
            [one["key"] for one in opened["purposes"]],
            ["support", "sales", "follow_up", "inbound"],
        )

    def test_task_makes_it_a_follow_up(self):
        task = self._add_task(self.sara, date_due="2100-01-01 08:00:00")
        opened = self._open(purpose=False, task_id=task.id)
        self.assertEqual(opened["purpose"], "follow_up")
        self.assertEqual(opened["task"], {"id": task.id, "name": "تماس"})

    def test_own_task_of_today_is_taken_if_nothing_else_was_asked(self):
        self._add_task(self.reza, date_due="2025-01-01 08:00:00")
        self.assertIs(self._open(purpose=False)["task"], False)
        task = self._add_task(self.sara, date_due="2025-01-01 08:00:00")
        self.assertEqual(self._open(purpose=False)["task"]["id"], task.id)
        self.assertIs(self._open(purpose="sales")["task"], False)
        self.assertIs(self._open(purpose=False, line="قیمت")["task"], False)

    def test_line_is_one_line(self):
        opened = self._open(line="  قیمت\n\tپنل \u202e\x00 " + "x" * 500)
        self.assertTrue(opened["line"].startswith("قیمت پنل x"))
        self.assertLessEqual(len(opened["line"]), 200)

    def test_what_comes_from_a_browser_is_checked(self):
        self._move_below_a_representative(self.contact)
        briefs = self._briefs()
        other = self.env["res.partner"].create(
            {"name": "دیگر", "is_representative": True}
        )
        task = self._add_task(self.sara, partner_id=other.id)
        representative = self.representative.id
        for error, arguments in (
            (MissingError, (0,)),
            (MissingError, (2**40,)),
            (MissingError, ("1",)),
            (MissingError, ([representative],)),
            (MissingError, (representative, "sales", "", 2**30)),
            (ValidationError, (self.contact.id,)),
            (ValidationError, (representative, "sales", "", task.id)),
        ):
            with self.subTest(arguments), self.assertRaises(error):
                briefs.open_brief(*arguments)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_people_outside_the_team_open_nothing(self):
        with self.assertRaises(AccessError):
            self._open(self.outsider)
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        foreign = self.env["res.partner"].create(
            {"name": "دور", "is_representative": True, "company_id": company.id}
        )
        with self.assertRaises(AccessError):
            self._open(partner=foreign)
