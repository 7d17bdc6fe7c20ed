from odoo import api, fields, models


class MarfanetTask(models.Model):
    _name = "marfanet.task"
    _inherit = ["marfanet.task", "marfanet.ai.suggestion"]

    voice_note_action = fields.Integer(
        readonly=True,
        copy=False,
        help="Which of the voice note's proposals this is, counted from 1.",
    )
    quote = fields.Text(
        string="Said", readonly=True, copy=False, help="The words it came from."
    )
    quote_start = fields.Float(
        string="Said at",
        readonly=True,
        copy=False,
        default=-1,
        aggregator=None,
        help="The second of the recording; negative where it is not known.",
    )
    date_doubt = fields.Selection(
        selection=[
            ("other_date", "The AI understood another day than the words say"),
            ("no_date", "No day could be read from the words"),
        ],
        string="Check the date",
        readonly=True,
        copy=False,
    )
    date_other = fields.Datetime(
        string="Understood by AI",
        readonly=True,
        copy=False,
        help="The moment that the AI model named, where the words say another one.",
    )

    _voice_note_action_unique = models.UniqueIndex(
        "(voice_note_id, voice_note_action) WHERE voice_note_id IS NOT NULL",
        "This follow-up of the voice note already has its task.",
    )

    def _ai_written_fields(self):
        return {"name", "date_due"}

    @api.model
    def _ai_mark_fields(self):
        return super()._ai_mark_fields() | {
            "voice_note_action",
            "quote",
            "quote_start",
            "date_other",
        }

    @api.model
    def _work_log_triggers(self):
        return super()._work_log_triggers() | {"ai_review", "date_doubt"}

    def write(self, vals):
        if vals.get("date_due") and "date_doubt" not in vals:
            vals = {**vals, "date_doubt": False}
        return super().write(vals)

    def action_confirm_suggestion(self):
        self.date_doubt = False
        return super().action_confirm_suggestion()

    def _prepare_due_values(self, vals):
        if "ai_review" in vals:
            # Another reading of the note: nobody has postponed anything.
            return {}
        return super()._prepare_due_values(vals)

    def _is_untouched(self):
        """Whether nobody has made anything of the proposal yet."""
        self.ensure_one()
        is_open = self.active or self.ai_review == "withdrawn"
        return (
            is_open
            and self.ai_review in ("suggested", "withdrawn")
            and self.state == "todo"
            and self.user_id == self.voice_note_id.user_id
            and not self.postpone_count
            and not self.result_interaction_ids
        )
