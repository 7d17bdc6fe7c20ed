from odoo import models


class MarfanetVoiceNote(models.Model):
    """How a note moves to the log form that it was recorded on, once that is saved."""

    _inherit = "marfanet.voice.note"

    def _follow_claim(self):
        """Move the notes to the interactions that claimed them, if any did."""
        for note in self:
            claimant = note.env["marfanet.voice.claim"]._claimant(
                note.client_uuid, note.user_id
            )
            if claimant and claimant != note.interaction_id:
                note._move_to(claimant)

    def _move_to(self, interaction):
        """Move the note, with all that it proposed, to another interaction.

        Only away from one that was made for it: what a person chose stays.
        """
        self.ensure_one()
        self._lock()
        old = self.interaction_id
        if not old.made_for_note:
            return
        # sudo: agents may not move or delete records. These were made for this note
        # alone, and follow it to the interaction that its own agent saved.
        note_sudo = self.sudo().with_context(active_test=False)
        note_sudo.interaction_id = interaction
        for proposed in note_sudo._proposed_records().values():
            proposed.write({"interaction_id": interaction.id})
        note_sudo.task_ids.write({"partner_id": interaction.partner_id.id})
        if old._is_only_for(note_sudo):
            old.sudo().unlink()
        self._tell()
        if self.state == "ready":
            self._set_state("analysed")
            self._enqueue("_apply")
