from odoo.tests import new_test_user, tagged

from .brief_common import BriefCommon


@tagged("post_install", "-at_install")
class TestBriefRatings(BriefCommon):
    def test_what_a_reader_said_of_a_brief_is_there_the_next_time(self):
        brief = self._written()
        self.assertEqual(brief["ratings"], {})
        feedback = self.env(user=self.sara)["marfanet.brief.feedback"]
        feedback.rate(brief["id"], "summary", False, "Too long")
        self.assertEqual(
            self._open()["brief"]["ratings"],
            {"summary": {"useful": False, "reason": "Too long"}},
        )

    def test_what_another_reader_said_is_not_shown(self):
        brief = self._written()
        lead = new_test_user(self.env, "lara", "marfanet_crm.group_marfanet_lead")
        feedback = self.env(user=lead)["marfanet.brief.feedback"]
        feedback.rate(brief["id"], "summary", False)
        self.assertEqual(self._open()["brief"]["ratings"], {})
