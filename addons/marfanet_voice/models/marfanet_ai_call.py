from odoo import api, models

#: Having a piece of a voice note written down; there is no prompt to it.
SPEECH_JOB = "voice_note_speech"


class MarfanetAiCall(models.Model):
    _inherit = "marfanet.ai.call"

    @api.model
    def _selection_job(self):
        return [
            *super()._selection_job(),
            (SPEECH_JOB, self.env._("Write down a voice note")),
        ]
