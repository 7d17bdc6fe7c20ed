from odoo import fields, models


class MarfanetAiSuggestion(models.AbstractModel):
    """A record of which AI wrote some fields, until a person takes them over."""

    _name = "marfanet.ai.suggestion"
    _description = "AI Suggestion"

    voice_note_id = fields.Many2one(
        comodel_name="marfanet.voice.note",
        string="From voice note",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    ai_review = fields.Selection(
        selection=[
            ("suggested", "Suggested by AI"),
            ("confirmed", "Confirmed"),
            ("edited", "Edited by a person"),
        ],
        string="AI review",
        readonly=True,
        copy=False,
        help="Empty where no AI wrote anything.",
    )

    def _ai_written_fields(self):
        """Return the names of the fields that AI writes on this model."""
        raise NotImplementedError

    def write(self, vals):
        # What a person has corrected is theirs: no mark of AI stays on it.
        edited = (
            self.filtered(lambda record: record.ai_review == "suggested")
            if "ai_review" not in vals and self._ai_written_fields() & vals.keys()
            else self.browse()
        )
        result = super().write(vals)
        if edited:
            edited.ai_review = "edited"
        return result

    def action_confirm_suggestion(self):
        """Take over what AI wrote, as it stands."""
        self.filtered(
            lambda record: record.ai_review == "suggested"
        ).ai_review = "confirmed"
        return True
