from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class MarfanetVoiceNote(models.Model):
    """Where the buttons on a note's own screens lead."""

    _inherit = "marfanet.voice.note"

    def action_view_interaction(self):
        """Open the interaction that the note is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "marfanet.interaction",
            "res_id": self.interaction_id.id,
            "views": [(False, "form")],
        }

    def action_view_jobs(self):
        """Open the background jobs of the notes, for administrators of the queue.

        :raise AccessError: somebody else
        """
        self.check_access("read")
        jobs = self.env["queue.job"]
        if not jobs.has_access("read"):
            raise AccessError(
                self.env._("Only administrators of the job queue see its jobs.")
            )
        calls = Domain.OR(
            Domain("func_string", "=like", f"{self._name}({note_id},).%")
            for note_id in self.ids
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Jobs"),
            "res_model": "queue.job",
            "views": [(False, "list"), (False, "form")],
            "domain": list(Domain("model_name", "=", self._name) & calls),
        }
