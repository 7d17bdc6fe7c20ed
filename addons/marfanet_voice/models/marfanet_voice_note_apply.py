from odoo import models

from ..tools import crash
from .marfanet_voice_note_jobs import stage


class MarfanetVoiceNote(models.Model):
    """From the finding to the interaction and its proposals, in one transaction."""

    _inherit = "marfanet.voice.note"

    @stage("date", "finding", "proposals")
    def _apply(self):
        """Write what was found into the interaction, and propose the rest, once."""
        self.ensure_one()
        self._lock()
        if self.state != "analysed":
            return
        self._follow_claim()
        # sudo: what is written, where and for whom comes from the note alone, which
        # nobody can bend; a lead may have handed the interaction to a colleague.
        note_sudo = self.sudo().with_context(active_test=False, tracking_disable=True)
        # Who writes to them at this moment, a person or the job of another note of the
        # same representative, makes this fail here, before any of it is written, and
        # logged.
        self._lock_rows(note_sudo.partner_id)
        self._lock_rows(note_sudo.interaction_id)
        proposed = note_sudo._proposed_records()
        for records in proposed.values():
            self._lock_rows(records)
        # Of a company's ninety fields, the one by which each record is checked.
        note_sudo.company_id.fetch(["parent_path"])
        note_sudo._fill_interaction()
        proposals = note_sudo._propose(proposed)
        crash.reach("tasks_proposed")
        self._set_state("ready", proposals=proposals)

    def _fill_interaction(self):
        finding = self.finding
        outcome_id = self._outcomes().get(finding.get("outcome"), False)
        values = {
            "summary": finding["summary"],
            "sentiment": finding["sentiment"],
            "outcome_id": outcome_id,
            "feedback": finding.get("feedback"),
            "next_step": finding["next_step"],
        }
        sources = dict(finding.get("sources") or {})
        if "outcome" in sources:
            sources["outcome_id"] = sources.pop("outcome")
        has_tasks = bool(finding["follow_ups"])
        self.interaction_id._suggest(self, values, sources, has_tasks)
