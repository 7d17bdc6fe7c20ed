from odoo import models

from odoo.addons.marfanet_ai.models.marfanet_ai_prompt_try import LIMITS

JOB = "voice_note"


class MarfanetAiPrompt(models.Model):
    """A real note to try the prompt of voice notes on."""

    _inherit = "marfanet.ai.prompt"

    def _samples(self):
        samples = super()._samples()
        Note = self.env["marfanet.voice.note"]
        if self.job != JOB or not Note.has_access("read"):
            return samples
        note = Note.search([("transcript", "not in", (False, ""))], limit=1)
        if note:
            given = {
                **samples[-1]["given"],
                **note._prompt_values(note._outcomes()),
                "transcript": note.transcript[: LIMITS["data"]],
            }
            samples.insert(0, {"label": self.env._("The last note"), "given": given})
        return samples
