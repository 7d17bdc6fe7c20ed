from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_add_voice_note(self):
        """Open the dialog that takes a recording about this representative."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "marfanet_voice_upload",
            "name": self.env._("Voice note about %s", self.display_name),
            "target": "new",
            "params": {"partner_id": self.id},
        }
