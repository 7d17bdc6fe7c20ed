from odoo import models


class MarfanetCallBrief(models.Model):
    """What its reader said of a brief stands beside it when it is opened again."""

    _inherit = "marfanet.call.brief"

    def _present(self):
        own = self.env["marfanet.brief.feedback"].search(
            [("brief_id", "=", self.id), ("user_id", "=", self.env.uid)]
        )
        return {
            **super()._present(),
            "ratings": {
                rating.section: {"useful": rating.useful, "reason": rating.reason or ""}
                for rating in own
            },
        }
