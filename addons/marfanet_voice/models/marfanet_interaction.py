from odoo import fields, models


class MarfanetInteraction(models.Model):
    _name = "marfanet.interaction"
    _inherit = ["marfanet.interaction", "marfanet.ai.suggestion"]

    voice_note_ids = fields.One2many(
        comodel_name="marfanet.voice.note", inverse_name="interaction_id"
    )

    # For the alerts of the daily work log
    _suggested_index = models.Index(
        "(user_id, date) WHERE ai_review = 'suggested' AND active IS TRUE"
    )

    def _ai_written_fields(self):
        return {"summary", "sentiment", "next_step"}
