import uuid

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

#: For the UUIDs of notes that hold what was typed about an interaction.
TYPED = uuid.UUID("6f1f0a52-98f2-4c53-9a25-0d6a7f0f3a0e")


class MarfanetInteraction(models.Model):
    """Server actions on interactions."""

    _inherit = "marfanet.interaction"

    def action_marfanet_transcribe(self):
        """Have all recordings of the interactions transcribed and summarised.

        Those that were made on them, and the voice files in their chatter. What a
        colleague has had transcribed already keeps nobody from the others, nor does a
        file that is damaged.

        :return: True, or what tells of the files that could not be taken
        :raise UserError: there are none, or none could be taken
        """
        self.check_access("write")
        notes = self.voice_note_ids.filtered("attachment_id")
        files = self._chatter_recordings()
        if not notes and not files:
            raise UserError(
                self.env._("There is no recording to transcribe on this interaction.")
            )
        notes.action_marfanet_transcribe()
        mine = files.filtered(lambda file: not file._is_heard_by_colleague())
        if not mine and not notes:
            mine = files  # Says who has had them transcribed.
        refused = mine._try_marfanet_voice_notes()
        if not refused:
            return True
        told = "\n".join(f"{file.name}: {reason}" for file, reason in refused.items())
        if len(refused) == len(mine) and not notes:
            raise UserError(told)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": told, "type": "warning", "sticky": True},
        }

    def action_marfanet_summarise(self):
        """Have AI read what was typed about the interactions.

        What was typed stays; the fields that are still empty are suggested, and so
        are the tasks.

        :raise UserError: nothing was typed
        """
        self.check_access("write")
        notes = self.env["marfanet.voice.note"]
        for interaction in self:
            text = interaction._typed_text()
            if not text:
                raise UserError(
                    self.env._(
                        "There is no text to summarise on this interaction. Write"
                        " down what was said first."
                    )
                )
            notes._receive_text(interaction, text)
        return True

    def _chatter_recordings(self):
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        return attachments.filtered(lambda file: file._is_marfanet_recording())

    def _typed_text(self):
        """Return what people wrote about the contact: not what AI suggested."""
        written = [
            self[name]
            for name in ("subject", "summary", "feedback", "next_step")
            if self[name] and name not in (self.ai_sources or {})
        ]
        comments = self.message_ids.filtered(
            lambda message: message.message_type == "comment"
        )
        written += [html2plaintext(message.body) for message in comments.sorted("id")]
        return "\n".join(text.strip() for text in written if text.strip())

    def _typed_uuid(self):
        return str(uuid.uuid5(TYPED, f"{self._name},{self.id}"))
