from odoo import models
from odoo.exceptions import UserError

STOPPED = ("failed", "untranscribed", "waiting")


class MarfanetVoiceNote(models.Model):
    """What people, server actions and integrators ask of a note."""

    _inherit = "marfanet.voice.note"

    def action_retry(self):
        """Go on from where the note stopped."""
        self.check_access("write")
        for note in self.filtered(lambda note: note.state in STOPPED):
            if note._is_heard():
                note._set_state("transcribed")
            else:
                note._check_sound()
                note._set_state("received")
            note._go_on()
        return True

    def action_transcribe_again(self):
        """Have the recording heard once more, for another language or new terms.

        What there is stays until there is something better.
        """
        self.check_access("write")
        for note in self:
            note._check_sound()
            note._set_state("received", hearing=note.hearing + 1)
            note._go_on()
        return True

    def action_marfanet_transcribe(self):
        """Have transcribed and summarised what is not yet."""
        self.check_access("write")
        for note in self:
            if note._is_heard():
                note.action_marfanet_summarise()
            else:
                note.action_retry()
        return True

    def action_marfanet_summarise(self):
        """Have AI read what was said, if it has not read just that.

        :raise UserError: nothing was said yet
        """
        self.check_access("write")
        for note in self:
            if not note._is_heard():
                raise UserError(
                    self.env._(
                        "There is no text to summarise yet. Have the recording"
                        " transcribed first, or type what was said."
                    )
                )
            if note.state in (*STOPPED, "ready"):
                note._set_state("transcribed")
                note._go_on()
        return True

    def _check_sound(self):
        if not self.attachment_id:
            raise UserError(
                self.env._(
                    "There is no recording to transcribe any more. Type what was said."
                )
            )
