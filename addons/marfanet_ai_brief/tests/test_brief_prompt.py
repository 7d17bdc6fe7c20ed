from odoo.tests import new_test_user, tagged

from .brief_common import SUMMARY, BriefCommon

EDITOR = "marfanet_ai.group_marfanet_ai_prompt_editor"


@tagged("post_install", "-at_install")
class TestBriefPrompt(BriefCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prompt = cls.env["marfanet.ai.prompt"].search([("job", "=", "call_brief")])

    def _samples(self, groups):
        user = new_test_user(self.env, "editor", groups)
        prompt = self.prompt.with_user(user)
        return prompt, prompt.get_samples()["samples"]

    def test_lead_tries_it_on_the_last_representative(self):
        self.interaction.date = "2099-01-01 08:00:00"
        prompt, samples = self._samples(f"marfanet_crm.group_marfanet_lead,{EDITOR}")
        self.assertEqual(len(samples), 2)
        given = samples[0]["given"]
        self.assertIn(SUMMARY, given["interactions"])
        for sample in samples:
            preview = prompt.get_preview(prompt.body, sample["given"])
            self.assertFalse(preview["problem"])
            self.assertIn("<<<interactions ", preview["messages"][1]["content"])

    def test_who_reads_no_contacts_tries_it_on_the_example(self):
        _prompt, samples = self._samples(f"base.group_user,{EDITOR}")
        self.assertEqual(len(samples), 1)

    def test_every_block_of_the_material_can_be_tried(self):
        said = {"interaction_id": self.interaction.id, "text": "گران است"}
        self.env["marfanet.promise"].create(said)
        self.env["marfanet.objection"].create({**said, "answer": "حساب کنیم"})
        self.interaction.status = "open"
        task = self._add_task(self.sara, date_due="2100-01-01 08:00:00")
        briefs = self._briefs()
        case = briefs._case(self.representative.id, "sales", "قیمت", task.id)
        asked = briefs._asked(case)
        variables = {one.name: one.kind for one in self.prompt.variable_ids}
        self.assertEqual(
            asked.data.keys() - {"answers_of_the_team"},
            {name for name, kind in variables.items() if kind == "data"}
            - {"answers_of_the_team"},
        )
        self.assertEqual(
            asked.values.keys(),
            {name for name, kind in variables.items() if kind == "value"},
        )
