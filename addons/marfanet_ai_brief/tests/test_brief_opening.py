from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .brief_common import BriefCommon


@tagged("post_install", "-at_install")
class TestBriefOpening(BriefCommon):
    def _openings(self):
        return self.env["marfanet.brief.opening"].search([])

    def test_contact_without_a_brief_says_so(self):
        interaction = self._log_interaction(self.sara)
        self.assertEqual(interaction.brief_kind, "none")
        self.assertFalse(interaction.brief_opening_id)

    def test_contact_after_the_facts_is_prepared_by_facts(self):
        self._open()
        interaction = self._log_interaction(self.sara)
        self.assertEqual(interaction.brief_kind, "facts")
        self.assertEqual(interaction.brief_opening_id, self._openings())

    def test_contact_after_a_written_brief_is_prepared_by_ai(self):
        self._open()
        brief = self._written()
        self.assertEqual(self._openings().brief_id.id, brief["id"])
        self.assertEqual(self._log_interaction(self.sara).brief_kind, "ai")

    def test_brief_that_was_there_already_counts_as_ai(self):
        self._written()
        self._open(self.reza)
        self.assertEqual(self._log_interaction(self.reza).brief_kind, "ai")

    def test_others_contacts_and_those_with_others_are_not_prepared_by_it(self):
        self._open()
        self.assertEqual(self._log_interaction(self.reza).brief_kind, "none")
        other = self.env["res.partner"].create(
            {"name": "دیگر", "is_representative": True}
        )
        interaction = self._log_interaction(self.sara, partner_id=other.id)
        self.assertEqual(interaction.brief_kind, "none")

    def test_brief_reaches_four_hours(self):
        self._open()
        self._openings().date -= timedelta(hours=4, minutes=1)
        self.assertEqual(self._log_interaction(self.sara).brief_kind, "none")

    def test_contact_entered_late_was_not_prepared_by_it(self):
        self._open()
        now = fields.Datetime.now()
        for before in (timedelta(days=1), timedelta(hours=3)):
            interaction = self._log_interaction(self.sara, date=now - before)
            self.assertEqual(interaction.brief_kind, "none")

    def test_log_that_was_begun_first_is_prepared_by_a_brief_of_its_card(self):
        self._open()
        begun = fields.Datetime.now() - timedelta(minutes=20)
        interaction = self._log_interaction(self.sara, date=begun)
        self.assertEqual(interaction.brief_kind, "facts")

    def test_nobody_makes_it_up(self):
        interaction = self._log_interaction(self.sara, brief_kind="ai")
        self.assertEqual(interaction.brief_kind, "none")
        self._open(self.reza)
        made_up = {"brief_kind": "ai", "brief_opening_id": self._openings().id}
        interaction.with_user(self.sara).write({**made_up, "subject": "دیگر"})
        self.assertEqual(interaction.subject, "دیگر")
        self.assertEqual(interaction.brief_kind, "none")
        self.assertFalse(interaction.brief_opening_id)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_agents_see_their_own_openings_and_write_none(self):
        self._open()
        opening = self._openings()
        self.assertTrue(opening.with_user(self.sara).purpose)
        self.assertTrue(opening.with_user(self.lead).purpose)
        for refused in (
            lambda: opening.with_user(self.reza).read(["purpose"]),
            lambda: opening.with_user(self.outsider).read(["purpose"]),
            lambda: opening.with_user(self.lead).write({"line": "x"}),
            lambda: opening.with_user(self.sara).copy(),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_old_ones_go_unless_a_contact_rests_on_them(self):
        self._open()
        used = self._openings()
        interaction = self._log_interaction(self.sara)
        self._open()
        self._openings().date = "2025-01-01"
        self.env["marfanet.brief.opening"]._gc_old()
        self.assertEqual(self._openings(), used)
        self.assertEqual(interaction.brief_opening_id, used)
