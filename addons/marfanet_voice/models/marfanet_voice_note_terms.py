from odoo import api, models

from .marfanet_voice_upload import CHUNK_BYTES


class MarfanetVoiceNote(models.Model):
    """What the administrator has settled about recordings."""

    _inherit = "marfanet.voice.note"

    @api.model
    def _recording_terms(self):
        """Return what the web client must know before it records.

        The policy rules the microphones and nothing else: what was recorded before it
        changed is taken all the same, because no voice note is lost.
        """
        # sudo: agents may not read parameters; these are theirs to be held to.
        parameters = self.env["ir.config_parameter"].sudo()
        policy = parameters.get_param("marfanet_voice.recording", "on")
        language = parameters.get_param("marfanet_voice.language", "fa")
        languages = parameters.get_param("marfanet_voice.languages", "fa,en,auto")
        return {
            "recording": policy == "on"
            or (policy == "choice" and self.env.user.marfanet_voice_recording),
            "max_bytes": self._max_bytes(),
            "max_seconds": self._max_seconds(),
            "chunk_bytes": CHUNK_BYTES,
            "language": language,
            "languages": list(
                dict.fromkeys([language, *languages.replace(" ", "").split(",")])
            ),
        }
