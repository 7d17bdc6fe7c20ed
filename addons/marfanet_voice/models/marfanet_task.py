from odoo import api, fields, models


class MarfanetTask(models.Model):
    _name = "marfanet.task"
    _inherit = ["marfanet.task", "marfanet.ai.suggestion"]

    voice_note_action = fields.Integer(
        readonly=True,
        copy=False,
        help="Which of the voice note's follow-ups this is, counted from 1.",
    )
    quote = fields.Text(
        string="Said", readonly=True, copy=False, help="The words it came from."
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

    _voice_note_action_unique = models.UniqueIndex(
        "(voice_note_id, voice_note_action) WHERE voice_note_id IS NOT NULL",
        "This follow-up of the voice note already has its task.",
    )

    def _ai_written_fields(self):
        return {"name", "date_due"}

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
