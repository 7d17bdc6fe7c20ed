from odoo import models

from odoo.addons.marfanet_ai.models.marfanet_ai_prompt_try import LIMITS

JOB = "call_brief"


class MarfanetAiPrompt(models.Model):
    """A real case to try the prompt of call briefs on."""

    _inherit = "marfanet.ai.prompt"

    def _samples(self):
        samples = super()._samples()
        Interaction = self.env["marfanet.interaction"]
        if self.job != JOB or not Interaction.has_access("read"):
            return samples
        last = Interaction.search([], limit=1)
        if last:
            briefs = self.env["marfanet.call.brief"]
            case = briefs._case(last.partner_id.id, last.purpose, last.subject, False)
            asked = briefs._asked(case)
            known = set(self.variable_ids.mapped("name"))
            given = {
                **samples[-1]["given"],
                **{
                    name: text[: LIMITS["data"]]
                    for name, text in {**asked.values, **asked.data}.items()
                    if name in known
                },
            }
            samples.insert(
                0, {"label": self.env._("The last representative"), "given": given}
            )
        return samples
