from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "tz" in vals:
            # What workers keep in mind of it: ``marfanet.ai.budget.usage._clocks``.
            self.env.registry.clear_cache()
        return result
