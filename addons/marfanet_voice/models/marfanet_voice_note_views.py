from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.marfanet_persian.tools.writing import writer_of


class MarfanetVoiceNote(models.Model):
    """What a note is called on screens, and where the buttons on its own lead."""

    _inherit = "marfanet.voice.note"

    @api.depends("date", "seconds", "attachment_id")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for note in self:
            note.display_name = note._which() if note.date else ""

    def _which(self):
        """Return which of a representative's notes it is: when, and how long.

        In the reader's calendar and on their clock: «شنبه ۸ آذر ۱۴۰۴، ساعت ۱۰:۳۰
        (۰۱:۱۲)».
        """
        minutes, seconds = divmod(int(self.seconds), 60)
        length = f" ({minutes:02}:{seconds:02})" if self.attachment_id else ""
        writer = writer_of(self.env)
        local = clock.to_local(self.date, clock.agent_zone(self.env))
        moment = writer.local(local, "long" if writer.is_persian else "medium")
        return moment + writer.figures(length)

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
