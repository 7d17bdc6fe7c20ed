from odoo import models


class ResPartner(models.Model):
    """Logging a contact with a representative, in one click."""

    _inherit = "res.partner"

    def action_log_interaction(self):
        """Open the log form, filled with what is known already."""
        return self._action_log_interaction({})

    def _action_log_interaction(self, context):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log an interaction"),
            "res_model": "marfanet.interaction",
            "target": "new",
            "views": [(False, "form")],
            "context": {"default_partner_id": self.id, **context},
        }
