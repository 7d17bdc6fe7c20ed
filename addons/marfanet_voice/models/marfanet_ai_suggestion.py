from odoo import api, fields, models
from odoo.exceptions import AccessError


class MarfanetAiSuggestion(models.AbstractModel):
    """A record of which AI wrote some fields, until a person takes them over.

    The marks are kept by code alone: a person's write never holds them, which is how
    the two are told apart.
    """

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
            ("withdrawn", "Withdrawn by AI"),
        ],
        string="AI review",
        readonly=True,
        copy=False,
        help="Empty where no AI wrote anything.",
    )

    def _ai_written_fields(self):
        """Return the names of the fields that AI writes on this model."""
        raise NotImplementedError

    @api.model
    def _ai_mark_fields(self):
        """Return the names of the fields that only code writes."""
        return {"voice_note_id", "ai_review"}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_marks({name for name in vals if vals[name]})
        # What a caller's context wants to be filled in is no mark of code either.
        self._check_marks(
            {
                name
                for name in self._ai_mark_fields()
                if self.env.context.get(f"default_{name}")
            }
        )
        return super().create(vals_list)

    def write(self, vals):
        self._check_marks(vals.keys())
        # What a person has corrected is theirs: no mark of AI stays on it.
        corrected = {} if "ai_review" in vals else self._find_corrections(vals)
        result = super().write(vals)
        for record, names in corrected.items():
            record._take_over(names)
        return result

    def _find_corrections(self, vals):
        """Return which suggested fields the values change, by record."""
        written = self._ai_written_fields() & vals.keys()
        corrected = {}
        for record in self if written else ():
            names = {name for name in written if record._changes(name, vals[name])}
            if names and record.ai_review == "suggested":
                corrected[record] = names
        return corrected

    def _changes(self, name, value):
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        return new != field.convert_to_cache(self[name], self)

    def _take_over(self, names):
        """Mark what a person has corrected.

        :param names: of the fields
        """
        # sudo: the marks are kept by code; the person has just written the fields.
        self.sudo().ai_review = "edited"

    @api.model
    def _check_marks(self, names):
        if self.env.su:
            return
        for name in self._ai_mark_fields() & set(names):
            raise AccessError(
                self.env._(
                    "“%(field)s” is kept by the voice notes and cannot be set.",
                    field=self._fields[name]._description_string(self.env),
                )
            )

    def action_confirm_suggestion(self):
        """Take over what AI wrote, as it stands."""
        self.check_access("write")
        # sudo: the mark is kept by code; who may write the record may confirm it.
        self.filtered(
            lambda record: record.ai_review == "suggested"
        ).sudo().ai_review = "confirmed"
        return True
