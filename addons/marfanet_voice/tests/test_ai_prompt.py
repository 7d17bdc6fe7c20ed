from odoo.tests import TransactionCase

from ..tools.analysis import prompt_values
from .common import RECORDED, SAID, MarfanetVoiceCommon


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


class TestVoiceSamples(MarfanetVoiceCommon):
    def test_lead_tries_the_prompt_on_the_last_note(self):
        prompt = self.env.ref("marfanet_voice.marfanet_ai_prompt_voice_note")
        prompt = prompt.with_user(self.lead)
        [example] = prompt.get_samples()["samples"]
        self.assertTrue(example["given"]["transcript"])
        self._receive().write({"transcript": SAID})
        last, _example = prompt.get_samples()["samples"]
        self.assertEqual(last["given"]["transcript"], SAID)
        self.assertEqual(last["given"]["gregorian"], "Saturday 2025-11-29T10:30")
        self.assertFalse(prompt.get_preview(prompt.body, last["given"])["problem"])
