from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

ASKED = "آیا روی ایرانسل هم قطع می‌شود؟\nچند کاربر دارید؟"


@tagged("post_install", "-at_install")
class TestBriefCard(MarfanetCrmCommon):
    def test_what_is_ticked_on_the_card_is_saved_with_the_log(self):
        log = self._log_interaction(
            self.sara,
            questions_asked=ASKED,
            objection_ids=[Command.create({"text": "گران است", "answer": "ماهی ده"})],
        )
        self.assertEqual(log.questions_asked, ASKED)
        self.assertEqual(
            log.objection_ids.mapped(lambda heard: (heard.text, heard.answer)),
            [("گران است", "ماهی ده")],
        )
        self.assertEqual(log.objection_ids.partner_id, self.representative)

    def test_nobody_writes_into_a_colleagues_log(self):
        log = self._log_interaction(self.sara)
        with self.assertRaises(AccessError):
            log.with_user(self.reza).questions_asked = ASKED
        log.with_user(self.lead).questions_asked = ASKED
        self.assertEqual(log.with_user(self.reza).questions_asked, ASKED)

    def test_a_card_that_only_stands_beside_a_log_is_no_opening(self):
        briefs = self.env["marfanet.call.brief"].with_user(self.sara)
        openings = self.env["marfanet.brief.opening"]
        mine = [("user_id", "=", self.sara.id)]
        aside = briefs.with_context(marfanet_brief_aside=True)
        aside.open_brief(self.representative.id, "support")
        self.assertFalse(openings.search_count(mine))
        self.assertEqual(self._log_interaction(self.sara).brief_kind, "none")
        briefs.open_brief(self.representative.id, "support")
        self.assertEqual(openings.search_count(mine), 1)
        self.assertEqual(self._log_interaction(self.sara).brief_kind, "facts")

    def test_the_card_stands_on_the_log_form(self):
        view = self.env.ref("marfanet_crm.marfanet_interaction_view_form_log")
        interactions = self.env["marfanet.interaction"].with_user(self.sara)
        arch = interactions.get_view(view.id, "form")["arch"]
        self.assertIn('<widget name="marfanet_brief_card"', arch)
        for name in ("questions_asked", "objection_ids"):
            self.assertIn(f'name="{name}"', arch)
