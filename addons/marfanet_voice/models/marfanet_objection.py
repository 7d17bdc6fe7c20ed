from odoo import models


class MarfanetObjection(models.Model):
    _name = "marfanet.objection"
    _inherit = ["marfanet.objection", "marfanet.ai.proposal"]

    def _ai_written_fields(self):
        return {"text"}

    def _is_untouched(self):
        return super()._is_untouched() and not self.answer

    def _prepare_review(self):
        return {
            **super()._prepare_review(),
            "text": self.text,
            "answer": self.answer or "",
            "active": self.active,
        }
