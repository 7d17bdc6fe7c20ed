from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client what recordings are taken, without a request.

        ``marfanet_voice``: ``recording``, whether this person's microphones are shown;
        ``max_bytes`` and ``max_seconds`` of a recording; ``chunk_bytes``, the largest
        piece of an upload; ``language``, the usual one, and ``languages``, those to
        choose from: ISO 639 codes, and «auto» for the speech service's own guess.
        """
        result = super().session_info()
        if self.env.user.has_group("marfanet_crm.group_marfanet_agent"):
            notes = self.env["marfanet.voice.note"]
            result["marfanet_voice"] = notes._recording_terms()
        return result
