from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .brief_common import SUMMARY, WRITTEN, BriefCommon


@tagged("post_install", "-at_install")
class TestBriefCache(BriefCommon):
    def test_brief_serves_whoever_may_read_the_same(self):
        brief = self._written()
        self.assertEqual(self._open(self.reza)["brief"], brief)
        self.assertEqual(self._open(self.lead)["brief"], brief)

    def test_other_purpose_line_or_task_is_another_question(self):
        self._written()
        task = self._add_task(self.sara)
        for options in (
            {"purpose": "sales"},
            {"line": "قیمت"},
            {"task_id": task.id},
        ):
            with self.subTest(options):
                self.assertIs(self._open(**options)["brief"], False)

    def _check_stale_after(self, change):
        self._written()
        self.assertTrue(self._open()["brief"])
        change()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertIs(self._open()["brief"], False)

    def test_stale_after_a_new_interaction(self):
        self._check_stale_after(
            lambda: self._log_interaction(self.reza, summary="بدهی را پرداخت.")
        )

    def test_stale_after_an_edit(self):
        self._check_stale_after(
            lambda: self.interaction.write({"summary": "حل نشد و شاکی است."})
        )

    def test_fresh_though_the_team_answers_others(self):
        self._written()
        other = self.representative.copy()
        self._log_interaction(
            self.reza,
            partner_id=other.id,
            objection_ids=[
                Command.create({"text": "گران است", "answer": "دو ماه رایگان"})
            ],
        )
        self.env.flush_all()
        answers = self._open()["advice"]["answers"]
        self.assertEqual([one["answer"] for one in answers], ["دو ماه رایگان"])
        self.assertTrue(self._open()["brief"])

    def test_stale_after_a_new_task(self):
        self._check_stale_after(
            lambda: self._add_task(self.reza, date_due="2100-01-01", name="تمدید")
        )

    def test_stale_after_a_payment(self):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)

        def pay():
            payment = self.env["account.payment"].create(
                {
                    "partner_id": self.representative.id,
                    "partner_type": "customer",
                    "payment_type": "inbound",
                    "amount": 500.0,
                    "journal_id": journal.id,
                }
            )
            payment.action_post()

        self._check_stale_after(pay)

    def test_stale_when_the_prompt_or_a_principle_is_written_anew(self):
        self._written()
        prompt = self.env["marfanet.ai.prompt"].search([("job", "=", "call_brief")])
        shipped = prompt.body
        prompt.body = f"{shipped}\nBe brief."
        self.assertIs(self._open()["brief"], False)
        prompt.body = shipped
        self.assertTrue(self._open()["brief"])
        principles = self.env["marfanet.brief.principle"]
        first = principles.search([("for_support", "=", True)], limit=1)
        first.when_to_use = "Only on Mondays."
        self.assertIs(self._open()["brief"], False)

    def test_stale_after_three_days(self):
        self._written()
        self._stored().made_on = fields.Datetime.now() - timedelta(days=3, minutes=1)
        self.assertIs(self._open()["brief"], False)

    def test_still_fresh_on_the_day_of_the_call(self):
        """What was made at night for a task is read on the next day."""
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        task = self._add_task(self.sara, date_due=tomorrow)
        self._written(task_id=task.id)
        asked = self.ai.requests[0].messages[0]["content"]
        self.assertIn(f"{tomorrow + timedelta(hours=3.5):%Y-%m-%d}", asked)
        self._written()
        with freeze_time(tomorrow):
            self.assertTrue(self._open(task_id=task.id)["brief"])
            self.assertTrue(self._open()["brief"])

    def test_reader_of_less_gets_no_brief_of_more(self):
        """Whoever may not read a contact asks another question."""
        hidden = self._log_interaction(self.lead, summary="محرمانه: می‌خواهد برود.")
        self.env["ir.rule"].create(
            {
                "name": "Reza does not read it",
                "model_id": self.env.ref("marfanet_crm.model_marfanet_interaction").id,
                "domain_force": f"[('id', '!=', {hidden.id})"
                f" if user.id == {self.reza.id} else (1, '=', 1)]",
            }
        )
        brief = self._written("# summary\n- می‌خواهد برود. [1]")
        self.assertEqual(brief["lines"][0]["evidence"], [hidden.id])
        self.assertEqual(self._open(self.lead)["brief"], brief)
        opened = self._open(self.reza)
        self.assertIs(opened["brief"], False)
        self.assertNotIn("محرمانه", str(opened))
        self.ai.answer(WRITTEN)
        self._write(self.reza)
        self.assertNotIn("محرمانه", str(self.ai.requests[-1].json))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_answers_of_another_company_are_in_no_brief_of_ours(self):
        # What the team answers is no part of what tells one brief from another.
        company = self.env["res.company"].create({"name": "شعبه", "sequence": 2})
        self.env.company.sequence = 1
        there = new_test_user(
            self.env,
            "there",
            "marfanet_crm.group_marfanet_agent",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self._log_interaction(
            there,
            partner_id=self.representative.copy({"company_id": company.id}).id,
            company_id=company.id,
            objection_ids=[
                Command.create({"text": "گران است", "answer": "محرمانه شعبه"})
            ],
        )
        self.sara.company_ids += company
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._briefs().env.company, self.env.company)
        answers = self._open()["advice"]["answers"]
        self.assertEqual([one["answer"] for one in answers], ["محرمانه شعبه"])
        brief = self._written()
        self.assertNotIn("محرمانه", str(self.ai.requests[0].json))
        self.assertEqual(self._open(self.reza)["brief"], brief)

    def test_what_another_company_wrote_is_in_no_brief_of_ours(self):
        # Our leads read the rows of our briefs, without being in the other company.
        company = self.env["res.company"].create({"name": "شعبه", "sequence": 2})
        self.env.company.sequence = 1
        self.sara.company_ids += company
        self._log_interaction(
            self.sara, company_id=company.id, summary="محرمانه شعبه است."
        )
        brief = self._written()
        self.assertIn("محرمانه", str(self._open()["facts"]))
        self.assertNotIn("محرمانه", str(self.ai.requests[0].json))
        self.assertEqual(brief["lines"][0]["evidence"], [self.interaction.id])
        self.assertIn(str(self.interaction.id), brief["sources"])
        self.assertEqual(self._open()["brief"], brief)
        self.assertEqual(self._open(self.reza)["brief"], brief)
        self.assertEqual(self._stored().company_id, self.env.company)

    def test_brief_for_a_task_is_its_companys(self):
        company = self.env["res.company"].create({"name": "شعبه", "sequence": 2})
        self.env.company.sequence = 1
        self.sara.company_ids += company
        there = self._log_interaction(self.sara, company_id=company.id, summary="دور")
        task = self._add_task(self.sara, company_id=company.id, name="کار شعبه")
        brief = self._written(task_id=task.id)
        self.assertEqual(self._stored().company_id, company)
        self.assertNotIn(SUMMARY, str(self.ai.requests[0].json))
        self.assertEqual(list(brief["sources"]), [str(there.id)])
        self.assertEqual(self._open(task_id=task.id)["brief"], brief)
        # As the night's job, which is in that company only, asks for it.
        night = self._briefs().with_context(allowed_company_ids=company.ids)
        opened = night.open_brief(self.representative.id, "support", task_id=task.id)
        self.assertEqual(opened["brief"], brief)
        openings = self.env["marfanet.brief.opening"].search(
            [("task_id", "=", task.id)]
        )
        self.assertEqual(openings.company_id, company)

    def test_another_companys_reader_gets_no_brief_of_ours(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "marfanet_crm.group_marfanet_agent",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self._written()
        self.assertIs(self._open(stranger)["brief"], False)
        # Nor if there was nothing to tell the two apart by.
        key = self._stored()
        briefs = self._briefs(stranger)
        case = briefs._case(self.representative.id, "support", "", False)
        asked = briefs._asked(case)
        key.input_hash = asked.input_hash
        self.assertFalse(briefs._fresh(case, asked))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_rows_are_read_by_whom_they_were_made_for_and_by_leads(self):
        self._written()
        brief = self._stored()
        for user in (self.sara, self.lead):
            self.assertTrue(brief.with_user(user).read(["lines"]))
        for refused in (
            lambda: brief.with_user(self.reza).read(["lines"]),
            lambda: brief.with_user(self.outsider).read(["lines"]),
            lambda: brief.with_user(self.sara).write({"lines": []}),
            lambda: brief.with_user(self.lead).unlink(),
            lambda: brief.with_user(self.lead).copy(),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_old_rows_go(self):
        self._written()
        old = self._stored()
        old.made_on = fields.Datetime.now() - timedelta(days=31)
        self._written()
        self.env["marfanet.call.brief"]._gc_old()
        self.assertFalse(old.exists())
        self.assertEqual(len(self._stored()), 1)
