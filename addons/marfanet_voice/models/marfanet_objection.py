from odoo import api, models
from odoo.fields import Domain


class MarfanetObjection(models.Model):
    _name = "marfanet.objection"
    _inherit = ["marfanet.objection", "marfanet.ai.proposal"]

    def _ai_written_fields(self):
        return {"text"}

    @api.model
    def _answered_domain(self):
        # That it was objected is AI's word alone, until somebody confirms it.
        return super()._answered_domain() & Domain("ai_review", "!=", "suggested")

    def _is_untouched(self):
        return super()._is_untouched() and not self.answer

    def _prepare_review(self):
        return {
            **super()._prepare_review(),
            "text": self.text,
            "answer": self.answer or "",
            "active": self.active,
        }
