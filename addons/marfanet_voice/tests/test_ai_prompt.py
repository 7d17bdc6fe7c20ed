from odoo.tests import TransactionCase

from ..tools.analysis import prompt_values
from .common import RECORDED


class TestVoicePrompt(TransactionCase):
    def test_shipped_text_has_no_problem_and_takes_what_code_gives(self):
        prompt = self.env.ref("marfanet_voice.marfanet_ai_prompt_voice_note")
        self.assertEqual(prompt._problems(prompt.shipped_body), [])
        values = prompt_values(RECORDED, "support", ["resolved", "busy"])
        composed = prompt._compose("voice_note", values)
        self.assertIn("support", composed)
        self.assertIn("resolved, busy", composed)
        self.assertNotIn("{", composed)

    def test_leads_edit_prompts_and_agents_do_not(self):
        editors = self.env.ref("marfanet_ai.group_marfanet_ai_prompt_editor")
        lead = self.env.ref("marfanet_crm.group_marfanet_lead")
        agent = self.env.ref("marfanet_crm.group_marfanet_agent")
        self.assertIn(editors, lead.all_implied_ids)
        self.assertNotIn(editors, agent.all_implied_ids)
