from odoo import models


class MarfanetPromise(models.Model):
    _name = "marfanet.promise"
    _inherit = ["marfanet.promise", "marfanet.ai.proposal"]

    def _ai_written_fields(self):
        return {"side", "text", "date_due"}

    def _is_untouched(self):
        return super()._is_untouched() and self.state == "open"

    def _waits_for_review(self):
        return super()._waits_for_review() and self.state == "open"

    def _prepare_review(self):
        return {
            **super()._prepare_review(),
            "side": self.side,
            "text": self.text,
            "due": self.date_due and self.date_due.isoformat(),
            "state": self.state,
            "active": self.active,
        }
