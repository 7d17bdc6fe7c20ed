from odoo import models

from ..tools import analysis


class MarfanetVoiceNote(models.Model):
    """What the prompt of voice notes is told about one of them."""

    _inherit = "marfanet.voice.note"

    def _prompt_values(self, outcomes):
        """Return the value of each variable of the prompt "voice_note".

        :param outcomes: see ``_outcomes``
        """
        self.ensure_one()
        return analysis.prompt_values(self._local_date(), self.purpose, list(outcomes))
