from odoo import api, fields, models


class MarfanetTask(models.Model):
    _name = "marfanet.task"
    _inherit = ["marfanet.task", "marfanet.ai.proposal"]

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

    def _ai_written_fields(self):
        return {"name", "date_due"}

    @api.model
    def _ai_mark_fields(self):
        return super()._ai_mark_fields() | {"date_other"}

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
        return (
            super()._is_untouched()
            and self.state == "todo"
            and self.user_id == self.voice_note_id.user_id
            and not self.postpone_count
            and not self.result_interaction_ids
        )

    def _waits_for_review(self):
        return super()._waits_for_review() and self.state == "todo"

    def _is_doubtful(self):
        return bool(self.date_doubt)

    def _prepare_review(self):
        return {
            **super()._prepare_review(),
            "name": self.name,
            "state": self.state,
            "due": fields.Datetime.to_string(self.date_due) or False,
            "time_said": self.time_said,
            "doubt": self.date_doubt or False,
            "other_due": fields.Datetime.to_string(self.date_other) or False,
            "agent": self.user_id.display_name,
        }
